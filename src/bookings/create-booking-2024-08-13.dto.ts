import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import * as rules from 'class-validator';
import { LOCALES } from '../common/locales.js';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { AsSent } from '../common/strict-body.js';
import { canonicalTimeZone } from '../common/time-zones.js';
import { IsEmail, OptionalString, RequiredString } from '../common/validation.js';
import { OptionalFlag, OptionalInt } from '../event-types/properties.js';
import { IsInstant } from '../slots/instant.js';
import { LOCATION_INPUTS } from './booking-locations-2024-08-13.dto.js';
import { OptionalBookingMetadata } from './booking-metadata.js';

/** Most people that a booker brings along. */
const MAX_GUESTS = 100;

/** An IANA time zone in any letter case; becomes the spelling of the zone database. */
export const RequiredTimeZone = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, example: 'America/New_York', description: 'IANA time zone.' }),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? (canonicalTimeZone(value) ?? value) : value,
    ),
    rules.ValidateBy({
      name: 'isTimeZone',
      validator: {
        validate: (value) => typeof value === 'string' && canonicalTimeZone(value) !== null,
        defaultMessage: (args) => `${args?.property} must be a valid IANA time-zone`,
      },
    }),
  );

/** Who books can be reached somehow. */
const HasContact = (): PropertyDecorator =>
  rules.ValidateBy({
    name: 'hasContact',
    validator: {
      validate: (_, args) => {
        const { email, phoneNumber } = args?.object as CreateBookingAttendee;
        return Boolean(email) || Boolean(phoneNumber);
      },
      defaultMessage: () => 'Attendee must have at least one contact method (email or phone number)',
    },
  });

export class CreateBookingAttendee {
  @RequiredString({ example: 'John Doe', description: 'Full name.' })
  @HasContact()
  name: string;

  @ApiPropertyOptional({ type: String, example: 'john.doe@example.com', description: 'Needed without a phone number.' })
  @rules.IsOptional()
  @IsEmail({ message: 'Invalid email format' })
  email?: string;

  @RequiredTimeZone()
  timeZone: string;

  @ApiPropertyOptional({ type: String, example: '+919876543210', description: 'International format.' })
  @rules.IsOptional()
  @rules.IsPhoneNumber(undefined, { message: 'Invalid phone number format. Please use international format.' })
  phoneNumber?: string;

  @ApiPropertyOptional({ type: String, enum: LOCALES, example: 'it', default: 'en' })
  @rules.IsOptional()
  @rules.IsIn(LOCALES)
  language?: string;
}

/** What another system has found out about who should hold the booking; only kept in mind for teams. */
export class Routing {
  @ApiPropertyOptional({ type: String, nullable: true, example: '123' })
  @rules.IsOptional()
  @rules.IsString()
  queuedResponseId?: string | null;

  @ApiPropertyOptional({ type: Number, nullable: true, example: 123 })
  @rules.IsOptional()
  @rules.IsInt()
  responseId?: number | null;

  @ApiProperty({ type: [Number], example: [101, 102] })
  @rules.IsInt({ each: true })
  @rules.IsArray()
  teamMemberIds: number[];

  @OptionalString({ example: 'john.doe@example.com' })
  teamMemberEmail?: string;

  @OptionalFlag()
  skipContactOwner?: boolean;

  @OptionalString({ example: 'salesforce' })
  crmAppSlug?: string;

  @OptionalString({ example: 'Account' })
  crmOwnerRecordType?: string;
}

@ApiExtraModels(CreateBookingAttendee, Routing, ...LOCATION_INPUTS)
export class CreateBookingInput_2024_08_13 {
  @RequiredString({ example: '2030-08-13T09:00:00Z', description: 'When it begins, ISO 8601, in UTC.' })
  @IsInstant()
  start: string;

  @ApiProperty({ allOf: [{ $ref: getSchemaPath(CreateBookingAttendee) }], description: 'Who books.' })
  @rules.IsObject()
  @rules.ValidateNested()
  @Type(() => CreateBookingAttendee)
  attendee: CreateBookingAttendee;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    example: { language: 'Italian' },
    description: 'Answers to the booking fields of the event type, by slug.',
  })
  @AsSent()
  @rules.IsOptional()
  @rules.IsObject()
  bookingFieldsResponses?: Record<string, unknown>;

  @OptionalInt(1, { example: 123, description: 'The event type; or its slug with the name of its owner.' })
  eventTypeId?: number;

  @OptionalString({ example: 'my-event-type' })
  eventTypeSlug?: string;

  @OptionalString({ example: 'john-doe', description: 'User name of the owner of the event type.' })
  username?: string;

  @OptionalString({ example: 'support', description: 'The team that owns the event type.' })
  teamSlug?: string;

  @OptionalString({ example: 'acme-corp', description: 'The organization of the user or the team.' })
  organizationSlug?: string;

  @ApiPropertyOptional({ type: [String], example: ['guest@example.com'], description: 'E-mail addresses.' })
  @rules.IsOptional()
  @rules.IsArray()
  @rules.ArrayMaxSize(MAX_GUESTS)
  @IsEmail({ each: true })
  guests?: string[];

  @ApiPropertyOptional({ type: String, deprecated: true, description: 'Use `location`.' })
  @rules.IsOptional()
  @rules.IsUrl()
  meetingUrl?: string;

  @ApiPropertyOptional({
    oneOf: LOCATION_INPUTS.map((type) => ({ $ref: getSchemaPath(type) })),
    description: 'One of the places that the event type offers; without it the first.',
  })
  // Checked as a whole by `readLocation`, for its refusals have texts of their own.
  @rules.Allow()
  location?: unknown;

  @OptionalBookingMetadata()
  metadata?: Record<string, unknown>;

  @OptionalInt(1, { example: 30, description: 'For event types with several lengths.' })
  lengthInMinutes?: number;

  @ApiPropertyOptional({ allOf: [{ $ref: getSchemaPath(Routing) }], description: 'For event types of teams.' })
  @rules.IsOptional()
  @rules.ValidateNested()
  @Type(() => Routing)
  routing?: Routing;

  @OptionalString({ example: '123456', description: 'For event types that verify the address of the booker.' })
  emailVerificationCode?: string;

  // Not in the published document.
  @rules.IsOptional()
  @rules.Max(MAX_ID, { each: true })
  @rules.IsInt({ each: true })
  @rules.IsArray()
  rrHostSubsetIds?: number[];
}

export class CreateInstantBookingInput_2024_08_13 extends CreateBookingInput_2024_08_13 {
  @ApiProperty({ type: Boolean, example: true, description: 'Whoever of the team is free takes it at once.' })
  @rules.IsBoolean()
  instant: boolean;
}

export class CreateRecurringBookingInput_2024_08_13 extends CreateBookingInput_2024_08_13 {
  @OptionalInt(1, { example: 5, description: 'How many occurrences; without it as many as the event type has.' })
  recurrenceCount?: number;
}
