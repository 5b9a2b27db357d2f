import { statement } from '../database/statement.js';
import { Prisma } from '../generated/prisma/client.js';
import {
  type EventTypeOwner,
  type EventTypeRow,
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

const COLUMNS = Object.values(Prisma.EventTypeScalarFieldEnum)
  .map((name) => `${read(name)} AS "${name}"`)
  .join(', ');

const OWNER = `json_build_object(${OWNER_KEYS.map((name) => `'${name}', u.${column(name)}`).join(', ')}) AS "user"`;

/** Event types `e` with their owners `u`, and with what else `more` says. */
const select = (from: string, more = ''): string =>
  `SELECT ${COLUMNS}, ${OWNER}${more} FROM event_types e JOIN users u ON u.id = e.user_id ${from}`;

export const FIND = statement<OwnedEventType>('event-types.find', select('WHERE e.id = $1'));

// Lists are without the owner, who is the same in all rows: making the object for each would take longest of all.
const list = (end: string): string =>
  `SELECT ${COLUMNS} FROM event_types e WHERE e.user_id = $1 AND NOT (e.hidden AND $2) ${end}`;

/** Of the user $1; if $2, only those that are not hidden. */
export const LIST = {
  position: statement<EventTypeRow>('event-types.list', list('ORDER BY e.position DESC, e.id')),
  asc: statement<EventTypeRow>('event-types.listOldestFirst', list('ORDER BY e.id')),
  desc: statement<EventTypeRow>('event-types.listNewestFirst', list('ORDER BY e.id DESC')),
};

/** The same with the slug $3: at most one. */
export const LIST_OF_SLUG = statement<EventTypeRow>('event-types.listOfSlug', list('AND e.slug = $3'));

// With and without an organization, for one and for several names, are statements of their own: for one with
// `$2 IS NULL OR …` or a list of unknown length PostgreSQL would make a new plan every time.
const people = (named: string): string =>
  `SELECT id FROM users WHERE username = ${named} UNION SELECT user_id FROM profiles WHERE username = ${named}`;
const IN_ORGANIZATION = 'AND organization_id = $2';

const HOURS = ', s.id AS "hoursId", s.time_zone AS "hoursTimeZone"';
const JOIN_HOURS = 'LEFT JOIN schedules s ON s.id = coalesce(e.schedule_id, u.default_schedule_id)';

const findPublic = (named: string, slug: string): string =>
  select(
    `${JOIN_HOURS} WHERE e.id = (
       SELECT min(same.id) FROM (${people(named)}) named JOIN event_types same ON same.user_id = named.id AND same.slug = ${slug}
     )`,
    HOURS,
  );

/** The event type with the slug $2 of somebody named so, the oldest of several, with its hours. */
export const FIND_PUBLIC = statement<PublicRow>('event-types.findPublic', findPublic('$1', '$2'));

/** The same with the slug $3 in the organization $2. */
export const FIND_PUBLIC_IN_ORGANIZATION = statement<PublicRow>(
  'event-types.findPublicInOrganization',
  findPublic(`$1 ${IN_ORGANIZATION}`, '$3'),
);

/** With its hours and what belongs to it. Of webhooks everything but their secrets. */
export const FIND_WITH_SETTINGS = statement<SettingsRow>(
  'event-types.findWithSettings',
  select(
    `${JOIN_HOURS} WHERE e.id = $1`,
    `${HOURS}, s.name AS "hoursName",
     (SELECT coalesce(json_agg(json_build_object('id', l.id, 'link', l.link, 'expiresAt', l.expires_at,
        'maxUsageCount', l.max_usage_count, 'usageCount', l.usage_count) ORDER BY l.id), '[]')
      FROM private_links l WHERE l.event_type_id = e.id) AS links,
     (SELECT coalesce(json_agg(json_build_object('id', w.id, 'subscriberUrl', w.subscriber_url,
        'payloadTemplate', w.payload_template, 'active', w.active, 'eventTriggers', w.triggers,
        'eventTypeId', w.event_type_id) ORDER BY w.created_at, w.id), '[]')
      FROM webhooks w WHERE w.event_type_id = e.id) AS webhooks,
     (SELECT json_build_object('id', d.id, 'integration', d.integration, 'externalId', d.external_id,
        'primaryEmail', d.primary_email, 'userId', d.user_id, 'eventTypeId', NULL, 'credentialId', d.credential_id)
      FROM destination_calendars d WHERE d.user_id = e.user_id) AS destination`,
  ),
);

const OWNER_COLUMNS = OWNER_KEYS.map((name) => `u.${column(name)} AS "${name}"`).join(', ');

export const FIND_OWNER = statement<EventTypeOwner>(
  'event-types.findOwner',
  `SELECT ${OWNER_COLUMNS} FROM users u WHERE u.id = $1`,
);

const listOwners = (named: string): string =>
  `SELECT ${OWNER_COLUMNS} FROM users u WHERE u.id IN (${people(named)}) ORDER BY u.id`;

/** People with one of the user names $1, anywhere or in the organization $2. */
export const LIST_OWNERS = statement<EventTypeOwner>('event-types.listOwners', listOwners('ANY($1::text[])'));
export const LIST_OWNERS_IN_ORGANIZATION = statement<EventTypeOwner>(
  'event-types.listOwnersInOrganization',
  listOwners(`ANY($1::text[]) ${IN_ORGANIZATION}`),
);
