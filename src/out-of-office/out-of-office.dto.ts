import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions, PartialType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { ApiError } from '../common/api-error.js';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { SuccessStatus } from '../common/success-status.js';
import { OptionalString } from '../common/validation.js';
import { readDateTime } from '../schedules/wall-time.js';

export const REASONS = ['unspecified', 'vacation', 'travel', 'sick', 'public_holiday'] as const;
export type Reason = (typeof REASONS)[number];

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;

/** The day of an instant in UTC, `YYYY-MM-DD`; the clock time does not count. */
const Day = (options: ApiPropertyOptions): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: Date, ...options }),
    Transform(({ value }: { value: unknown }) => {
      if (value === undefined || value === null) return undefined;
      const day = typeof value === 'string' && INSTANT.test(value) ? readDateTime(value)?.date : undefined;
      if (day === undefined) throw ApiError.badRequest('Invalid Date.');
      return day;
    }),
    IsOptional(),
  );

export class CreateOutOfOfficeEntryDto {
  @Day({ example: '2030-08-05T00:00:00.000Z', description: 'On the first day, in UTC.' })
  start: string;

  @Day({ example: '2030-08-09T23:59:59.999Z', description: 'On the last day, in UTC.' })
  end: string;

  @OptionalString({ example: 'Ask Bob' })
  notes?: string | null;

  @ApiPropertyOptional({ type: Number, example: 2, description: 'Who can be booked instead.' })
  @Max(MAX_ID)
  @Min(1)
  @IsInt()
  @IsOptional()
  toUserId?: number | null;

  @ApiPropertyOptional({ type: String, enum: REASONS, example: 'vacation' })
  @IsIn(REASONS)
  @IsOptional()
  reason?: Reason | null;
}

export class UpdateOutOfOfficeEntryDto extends PartialType(CreateOutOfOfficeEntryDto) {}

const toInt = ({ value }: { value: unknown }): number => parseInt(String(value), 10);

const Order = (name: string, description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, enum: ['asc', 'desc'], example: 'asc', description }),
    IsIn(['asc', 'desc'], { message: `${name} must be either "asc" or "desc".` }),
    IsOptional(),
  );

export class GetOutOfOfficeEntryFiltersDTO {
  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 250, default: 250, example: 25 })
  @Transform(toInt)
  @IsOptional()
  @IsNumber()
  @Min(1)
  @Max(250)
  take: number = 250;

  @ApiPropertyOptional({ type: Number, minimum: 0, default: 0, example: 0 })
  @Transform(toInt)
  @IsOptional()
  @IsNumber()
  @Min(0)
  skip: number = 0;

  @Order('SortStart', 'Orders by the first day.')
  sortStart?: 'asc' | 'desc' | null;

  @Order('SortEnd', 'Orders by the last day.')
  sortEnd?: 'asc' | 'desc' | null;
}

export class GetOrgUsersOutOfOfficeEntryFiltersDTO extends GetOutOfOfficeEntryFiltersDTO {
  @OptionalString({ example: 'ann@example.org', description: 'Only the entries of this person.' })
  email?: string | null;
}

export class UserOooOutputDto {
  @ApiProperty({ type: Number })
  userId: number;

  @ApiPropertyOptional({ type: Number, nullable: true, description: 'Who can be booked instead.' })
  toUserId: number | null;

  @ApiProperty({ type: Number })
  id: number;

  @ApiProperty({ type: String })
  uuid: string;

  @ApiProperty({ type: Date, example: '2030-08-05T00:00:00.000Z', description: 'The begin of the first day.' })
  start: string;

  @ApiProperty({ type: Date, example: '2030-08-09T23:59:59.999Z', description: 'The end of the last day.' })
  end: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Ask Bob' })
  notes: string | null;

  @ApiPropertyOptional({ type: String, enum: REASONS, example: 'vacation' })
  reason: string;
}

export class UserOooOutputResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: UserOooOutputDto })
  data: UserOooOutputDto;
}

export class UserOoosOutputResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: [UserOooOutputDto] })
  data: UserOooOutputDto[];
}
