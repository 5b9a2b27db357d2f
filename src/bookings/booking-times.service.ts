import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import type { Queryable } from '../database/statement.js';
import { AvailabilityService } from '../slots/availability.service.js';
import { heldBy } from '../slots/bookable.js';
import type { Range } from '../slots/ranges.js';
import { refusalOfTime } from '../slots/refusal-of-time.js';
import type { AvailabilityQuery, TimeRefusal } from '../slots/slot-query.js';
import { MINUTE } from '../slots/zone-offsets.js';
import type { BookableEventType } from './bookable-event-type.js';
import { bookingLimitReached, durationLimitReached, inThePast, notAvailable, outOfBounds } from './booking-refusals.js';
import { isOnGrid } from './is-on-grid.js';

/** Times that somebody wants of a host. */
export interface WantedTimes {
  bookable: Pick<BookableEventType, 'eventType' | 'hours'>;
  /** In order, all of one length. */
  times: Range[];
  /** The zone of the booker. */
  timeZone: string;
  /** A booking that takes no time, for it is to be moved. */
  rescheduledUid: string | null;
  /** What the calendars of the host say, when that is known already. */
  calendars?: Map<number, Range[]>;
}

const REFUSALS: Record<TimeRefusal, () => Error> = {
  PAST: inThePast,
  TOO_SOON: outOfBounds,
  OUTSIDE_WINDOW: outOfBounds,
  BOOKING_LIMIT_REACHED: bookingLimitReached,
  DURATION_LIMIT_REACHED: durationLimitReached,
  UNAVAILABLE: notAvailable,
};

/** Whether times can be booked. */
@Injectable()
export class BookingTimesService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly availability: AvailabilityService,
  ) {}

  /**
   * @param on the transaction; then the calendars must have been read before.
   * @returns what the answer was told from.
   * @throws ApiError 400 for the first time that lies in the past, too near, too far or beside the slots, or when the host
   *   is not free; 401 when a limit of the event type is reached.
   */
  async requireBookable(wanted: WantedTimes, on?: Queryable): Promise<AvailabilityQuery> {
    const { times, timeZone, rescheduledUid, calendars } = wanted;
    const { start, end } = times[0] as Range;
    const duration = (end - start) / MINUTE;
    const options = { timeZone, duration, rescheduledUid, ...(calendars ? { calendars } : {}) };
    const query = await this.availability.load(bookableOf(wanted), spanOf(times), options, on);
    for (const time of times) {
      const refusal = refusalOfTime(query, time);
      if (refusal) throw REFUSALS[refusal]();
      this.requireOffered(time.start, query);
    }
    return query;
  }

  /** What the calendars of the host say; to be read before a transaction begins. */
  readCalendars(wanted: WantedTimes): Promise<Map<number, Range[]>> {
    return this.availability.calendarBusyTimes(bookableOf(wanted), spanOf(wanted.times));
  }

  // improve: bookings.offered-starts — the original takes any start within free time, which leaves useless gaps.
  private requireOffered(start: number, query: AvailabilityQuery): void {
    const zones = [query.timeZone ?? 'UTC', query.eventType.timeZone, 'UTC'];
    if (!this.settings.bookAnyStart && !isOnGrid(start, query, zones)) throw outOfBounds();
  }
}

const bookableOf = ({ bookable }: WantedTimes) => heldBy(bookable.eventType, bookable.hours);

const spanOf = (times: Range[]): Range => ({ start: (times[0] as Range).start, end: (times.at(-1) as Range).end });
