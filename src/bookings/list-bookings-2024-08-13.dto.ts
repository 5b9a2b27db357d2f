import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayNotEmpty, IsArray, IsIn, IsInt, IsOptional, Max, Min, ValidateBy } from 'class-validator';
import { OptionalString } from '../common/validation.js';
import { readInstant } from '../slots/instant.js';

/** What a list can be narrowed to by time and answer. */
export const LISTED_STATUSES = ['upcoming', 'recurring', 'past', 'cancelled', 'unconfirmed'] as const;

export type ListedStatus = (typeof LISTED_STATUSES)[number];

/** A text with commas between the parts, or a repeated parameter. */
const listOf = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  return value === '' ? [] : value.split(',').map((part) => part.trim());
};

const OptionalIds = (example: string, emptyText: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, example, description: 'Ids with commas between them.' }),
    Transform(({ value }: { value: unknown }) => {
      const parts = listOf(value);
      return Array.isArray(parts) ? parts.map(idOf) : parts;
    }),
    ArrayNotEmpty({ message: emptyText }),
    IsInt({ each: true }),
    IsArray(),
    IsOptional(),
  );

const OptionalId = (example: string, description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, example, description }),
    Transform(({ value }: { value: unknown }) => idOf(value)),
    IsInt(),
    IsOptional(),
  );

const OptionalTime = (name: string, description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, example: '2025-03-07T10:00:00.000Z', description }),
    ValidateBy({
      name: 'isIso8601',
      validator: {
        validate: (value) => readInstant(value) !== null,
        defaultMessage: () => `${name} must be a valid ISO 8601 date.`,
      },
    }),
    IsOptional(),
  );

const OptionalOrder = (name: string, what: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, enum: ['asc', 'desc'], description: `Sorts by ${what}.` }),
    IsIn(['asc', 'desc'], { message: `${name} must be either "asc" or "desc".` }),
    IsOptional(),
  );

const OptionalCount = (min: number, max: number, byDefault: number, description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: Number, default: byDefault, description }),
    Transform(({ value }: { value: unknown }) => idOf(value)),
    Max(max),
    Min(min),
    IsInt(),
    IsOptional(),
  );

/** Texts of digits become numbers. What is none stays, to be refused. */
function idOf(value: unknown): unknown {
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
}

export class GetBookingsInput_2024_08_13 {
  @ApiPropertyOptional({
    type: String,
    enum: LISTED_STATUSES,
    isArray: true,
    example: '?status=upcoming,past',
    description: 'One or several, with commas between them or repeated: what is any of them.',
  })
  @Transform(({ value }: { value: unknown }) => listOf(value))
  @ArrayNotEmpty({ message: 'status cannot be empty.' })
  @IsIn(LISTED_STATUSES, { each: true, message: `Invalid status. Allowed are ${LISTED_STATUSES.join(', ')}` })
  @IsArray()
  @IsOptional()
  status?: ListedStatus[] | null;

  @OptionalString({ example: 'example@domain.com', description: 'Of any attendee.' })
  // A plus that was not escaped arrives as a blank.
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.replaceAll(' ', '+') : value))
  attendeeEmail?: string | null;

  @OptionalString({ example: 'John Doe', description: 'Of any attendee.' })
  attendeeName?: string | null;

  @OptionalString({ example: '2NtaeaVcKfpmSZ4CthFdfk', description: 'Only the booking with this uid.' })
  bookingUid?: string | null;

  @OptionalIds('?eventTypeIds=100,200', 'eventTypeIds must contain at least 1 event type id')
  eventTypeIds?: number[] | null;

  @OptionalId('?eventTypeId=100', 'Only bookings of this event type.')
  eventTypeId?: number | null;

  @OptionalIds('?teamIds=50,60', 'teamIds must contain at least 1 team id')
  teamsIds?: number[] | null;

  @OptionalId('?teamId=50', 'Only bookings of event types of this team.')
  teamId?: number | null;

  @OptionalTime('fromDate', 'That begin then or later.')
  afterStart?: string | null;

  @OptionalTime('toDate', 'That end then or earlier.')
  beforeEnd?: string | null;

  @OptionalTime('fromDate', 'That were created then or later.')
  afterCreatedAt?: string | null;

  @OptionalTime('toDate', 'That were created then or earlier.')
  beforeCreatedAt?: string | null;

  @OptionalTime('fromDate', 'That were last changed then or later.')
  afterUpdatedAt?: string | null;

  @OptionalTime('toDate', 'That were last changed then or earlier.')
  beforeUpdatedAt?: string | null;

  @OptionalOrder('SortStart', 'the beginning')
  sortStart?: 'asc' | 'desc' | null;

  @OptionalOrder('SortEnd', 'the end')
  sortEnd?: 'asc' | 'desc' | null;

  @OptionalOrder('SortCreated', 'creation')
  sortCreated?: 'asc' | 'desc' | null;

  @OptionalOrder('SortUpdatedAt', 'the last change')
  sortUpdatedAt?: 'asc' | 'desc' | null;

  @OptionalCount(1, 250, 100, 'At most so many: 1 to 250.')
  take?: number | null;

  @OptionalCount(0, Number.MAX_SAFE_INTEGER, 0, 'Leaves out so many at the start.')
  skip?: number | null;
}

export class GetOrganizationsBookingsInput extends GetBookingsInput_2024_08_13 {
  @OptionalIds('?userIds=100,200', 'userIds must contain at least 1 user id')
  userIds?: number[] | null;
}

const REFERENCE_TYPES = 'google_calendar office365_calendar daily_video google_video office365_video zoom_video';

export class BookingReferencesQuery {
  @ApiPropertyOptional({
    type: String,
    enum: REFERENCE_TYPES.split(' '),
    example: 'google_calendar',
    description: 'Only those to this service.',
  })
  @IsIn(REFERENCE_TYPES.split(' '))
  @IsOptional()
  type?: string | null;
}
