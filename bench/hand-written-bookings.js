// Booking as somebody would write it who needs only this: whether the host works then and is free is asked in two
// queries, and the booking is one transaction in which there is room for what else is to be written.
import { randomBytes } from 'node:crypto';

const MINUTE = 60_000;

const EVENT_TYPE = {
  name: 'eventType',
  text: `SELECT e.id, e.title, e.slug, e.length, e.minimum_booking_notice AS notice, e.before_event_buffer AS before,
           e.after_event_buffer AS after, e.locations, u.id AS "hostId", u.name, u.email, u.username,
           u.time_zone AS "timeZone", u.oauth_client_id AS "clientId", u.is_platform_managed AS "isManaged",
           coalesce(s.time_zone, u.time_zone) AS zone,
           (SELECT json_agg(json_build_object('days', a.days, 'start', a.start_time, 'end', a.end_time, 'date', a.date))
            FROM availabilities a WHERE a.schedule_id = s.id) AS hours
         FROM event_types e JOIN users u ON u.id = e.user_id
         LEFT JOIN schedules s ON s.id = coalesce(e.schedule_id, u.default_schedule_id) WHERE e.id = $1`,
};

const IS_BUSY = {
  name: 'isBusy',
  text: `SELECT EXISTS (
           SELECT 1 FROM bookings WHERE int4range(user_id, user_id, '[]') && int4range($1, $1, '[]')
             AND tstzrange(occupied_from, occupied_to) && tstzrange($3, $4) AND status = 'ACCEPTED'
         ) OR EXISTS (
           SELECT 1 FROM attendees a JOIN bookings b ON b.id = a.booking_id
           WHERE a.email = $2 AND b.status = 'ACCEPTED' AND b.occupied_from < $4 AND b.occupied_to > $3
         ) OR EXISTS (
           SELECT 1 FROM out_of_office_entries WHERE user_id = $1 AND start_date <= $4::date AND end_date >= $3::date
         ) AS busy`,
};

const INSERT = {
  name: 'insertBooking',
  text: `WITH booking AS (
           INSERT INTO bookings (uid, user_id, event_type_id, status, title, description, start_time, end_time,
             occupied_from, occupied_to, location, responses, ical_uid, oauth_client_id)
           VALUES ($1, $2, $3, 'ACCEPTED', $4, '', $5, $6, $7, $8, $9, $10, $1 || '@Cal.com', $11)
           ON CONFLICT DO NOTHING RETURNING id, created_at
         ), gone AS (
           DELETE FROM slot_reservations WHERE event_type_id = $3 AND slot_start < $6 AND slot_end > $5
         ), attendee AS (
           INSERT INTO attendees (booking_id, email, name, time_zone, locale) SELECT id, $12, $13, $14, 'en' FROM booking
         )
         SELECT id, created_at AS "createdAt" FROM booking`,
};

/** Answers `POST /v2/bookings`. */
export function bookWith(pool) {
  return async (request, response) => {
    const { eventTypeId, attendee } = request.body;
    const start = new Date(request.body.start);
    const [event] = (await pool.query({ ...EVENT_TYPE, values: [eventTypeId] })).rows;
    const end = new Date(start.getTime() + event.length * MINUTE);
    const [from, to] = [start.getTime() - event.before * MINUTE, end.getTime() + event.after * MINUTE];
    const spans = [new Date(from), new Date(to)];
    const busy = { ...IS_BUSY, values: [event.hostId, event.email, ...spans] };
    const isFree = works(event, start, end) && !(await pool.query(busy)).rows[0].busy;
    const isInTime = start.getTime() >= Date.now() + event.notice * MINUTE;
    const answers = { name: attendee.name, email: attendee.email, guests: [], location: PLACE };
    const title = `${event.title} between ${event.name} and ${attendee.name}`;
    const uid = randomBytes(11).toString('hex');
    const values = [uid, event.hostId, event.id, title, start, end, ...spans, PLACE.value, answers, event.clientId];
    const booker = [attendee.email, attendee.name, attendee.timeZone];
    const row = isFree && isInTime && (await insert(pool, [...values, ...booker]));
    if (!row) return response.status(400).json({ status: 'error' });
    const shown = { ...row, uid, title, start, end, location: PLACE.value };
    response.status(201).json({ status: 'success', data: output(shown, event, attendee, answers) });
  };
}

const PLACE = { value: 'integrations:daily', optionValue: '' };

async function insert(pool, values) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query({ ...INSERT, values });
    await client.query('COMMIT');
    return rows[0];
  } finally {
    client.release();
  }
}

const formats = new Map();

/** Whether the host works for the whole time. */
function works({ zone, hours }, start, end) {
  const [from, to] = [wallClock(start, zone), wallClock(end, zone)];
  const ofDate = hours.filter(({ date }) => date === from.date);
  const that = ofDate.length > 0 ? ofDate : hours.filter(({ days, date }) => !date && days.includes(from.weekday));
  return that.some((span) => span.start <= from.time && to.time <= span.end);
}

function wallClock(instant, timeZone) {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
    formats.set(timeZone, format);
  }
  const [date, time] = format.format(instant).split(' ');
  return { date, time, weekday: new Date(`${date}T00:00:00Z`).getUTCDay() };
}

const displayed = (email) => email.replace(/\+[a-z0-9]{25}@/i, '@');

function output(booking, event, attendee, answers) {
  const { id, uid, title, start, end, location, createdAt } = booking;
  const { name, email, timeZone } = attendee;
  const host = { id: event.hostId, name: event.name, email: event.email, displayEmail: displayed(event.email) };
  return {
    ...{ id, uid, title, description: '' },
    hosts: [{ ...host, username: event.username, timeZone: event.timeZone }],
    ...{ status: 'accepted', cancellationReason: '', cancelledByEmail: '', rescheduledByEmail: null },
    ...{ start, end, duration: event.length, eventType: { id: event.id, slug: event.slug }, eventTypeId: event.id },
    ...{ location, meetingUrl: location, absentHost: false, createdAt, updatedAt: createdAt, rating: null },
    icsUid: `${uid}@Cal.com`,
    attendees: [{ name, email, displayEmail: displayed(email), timeZone, language: 'en', absent: false }],
    guests: [],
    metadata: { platformClientId: event.clientId },
    bookingFieldsResponses: {
      ...{ name, email, displayEmail: displayed(email), guests: [], displayGuests: [] },
      location: answers.location,
    },
    isPlatformManagedUserBooking: event.isManaged,
  };
}
