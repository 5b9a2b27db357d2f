import { statement } from '../database/statement.js';
import { Prisma } from '../generated/prisma/client.js';
import {
  type EventTypeOwner,
  type OwnedEventType,
  OWNER_KEYS,
  type PublicRow,
  type SettingsRow,
} from './event-type-row.js';

// Event types are read with every visit of a booking page. Their columns are those of the schema, under the same names.

const column = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Days come from the driver as midnight of the server's zone; here they are midnight in UTC, as Prisma gives them. */
const read = (name: string): string =>
  /^period(Start|End)Date$/.test(name) ? `e.${column(name)}::timestamp AT TIME ZONE 'UTC'` : `e.${column(name)}`;

const COLUMNS = Object.values(Prisma.EventTypeScalarFieldEnum).map((name) => `${read(name)} AS "${name}"`);

const SELECT = `SELECT ${COLUMNS.join(', ')},
    json_build_object(${OWNER_KEYS.map((name) => `'${name}', u.${column(name)}`).join(', ')}) AS "user"
  FROM event_types e JOIN users u ON u.id = e.user_id`;

export const FIND = statement<OwnedEventType>('event-types.find', `${SELECT} WHERE e.id = $1`);

/** $2: the slug or null, $3: only those that are not hidden, $4: asc or desc by id, null by position. */
export const LIST = statement<OwnedEventType>(
  'event-types.list',
  `${SELECT} WHERE e.user_id = $1 AND ($2::text IS NULL OR e.slug = $2) AND NOT (e.hidden AND $3)
   ORDER BY CASE WHEN $4::text IS NULL THEN e.position END DESC, CASE WHEN $4 = 'desc' THEN -e.id ELSE e.id END`,
);

/** People with the user names $1, in the organization $2 or anywhere. */
const NAMED = `SELECT id FROM users WHERE username = ANY($1::text[]) AND ($2::int IS NULL OR organization_id = $2)
  UNION
  SELECT user_id FROM profiles WHERE username = ANY($1::text[]) AND ($2::int IS NULL OR organization_id = $2)`;

const HOURS = `LEFT JOIN schedules s
  ON s.id = coalesce(found."scheduleId", (found."user" ->> 'defaultScheduleId')::int)`;

/** With what belongs to it. Of webhooks everything but their secrets. */
export const FIND_WITH_SETTINGS = statement<SettingsRow>(
  'event-types.findWithSettings',
  `SELECT found.*, s.id AS "hoursId", s.time_zone AS "hoursTimeZone", s.name AS "hoursName",
     (SELECT coalesce(json_agg(json_build_object('id', l.id, 'link', l.link, 'expiresAt', l.expires_at,
        'maxUsageCount', l.max_usage_count, 'usageCount', l.usage_count) ORDER BY l.id), '[]')
      FROM private_links l WHERE l.event_type_id = found.id) AS links,
     (SELECT coalesce(json_agg(json_build_object('id', w.id, 'subscriberUrl', w.subscriber_url,
        'payloadTemplate', w.payload_template, 'active', w.active, 'eventTriggers', w.triggers,
        'eventTypeId', w.event_type_id) ORDER BY w.created_at, w.id), '[]')
      FROM webhooks w WHERE w.event_type_id = found.id) AS webhooks,
     (SELECT json_build_object('id', d.id, 'integration', d.integration, 'externalId', d.external_id,
        'primaryEmail', d.primary_email, 'userId', d.user_id, 'eventTypeId', NULL, 'credentialId', d.credential_id)
      FROM destination_calendars d WHERE d.user_id = found."userId") AS destination
   FROM (${SELECT} WHERE e.id = $1) found ${HOURS}`,
);

/** The event type $3 of somebody named so, the oldest of several, with the zone of the hours in which it can be booked. */
export const FIND_PUBLIC = statement<PublicRow>(
  'event-types.findPublic',
  `SELECT found.*, s.id AS "hoursId", s.time_zone AS "hoursTimeZone" FROM (
     ${SELECT} WHERE e.id = (
       SELECT min(same.id) FROM (${NAMED}) named JOIN event_types same ON same.user_id = named.id AND same.slug = $3
     )
   ) found ${HOURS}`,
);

export const LIST_OWNERS = statement<EventTypeOwner>(
  'event-types.listOwners',
  `SELECT ${OWNER_KEYS.map((name) => `u.${column(name)} AS "${name}"`).join(', ')} FROM users u
   WHERE u.id IN (${NAMED}) ORDER BY u.id`,
);
