import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/audit-event.js';
import { PrismaService } from '../database/prisma.service.js';
import { type Queryable, statement } from '../database/statement.js';
import type { NewTokenSession } from '../tokens/token-sessions.repository.js';
import type { Metadata } from './oauth-client-users.dto.js';
import { freeUsername, PATCHED_COLUMNS } from './user-patch.js';

/** A managed user as stored. */
export interface ManagedUserRow {
  id: number;
  email: string;
  username: string | null;
  name: string | null;
  bio: string | null;
  timeZone: string;
  weekStart: string;
  createdAt: Date;
  timeFormat: number | null;
  defaultScheduleId: number | null;
  locale: string | null;
  avatarUrl: string | null;
  metadata: Metadata | null;
}

export interface NewManagedUser {
  clientId: string;
  organizationId: number;
  email: string;
  username: string;
  name: string;
  bio: string | null;
  avatarUrl: string | null;
  timeZone: string;
  weekStart: string;
  timeFormat: number | null;
  locale: string | null;
  metadata: Metadata | null;
  /** Epoch milliseconds. */
  createdAt: number;
  defaultSchedule: { name: string; days: number[]; start: string; end: string } | null;
  eventTypes: { title: string; slug: string; length: number; locations: object[] | null }[];
  /** The user id is not known yet. */
  session: Omit<NewTokenSession, 'userId'>;
}

/** Columns to change. Absent: stays. `username` is the wish; it gets a number when it is taken. */
export type ManagedUserPatch = Partial<
  Omit<ManagedUserRow, 'id' | 'createdAt' | 'email' | 'username'> & { email: string; username: string }
>;

/** A page of a client's users. */
export interface Page {
  limit: number;
  offset: number;
}

const columns = (of: string): string => `${of}.id, ${of}.email, ${of}.username, ${of}.name, ${of}.bio,
  ${of}.time_zone AS "timeZone", ${of}.week_start AS "weekStart", ${of}.created_at AS "createdAt",
  ${of}.time_format AS "timeFormat", ${of}.default_schedule_id AS "defaultScheduleId", ${of}.locale,
  ${of}.avatar_url AS "avatarUrl", ${of}.metadata`;

// improve: managed-users.username-taken — the original refuses the second user whose address gives the same name.
const FIND = statement<ManagedUserRow>(
  'oauth-client-users.find',
  `SELECT ${columns('users')} FROM users WHERE id = $1 AND oauth_client_id = $2`,
);

// improve: managed-users.order — the original's lists have no order.
const LIST = statement<ManagedUserRow>(
  'oauth-client-users.list',
  `SELECT ${columns('users')} FROM users WHERE oauth_client_id = $1 ORDER BY id LIMIT $2 OFFSET $3`,
);

const LIST_AFTER = statement<ManagedUserRow>(
  'oauth-client-users.listAfter',
  `SELECT ${columns('users')} FROM users WHERE oauth_client_id = $1 AND id > $2 ORDER BY id LIMIT $3`,
);

// improve: managed-users.letter-case — the original tells addresses apart by letter case, here and when it creates a user.
const LIST_BY_EMAILS = statement<ManagedUserRow>(
  'oauth-client-users.listByEmails',
  `SELECT ${columns('users')} FROM users
   WHERE lower(email) = ANY(ARRAY(SELECT lower(e) FROM unnest($2::text[]) e)) AND oauth_client_id = $1 AND id > $5
   ORDER BY id LIMIT $3 OFFSET $4`,
);

const FIND_ID_BY_EMAIL = statement<{ id: number }>(
  'oauth-client-users.findIdByEmail',
  'SELECT id FROM users WHERE lower(email) = lower($1)',
);

// Ids are given out in order, but become visible in the order of commits. A walk by id would miss a user that was given
// its id earlier but committed later than one it has read. So whoever inserts holds this lock, shared, from before it gets
// an id until its commit, and whoever walks takes it alone for each page: then nobody has an id that cannot be seen.
const LOCK = 'hashtextextended($1, 0)';

const AWAIT_INSERTS = statement<never>('oauth-client-users.awaitInserts', `SELECT pg_advisory_xact_lock(${LOCK})`);

// improve: managed-users.create-atomic — the original needs several transactions, and fails between them.
// One statement, so that a crash leaves all of it or nothing, and so that it takes one round trip.
const INSERT = statement<ManagedUserRow>(
  'oauth-client-users.insert',
  `WITH lock AS MATERIALIZED (
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
);

const UPDATE = statement<ManagedUserRow>(
  'oauth-client-users.update',
  `WITH wish AS MATERIALIZED (
     SELECT patch, organization_id, CASE WHEN patch ? 'username' THEN
       ${freeUsername("(patch ->> 'username')", 'u.organization_id', 'u.id')} END AS username
     FROM users u, (SELECT $3::jsonb AS patch) given WHERE u.id = $1 AND u.oauth_client_id = $2
   ), renamed AS (
     UPDATE profiles p SET username = wish.username FROM wish
     WHERE p.user_id = $1 AND p.organization_id = wish.organization_id AND wish.username IS NOT NULL
   )
   UPDATE users u SET ${PATCHED_COLUMNS}
   FROM wish WHERE u.id = $1 AND u.oauth_client_id = $2
   RETURNING ${columns('u')}`,
);

const DELETE = statement<ManagedUserRow>(
  'oauth-client-users.delete',
  `WITH gone AS (
     DELETE FROM users WHERE id = $1 AND oauth_client_id = $2 RETURNING *
   ), recorded AS (
     INSERT INTO audit_events (action, actor_method, actor_user_id, organization_id, oauth_client_id, target_id)
     SELECT 'user.deleted', $3, $4::int, organization_id, oauth_client_id, id::text FROM gone
   )
   SELECT ${columns('gone')} FROM gone`,
);

/** The users that a client manages; every query names the client. */
@Injectable()
export class OAuthClientUsersRepository {
  constructor(private readonly prisma: PrismaService) {}

  async findInClient(clientId: string, userId: number): Promise<ManagedUserRow | null> {
    return (await this.prisma.run(FIND, [userId, clientId]))[0] ?? null;
  }

  listInClient(clientId: string, { limit, offset }: Page): Promise<ManagedUserRow[]> {
    return this.prisma.lists.run(LIST, [clientId, limit, offset]);
  }

  /** Those with one of the addresses, in whatever letter case. */
  listInClientByEmails(clientId: string, emails: string[], { limit, offset }: Page): Promise<ManagedUserRow[]> {
    return this.prisma.run(LIST_BY_EMAILS, [clientId, emails, limit, offset, 0]);
  }

  /**
   * A step of a walk: those with an id above `afterId`, and with one of the addresses if some are given. A user that is
   * inserted later never gets an id below one that was read.
   */
  walkInClient(clientId: string, afterId: number, limit: number, emails?: string[]): Promise<ManagedUserRow[]> {
    return this.prisma.transaction(async (on) => {
      await on.run(AWAIT_INSERTS, [clientId]);
      return emails
        ? on.run(LIST_BY_EMAILS, [clientId, emails, limit, 0, afterId])
        : on.run(LIST_AFTER, [clientId, afterId, limit]);
    });
  }

  /** The id of whoever has this address, in any client: addresses are unique on the whole server. */
  async findIdByEmail(email: string): Promise<number | null> {
    return (await this.prisma.run(FIND_ID_BY_EMAIL, [email]))[0]?.id ?? null;
  }

  /** Inserts the user with profile, membership, schedule, event types and token session. */
  async insertInClient(user: NewManagedUser, on: Queryable): Promise<ManagedUserRow> {
    const { session, defaultSchedule } = user;
    const [row] = await on.run(INSERT, [
      user.clientId,
      user.organizationId,
      user.email,
      user.username,
      user.name,
      user.bio,
      user.avatarUrl,
      user.timeZone,
      user.weekStart,
      user.timeFormat,
      user.locale,
      user.metadata && JSON.stringify(user.metadata),
      defaultSchedule && JSON.stringify(defaultSchedule),
      JSON.stringify(user.eventTypes),
      user.createdAt,
      session.id,
      session.issuedAt,
      session.refreshExpiresAt,
    ]);
    return row as ManagedUserRow;
  }

  async updateInClient(clientId: string, userId: number, patch: ManagedUserPatch): Promise<ManagedUserRow | null> {
    return (await this.prisma.run(UPDATE, [userId, clientId, JSON.stringify(patch)]))[0] ?? null;
  }

  /** Deletes the user with all that belongs to it and records who did; gives the user as it was. */
  async deleteInClient(clientId: string, userId: number, actor: Actor): Promise<ManagedUserRow | null> {
    return (await this.prisma.run(DELETE, [userId, clientId, actor.method, actor.userId]))[0] ?? null;
  }

  /** Whose schedule it is; null when there is no such schedule. */
  async findScheduleOwner(scheduleId: number): Promise<number | null> {
    const found = await this.prisma.schedule.findUnique({ where: { id: scheduleId }, select: { userId: true } });
    return found?.userId ?? null;
  }
}
