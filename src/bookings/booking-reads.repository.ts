import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { type Queryable, statement } from '../database/statement.js';
import { BOOKING, bookingOf, type BookingRow } from './booking-row.js';
import type { Booking } from './booking.js';

const FIND = statement<BookingRow>('bookings.findByUid', `SELECT ${BOOKING} FROM bookings b WHERE b.uid = $1`);

const FIND_BY_SEAT = statement<BookingRow>(
  'bookings.findBySeatUid',
  `SELECT ${BOOKING} FROM bookings b WHERE b.id = (SELECT booking_id FROM booking_seats WHERE seat_uid = $1)`,
);

const LIST_RECURRING = statement<BookingRow>(
  'bookings.listByRecurringUid',
  `SELECT ${BOOKING} FROM bookings b WHERE b.recurring_uid = $1 ORDER BY b.start_time, b.id`,
);

// Two uids, two indexes: an OR of both would look through the whole table when the planner thinks it small.
const LIST_ANY = statement<BookingRow>(
  'bookings.listByAnyUid',
  `SELECT ${BOOKING} FROM bookings b
   WHERE b.id IN (SELECT id FROM bookings WHERE uid = $1 UNION SELECT id FROM bookings WHERE recurring_uid = $1)
   ORDER BY b.start_time, b.id`,
);

/**
 * Bookings with everything that is shown of them, each read by one statement. A uid is the permission to read, so these
 * queries name nobody. `on` reads within a transaction.
 */
@Injectable()
export class BookingReadsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async findByUid(uid: string, on: Queryable = this.prisma): Promise<Booking | null> {
    return (await read(on, FIND, [uid]))[0] ?? null;
  }

  async findBySeatUid(seatUid: string, on: Queryable = this.prisma): Promise<Booking | null> {
    return (await read(on, FIND_BY_SEAT, [seatUid]))[0] ?? null;
  }

  /** All occurrences of a series, in the order of time. */
  async listByRecurringUid(recurringUid: string, on: Queryable = this.prisma): Promise<Booking[]> {
    return read(on, LIST_RECURRING, [recurringUid]);
  }

  /** The booking with the uid, or the occurrences of the series with it in the order of time. */
  async listByAnyUid(uid: string, on: Queryable = this.prisma): Promise<Booking[]> {
    return read(on, LIST_ANY, [uid]);
  }
}

async function read(on: Queryable, query: typeof FIND, values: unknown[]): Promise<Booking[]> {
  return (await on.run(query, values)).map(bookingOf);
}
