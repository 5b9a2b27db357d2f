import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { type Queryable, statement } from '../database/statement.js';
import type { Responses } from './booking.js';
import type { NewAttendee } from './new-booking.js';

const IS_ATTENDEE = statement(
  'bookingAttendees.isAttendee',
  `SELECT FROM users u JOIN attendees a ON a.email = u.email WHERE u.id = $1 AND a.booking_id = $2 LIMIT 1`,
);

const LOCK = statement('bookingAttendees.lockBooking', 'SELECT FROM bookings WHERE uid = $1 FOR UPDATE');

const LIST_MANAGED = statement<{ email: string; managed: string }>(
  'bookingAttendees.listManagedAddresses',
  `SELECT g.email, m.email AS managed FROM unnest($1::text[]) g(email)
   JOIN users m ON m.oauth_client_id = $2
     AND lower(m.email) = lower(split_part(g.email, '@', 1) || '+' || $2 || '@' || split_part(g.email, '@', 2))`,
);

const INSERT = statement(
  'bookingAttendees.insert',
  `WITH changed AS (UPDATE bookings SET responses = $2, updated_at = $4 WHERE id = $1 RETURNING id)
   INSERT INTO attendees (booking_id, email, name, time_zone, locale, phone_number)
   SELECT changed.id, a.email, a.name, a."timeZone", a.locale, a."phoneNumber"
   FROM changed, ROWS FROM (json_to_recordset($3::json)
     AS (email text, name text, "timeZone" text, locale text, "phoneNumber" text)) WITH ORDINALITY a
   ORDER BY a.ordinality`,
);

const DELETE = statement(
  'bookingAttendees.delete',
  `WITH changed AS (UPDATE bookings SET responses = $2, updated_at = $4 WHERE id = $1)
   DELETE FROM attendees WHERE booking_id = $1 AND id = $3`,
);

/** Who takes part in a booking beside those who booked. Changes run in the transaction of the use case. */
@Injectable()
export class BookingAttendeesRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Whether the user takes part in the booking. */
  async isAttendee(userId: number, bookingId: number): Promise<boolean> {
    return (await this.prisma.run(IS_ATTENDEE, [userId, bookingId])).length > 0;
  }

  /** Nobody else changes the booking before the transaction ends. */
  async lockBooking(uid: string, on: Queryable): Promise<void> {
    await on.run(LOCK, [uid]);
  }

  /** Those of the addresses under which the client has users, with the address that these have there. */
  async listManagedAddresses(emails: string[], clientId: string, on: Queryable): Promise<Map<string, string>> {
    const rows = await on.run(LIST_MANAGED, [emails, clientId]);
    return new Map(rows.map(({ email, managed }) => [email, managed]));
  }

  /** @param responses of the booking from now on. */
  async insert(
    bookingId: number,
    attendees: NewAttendee[],
    { responses, now, on }: { responses: Responses; now: Date; on: Queryable },
  ): Promise<void> {
    await on.run(INSERT, [bookingId, JSON.stringify(responses), JSON.stringify(attendees), now]);
  }

  /** Deletes the attendee, with a seat if there is one. @param responses of the booking from now on. */
  async delete(
    bookingId: number,
    attendeeId: number,
    { responses, now, on }: { responses: Responses; now: Date; on: Queryable },
  ): Promise<void> {
    await on.run(DELETE, [bookingId, JSON.stringify(responses), attendeeId, now]);
  }
}
