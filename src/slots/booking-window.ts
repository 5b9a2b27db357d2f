import { isWeekend } from './calendar-days.js';
import type { AvailabilityQuery, SlotEventType } from './slot-query.js';
import { clockOf, DAY, MINUTE } from './zone-offsets.js';

/** How many days are looked at, today included, for days that have slots. */
const MAX_DAYS_WALKED = 61;

/** Dates between which slots may start, both included, as calendars show them in a zone. */
export interface BookingWindow {
  firstDay: number;
  lastDay: number;
  timeZone: string;
}

/** The earliest start that respects the minimum notice: exact to the millisecond. */
export function earliestStart({ now, eventType }: AvailabilityQuery): number {
  return now + eventType.minimumBookingNotice * MINUTE;
}

/**
 * Which dates an event type can be booked for.
 * @param hasSlots whether a day has a slot to book. Only asked for ROLLING_WINDOW, for at most 61 days from today.
 */
export function bookingWindow(query: AvailabilityQuery, hasSlots: (day: number) => boolean): BookingWindow {
  const { eventType, now } = query;
  const timeZone = query.timeZone ?? 'UTC';
  // improve: slots.window-day-ends — days end when they end there, also beyond a clock change.
  const today = clockOf(timeZone).dayAt(now);
  const until = (lastDay: number): BookingWindow => ({ firstDay: -Infinity, lastDay, timeZone });
  switch (eventType.periodType) {
    case 'ROLLING':
      return until(lastRollingDay(eventType, today));
    case 'ROLLING_WINDOW':
      return until(lastDayWithSlots(eventType, today, hasSlots));
    case 'RANGE':
      return datesOf(eventType);
    default:
      return until(Infinity);
  }
}

export function isInWindow(start: number, { firstDay, lastDay, timeZone }: BookingWindow): boolean {
  const day = clockOf(timeZone).dayAt(start);
  return day >= firstDay && day <= lastDay;
}

/** The days that `bookingWindow` may ask about, the last one excluded. */
export function walkedDays(today: number): { start: number; end: number } {
  return { start: today, end: today + MAX_DAYS_WALKED };
}

function lastRollingDay({ periodDays, periodCountCalendarDays }: SlotEventType, today: number): number {
  const days = periodDays ?? 0;
  if (periodCountCalendarDays) return today + days;
  let day = today;
  while (isWeekend(day)) day--;
  day += Math.floor(days / 5) * 7;
  for (let left = days % 5; left > 0; left -= isWeekend(day) ? 0 : 1) day++;
  return Math.max(day, today);
}

function lastDayWithSlots(
  { periodDays, periodCountCalendarDays }: SlotEventType,
  today: number,
  hasSlots: (day: number) => boolean,
): number {
  const walked = walkedDays(today);
  let last = walked.end - 1;
  for (let day = walked.start, found = 0; day < walked.end && found < (periodDays ?? 0); day++) {
    if ((!periodCountCalendarDays && isWeekend(day)) || !hasSlots(day)) continue;
    found++;
    last = day;
  }
  return last;
}

/** Dates without a beginning or an end are open on that side. */
function datesOf({ periodStartDate, periodEndDate, timeZone }: SlotEventType): BookingWindow {
  return {
    firstDay: periodStartDate ? Math.floor(periodStartDate.getTime() / DAY) : -Infinity,
    lastDay: periodEndDate ? Math.floor(periodEndDate.getTime() / DAY) : Infinity,
    timeZone,
  };
}
