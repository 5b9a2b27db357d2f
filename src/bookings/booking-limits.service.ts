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
   * Refuses bookings that are one too many.
   *
   * @param query what the availability of the host was told from.
   * @throws ApiError 401 for a limit of the event type, 400 for one of the booker.
   */
  async requireRoom(drafts: NewBooking[], query: AvailabilityQuery, on: Queryable): Promise<void> {
    const { eventType, attendees } = drafts[0] as NewBooking;
    const { bookingLimits, durationLimits, maxActiveBookings } = eventType;
    if (!bookingLimits && !durationLimits && maxActiveBookings === null) return;
    await this.repository.lock(eventType.id, on);
    const booker = attendees[0]?.email ?? '';
    if (maxActiveBookings !== null) await this.requireFewActive(eventType, booker, query.now, on);
    await this.requireRoomInPeriods(drafts.map(timeOf), query, on);
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

  private async requireFewActive(
    { id, maxActiveBookings, offerReschedule }: NewBooking['eventType'],
    email: string,
    now: number,
    on: Queryable,
  ): Promise<void> {
    const active = await this.repository.listActive(id, email, now, on);
    if (active.length >= (maxActiveBookings as number)) throw tooManyActive(offerReschedule ? active[0] : undefined);
  }

  private async requireRoomInPeriods(times: Range[], query: AvailabilityQuery, on: Queryable): Promise<void> {
    const all = { start: (times[0] as Range).start, end: (times.at(-1) as Range).end };
    const { counted } = spansToLoad(query.eventType, all, query.now);
    if (!counted) return;
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
}

const timeOf = ({ startTime, endTime }: NewBooking): Range => ({ start: startTime.getTime(), end: endTime.getTime() });
