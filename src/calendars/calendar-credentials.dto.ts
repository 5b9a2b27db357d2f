import { ApiHideProperty, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsInt,
  IsNotEmpty,
  IsOptional,
  MaxLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { SuccessStatus } from '../common/success-status.js';
import { OptionalString, OptionalTimeZone, RequiredString } from '../common/validation.js';
import { IsInstant } from '../slots/instant.js';
import { isIcsUrl } from './is-ics-url.js';

/** Feeds of one connection, and calendars of one question: each costs a request to somebody else. */
const MAX_CALENDARS = 50;

const trimmed = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.trim() : value);

export class CreateIcsFeedInputDto {
  @ApiProperty({ type: [String], example: ['https://example.com/team.ics'] })
  @ValidateBy(
    {
      name: 'isICSUrl',
      validator: {
        validate: isIcsUrl,
        defaultMessage: () => 'The URL must be a valid ICS URL (ending with .ics)',
      },
    },
    { each: true },
  )
  @ArrayMaxSize(MAX_CALENDARS)
  @ArrayNotEmpty()
  @IsArray()
  urls: string[];

  @ApiPropertyOptional({ type: Boolean, default: true, description: 'Feeds are never written to, whatever is said.' })
  @IsBoolean()
  @IsOptional()
  readOnly?: boolean | null;
}

export class CreateCalendarCredentialsInput {
  @RequiredString({ description: 'The Apple ID, or the user name at the CalDAV server.' })
  @Transform(trimmed)
  @IsNotEmpty()
  @MaxLength(320)
  username: string;

  @RequiredString({ description: 'An app-specific password.' })
  @Transform(trimmed)
  @IsNotEmpty()
  @MaxLength(1_000)
  password: string;
}

export class DeleteCalendarCredentialsInputBodyDto {
  @ApiProperty({ type: 'integer', description: 'Id of the connection: `credentialId` in the list of calendars.' })
  @IsInt()
  id: number;
}

const toNumber = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;

const ID = 'Id of the connection. For several calendars send `calendarsToLoad[0][credentialId]` and so on.';
const EXTERNAL_ID = 'Id of the calendar in it. For several send `calendarsToLoad[0][externalId]` and so on.';

/** A calendar to look into. */
export class CalendarToLoad {
  @Transform(toNumber)
  @IsInt()
  credentialId: number;

  @RequiredString()
  externalId: string;
}

/** One calendar may stand in the query itself; several are a list. */
const isInList = ({ calendarsToLoad, credentialId, externalId }: CalendarBusyTimesInput): boolean =>
  calendarsToLoad !== undefined || (credentialId === undefined && externalId === undefined);

export class CalendarBusyTimesInput {
  @OptionalTimeZone({ deprecated: true, description: 'The former name of `timeZone`.' })
  loggedInUsersTz?: string | null;

  @OptionalTimeZone({ description: 'IANA name, for events that say no time zone.', example: 'Europe/Rome' })
  timeZone?: string | null;

  @OptionalString({ description: 'First day or instant, ISO 8601. Now when it is left out.', example: '2026-08-10' })
  @IsInstant()
  dateFrom?: string | null;

  @OptionalString({ description: 'Last day or instant, ISO 8601. Now when it is left out.', example: '2026-08-17' })
  @IsInstant()
  dateTo?: string | null;

  @ApiHideProperty()
  @Type(() => CalendarToLoad)
  @ValidateNested({ each: true })
  @ArrayMaxSize(MAX_CALENDARS)
  @IsArray()
  @ValidateIf(isInList)
  calendarsToLoad?: CalendarToLoad[];

  // improve: calendars.flat-query — the published document shows the two without their list, so this is accepted too.
  @ApiProperty({ type: Number, description: ID })
  @Transform(toNumber)
  @IsInt()
  @ValidateIf((query: CalendarBusyTimesInput) => !isInList(query))
  credentialId?: number;

  @RequiredString({ description: EXTERNAL_ID })
  @ValidateIf((query: CalendarBusyTimesInput) => !isInList(query))
  externalId?: string;
}

const shared = { nullable: true } as const;

export class CreateIcsFeedOutput {
  @ApiProperty({ type: Number })
  id: number;
  @ApiProperty({ type: String })
  type: string;
  @ApiProperty({ type: 'integer', ...shared })
  userId: number | null;
  @ApiProperty({ type: 'integer', ...shared })
  teamId: number | null;
  @ApiProperty({ type: String, ...shared })
  appId: string | null;
  @ApiProperty({ type: Boolean, ...shared })
  invalid: boolean | null;
}

export class CreateIcsFeedOutputResponseDto {
  @SuccessStatus()
  status: 'success';
  @ApiProperty({ type: CreateIcsFeedOutput })
  data: CreateIcsFeedOutput;
}

export class DeletedCalendarCredentialsOutputDto {
  @ApiProperty({ type: Number })
  id: number;
  @ApiProperty({ type: String })
  type: string;
  @ApiProperty({ type: Number, ...shared })
  userId: number | null;
  @ApiProperty({ type: Number, ...shared })
  teamId: number | null;
  @ApiProperty({ type: String, ...shared })
  appId: string | null;
  @ApiProperty({ type: Boolean, ...shared })
  invalid: boolean | null;
}

export class DeletedCalendarCredentialsOutputResponseDto {
  @SuccessStatus()
  status: 'success';
  @ApiProperty({ type: DeletedCalendarCredentialsOutputDto })
  data: DeletedCalendarCredentialsOutputDto;
}
