import type { EventTypeRow } from '../event-types/event-type-row.js';
import type { Booking } from './booking.js';

/** A booking as a statement with `BOOKING` gives it: event types come with the names of their columns. */
export type BookingRow = Omit<Booking, 'eventType'> & { eventType: Record<string, unknown> | null };

/** A `BookingHost` of the row `u` of users. */
export const HOST = `json_build_object('id', u.id, 'uuid', u.uuid, 'name', u.name, 'email', u.email, 'username', u.username,
  'timeZone', u.time_zone, 'locale', u.locale, 'timeFormat', u.time_format, 'avatarUrl', u.avatar_url,
  'organizationId', u.organization_id, 'isPlatformManaged', u.is_platform_managed,
  'oauthClientId', u.oauth_client_id)`;

// One row for each booking, whatever it has of attendees, seats and references: no join multiplies rows.
/** What a statement selects `FROM bookings b` to give `BookingRow`s. */
export const BOOKING = `b.id, b.uid, b.status, b.title, b.description, b.start_time AS "startTime",
  b.end_time AS "endTime", b.location, b.responses, b.metadata, b.cancellation_reason AS "cancellationReason",
  b.cancelled_by_email AS "cancelledByEmail", b.rejection_reason AS "rejectionReason",
  b.rescheduling_reason AS "reschedulingReason", b.rescheduled_by_email AS "rescheduledByEmail",
  b.rescheduled_from_uid AS "rescheduledFromUid", b.rescheduled_to_uid AS "rescheduledToUid",
  b.recurring_uid AS "recurringUid", b.ical_uid AS "icalUid", b.ical_sequence AS "icalSequence",
  b.absent_host AS "absentHost", b.oauth_client_id AS "oauthClientId", b.created_at AS "createdAt",
  b.updated_at AS "updatedAt",
  (SELECT ${HOST} FROM users u WHERE u.id = b.user_id) AS host,
  (SELECT to_json(e) FROM event_types e WHERE e.id = b.event_type_id) AS "eventType",
  (SELECT coalesce(json_agg(json_build_object('id', a.id, 'email', a.email, 'name', a.name,
     'timeZone', a.time_zone, 'locale', a.locale, 'phoneNumber', a.phone_number, 'absent', a.absent,
     'seat', CASE WHEN s.id IS NOT NULL THEN json_build_object('seatUid', s.seat_uid, 'responses', s.responses,
       'metadata', s.metadata) END) ORDER BY a.id), '[]')
   FROM attendees a LEFT JOIN booking_seats s ON s.attendee_id = a.id WHERE a.booking_id = b.id) AS attendees,
  (SELECT coalesce(json_agg(json_build_object('id', r.id, 'type', r.type, 'uid', r.uid,
     'externalCalendarId', r.external_calendar_id, 'credentialId', r.credential_id) ORDER BY r.id), '[]')
   FROM booking_references r WHERE r.booking_id = b.id) AS "references"`;

/** The booking that a row stands for. */
export function bookingOf(row: BookingRow): Booking {
  return { ...row, eventType: row.eventType && eventTypeOf(row.eventType) };
}

/** The columns of an event type that are no JSON and that JSON has no form for. */
const TIMES = ['periodStartDate', 'periodEndDate', 'createdAt'];

/** An event type of the JSON of its row. */
export function eventTypeOf(columns: Record<string, unknown>): EventTypeRow {
  const row: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(columns)) row[propertyOf(column)] = value;
  for (const name of TIMES) row[name] = row[name] === null ? null : new Date(row[name] as string);
  return row as unknown as EventTypeRow;
}

/** `property_of` is `propertyOf`. There are as many as columns. */
const properties = new Map<string, string>();

function propertyOf(column: string): string {
  let name = properties.get(column);
  if (name === undefined) {
    name = column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    properties.set(column, name);
  }
  return name;
}
