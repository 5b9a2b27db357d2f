import { Transform, Type } from 'class-transformer';
import * as rules from 'class-validator';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { IsOmittable, isStorable, OptionalString, RequiredString } from '../common/validation.js';
import { readInstant } from '../slots/instant.js';
import { RequiredTimeZone } from './create-booking-2024-08-13.dto.js';
import { LISTED_STATUSES, type ListedStatus } from './list-bookings-2024-08-13.dto.js';

const IsInstant = (): PropertyDecorator =>
  rules.ValidateBy({
    name: 'isIso8601',
    validator: {
      validate: (value) => readInstant(value) !== null,
      defaultMessage: (args) => `${args?.property} must be a valid ISO 8601 date string`,
    },
  });

/** As it was sent: on the way to a class keys that JavaScript objects have by nature are lost. */
const AsSent = (name: string): PropertyDecorator => Transform(({ obj }: { obj: Record<string, unknown> }) => obj[name]);

/** Refuses texts at any depth that could not be stored. */
const IsStorableThroughout = (): PropertyDecorator =>
  rules.ValidateBy({
    name: 'isStorable',
    validator: {
      validate: isStorableThroughout,
      defaultMessage: (args) => `${args?.property} must not contain NUL characters or unpaired surrogates`,
    },
  });

/** Bodies are not deep: `limitBodyDepth` has seen them. */
function isStorableThroughout(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return isStorable(value);
  return Object.entries(value).every(([key, part]) => isStorable(key) && isStorableThroughout(part));
}

/** What the Booker sends. It sends more, which nobody needs here. */
export class CreateBookingInput_2024_04_15 {
  @IsInstant()
  start: string;

  @IsInstant()
  @rules.IsOptional()
  end?: string | null;

  @rules.Max(MAX_ID)
  @rules.IsInt()
  @rules.IsOptional()
  eventTypeId?: number | null;

  @OptionalString()
  eventTypeSlug?: string | null;

  /** The user name of the host. */
  @rules.IsOptional()
  @AsSent('user')
  user?: unknown;

  @OptionalString()
  orgSlug?: string | null;

  @RequiredTimeZone()
  timeZone: string;

  // improve: bookings.legacy-language — the embedded component of 2.6.11 leaves it out.
  @OptionalString({ default: 'en' }, IsOmittable())
  language?: string;

  @IsStorableThroughout()
  @rules.IsObject()
  @rules.IsOptional()
  @AsSent('metadata')
  metadata?: Record<string, unknown> | null;

  @IsStorableThroughout()
  @rules.IsObject()
  @AsSent('responses')
  responses: Record<string, unknown>;

  @OptionalString()
  rescheduleUid?: string | null;

  @OptionalString()
  rescheduledBy?: string | null;

  @OptionalString()
  seatReferenceUid?: string | null;

  @rules.IsBoolean()
  @rules.IsOptional()
  hasHashedBookingLink?: boolean | null;

  @OptionalString()
  hashedLink?: string | null;

  @OptionalString()
  verificationCode?: string | null;

  @rules.IsBoolean()
  @rules.IsOptional()
  _isDryRun?: boolean | null;
}

export class CancelBookingInput_2024_04_15 {
  @OptionalString()
  cancellationReason?: string | null;

  @rules.IsBoolean()
  @rules.IsOptional()
  allRemainingBookings?: boolean | null;

  @OptionalString()
  seatReferenceUid?: string | null;

  @OptionalString()
  cancelledBy?: string | null;
}

class AttendeeNoShow {
  @RequiredString()
  email: string;

  @rules.IsBoolean()
  noShow: boolean;
}

export class MarkNoShowInput_2024_04_15 {
  @rules.IsBoolean()
  @rules.IsOptional()
  noShowHost?: boolean | null;

  @rules.ValidateNested({ each: true })
  @Type(() => AttendeeNoShow)
  @rules.IsArray()
  @rules.IsOptional()
  attendees?: AttendeeNoShow[] | null;
}

class Filters {
  @rules.IsIn(LISTED_STATUSES)
  @rules.IsOptional()
  status?: ListedStatus | null;
}

export class GetBookingsInput_2024_04_15 {
  @rules.ValidateNested()
  @Type(() => Filters)
  @rules.IsOptional()
  filters?: Filters | null;

  @rules.Max(100)
  @rules.Min(1)
  @rules.IsInt()
  @Type(() => Number)
  @rules.IsOptional()
  limit?: number | null;

  /** How many are left out at the start. */
  @rules.Max(MAX_ID)
  @rules.Min(0)
  @rules.IsInt()
  @Type(() => Number)
  @rules.IsOptional()
  cursor?: number | null;
}
