import type { StoredLimits } from '../event-types/event-type-row.js';
import { startOfMonth, startOfYear, weekdayOf } from './calendar-days.js';
import { ALWAYS, type Range } from './ranges.js';
import type { AvailabilityQuery, CountedBooking, SlotHost } from './slot-query.js';
import { clockOf, DAY, MINUTE, type ZoneClock } from './zone-offsets.js';

type Period = keyof StoredLimits;

/** Days from the first of a period to the one after the last. Weeks begin on Sunday. */
const PERIOD_OF: Record<Period, (day: number) => Range> = {
  PER_DAY: (day) => ({ start: day, end: day + 1 }),
  PER_WEEK: (day) => ({ start: day - weekdayOf(day), end: day - weekdayOf(day) + 7 }),
  PER_MONTH: (day) => ({ start: startOfMonth(day), end: startOfMonth(day, 1) }),
  PER_YEAR: (day) => ({ start: startOfYear(day), end: startOfYear(day, 1) }),
};

/** Days, weeks, months and years that have as many bookings as allowed, in no order. */
export function fullPeriods({ eventType, countedBookings, rescheduled }: AvailabilityQuery): Range[] {
  const bookings = without(rescheduled, countedBookings);
  return closedPeriods(
    eventType.bookingLimits,
    bookings,
    eventType.timeZone,
    () => 1,
    (count, limit) => count >= limit,
  );
}

/** Those in which the minutes of a further booking are not left. */
export function longPeriods({ eventType, duration, countedBookings, rescheduled }: AvailabilityQuery): Range[] {
  const bookings = without(rescheduled, countedBookings);
  const wanted = duration ?? eventType.length;
  const minutes = ({ start, end }: Range): number => (end - start) / MINUTE;
  const isTooMuch = (sum: number, limit: number): boolean => sum + wanted > limit;
  return closedPeriods(eventType.durationLimits, bookings, eventType.timeZone, minutes, isTooMuch);
}

/** Those in which this host has as many bookings as the team allows. */
export function fullPeriodsOf(host: SlotHost, { eventType, rescheduled }: AvailabilityQuery): Range[] {
  const bookings = without(rescheduled, host.teamBookings ?? []);
  const limits = eventType.teamBookingLimits ?? null;
  return closedPeriods(
    limits,
    bookings,
    eventType.timeZone,
    () => 1,
    (count, limit) => count >= limit,
  );
}

function closedPeriods(
  limits: StoredLimits | null,
  bookings: CountedBooking[],
  timeZone: string,
  weigh: (booking: CountedBooking) => number,
  isClosed: (sum: number, limit: number) => boolean,
): Range[] {
  const clock = clockOf(timeZone);
  return (Object.entries(limits ?? {}) as [Period, number][]).flatMap(([period, limit]) => {
    if (isClosed(0, limit)) return [ALWAYS];
    const sums = sumsOf(bookings, (booking) => PERIOD_OF[period](clock.dayAt(booking.start)), weigh);
    return sums.filter(({ sum }) => isClosed(sum, limit)).flatMap(({ days }) => momentsOf(days, clock));
  });
}

/** What the bookings of each period weigh together. A booking belongs to the period in which it starts. */
function sumsOf(
  bookings: CountedBooking[],
  periodOf: (booking: CountedBooking) => Range,
  weigh: (booking: CountedBooking) => number,
): { days: Range; sum: number }[] {
  const sums = new Map<number, { days: Range; sum: number }>();
  for (const booking of bookings) {
    const days = periodOf(booking);
    const sum = (sums.get(days.start)?.sum ?? 0) + weigh(booking);
    sums.set(days.start, { days, sum });
  }
  return [...sums.values()];
}

function momentsOf(days: Range, clock: ZoneClock): Range[] {
  return clock.momentsOf({ start: days.start * DAY, end: days.end * DAY });
}

function without(rescheduled: CountedBooking | null, bookings: CountedBooking[]): CountedBooking[] {
  return bookings.filter(({ uid }) => uid !== rescheduled?.uid);
}
