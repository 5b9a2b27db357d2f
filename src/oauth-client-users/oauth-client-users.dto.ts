import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayNotEmpty, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { LOCALES } from '../common/locales.js';
import {
  IsOmittable,
  OptionalLocale,
  OptionalMetadata,
  OptionalString,
  OptionalTimeFormat,
  OptionalTimeZone,
  OptionalUrl,
  OptionalWeekDay,
  RequiredString,
} from '../common/validation.js';
import { parseEmailList } from './email-address.js';

/** What a customer may store with a user. */
export type Metadata = Record<string, string | number | boolean>;

const AVATAR = 'https://cdn.example.com/avatars/alice.png';

export class CreateManagedUserInput {
  @RequiredString({ example: 'alice@example.com' })
  email: string;

  @RequiredString({ example: 'Alice Smith' })
  name: string;

  @OptionalTimeFormat('timeFormat must be a number either 12 or 24')
  timeFormat?: number | null;

  // improve: managed-users.week-start — the original accepts any text when a user is created.
  @OptionalWeekDay()
  weekStart?: string | null;

  @OptionalTimeZone({ example: 'America/New_York', description: 'With a time zone the user gets a default schedule.' })
  timeZone?: string | null;

  @OptionalLocale()
  locale?: string | null;

  @OptionalUrl({ example: AVATAR })
  avatarUrl?: string | null;

  @OptionalString({ example: 'I answer questions about billing.' })
  bio?: string | null;

  @OptionalMetadata()
  metadata?: Metadata | null;
}

// improve: managed-users.null — the original answers 500 when one of these three is null.
/** `null` clears what may be empty; for e-mail, time zone and start of the week it is refused. */
export class UpdateManagedUserInput {
  @OptionalString({}, IsOmittable())
  email?: string;

  @OptionalString()
  name?: string | null;

  @OptionalTimeFormat()
  timeFormat?: number | null;

  @ApiPropertyOptional({ type: Number })
  @IsNumber()
  @IsOptional()
  defaultScheduleId?: number | null;

  @OptionalWeekDay(IsOmittable())
  weekStart?: string;

  @OptionalTimeZone({}, IsOmittable())
  timeZone?: string;

  @OptionalLocale()
  locale?: string | null;

  @OptionalUrl({ example: AVATAR })
  avatarUrl?: string | null;

  @OptionalString({ example: 'I answer questions about billing.' })
  bio?: string | null;

  @OptionalMetadata()
  metadata?: Metadata | null;
}

export class GetManagedUsersInput {
  // compat: managed-users.limit — digits at the start count, so `10.0` and `10abc` are 10; the same for `offset`.
  @ApiPropertyOptional({ type: Number, example: 10, description: 'At most so many users: 1 to 250, 50 by default.' })
  @Transform(({ value }) => parseInt(String(value), 10))
  @IsOptional()
  @IsNumber()
  @Min(1)
  @Max(250)
  limit: number = 50;

  // improve: managed-users.offset — the original allows no offset above 250.
  @ApiPropertyOptional({ type: Number, example: 0, description: 'Leaves out so many users at the start.' })
  @Transform(({ value }) => parseInt(String(value), 10))
  @IsOptional()
  @IsNumber()
  @Min(0)
  offset: number = 0;

  @OptionalString({
    description:
      'Walks a list of any size without gaps or doubles: send it empty for the first page, then the `nextCursor` of the `pagination` object that comes with each page.',
  })
  cursor?: string;
}

export class GetManagedUsersByEmailInput extends GetManagedUsersInput {
  @ApiPropertyOptional({
    type: [String],
    example: '?emails=email1@example.com,email2@example.com',
    description: 'Only users with one of these addresses, with or without the part that names the client.',
  })
  @Transform(({ value }) => parseEmailList(value))
  @ArrayNotEmpty({ message: 'emails cannot be empty.' })
  @IsOptional()
  emails?: string[];
}

export class ManagedUserOutput {
  @ApiProperty({ type: Number, example: 1 })
  id: number;

  @ApiProperty({ type: String, example: 'alice+cluo37fwd0001khkzqqynkpj3@example.com' })
  email: string;

  @ApiProperty({ type: String, nullable: true, example: 'alice' })
  username: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Alice Smith' })
  name: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'I answer questions about billing.' })
  bio: string | null;

  @ApiProperty({ type: String, example: 'America/New_York' })
  timeZone: string;

  @ApiProperty({ type: String, example: 'Sunday' })
  weekStart: string;

  @ApiProperty({ type: String, example: '2024-04-01T00:00:00.000Z' })
  createdDate: string;

  @ApiProperty({ type: Number, nullable: true, example: 12 })
  timeFormat: number | null;

  @ApiProperty({ type: Number, nullable: true, example: null })
  defaultScheduleId: number | null;

  @ApiPropertyOptional({ type: String, enum: LOCALES, nullable: true, example: 'en' })
  locale: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: AVATAR })
  avatarUrl: string | null;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, example: { key: 'value' } })
  metadata?: Metadata;
}

/** Where a walk with a cursor stands; only in answers to requests with a cursor. */
export class CursorPagination {
  @ApiProperty({ type: String, nullable: true, description: 'For the next page; null on the last one.' })
  nextCursor: string | null;
}
