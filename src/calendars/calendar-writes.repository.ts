import { Injectable } from '@nestjs/common';
import { BOOKING, bookingOf, type BookingRow } from '../bookings/booking-row.js';
import type { Booking, BookingReference } from '../bookings/booking.js';
import { PrismaService } from '../database/prisma.service.js';
import { type Queryable, statement } from '../database/statement.js';

/** A booking of which a calendar is to be told. */
export interface CalendarWriteRow {
  bookingId: number;
  version: number;
  /** Including this one. */
  attempts: number;
}

// Told is also who has nothing to write to any more but was told before, or is being told: the event must go. Two numbers
// instead of an array, for which PostgreSQL would plan anew each time.
const RECORD = statement<{ bookingId: number }>(
  'calendar-writes.record',
  `INSERT INTO calendar_writes (booking_id, due_at)
   SELECT b.id, $3 FROM bookings b JOIN users u ON u.id = b.user_id LEFT JOIN oauth_clients c ON c.id = u.oauth_client_id
   WHERE b.id IN ($1, $4) AND (
     (($2 OR c.id IS NULL OR c.are_calendar_events_enabled)
       AND EXISTS (SELECT FROM destination_calendars d WHERE d.user_id = u.id))
     OR EXISTS (SELECT FROM booking_references r WHERE r.booking_id = b.id AND r.credential_id IS NOT NULL)
     OR EXISTS (SELECT FROM calendar_writes w WHERE w.booking_id = b.id))
   ORDER BY b.id
   ON CONFLICT (booking_id)
     DO UPDATE SET version = calendar_writes.version + 1, attempts = 0, due_at = excluded.due_at
   RETURNING booking_id AS "bookingId"`,
);

// SKIP LOCKED: several servers look at the same time, and each gets others.
const CLAIM = statement<CalendarWriteRow>(
  'calendar-writes.claim',
  `UPDATE calendar_writes SET attempts = attempts + 1, leased_until = $2
   WHERE booking_id IN (
     SELECT booking_id FROM calendar_writes WHERE due_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)
     ORDER BY due_at, booking_id LIMIT $3 FOR UPDATE SKIP LOCKED)
   RETURNING booking_id AS "bookingId", version, attempts`,
);

const FINISH = statement<never>(
  'calendar-writes.finish',
  'DELETE FROM calendar_writes WHERE booking_id = $1 AND version = $2',
);

// Something that happened in the meantime is due at once.
const RELEASE = statement<never>(
  'calendar-writes.release',
  `UPDATE calendar_writes SET leased_until = NULL, due_at = CASE WHEN version = $2 THEN $3 ELSE due_at END
   WHERE booking_id = $1`,
);

const FIND_BOOKING = statement<BookingRow>(
  'calendar-writes.findBooking',
  `SELECT ${BOOKING} FROM bookings b WHERE b.id = $1`,
);

const FIND_PREVIOUS = statement<BookingRow>(
  'calendar-writes.findPrevious',
  `SELECT ${BOOKING} FROM bookings b WHERE b.uid = $1`,
);

/** What calendars are still to be told, and the bookings that it is about. */
@Injectable()
export class CalendarWritesRepository {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * @param previousId the booking whose place it took.
   * @param isWanted whatever the client's settings say.
   * @returns whether there is anything to tell.
   */
  async record(
    bookingId: number,
    previousId: number | null,
    isWanted: boolean,
    now: Date,
    on: Queryable,
  ): Promise<boolean> {
    return (await on.run(RECORD, [bookingId, isWanted, now, previousId])).length > 0;
  }

  claim(now: Date, leasedUntil: Date, limit: number): Promise<CalendarWriteRow[]> {
    return this.prisma.run(CLAIM, [now, leasedUntil, limit]);
  }

  /** Ends it, unless something has happened in the meantime. */
  async finish({ bookingId, version }: CalendarWriteRow): Promise<void> {
    await this.prisma.run(FINISH, [bookingId, version]);
  }

  /** Lets others have it, at `dueAt` unless something has happened in the meantime. */
  async release({ bookingId, version }: CalendarWriteRow, dueAt: Date): Promise<void> {
    await this.prisma.run(RELEASE, [bookingId, version, dueAt]);
  }

  async findBooking(bookingId: number): Promise<Booking | null> {
    const [row] = await this.prisma.run(FIND_BOOKING, [bookingId]);
    return row ? bookingOf(row) : null;
  }

  /** The booking that was moved to become this one. */
  async findPrevious({ rescheduledFromUid }: Booking): Promise<Booking | null> {
    if (rescheduledFromUid === null) return null;
    const [row] = await this.prisma.run(FIND_PREVIOUS, [rescheduledFromUid]);
    return row ? bookingOf(row) : null;
  }

  /** What stands for a booking of the host under this id. */
  findReferenceOfHost(userId: number, type: string, uid: string): Promise<BookingReference | null> {
    return this.prisma.bookingReference.findFirst({ where: { type, uid, booking: { userId } } });
  }

  async insertReference(bookingId: number, reference: Omit<BookingReference, 'id'>): Promise<void> {
    await this.prisma.bookingReference.create({ data: { bookingId, ...reference } });
  }

  async deleteReference({ id }: BookingReference): Promise<void> {
    await this.prisma.bookingReference.deleteMany({ where: { id } });
  }
}
