import { Injectable } from '@nestjs/common';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { PrismaService } from '../database/prisma.service.js';
import { type Queryable, statement } from '../database/statement.js';
import type { BusyQuestion, BusyRow, EventTypeWithHost, HostRow } from './availability-row.js';

// Instants and dates travel inside JSON, as epoch milliseconds and as texts: as values of their own they would become
// dates in the server's zone.
const instant = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000)`;
const millis = (column: string): string => `(date_part('epoch', ${column}) * 1000)::int8`;
const list = (rows: string): string => `(SELECT coalesce(json_agg(r), '[]') FROM (${rows}) r)`;

const SETTINGS = `json_build_object('id', e.id, 'length', e.length, 'slotInterval', e.slot_interval,
  'offsetStart', e.offset_start, 'minimumBookingNotice', e.minimum_booking_notice,
  'beforeEventBuffer', e.before_event_buffer, 'afterEventBuffer', e.after_event_buffer,
  'onlyFirstSlot', e.only_first_slot, 'showOptimizedSlots', e.show_optimized_slots,
  'periodType', e.period_type, 'periodDays', e.period_days, 'periodCountCalendarDays', e.period_count_calendar_days,
  'periodStartDate', e.period_start_date, 'periodEndDate', e.period_end_date,
  'bookingLimits', e.booking_limits, 'durationLimits', e.duration_limits,
  'requiresConfirmation', e.requires_confirmation, 'confirmationBlocksSlot', e.confirmation_blocks_slot,
  'seatsPerTimeSlot', e.seats_per_time_slot, 'timeZone', e.time_zone)`;

/** The host `u` with the schedule that counts: the given one, else the default one, else the oldest. */
export const hostWith = (scheduleId: string): string => `json_build_object('id', u.id, 'name', u.name,
  'username', u.username, 'email', u.email, 'timeZone', u.time_zone,
  'hasCalendars', EXISTS (SELECT FROM selected_calendars c WHERE c.user_id = u.id), 'schedule', (
    SELECT json_build_object('timeZone', s.time_zone, 'hours', (
      SELECT coalesce(json_agg(json_build_object('days', a.days, 'start', a.start_time, 'end', a.end_time,
        'date', a.date) ORDER BY a.id), '[]')
      FROM availabilities a WHERE a.schedule_id = s.id))
    FROM schedules s WHERE s.id = coalesce(${scheduleId}, u.default_schedule_id,
      (SELECT min(o.id) FROM schedules o WHERE o.user_id = u.id))))`;

const FIND = statement<EventTypeWithHost>(
  'availability.find',
  `SELECT ${SETTINGS} AS settings, ${hostWith('e.schedule_id')} AS host
   FROM event_types e JOIN users u ON u.id = e.user_id WHERE e.id = $1`,
);

/** People with the user names $1. */
const NAMED = `SELECT id FROM users WHERE username = ANY($1::text[])
  UNION SELECT user_id FROM profiles WHERE username = ANY($1::text[])`;

// The oldest of several people with one name; of those with such an event type, if there are any.
const FIND_NAMED = statement<EventTypeWithHost>(
  'availability.findNamed',
  `SELECT CASE WHEN e.id IS NOT NULL THEN ${SETTINGS} END AS settings, ${hostWith('e.schedule_id')} AS host
   FROM (${NAMED}) named JOIN users u ON u.id = named.id
   LEFT JOIN event_types e ON e.user_id = u.id AND e.slug = $2 AND (NOT e.hidden OR $3)
   ORDER BY e.id, u.id LIMIT 1`,
);

const LIST_HOSTS = statement<{ host: HostRow }>(
  'availability.listHosts',
  `SELECT ${hostWith('NULL::int')} AS host FROM (${NAMED}) named JOIN users u ON u.id = named.id ORDER BY u.id`,
);

const SPAN = `tstzrange(${instant('$3')}, ${instant('$4')})`;
/** With the buffers of the booking. */
const OCCUPIED = 'tstzrange(b.occupied_from, b.occupied_to)';

/** A number as a range, as the constraints have it. */
const asRange = (number: string): string => `int4range(${number}, ${number}, '[]')`;

// The constraints of bookings come with indexes by host and time, and by event type and time for those that hold a slot.
const OF_HOST = `${asRange('b.user_id')} && ${asRange('h.id')} AND ${OCCUPIED} && ${SPAN} AND b.status = 'ACCEPTED'`;
const HELD = `${asRange('b.event_type_id')} && ${asRange('$5::int')} AND ${OCCUPIED} && ${SPAN}
  AND b.holds_slot AND b.status = 'PENDING'`;

/** $5: the event type, $6: whether it has seats. */
const IS_SEATED = `($6 AND b.event_type_id IS NOT DISTINCT FROM $5
  AND EXISTS (SELECT 1 FROM booking_seats s WHERE s.booking_id = b.id))`;

// A host has hundreds of bookings in a month. What is the same to everybody is merged here, which costs less than to send it.
const TAKEN = `
  SELECT "hostId", ${millis('lower(span)')} AS start, ${millis('upper(span)')} AS "end"
  FROM (SELECT "hostId", unnest(range_agg(span)) AS span FROM (
      SELECT h.id AS "hostId", b.uid, ${OCCUPIED} AS span FROM hosts h JOIN bookings b ON ${OF_HOST}
      WHERE NOT ${IS_SEATED}
      UNION ALL
      SELECT b.user_id, b.uid, ${OCCUPIED} FROM bookings b WHERE $7 AND ${HELD}
      UNION ALL
      SELECT h.id, b.uid, ${OCCUPIED} FROM hosts h JOIN attendees a ON a.email = h.email
        JOIN bookings b ON b.id = a.booking_id
      WHERE b.status = 'ACCEPTED' AND ${OCCUPIED} && ${SPAN} AND b.user_id <> h.id
    ) bookings WHERE uid IS DISTINCT FROM $11 GROUP BY "hostId") spans`;

const BOOKING = `b.uid, ${millis('b.start_time')} AS start, ${millis('b.end_time')} AS "end"`;

const SEATED = `
  SELECT h.id AS "hostId", ${BOOKING}, ${millis('b.occupied_from')} AS "occupiedFrom",
    ${millis('b.occupied_to')} AS "occupiedTo",
    (SELECT count(*) FROM booking_seats s WHERE s.booking_id = b.id) AS seats
  FROM hosts h JOIN bookings b ON ${OF_HOST} WHERE ${IS_SEATED}`;

const RESERVED = `
  SELECT r.uid, r.event_type_id AS "eventTypeId", r.is_seat AS "isSeat", ${millis('r.slot_start')} AS start,
    ${millis('r.slot_end')} AS "end", ${millis('r.release_at')} AS until
  FROM hosts h JOIN slot_reservations r ON r.user_id = h.id AND r.release_at > ${instant('$10')}
    AND r.slot_start < ${instant('$4')} AND r.slot_end > ${instant('$3')}`;

const utcDate = (parameter: string): string => `(${instant(parameter)} AT TIME ZONE 'UTC')::date`;

const AWAY = `
  SELECT o.user_id AS "hostId", o.start_date AS "from", o.end_date AS "to", o.reason, CASE WHEN t.id IS NOT NULL
    THEN json_build_object('id', t.id, 'username', t.username, 'displayName', t.name) END AS "toUser"
  FROM hosts h JOIN out_of_office_entries o ON o.user_id = h.id LEFT JOIN users t ON t.id = o.to_user_id
  WHERE o.start_date <= ${utcDate('$4')} AND o.end_date >= ${utcDate('$3')} ORDER BY o.id`;

const COUNTED = `
  SELECT ${BOOKING} FROM bookings b WHERE b.event_type_id = $5 AND b.status = 'ACCEPTED'
    AND b.start_time >= ${instant('$8')} AND b.start_time < ${instant('$9')}`;

const busyOf = (hosts: string): string =>
  `WITH hosts AS (${hosts})
   SELECT ${list(TAKEN)} AS taken, ${list(SEATED)} AS seated, ${list(RESERVED)} AS reservations, ${list(AWAY)} AS away,
     ${list(COUNTED)} AS counted,
     (SELECT row_to_json(r) FROM (SELECT ${BOOKING} FROM bookings b WHERE b.uid = $11) r) AS rescheduled`;

// Of an array PostgreSQL does not know how long it is, and would plan anew each time.
const GET_BUSY = statement<BusyRow>('availability.getBusy', busyOf('SELECT $1::int AS id, $2::text AS email'));
const GET_BUSY_OF_SOME = statement<BusyRow>(
  'availability.getBusyOfSome',
  busyOf('SELECT id, email FROM unnest($1::int[], $2::text[]) AS h(id, email)'),
);

/** What availability is computed from. Anybody may ask when somebody can be booked: no query looks at who asks. */
@Injectable()
export class AvailabilityRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Null when there is none, as with numbers that are no ids. */
  async find(eventTypeId: number, on: Queryable = this.prisma): Promise<EventTypeWithHost | null> {
    if (!Number.isInteger(eventTypeId) || Math.abs(eventTypeId) > MAX_ID) return null;
    return (await on.run(FIND, [eventTypeId]))[0] ?? null;
  }

  /** Of the user with that name; with nothing but the host when the slug is unknown. Null for an unknown name. */
  async findNamed(username: string, slug: string, alsoHidden: boolean): Promise<EventTypeWithHost | null> {
    return (await this.prisma.run(FIND_NAMED, [[username], slug, alsoHidden]))[0] ?? null;
  }

  /** People with these names, the oldest first, with their own hours. */
  async listHosts(usernames: string[], on: Queryable = this.prisma): Promise<HostRow[]> {
    return (await on.run(LIST_HOSTS, [usernames])).map(({ host }) => host);
  }

  async getBusy(question: BusyQuestion, on: Queryable = this.prisma): Promise<BusyRow> {
    const { hosts, eventTypeId, hasSeats, holdsSlots, busy, counted, now, rescheduledUid } = question;
    const [host, ...others] = hosts;
    const isOne = host !== undefined && others.length === 0;
    const who = isOne ? [host.id, host.email] : [hosts.map(({ id }) => id), hosts.map(({ email }) => email)];
    const what = [
      busy.start,
      busy.end,
      eventTypeId,
      hasSeats,
      holdsSlots,
      counted?.start ?? null,
      counted?.end ?? null,
    ];
    return (await on.run(isOne ? GET_BUSY : GET_BUSY_OF_SOME, [...who, ...what, now, rescheduledUid]))[0] as BusyRow;
  }
}
