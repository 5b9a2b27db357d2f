import { Injectable } from '@nestjs/common';
import { type Queryable, statement } from '../database/statement.js';
import type { NewAttendee, NewBooking } from './new-booking.js';

// Whoever joins or leaves holds the row until the end of the transaction, so that seats are counted one by one.
const LOCK_AT = statement<{ uid: string }>(
  'bookingSeats.lockAt',
  `SELECT uid FROM bookings WHERE event_type_id = $1 AND user_id = $2 AND start_time = $3 AND end_time = $4
     AND status = 'ACCEPTED' ORDER BY id LIMIT 1 FOR NO KEY UPDATE`,
);

const INSERT = statement<{ id: number }>(
  'bookingSeats.insert',
  `WITH new_attendee AS (
     INSERT INTO attendees (booking_id, email, name, time_zone, locale, phone_number) VALUES ($1, $2, $3, $4, $5, $6)
     RETURNING id
   ), new_seat AS (
     INSERT INTO booking_seats (seat_uid, booking_id, attendee_id, responses, metadata)
     SELECT $7, $1, id, $8, $9 FROM new_attendee
   ), touched AS (
     UPDATE bookings SET updated_at = $10 WHERE id = $1
   ), not_needed AS (
     DELETE FROM slot_reservations WHERE id = (
       SELECT r.id FROM slot_reservations r JOIN bookings b ON b.event_type_id = r.event_type_id AND b.id = $1
       WHERE r.is_seat AND r.slot_start = b.start_time ORDER BY r.id LIMIT 1)
   )
   SELECT id FROM new_attendee`,
);

const DELETE = statement<never>('bookingSeats.delete', 'DELETE FROM attendees WHERE id = $1 AND booking_id = $2');

const MOVE = statement<never>(
  'bookingSeats.move',
  `WITH moved AS (UPDATE attendees SET booking_id = $2 WHERE id = ANY($3::int[]) AND booking_id = $1)
   UPDATE booking_seats SET booking_id = $2 WHERE attendee_id = ANY($3::int[]) AND booking_id = $1`,
);

/** Who sits in bookings with seats. Everything runs in the transaction of the use case, on a booking that it has locked. */
@Injectable()
export class BookingSeatsRepository {
  /** The uid of the booking that those who book this time share; nobody else changes it until the end. */
  async lockAt({ eventType, host, startTime, endTime }: NewBooking, on: Queryable): Promise<string | null> {
    return (await on.run(LOCK_AT, [eventType.id, host.id, startTime, endTime]))[0]?.uid ?? null;
  }

  /** @returns the id of the attendee. */
  async insert(bookingId: number, attendee: NewAttendee, now: number, on: Queryable): Promise<number> {
    const { email, name, timeZone, locale, phoneNumber, seat } = attendee;
    const person = [bookingId, email, name, timeZone, locale, phoneNumber];
    const values = [...person, seat?.seatUid, seat?.responses, seat?.metadata, new Date(now)];
    return (await on.run(INSERT, values))[0]?.id as number;
  }

  /** The seat goes with the attendee. */
  async delete(bookingId: number, attendeeId: number, on: Queryable): Promise<void> {
    await on.run(DELETE, [attendeeId, bookingId]);
  }

  /** With the seats, whose uids stay. */
  async move(attendeeIds: number[], fromBookingId: number, toBookingId: number, on: Queryable): Promise<void> {
    await on.run(MOVE, [fromBookingId, toBookingId, attendeeIds]);
  }
}
