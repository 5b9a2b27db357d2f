import { walkedDays } from './booking-window.js';
import type { StoredLimits } from '../event-types/event-type-row.js';
import type { Range } from './ranges.js';
import type { SlotEventType } from './slot-query.js';
import { DAY, MINUTE } from './zone-offsets.js';

/** What must be loaded for a question about availability. */
export interface SpansToLoad {
  /**
   * Bookings of the hosts, calendar entries, reservations and dates away that have a part in this span. It has room for the
   * event type's own buffers; those of the other bookings must be added to them before comparing.
   */
  busy: Range;
  /** Counted bookings that start in this span, which covers all periods that matter; null without limits. */
  counted: Range | null;
}

/** No longer than the longest period, plus what zones are apart. */
const DAYS_OF: Record<keyof StoredLimits, number> = { PER_DAY: 3, PER_WEEK: 9, PER_MONTH: 33, PER_YEAR: 368 };

/** Overrides of the dates around the window count, in zones up to 14 hours away. */
const MARGIN = 3 * DAY;

/**
 * @param asked the window of the slots, or the time to book.
 * @param now epoch milliseconds: what is over is not needed, and ROLLING_WINDOW looks at the days from today on.
 */
export function spansToLoad(
  eventType: Pick<
    SlotEventType,
    'periodType' | 'bookingLimits' | 'durationLimits' | 'teamBookingLimits' | 'beforeEventBuffer' | 'afterEventBuffer'
  >,
  asked: Range,
  now: number,
): SpansToLoad {
  const walkedUntil = eventType.periodType === 'ROLLING_WINDOW' ? now + walkedDays(0).end * DAY : -Infinity;
  const start = (eventType.periodType === 'ROLLING_WINDOW' ? now : Math.max(asked.start, now)) - MARGIN;
  const end = Math.max(asked.end, walkedUntil) + MARGIN;
  const buffers = (eventType.beforeEventBuffer + eventType.afterEventBuffer) * MINUTE;
  const days = Math.max(0, ...limitsOf(eventType).map((period) => DAYS_OF[period]));
  return {
    busy: { start: start - buffers, end: end + buffers },
    counted: days === 0 ? null : { start: start - days * DAY, end: end + days * DAY },
  };
}

type Limited = Pick<SlotEventType, 'bookingLimits' | 'durationLimits' | 'teamBookingLimits'>;

function limitsOf({ bookingLimits, durationLimits, teamBookingLimits }: Limited): (keyof StoredLimits)[] {
  return [bookingLimits, durationLimits, teamBookingLimits].flatMap(
    (limits) => Object.keys(limits ?? {}) as (keyof StoredLimits)[],
  );
}
