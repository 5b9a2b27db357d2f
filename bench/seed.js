import { createHash, randomBytes } from 'node:crypto';
import { encodeCursor } from '../dist/oauth-client-users/cursor.js';
import { withPool } from './database.js';
import { progress } from './report.js';
import { EVENT_TYPES, PAGE, TOKEN_USERS } from './rows.js';

const BATCH = 50_000;

// The ids of users and schedules are made from the numbers $1 to $2, so that every table can be filled at once.
const USER_ID = '($3::int + n)';
// Where the series of numbers goes, in a statement that does not end with it.
const NUMBERS = '<numbers>';

const TABLES = [
  `INSERT INTO users (id, oauth_client_id, organization_id, is_platform_managed, verified, email, username, name, bio,
     time_zone, locale, metadata, default_schedule_id)
   SELECT ${USER_ID}, $5, $4, true, true, 'user' || n || '+' || $5 || '@example.com',
     'user' || n || '-' || $5 || '-example-com', 'User ' || n, 'Was seeded as number ' || n, 'Europe/Rome', 'en',
     jsonb_build_object('number', n, 'plan', 'basic'), ${USER_ID}`,
  `INSERT INTO profiles (user_id, organization_id, username)
   SELECT ${USER_ID}, $4::int, 'user' || n || '-' || $5::text || '-example-com'`,
  `INSERT INTO memberships (user_id, organization_id, role, accepted) SELECT ${USER_ID}, $4, 'MEMBER', true`,
  `INSERT INTO schedules (id, user_id, name, time_zone)
   SELECT ${USER_ID}, ${USER_ID}, 'Default schedule', 'Europe/Rome'`,
  `INSERT INTO availabilities (schedule_id, days, start_time, end_time)
   SELECT ${USER_ID}, '{1,2,3,4,5}', '09:00', '17:00'`,
  // Those who list their event types.
  `INSERT INTO event_types (user_id, title, slug, length, description, locations)
   SELECT ${USER_ID}, 'Talk ' || t, 'talk-' || t, 30, 'Was seeded', '[{"type":"integrations:daily"}]'
   FROM generate_series(1, ${EVENT_TYPES}) t, ${NUMBERS} WHERE n < ${TOKEN_USERS}`,
  `INSERT INTO token_sessions (id, user_id, client_id, issued_at, refresh_expires_at)
   SELECT gen_random_uuid(), ${USER_ID}, $5, ARRAY[(extract(epoch FROM now()) * 1000)::bigint], now() + '365 days'`,
];

/**
 * Hosts with an event type of half an hour, and bookings on three of five half-hours of the next days: those behind the
 * users who list their event types.
 */
const HOSTS = 50;
const BOOKINGS = 200;
const DAY = 86_400_000;

const BOOKABLE = `INSERT INTO event_types (user_id, title, slug, length)
  SELECT id, 'Talk', 'talk', 30 FROM users WHERE id >= $1 AND id < $1 + ${HOSTS} RETURNING id`;

const BOOKED = `WITH spans AS (
    SELECT e.user_id AS host, e.id AS event_type, n, s AS start, s + interval '30 minutes' AS "end"
    FROM event_types e, generate_series(0, ${BOOKINGS - 1}) n,
      LATERAL (SELECT date_trunc('day', now()) + (1 + n / 10) * interval '1 day' + interval '7 hours'
        + (n % 10 * 3 / 2) * interval '30 minutes' AS s) at
    WHERE e.id = ANY ($1)
  ), booked AS (
    INSERT INTO bookings (uid, user_id, event_type_id, status, title, start_time, end_time, occupied_from, occupied_to,
      responses, ical_uid)
    SELECT 'booking-' || host || '-' || n, host, event_type, 'ACCEPTED', 'Talk', start, "end", start, "end", '{}', 'x' FROM spans
    RETURNING id
  )
  INSERT INTO attendees (booking_id, email, name, time_zone)
  SELECT id, 'booker' || id || '@example.com', 'Booker', 'Europe/Rome' FROM booked`;

/**
 * Fills an empty database with an organization, its owner, an OAuth client and its managed users.
 *
 * @returns what the rows need to make requests.
 */
export function seed(url, users) {
  return withPool(url, async (pool) => {
    const secret = randomBytes(32).toString('base64url');
    const { organizationId, ownerId, clientId } = await seedClient(pool, secret);
    await seedUsers(pool, { users, organizationId, clientId, before: ownerId + 1 });
    const firstId = ownerId + 1;
    const bookable = await pool.query(BOOKABLE, [firstId + TOKEN_USERS]);
    const eventTypeIds = bookable.rows.map(({ id }) => id);
    await pool.query(BOOKED, [eventTypeIds]);
    await pool.query('VACUUM (ANALYZE) event_types, bookings, attendees');
    return {
      eventTypeIds,
      month: [0, 30].map((days) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10)),
      users,
      firstId,
      clientId,
      secret,
      usersPath: `/v2/oauth-clients/${clientId}/users`,
      lastCursor: encodeCursor(firstId + users - 1 - PAGE),
    };
  });
}

async function seedClient(pool, secret) {
  const clientId = 'cbench00000000000000000001';
  const { rows } = await pool.query(
    `WITH organization AS (INSERT INTO organizations (name) VALUES ('Bench') RETURNING id),
     owner AS (
       INSERT INTO users (email, username, verified, organization_id)
       SELECT 'owner@example.com', 'owner', true, id FROM organization RETURNING id, organization_id
     ), profile AS (
       INSERT INTO profiles (user_id, organization_id, username) SELECT id, organization_id, 'owner' FROM owner
     ), membership AS (
       INSERT INTO memberships (user_id, organization_id, role, accepted)
       SELECT id, organization_id, 'OWNER', true FROM owner
     ), client AS (
       INSERT INTO oauth_clients (id, name, organization_id, permissions) SELECT $1, 'Bench', id, 1023 FROM organization
     ), secret AS (
       -- Nobody asks the servers to show the secret, so nothing is sealed.
       INSERT INTO oauth_client_secrets (client_id, hash, sealed) VALUES ($1, $2, '')
     )
     SELECT id AS "ownerId", organization_id AS "organizationId" FROM owner`,
    [clientId, createHash('sha256').update(secret).digest()],
  );
  return { ...rows[0], clientId };
}

async function seedUsers(pool, { users, organizationId, clientId, before }) {
  const connection = await pool.connect();
  try {
    // The rows refer to each other correctly by the way they are made; checking each would take most of the time.
    await connection.query('SET session_replication_role = replica');
    await connection.query('SET maintenance_work_mem = 256000');
    for (let from = 0; from < users; from += BATCH) {
      const to = Math.min(from + BATCH, users) - 1;
      for (const text of TABLES) await connection.query(inBatch(text, [from, to, before, organizationId, clientId]));
      progress(`${to + 1} of ${users} users seeded`);
    }
    for (const table of ['users', 'schedules']) {
      await connection.query(`SELECT setval('${table}_id_seq', $1)`, [before + users]);
    }
    await connection.query('VACUUM (ANALYZE)');
    await connection.query('CHECKPOINT');
  } finally {
    connection.release(true);
  }
}

/** Only the parameters that the statement mentions may be sent with it. */
function inBatch(text, values) {
  const series = 'generate_series($1::int, $2::int) n';
  const statement = text.includes(NUMBERS) ? text.replace(NUMBERS, series) : `${text} FROM ${series}`;
  return { text: statement.replace(/\$(\d)(::int|::text)?/g, (_, number) => literal(values[number - 1])) };
}

function literal(value) {
  return typeof value === 'number' ? String(value) : `'${value}'::text`;
}
