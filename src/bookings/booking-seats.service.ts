import { Injectable } from '@nestjs/common';
import type { Queryable } from '../database/statement.js';
import { BookingReadsRepository } from './booking-reads.repository.js';
import { alreadySignedUp, noMoreSeats, notEnoughSeats } from './booking-refusals.js';
import { BookingSeatsRepository } from './booking-seats.repository.js';
import type { Booking, BookingAttendee } from './booking.js';
import type { NewAttendee, NewBooking } from './new-booking.js';

/** A booking after somebody took or left a seat in it. */
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

  /** The booking as it is; nobody else changes its seats until the end of the transaction. */
  async hold(booking: Booking, on: Queryable): Promise<Booking | null> {
    await this.seats.lock(booking.id, on);
    return this.bookings.findByUid(booking.uid, on);
  }

  /** Frees a seat. Null when it is free already. */
  async leave(booking: Booking, seatUid: string, now: number, on: Queryable): Promise<TakenSeat | null> {
    const held = await this.hold(booking, on);
    const leaving = held?.attendees.find(({ seat }) => seat?.seatUid === seatUid);
    if (!held || !leaving) return null;
    await this.seats.delete(held.id, leaving.id, now, on);
    const attendees = held.attendees.filter(({ id }) => id !== leaving.id);
    return { seat: leaving, booking: { ...held, attendees, updatedAt: new Date(now) } };
  }

  /**
   * Moves all attendees, who keep their seats, into another booking.
   *
   * @throws ApiError 409 when it has too few seats left.
   */
  async moveAll(from: Booking, to: Booking, on: Queryable): Promise<Booking> {
    if (from.attendees.length + to.attendees.length > seatsOf(to)) throw notEnoughSeats();
    const ids = from.attendees.map(({ id }) => id);
    await this.seats.move(ids, from.id, to.id, on);
    return { ...to, attendees: [...to.attendees, ...from.attendees] };
  }

  /** @throws ApiError 409 when no seat is left, or the address has one. */
  async join(shared: Booking, attendee: NewAttendee, now: number, on: Queryable): Promise<TakenSeat> {
    if (shared.attendees.length >= seatsOf(shared)) throw noMoreSeats();
    const { email } = attendee;
    if (shared.attendees.some((other) => other.email.toLowerCase() === email.toLowerCase())) throw alreadySignedUp();
    const seat = { ...attendee, id: await this.seats.insert(shared.id, attendee, now, on) };
    return { seat, booking: { ...shared, attendees: [...shared.attendees, seat], updatedAt: new Date(now) } };
  }
}

const seatsOf = ({ eventType }: Booking): number => eventType?.seatsPerTimeSlot ?? 0;
