import { Injectable } from '@nestjs/common';
import { statement } from '../database/statement.js';
import { PrismaService } from '../database/prisma.service.js';
import type { TokenOwner } from './token-pair.js';

/** A session as the refresh needs it. */
export interface TokenSessionRow {
  generation: number;
  /** Epoch milliseconds of the newest generations, oldest first. */
  issuedAt: number[];
  createdAt: Date;
}

export interface NewTokenSession extends TokenOwner {
  issuedAt: number;
  refreshExpiresAt: number;
}

/** How many generations a session remembers the time of: enough for every refresh that may be answered again. */
const REMEMBERED = 20;

const REPLACE_ALL = statement<{ endedIds: string[] | null }>(
  'token-sessions.replaceAll',
  `WITH ended AS (
     DELETE FROM token_sessions WHERE user_id = $2 AND client_id = $3 RETURNING id
   ), begun AS (
     INSERT INTO token_sessions (id, user_id, client_id, issued_at, created_at, refresh_expires_at)
     SELECT $1, id, $3, ARRAY[$4::bigint], to_timestamp($4::float8 / 1000), to_timestamp($5::float8 / 1000)
     FROM users WHERE id = $2 AND oauth_client_id = $3
     RETURNING id
   )
   SELECT (SELECT array_agg(id::text) FROM ended) AS "endedIds" FROM begun`,
);

const ADVANCE = statement<{ id: string }>(
  'token-sessions.advance',
  `UPDATE token_sessions
   SET generation = generation + 1,
       issued_at = (issued_at || $5::bigint)[greatest(1, cardinality(issued_at) + 2 - ${REMEMBERED}):],
       refresh_expires_at = to_timestamp($6::float8 / 1000)
   FROM users
   WHERE token_sessions.id = $1 AND user_id = $2 AND client_id = $3 AND generation = $4
     AND token_sessions.created_at > to_timestamp($7::float8 / 1000)
     AND users.id = user_id AND NOT users.locked
   RETURNING token_sessions.id`,
);

const FIND = statement<TokenSessionRow>(
  'token-sessions.find',
  `SELECT s.generation, s.issued_at::float8[] AS "issuedAt", s.created_at AS "createdAt"
   FROM token_sessions s JOIN users u ON u.id = s.user_id
   WHERE s.id = $1 AND s.user_id = $2 AND s.client_id = $3 AND NOT u.locked`,
);

// The row count of the deletion decides, so of several replays at the same time one is recorded.
const REVOKE_REPLAYED = statement<{ id: string }>(
  'token-sessions.revokeReplayed',
  `WITH ended AS (DELETE FROM token_sessions WHERE id = $1 RETURNING id, user_id, client_id)
   INSERT INTO audit_events (action, actor_method, organization_id, oauth_client_id, target_id, details)
   SELECT 'token-session.revoked', 'REFRESH_TOKEN', c.organization_id, c.id, ended.user_id::text,
     jsonb_build_object('reason', 'refresh token replayed', 'generation', $2::int)
   FROM ended JOIN oauth_clients c ON c.id = ended.client_id
   RETURNING id::text`,
);

@Injectable()
export class TokenSessionsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * Ends all sessions of the user with the client and begins one.
   *
   * @returns the ids of the ended ones; null when the client does not manage the user, and then nothing has happened.
   */
  async replaceAll({ id, userId, clientId, issuedAt, refreshExpiresAt }: NewTokenSession): Promise<string[] | null> {
    const [row] = await this.prisma.run(REPLACE_ALL, [id, userId, clientId, issuedAt, refreshExpiresAt]);
    return row ? (row.endedIds ?? []) : null;
  }

  /**
   * Takes the step after `generation`. Of several at the same time, one gets true. Times are epoch milliseconds.
   *
   * @param begunAfter sessions that began before are over.
   */
  async advance(
    { id, userId, clientId }: TokenOwner,
    generation: number,
    step: { issuedAt: number; refreshExpiresAt: number; begunAfter: number },
  ): Promise<boolean> {
    const { issuedAt, refreshExpiresAt, begunAfter } = step;
    const values = [id, userId, clientId, generation, issuedAt, refreshExpiresAt, begunAfter];
    return (await this.prisma.run(ADVANCE, values)).length === 1;
  }

  /** The session if it is alive and belongs to this user and client. */
  async find({ id, userId, clientId }: TokenOwner): Promise<TokenSessionRow | null> {
    return (await this.prisma.run(FIND, [id, userId, clientId]))[0] ?? null;
  }

  /** Ends a session whose refresh token was replayed and records that, unless somebody was faster. */
  async revokeReplayed(id: string, generation: number): Promise<void> {
    await this.prisma.run(REVOKE_REPLAYED, [id, generation]);
  }
}
