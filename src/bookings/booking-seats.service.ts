import { Injectable } from '@nestjs/common';
import type { Queryable } from '../database/statement.js';
import { BookingReadsRepository } from './booking-reads.repository.js';
import { alreadySignedUp, noMoreSeats } from './booking-refusals.js';
import { BookingSeatsRepository } from './booking-seats.repository.js';
import type { Booking, BookingAttendee } from './booking.js';
import type { NewAttendee, NewBooking } from './new-booking.js';

/** A booking after somebody took a seat in it. */
export interface TakenSeat {
  booking: Booking;
  seat: BookingAttendee;
}

/** Seats in bookings that several share. */
@Injectable()
export class BookingSeatsService {
  constructor(
    private readonly seats: BookingSeatsRepository,
    private readonly bookings: BookingReadsRepository,
  ) {}

  /** The booking with seats that a draft would be; nobody else changes its seats until the end of the transaction. */
  async findShared(draft: NewBooking, on: Queryable): Promise<Booking | null> {
    const uid = await this.seats.lockAt(draft, on);
    return uid === null ? null : this.bookings.findByUid(uid, on);
  }

  /** @throws ApiError 409 when no seat is left, or the address has one. */
  async join(shared: Booking, attendee: NewAttendee, now: number, on: Queryable): Promise<TakenSeat> {
    requireFree(shared, 1);
    const { email } = attendee;
    if (shared.attendees.some((other) => other.email.toLowerCase() === email.toLowerCase())) throw alreadySignedUp();
    const seat = { ...attendee, id: await this.seats.insert(shared.id, attendee, now, on) };
    return { seat, booking: { ...shared, attendees: [...shared.attendees, seat], updatedAt: new Date(now) } };
  }
}

/** @throws ApiError 409 when fewer seats are left. */
export function requireFree({ attendees, eventType }: Booking, count: number): void {
  if (attendees.length + count > (eventType?.seatsPerTimeSlot ?? 0)) throw noMoreSeats();
}
