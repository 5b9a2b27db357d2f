import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { statement } from '../database/statement.js';
import type { Metadata } from '../oauth-client-users/oauth-client-users.dto.js';
import { freeUsername, PATCHED_COLUMNS } from '../oauth-client-users/user-patch.js';

/** A user as it sees itself. */
export interface PersonRow {
  id: number;
  email: string;
  name: string | null;
  avatarUrl: string | null;
  bio: string | null;
  timeFormat: number | null;
  defaultScheduleId: number | null;
  weekStart: string;
  timeZone: string;
  username: string | null;
  organizationId: number | null;
}

export interface PersonInOrganizationRow extends PersonRow {
  /** Of the organization of the user's main profile; null when the user has no profile. */
  isPlatform: boolean | null;
}

/** What decides how a user may be changed. */
export interface PersonStanding {
  /** The client that manages the user; null for people. */
  oauthClientId: string | null;
  defaultScheduleId: number | null;
}

/** Fields to change. Absent: stays. `username` is the wish; it gets a number when it is taken. */
export type PersonPatch = Partial<
  Omit<PersonRow, 'id' | 'organizationId' | 'username'> & {
    username: string;
    locale: string | null;
    metadata: Metadata | null;
  }
>;

const COLUMNS = `u.id, u.email, u.name, u.avatar_url AS "avatarUrl", u.bio, u.time_format AS "timeFormat",
  u.default_schedule_id AS "defaultScheduleId", u.week_start AS "weekStart", u.time_zone AS "timeZone", u.username`;

// The main profile is the one in the user's own organization, else the first.
const FIND = statement<PersonInOrganizationRow>(
  'me.find',
  `SELECT ${COLUMNS}, coalesce(p.organization_id, u.organization_id) AS "organizationId", o.is_platform AS "isPlatform"
   FROM users u
   LEFT JOIN LATERAL (
     SELECT organization_id FROM profiles WHERE user_id = u.id
     ORDER BY organization_id = u.organization_id DESC NULLS LAST, id LIMIT 1
   ) p ON true
   LEFT JOIN organizations o ON o.id = p.organization_id
   WHERE u.id = $1`,
);

const FIND_STANDING = statement<PersonStanding>(
  'me.findStanding',
  `SELECT oauth_client_id AS "oauthClientId", default_schedule_id AS "defaultScheduleId" FROM users WHERE id = $1`,
);

// A new time zone moves the default schedule along. In one statement, so that it happens to both or to neither.
const UPDATE = statement<PersonRow>(
  'me.update',
  `WITH wish AS MATERIALIZED (
     SELECT patch, organization_id, default_schedule_id, CASE WHEN patch ? 'username' THEN
       ${freeUsername("(patch ->> 'username')", 'u.organization_id', 'u.id')} END AS username
     FROM users u, (SELECT $2::jsonb AS patch) given WHERE u.id = $1
   ), renamed AS (
     UPDATE profiles p SET username = wish.username FROM wish
     WHERE p.user_id = $1 AND p.organization_id = wish.organization_id AND wish.username IS NOT NULL
   ), moved AS (
     UPDATE schedules s SET time_zone = patch ->> 'timeZone' FROM wish
     WHERE s.id = wish.default_schedule_id AND s.user_id = $1 AND patch ? 'timeZone'
   )
   UPDATE users u SET ${PATCHED_COLUMNS} FROM wish WHERE u.id = $1
   RETURNING ${COLUMNS}, u.organization_id AS "organizationId"`,
);

/** The users as they see themselves. */
@Injectable()
export class MeRepository {
  constructor(private readonly prisma: PrismaService) {}

  async find(userId: number): Promise<PersonInOrganizationRow | null> {
    return (await this.prisma.run(FIND, [userId]))[0] ?? null;
  }

  async findStanding(userId: number): Promise<PersonStanding | null> {
    return (await this.prisma.run(FIND_STANDING, [userId]))[0] ?? null;
  }

  /** Changes the user and, with a time zone, the schedule that is its default before the change. */
  async update(userId: number, patch: PersonPatch): Promise<PersonRow | null> {
    return (await this.prisma.run(UPDATE, [userId, JSON.stringify(patch)]))[0] ?? null;
  }
}
