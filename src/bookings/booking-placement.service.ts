import { Injectable } from '@nestjs/common';
import type { Queryable } from '../database/statement.js';
import type { AvailabilityQuery } from '../slots/slot-query.js';
import { BookingLimitsService } from './booking-limits.service.js';
import { notAvailable } from './booking-refusals.js';
import { BookingSeatsService } from './booking-seats.service.js';
import type { Booking, BookingAttendee } from './booking.js';
import { BookingsRepository } from './bookings.repository.js';
import { type NewBooking, stored } from './new-booking.js';

/** Where drafts found their place. */
export interface Placed {
  bookings: Booking[];
  /** The booker's, in a booking with seats. */
  seat: BookingAttendee | null;
  /** Whether the seat is in a booking that was there before. */
  hasJoined: boolean;
}

/** Puts bookings where they are to be, in the transaction of the use case. */
@Injectable()
export class BookingPlacementService {
  constructor(
    private readonly repository: BookingsRepository,
    private readonly limits: BookingLimitsService,
    private readonly seats: BookingSeatsService,
  ) {}

  /**
   * Stores all of the drafts or none; one with a seat joins the booking that is there at that time.
   *
   * @param query what the availability of the host was told from.
   * @throws ApiError 400 when the host was booked in the meantime, 401 for limits, 409 when the seats are taken.
   */
  async place(drafts: NewBooking[], query: AvailabilityQuery, on: Queryable): Promise<Placed> {
    const [first] = drafts;
    if (first?.attendees[0]?.seat) return this.placeSeat(first, query, on);
    const bookings = await this.insert(drafts, query, on);
    if (!bookings) throw notAvailable();
    return { bookings, seat: null, hasJoined: false };
  }

  private async placeSeat(draft: NewBooking, query: AvailabilityQuery, on: Queryable): Promise<Placed> {
    const joined = await this.join(draft, query.now, on);
    if (joined) return joined;
    const bookings = await this.insert([draft], query, on);
    if (bookings) return { bookings, seat: bookings[0]?.attendees[0] ?? null, hasJoined: false };
    // Another server made the booking a moment ago.
    return (await this.join(draft, query.now, on)) ?? refuse();
  }

  private async join(draft: NewBooking, now: number, on: Queryable): Promise<Placed | null> {
    const shared = await this.seats.findShared(draft, on);
    const [attendee] = draft.attendees;
    if (!shared || !attendee) return null;
    const { booking, seat } = await this.seats.join(shared, attendee, now, on);
    return { bookings: [booking], seat, hasJoined: true };
  }

  /** Null when one of them collides with another booking. Then the transaction has to end. */
  private async insert(drafts: NewBooking[], query: AvailabilityQuery, on: Queryable): Promise<Booking[] | null> {
    await this.limits.requireRoom(drafts, query, on);
    const ids = await this.repository.insert(drafts, on);
    if (ids.size < drafts.length) return null;
    return drafts.map((draft) => stored(draft, ids.get(draft.uid) as { id: number; attendeeIds: number[] }));
  }
}

function refuse(): never {
  throw notAvailable();
}
