import { ApiProperty } from '@nestjs/swagger';
import { IsEnum } from 'class-validator';
import { SuccessStatus } from '../common/success-status.js';
import { OptionalString, RequiredString } from '../common/validation.js';

const INTEGRATIONS = {
  apple_calendar: 'apple_calendar',
  google_calendar: 'google_calendar',
  office365_calendar: 'office365_calendar',
};

export class DestinationCalendarsInputBodyDto {
  @ApiProperty({ type: String, enum: Object.keys(INTEGRATIONS), description: 'The kind of calendar.' })
  @IsEnum(INTEGRATIONS)
  integration: string;

  @RequiredString({ description: '`externalId` in the list of calendars.' })
  externalId: string;

  @OptionalString({ description: 'Of no effect: nobody delegates credentials here.' })
  delegationCredentialId?: string | null;
}

export class DestinationCalendarsOutputDto {
  @ApiProperty({ type: Number })
  userId: number;

  @ApiProperty({ type: String })
  integration: string;

  @ApiProperty({ type: String })
  externalId: string;

  @ApiProperty({ type: Number, nullable: true })
  credentialId: number | null;
}

export class DestinationCalendarsOutputResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: DestinationCalendarsOutputDto })
  data: DestinationCalendarsOutputDto;
}
