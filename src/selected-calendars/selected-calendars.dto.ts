import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt } from 'class-validator';
import { SuccessStatus } from '../common/success-status.js';
import { OptionalString, RequiredString } from '../common/validation.js';

const DELEGATION = { description: 'Of no effect: nobody delegates credentials here.' };

export class SelectedCalendarsInputDto {
  @RequiredString({ example: 'google_calendar', description: '`integration.type` in the list of calendars.' })
  integration: string;

  @RequiredString({ description: '`externalId` in the list of calendars.' })
  externalId: string;

  @ApiProperty({ type: Number, description: '`credentialId` in the list of calendars.' })
  @IsInt()
  credentialId: number;

  @OptionalString(DELEGATION)
  delegationCredentialId?: string | null;
}

export class SelectedCalendarsQueryParamsInputDto {
  @RequiredString({ example: 'google_calendar', description: '`integration.type` in the list of calendars.' })
  integration: string;

  @RequiredString({ description: '`externalId` in the list of calendars.' })
  externalId: string;

  @ApiProperty({ type: String, description: '`credentialId` in the list of calendars.' })
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value,
  )
  @IsInt()
  credentialId: number;

  @OptionalString(DELEGATION)
  delegationCredentialId?: string | null;
}

export class SelectedCalendarOutputDto {
  @ApiProperty({ type: Number })
  userId: number;

  @ApiProperty({ type: String })
  integration: string;

  @ApiProperty({ type: String })
  externalId: string;

  @ApiProperty({ type: Number, nullable: true })
  credentialId: number | null;
}

export class SelectedCalendarOutputResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: SelectedCalendarOutputDto })
  data: SelectedCalendarOutputDto;
}
