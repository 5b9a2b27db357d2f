import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { mayManageBooking, organizationInCharge, seatsShownTo } from './booking-access.js';
import { BookingListsRepository } from './booking-lists.repository.js';
import * as output from './booking-output-2024-04-15.js';
import { isSeated } from './booking-output-2024-08-13.js';
import { BookingReadsRepository } from './booking-reads.repository.js';
import type { Booking } from './booking.js';
import type { GetBookingsInput_2024_04_15 } from './bookings-2024-04-15.dto.js';

/** A series of which something is listed. */
export interface RecurringInfo {
  recurringEventId: string;
  count: number;
  firstDate: string;
  /** Beginnings by status. */
  bookings: Record<string, string[]>;
}

export interface BookingPage_2024_04_15 {
  bookings: output.BookingInfo_2024_04_15[];
  recurringInfo: RecurringInfo[];
  totalCount: number;
  nextCursor: number | null;
}

/** Reads bookings in the shape 2024-04-15. */
@Injectable()
export class BookingReadsService_2024_04_15 {
  constructor(
    private readonly reads: BookingReadsRepository,
    private readonly lists: BookingListsRepository,
    private readonly clock: Clock,
  ) {}

  async list(caller: Caller, query: GetBookingsInput_2024_04_15): Promise<BookingPage_2024_04_15> {
    const status = query.filters?.status;
    const [take, skip] = [query.limit ?? 10, query.cursor ?? 0];
    const isOver = status === 'past' || status === 'cancelled';
    const { bookings, total } = await this.lists.listOfPeople(
      { userIds: [caller.userId], organizationId: organizationInCharge(caller) },
      { statuses: status ? [status] : undefined },
      { by: 'startTime', direction: isOver ? 'desc' : 'asc' },
      { take, skip, now: new Date(this.clock.now()) },
    );
    const series = [...new Set(bookings.flatMap(({ recurringUid }) => recurringUid ?? []))];
    const occurrences = await Promise.all(series.map((uid) => this.reads.listByRecurringUid(uid)));
    return {
      bookings: bookings.map((booking) => output.toInfo(booking, 'all')),
      recurringInfo: occurrences.map(recurringInfo),
      totalCount: total,
      nextCursor: skip + take < total ? skip + take : null,
    };
  }

  /** @throws ApiError 404 */
  async get(caller: Caller | undefined, uid: string): Promise<output.BookingInfo_2024_04_15> {
    const booking = await this.reads.findByUid(uid);
    if (!booking) throw notFound(uid);
    return output.toInfo(booking, seatsShownTo(caller, booking));
  }

  /**
   * What the form needs to move the booking, or the seat, with the uid. Shared bookings are moved as a whole only by those
   * who manage them.
   *
   * @throws ApiError 404
   */
  async getForReschedule(caller: Caller | undefined, uid: string): Promise<output.RescheduleInfo_2024_04_15> {
    const booking = await this.reads.findByUid(uid);
    if (booking && isSeated(booking) && !(caller && mayManageBooking(caller, booking))) throw notFound(uid);
    if (booking) return output.toReschedule(booking);
    const ofSeat = await this.reads.findBySeatUid(uid);
    if (!ofSeat) throw notFound(uid);
    return output.toReschedule(
      ofSeat,
      ofSeat.attendees.find(({ seat }) => seat?.seatUid === uid),
    );
  }
}

function recurringInfo(occurrences: Booking[]): RecurringInfo {
  const [first] = occurrences as [Booking];
  const bookings: Record<string, string[]> = {};
  for (const { status, startTime } of occurrences) (bookings[status] ??= []).push(startTime.toISOString());
  return {
    recurringEventId: first.recurringUid as string,
    count: occurrences.length,
    firstDate: first.startTime.toISOString(),
    bookings,
  };
}

function notFound(uid: string): ApiError {
  return ApiError.notFound(`Booking with UID=${uid} does not exist.`);
}
