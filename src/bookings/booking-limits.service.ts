import { Injectable } from '@nestjs/common';
import type { Queryable } from '../database/statement.js';
import { fullPeriods, longPeriods } from '../slots/limit-periods.js';
import { overlap, type Range } from '../slots/ranges.js';
import type { AvailabilityQuery } from '../slots/slot-query.js';
import { spansToLoad } from '../slots/spans-to-load.js';
import { MINUTE } from '../slots/zone-offsets.js';
import { BookingLimitsRepository } from './booking-limits.repository.js';
import { bookingLimitReached, durationLimitReached, privateLinkExpired, tooManyActive } from './booking-refusals.js';
import type { BookingRequest } from './booking-request.js';
import type { NewBooking } from './new-booking.js';

/** Who may have how many bookings. Decided in the transaction of the booking: those who come at once come one by one. */
@Injectable()
export class BookingLimitsService {
  constructor(private readonly repository: BookingLimitsRepository) {}

  /**
   * Refuses a further booking of somebody who has as many as one may have at once.
   *
   * @throws ApiError 400
   */
  async requireFewBookings({ eventType, attendees }: NewBooking, now: number, on: Queryable): Promise<void> {
    const { id, maxActiveBookings, offerReschedule } = eventType;
    if (maxActiveBookings === null) return;
    await this.repository.lock(id, on);
    const active = await this.repository.listActive(id, attendees[0]?.email ?? '', now, on);
    if (active.length >= maxActiveBookings) throw tooManyActive(offerReschedule ? active[0] : undefined);
  }

  /**
   * Refuses bookings for which a day, week, month or year of the event type has no room.
   *
   * @param query what the availability of the host was told from.
   * @throws ApiError 401
   */
  async requireRoom(drafts: NewBooking[], query: AvailabilityQuery, on: Queryable): Promise<void> {
    const times = drafts.map(timeOf);
    const all = { start: (times[0] as Range).start, end: (times.at(-1) as Range).end };
    const { counted } = spansToLoad(query.eventType, all, query.now);
    if (!counted) return;
    await this.repository.lock(query.eventType.id, on);
    const found = await this.repository.listCounted(query.eventType.id, counted, on);
    for (const [index, time] of times.entries()) {
      // Those of a series count for each other.
      const countedBookings = [...found, ...times.slice(0, index).map((before) => ({ ...before, uid: '' }))];
      const duration = (time.end - time.start) / MINUTE;
      const isClosed = (period: Range): boolean => overlap(period, time);
      if (fullPeriods({ ...query, countedBookings }).some(isClosed)) throw bookingLimitReached();
      if (longPeriods({ ...query, countedBookings, duration }).some(isClosed)) throw durationLimitReached();
    }
  }

  /** The uid of a request of the same person for the same time that still waits for the host, if there is one. */
  async findTwin({ eventType, status, startTime, attendees }: NewBooking, on: Queryable): Promise<string | null> {
    if (status !== 'PENDING') return null;
    await this.repository.lock(eventType.id, on);
    return this.repository.findPending(eventType.id, startTime, attendees[0]?.email ?? '', on);
  }

  /** @throws ApiError 400 when the private link by which the booker came is used up. */
  async usePrivateLink(
    eventTypeId: number,
    { privateLink }: BookingRequest,
    now: number,
    on: Queryable,
  ): Promise<void> {
    if (privateLink === null) return;
    if (!(await this.repository.usePrivateLink(eventTypeId, privateLink, now, on))) throw privateLinkExpired();
  }
}

const timeOf = ({ startTime, endTime }: NewBooking): Range => ({ start: startTime.getTime(), end: endTime.getTime() });
