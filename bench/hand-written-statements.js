// The SQL of the hand-written server: the same work as the server's own statements, each prepared once per connection.

const columns = (of) => `${of}.id, ${of}.email, ${of}.username, ${of}.name, ${of}.bio,
  ${of}.time_zone AS "timeZone", ${of}.week_start AS "weekStart", ${of}.created_at AS "createdAt",
  ${of}.time_format AS "timeFormat", ${of}.default_schedule_id AS "defaultScheduleId", ${of}.locale,
  ${of}.avatar_url AS "avatarUrl", ${of}.metadata`;

const freeUsername = (wanted, organization, ownUser) => `(
  SELECT candidate FROM (
    SELECT ${wanted} AS candidate
    UNION ALL SELECT ${wanted} || '-' || n FROM generate_series(2, 1000) n
  ) candidates
  WHERE NOT EXISTS (SELECT 1 FROM profiles p WHERE p.username = candidate AND p.organization_id = ${organization}
                    AND p.user_id IS DISTINCT FROM ${ownUser})
  LIMIT 1)`;

const LOCK = 'hashtextextended($1, 0)';

/** The client and its secret in one. */
export const CLIENT = {
  name: 'client',
  text: `SELECT c.organization_id AS "organizationId", s.hash
         FROM oauth_clients c JOIN oauth_client_secrets s ON s.client_id = c.id WHERE c.id = $1`,
};

export const FIND = {
  name: 'find',
  text: `SELECT ${columns('users')} FROM users WHERE id = $1 AND oauth_client_id = $2`,
};

export const LIST = {
  name: 'list',
  text: `SELECT ${columns('users')} FROM users WHERE oauth_client_id = $1 ORDER BY id LIMIT $2 OFFSET $3`,
};

export const LIST_BY_EMAILS = {
  name: 'list-by-emails',
  text: `SELECT ${columns('users')} FROM users
   WHERE lower(email) = ANY(ARRAY(SELECT lower(e) FROM unnest($2::text[]) e)) AND oauth_client_id = $1 AND id > $5
   ORDER BY id LIMIT $3 OFFSET $4`,
};

export const INSERT = {
  name: 'insert',
  text: `WITH lock AS MATERIALIZED (
     SELECT pg_advisory_xact_lock_shared(${LOCK})
   ), ids AS MATERIALIZED (
     SELECT nextval('users_id_seq')::int AS user_id,
       CASE WHEN $13::jsonb IS NOT NULL THEN nextval('schedules_id_seq')::int END AS schedule_id,
       ${freeUsername('$4::text', '$2::int', 'NULL')} AS username
     FROM lock
   ), new_user AS (
     INSERT INTO users (id, oauth_client_id, organization_id, is_platform_managed, verified, email, username, name, bio,
       avatar_url, time_zone, week_start, time_format, locale, metadata, default_schedule_id, created_at)
     SELECT user_id, $1, $2, true, true, $3, username, $5, $6, $7, $8, $9, $10::int, $11, $12::jsonb, schedule_id,
       to_timestamp($15::float8 / 1000)
     FROM ids
     RETURNING *
   ), new_profile AS (
     INSERT INTO profiles (user_id, organization_id, username) SELECT user_id, $2, username FROM ids
   ), new_membership AS (
     INSERT INTO memberships (user_id, organization_id, role, accepted) SELECT user_id, $2, 'MEMBER', true FROM ids
   ), new_schedule AS (
     INSERT INTO schedules (id, user_id, name, time_zone)
     SELECT schedule_id, user_id, $13::jsonb ->> 'name', $8 FROM ids WHERE schedule_id IS NOT NULL
   ), new_availability AS (
     INSERT INTO availabilities (schedule_id, days, start_time, end_time)
     SELECT schedule_id, s.days, s.start, s."end"
     FROM ids, jsonb_to_record($13::jsonb) AS s(days int[], start time, "end" time) WHERE schedule_id IS NOT NULL
   ), new_event_types AS (
     INSERT INTO event_types (user_id, title, slug, length, locations)
     SELECT user_id, e.title, e.slug, e.length, nullif(e.locations, 'null')
     FROM ids, jsonb_to_recordset($14::jsonb) AS e(title text, slug text, length int, locations jsonb)
   ), new_session AS (
     INSERT INTO token_sessions (id, user_id, client_id, issued_at, created_at, refresh_expires_at)
     SELECT $16::uuid, user_id, $1, ARRAY[$17::bigint], to_timestamp($17::float8 / 1000),
       to_timestamp($18::float8 / 1000)
     FROM ids
   )
   SELECT ${columns('new_user')} FROM new_user`,
};

export const UPDATE = {
  name: 'update',
  text: `WITH wish AS MATERIALIZED (
     SELECT patch, organization_id, CASE WHEN patch ? 'username' THEN
       ${freeUsername("(patch ->> 'username')", 'u.organization_id', 'u.id')} END AS username
     FROM users u, (SELECT $3::jsonb AS patch) given WHERE u.id = $1 AND u.oauth_client_id = $2
   ), renamed AS (
     UPDATE profiles p SET username = wish.username FROM wish
     WHERE p.user_id = $1 AND p.organization_id = wish.organization_id AND wish.username IS NOT NULL
   )
   UPDATE users u SET
     email = CASE WHEN patch ? 'email' THEN patch ->> 'email' ELSE u.email END,
     username = coalesce(wish.username, u.username),
     name = CASE WHEN patch ? 'name' THEN patch ->> 'name' ELSE u.name END,
     bio = CASE WHEN patch ? 'bio' THEN patch ->> 'bio' ELSE u.bio END,
     avatar_url = CASE WHEN patch ? 'avatarUrl' THEN patch ->> 'avatarUrl' ELSE u.avatar_url END,
     time_zone = CASE WHEN patch ? 'timeZone' THEN patch ->> 'timeZone' ELSE u.time_zone END,
     week_start = CASE WHEN patch ? 'weekStart' THEN patch ->> 'weekStart' ELSE u.week_start END,
     time_format = CASE WHEN patch ? 'timeFormat' THEN (patch ->> 'timeFormat')::int ELSE u.time_format END,
     locale = CASE WHEN patch ? 'locale' THEN patch ->> 'locale' ELSE u.locale END,
     metadata = CASE WHEN patch ? 'metadata' THEN nullif(patch -> 'metadata', 'null') ELSE u.metadata END,
     default_schedule_id = CASE WHEN patch ? 'defaultScheduleId' THEN (patch ->> 'defaultScheduleId')::int
                                ELSE u.default_schedule_id END
   FROM wish WHERE u.id = $1 AND u.oauth_client_id = $2
   RETURNING ${columns('u')}`,
};

export const FORCE_REFRESH = {
  name: 'force-refresh',
  text: `WITH ended AS (
     DELETE FROM token_sessions WHERE user_id = $2 AND client_id = $3 RETURNING id
   ), begun AS (
     INSERT INTO token_sessions (id, user_id, client_id, issued_at, created_at, refresh_expires_at)
     SELECT $1, id, $3, ARRAY[$4::bigint], to_timestamp($4::float8 / 1000), to_timestamp($5::float8 / 1000)
     FROM users WHERE id = $2 AND oauth_client_id = $3
     RETURNING id
   )
   SELECT (SELECT array_agg(id::text) FROM ended) AS "endedIds" FROM begun`,
};

export const ADVANCE = {
  name: 'advance',
  text: `UPDATE token_sessions
   SET generation = generation + 1,
       issued_at = (issued_at || $5::bigint)[greatest(1, cardinality(issued_at) + 2 - 20):],
       refresh_expires_at = to_timestamp($6::float8 / 1000)
   FROM users
   WHERE token_sessions.id = $1 AND user_id = $2 AND client_id = $3 AND generation = $4
     AND token_sessions.created_at > to_timestamp($7::float8 / 1000)
     AND users.id = user_id AND NOT users.locked
   RETURNING token_sessions.id`,
};

/** Whether the session lives, what its client may do, and the user: all that a request with an access token needs. */
export const SESSION_AND_USER = {
  name: 'session-and-user',
  text: `SELECT c.permissions, u.id, u.email, u.name, u.avatar_url AS "avatarUrl", u.bio, u.time_format AS "timeFormat",
     u.default_schedule_id AS "defaultScheduleId", u.week_start AS "weekStart", u.time_zone AS "timeZone", u.username,
     coalesce(p.organization_id, u.organization_id) AS "organizationId", o.is_platform AS "isPlatform"
   FROM token_sessions s
   JOIN users u ON u.id = s.user_id
   JOIN oauth_clients c ON c.id = s.client_id
   LEFT JOIN LATERAL (
     SELECT organization_id FROM profiles WHERE user_id = u.id
     ORDER BY organization_id = u.organization_id DESC NULLS LAST, id LIMIT 1
   ) p ON true
   LEFT JOIN organizations o ON o.id = p.organization_id
   WHERE s.id = $1 AND s.user_id = $2 AND s.client_id = $3 AND NOT u.locked`,
};

/** Whether the session lives, and what its client may do. */
export const SESSION_AND_PERMISSIONS = {
  name: 'session-and-permissions',
  text: `SELECT u.id, c.permissions FROM token_sessions s JOIN users u ON u.id = s.user_id
   JOIN oauth_clients c ON c.id = s.client_id
   WHERE s.id = $1 AND s.user_id = $2 AND s.client_id = $3 AND NOT u.locked`,
};

/** The same for a request that shows nothing of the user. */
export const SESSION = {
  name: 'session',
  text: `SELECT u.id FROM token_sessions s JOIN users u ON u.id = s.user_id
   WHERE s.id = $1 AND s.user_id = $2 AND s.client_id = $3 AND NOT u.locked`,
};

/** Hours as JSON: as values of their own they would become dates in the server's zone. */
const hours = (of) => `coalesce(json_agg(json_build_object('days', ${of}.days, 'start', ${of}.start_time,
  'end', ${of}.end_time, 'date', ${of}.date) ORDER BY ${of}.id), '[]')`;

export const DEFAULT_SCHEDULE = {
  name: 'default-schedule',
  text: `SELECT s.id, s.user_id AS "userId", s.name, s.time_zone AS "timeZone", true AS "isDefault",
     (SELECT ${hours('a')} FROM availabilities a WHERE a.schedule_id = s.id) AS hours
   FROM users u JOIN schedules s ON s.id = u.default_schedule_id WHERE u.id = $1`,
};

/** Replaces the name and the weekly hours of a schedule of the user. */
export const SAVE_SCHEDULE = {
  name: 'save-schedule',
  text: `WITH saved AS (
     UPDATE schedules s SET name = $3 FROM users u WHERE s.id = $1 AND s.user_id = $2 AND u.id = s.user_id
     RETURNING s.id, s.user_id, s.name, s.time_zone, u.default_schedule_id
   ), gone AS (
     DELETE FROM availabilities a USING saved WHERE a.schedule_id = saved.id AND a.date IS NULL
   ), weekly AS (
     INSERT INTO availabilities (schedule_id, days, start_time, end_time)
     SELECT saved.id, h.days, h.start, h."end"
     FROM saved, jsonb_to_recordset($4::jsonb) AS h(days int[], start time, "end" time)
     RETURNING *
   )
   SELECT id, user_id AS "userId", name, time_zone AS "timeZone", id = default_schedule_id AS "isDefault", (
     SELECT ${hours('a')} FROM (
       SELECT * FROM weekly UNION ALL
       SELECT o.* FROM availabilities o WHERE o.schedule_id = saved.id AND o.date IS NOT NULL
     ) a
   ) AS hours FROM saved`,
};

const EVENT_TYPE = `e.id, e.user_id AS "userId", e.title, e.slug, e.description, e.length, e.locations, e.hidden,
  e.disable_guests AS "disableGuests", e.slot_interval AS "slotInterval", e.schedule_id AS "scheduleId",
  e.minimum_booking_notice AS "minimumBookingNotice", e.before_event_buffer AS "beforeEventBuffer",
  e.after_event_buffer AS "afterEventBuffer", u.name, u.username, u.avatar_url AS "avatarUrl",
  u.week_start AS "weekStart", u.metadata, u.is_platform_managed AS "isPlatformManaged"`;

export const EVENT_TYPES = {
  name: 'event-types',
  text: `SELECT ${EVENT_TYPE} FROM event_types e JOIN users u ON u.id = e.user_id WHERE u.id = $1 ORDER BY e.id`,
};

export const PUBLIC_EVENT = {
  name: 'public-event',
  text: `SELECT ${EVENT_TYPE}, s.id AS "hoursId", coalesce(s.time_zone, u.time_zone) AS "hoursTimeZone",
     u.default_schedule_id AS "defaultScheduleId"
   FROM event_types e JOIN users u ON u.id = e.user_id
   LEFT JOIN schedules s ON s.id = coalesce(e.schedule_id, u.default_schedule_id)
   WHERE u.username = $1 AND e.slug = $2 ORDER BY e.id LIMIT 1`,
};
