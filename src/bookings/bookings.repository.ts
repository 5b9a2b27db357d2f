import { Injectable } from '@nestjs/common';
import { type Queryable, statement } from '../database/statement.js';
import type { NewBooking, StoredIds } from './new-booking.js';

// One statement for bookings with all that belongs to them. `ON CONFLICT DO NOTHING` covers the constraints by which no
// host is in two places at once: who comes second waits until the first is sure, then nothing is inserted. A plain INSERT
// would write first and look afterwards, so that two could wait for each other.
const INSERT = statement<StoredIds & { uid: string }>(
  'bookings.insert',
  `WITH given AS MATERIALIZED (
     SELECT * FROM ROWS FROM (json_to_recordset($1::json) AS (uid text, "userId" int, "eventTypeId" int, status text,
       title text, description text, "startTime" timestamptz, "endTime" timestamptz, "occupiedFrom" timestamptz,
       "occupiedTo" timestamptz, "holdsSlot" boolean, location text, responses jsonb, metadata jsonb,
       "reschedulingReason" text, "rescheduledByEmail" text, "rescheduledFromUid" text, "recurringUid" text,
       "icalUid" text, "icalSequence" int, "oauthClientId" text, "createdAt" timestamptz, attendees json, seat jsonb))
     WITH ORDINALITY
   ), new_bookings AS (
     INSERT INTO bookings (uid, user_id, event_type_id, status, title, description, start_time, end_time, occupied_from,
       occupied_to, holds_slot, location, responses, metadata, rescheduling_reason, rescheduled_by_email,
       rescheduled_from_uid, recurring_uid, ical_uid, ical_sequence, oauth_client_id, created_at, updated_at)
     SELECT uid, "userId", "eventTypeId", status::booking_status, title, description, "startTime", "endTime",
       "occupiedFrom", "occupiedTo", "holdsSlot", location, responses, metadata, "reschedulingReason",
       "rescheduledByEmail", "rescheduledFromUid", "recurringUid", "icalUid", "icalSequence", "oauthClientId",
       "createdAt", "createdAt"
     FROM given ORDER BY ordinality
     ON CONFLICT DO NOTHING RETURNING id, uid
   ), new_attendees AS (
     INSERT INTO attendees (booking_id, email, name, time_zone, locale, phone_number)
     SELECT n.id, a.email, a.name, a."timeZone", a.locale, a."phoneNumber"
     FROM new_bookings n JOIN given g ON g.uid = n.uid CROSS JOIN LATERAL ROWS FROM (json_to_recordset(g.attendees)
       AS (email text, name text, "timeZone" text, locale text, "phoneNumber" text)) WITH ORDINALITY a
     ORDER BY n.id, a.ordinality RETURNING id, booking_id
   ), new_seats AS (
     INSERT INTO booking_seats (seat_uid, booking_id, attendee_id, responses, metadata)
     SELECT g.seat ->> 'seatUid', n.id, a.id, g.seat -> 'responses', g.seat -> 'metadata'
     FROM given g JOIN new_bookings n ON n.uid = g.uid JOIN new_attendees a ON a.booking_id = n.id
     WHERE g.seat IS NOT NULL
   ), not_needed AS (
     DELETE FROM slot_reservations r USING given g
     WHERE r.event_type_id = g."eventTypeId" AND g.seat IS NULL
       AND r.slot_start < g."endTime" AND r.slot_end > g."startTime"
       AND EXISTS (SELECT 1 FROM new_bookings n WHERE n.uid = g.uid)
   )
   SELECT n.uid, n.id, (SELECT array_agg(a.id ORDER BY a.id) FROM new_attendees a WHERE a.booking_id = n.id) AS "attendeeIds"
   FROM new_bookings n`,
);

/** Writes bookings. Everything runs in the transaction of the use case. */
@Injectable()
export class BookingsRepository {
  /**
   * Inserts what collides with no other booking. Reservations of the slots end.
   *
   * @returns the ids by uid; what is missing there was not inserted.
   */
  async insert(bookings: NewBooking[], on: Queryable): Promise<Map<string, StoredIds>> {
    const rows = await on.run(INSERT, [JSON.stringify(bookings.map(columnsOf))]);
    return new Map(rows.map(({ uid, ...ids }) => [uid, ids]));
  }
}

/** Times become texts with a zone, and the seat of the booker stands beside the attendees. */
function columnsOf({ host, eventType, ...booking }: NewBooking): object {
  return { ...booking, userId: host.id, eventTypeId: eventType.id, seat: booking.attendees[0]?.seat ?? undefined };
}
