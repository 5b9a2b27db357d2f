import type { Bookable } from './bookable.js';
import type { Range } from './ranges.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
const SECOND = 1_000;

/** The longest that one request can ask about: a year and its day of leap. */
const MAX_WINDOW = 366 * DAY;

/** As many as there are minutes in a month, and some more. */
const MAX_SLOTS = 50_000;

// compat: slots.end-of-day — also for who wrote the midnight on purpose.
/** The end that a request means: of a whole day when it is a midnight. @param end epoch milliseconds. */
export function endOfDayAt(end: number): number {
  return end % DAY === 0 ? end + DAY - SECOND : end;
}

// improve: slots.bounds — the original computes for as long as it takes.
/** Whether so many slots can be in the window that nobody wants to have them all. @param duration minutes. */
export function isTooMuch(window: Range, { eventType }: Bookable, duration: number): boolean {
  const length = window.end - window.start;
  const step = (eventType.slotInterval || duration) + eventType.offsetStart;
  return length > MAX_WINDOW || length / (Math.max(1, step) * MINUTE) > MAX_SLOTS;
}
