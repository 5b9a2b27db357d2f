import { ApiError } from '../common/api-error.js';
import { type EventTypeRow, type Interval, LIMIT_KEYS, type StoredLimits } from './event-type-row.js';
import { LAYOUTS } from './event-type-settings-2024-06-14.dto.js';
import type { EventTypeInput } from './event-types-2024-06-14.dto.js';

const NAMES = 'month, week or column';

/** What is wrong with layouts that do not keep the rules. */
export function refusalOfLayouts({ defaultLayout, enabledLayouts }: Record<string, unknown>): string {
  const isLayout = (layout: unknown): boolean => LAYOUTS.some((known) => known === layout);
  if (defaultLayout !== undefined && enabledLayouts !== undefined) {
    if (!isLayout(defaultLayout)) return `defaultLayout must be one of the valid layouts - ${NAMES}`;
    if (!Array.isArray(enabledLayouts)) return `enabledLayouts must be an array containing valid layouts - ${NAMES}`;
    if (!enabledLayouts.every(isLayout)) return `enabledLayouts must contain only valid layouts - ${NAMES}`;
  }
  return "If you pass the optional 'bookerLayouts' property, you must provide both 'bookerLayouts.defaultLayout' and 'bookerLayouts.enabledLayouts' and 'bookerLayouts.enabledLayouts' must include 'bookerLayouts.defaultLayout'";
}

/**
 * Refuses a body whose settings contradict each other.
 *
 * @throws ApiError 400 with the contract's text.
 */
export function refuseContradictions(input: EventTypeInput): void {
  const { bookerLayouts, bookingLimitsCount, bookingLimitsDuration, confirmationPolicy } = input;
  if (bookerLayouts && !bookerLayouts.enabledLayouts.includes(bookerLayouts.defaultLayout)) {
    throw ApiError.badRequest(refusalOfLayouts({}));
  }
  const isOn = (part: object | null | undefined): boolean => !!part && !('disabled' in part && part.disabled);
  requireAscending('bookingLimitsCount', 'number', bookingLimitsCount);
  requireAscending('bookingLimitsDuration', 'duration', bookingLimitsDuration);
  if (confirmationPolicy && 'type' in confirmationPolicy) {
    const { type, noticeThreshold } = confirmationPolicy;
    if (type === 'time' && !noticeThreshold) {
      throw ApiError.badRequest(
        'Invalid requiresConfirmation structure. Use "type": "always" or provide a valid time and unit in "noticeThreshold" for "type": "time".',
      );
    }
  }
  if (isOn(input.recurrence) && isOn(input.bookerActiveBookingsLimit)) {
    throw ApiError.badRequest(
      "Can't have `recurrence` and `bookerActiveBookingsLimit` enabled at the same time - recurring events do not support maximum active bookings limit setting.",
    );
  }
}

/** A longer interval cannot hold less than a shorter one. */
function requireAscending(name: string, what: string, limits: object | null | undefined): void {
  const given = (limits ?? {}) as Partial<Record<Interval, number | null>>;
  const intervals = (Object.keys(LIMIT_KEYS) as Interval[]).filter((interval) => typeof given[interval] === 'number');
  for (const [index, longer] of intervals.entries()) {
    const shorter = intervals.slice(0, index).find((interval) => Number(given[interval]) > Number(given[longer]));
    if (shorter === undefined) continue;
    throw ApiError.badRequest(
      `Invalid ${name}: The ${what} of bookings for ${shorter} cannot exceed the ${what} of bookings for ${longer}.`,
    );
  }
}

/**
 * Refuses a change after which settings would contradict each other, also with those that stay.
 *
 * @throws ApiError 400 with the contract's text.
 */
export function refuseImpossible(next: Omit<EventTypeRow, 'id' | 'userId' | 'createdAt'>): void {
  const { seatsPerTimeSlot, recurringEvent, maxActiveBookings, locations, requiresConfirmation } = next;
  if (next.offsetStart < 0) throw ApiError.trpc(400, 'Offset start time must be zero or greater.');
  if (maxActiveBookings !== null && maxActiveBookings < 1) {
    throw ApiError.trpc(400, 'Booker booking limit must be greater than 0.');
  }
  if (!isAscending(next.bookingLimits)) throw ApiError.trpc(400, 'Booking limits must be in ascending order.');
  if (!isAscending(next.durationLimits)) throw ApiError.trpc(400, 'Duration limits must be in ascending order.');
  if (seatsPerTimeSlot !== null && recurringEvent) {
    throw ApiError.trpc(400, 'Recurring Events and Offer Seats cannot be active at the same time.');
  }
  if (recurringEvent && maxActiveBookings !== null) {
    throw ApiError.trpc(400, 'Recurring Events and booker active bookings limit cannot be active at the same time.');
  }
  if (seatsPerTimeSlot !== null && (locations?.length ?? 0) > 1) {
    throw ApiError.badRequest('Seats Validation failed: Seats are enabled but more than one location provided.');
  }
  if (seatsPerTimeSlot !== null && requiresConfirmation) {
    throw ApiError.badRequest('Seats Validation failed: Seats are enabled but requiresConfirmation is true.');
  }
}

function isAscending(limits: StoredLimits | null): boolean {
  const given = Object.values(LIMIT_KEYS).flatMap((key) => limits?.[key] ?? []);
  return given.every((limit, index) => index === 0 || Number(given[index - 1]) <= limit);
}
