import { Injectable } from '@nestjs/common';
import { type Queryable, statement } from '../database/statement.js';
import { PrismaService } from '../database/prisma.service.js';
import type { TokenOwner } from './token-pair.js';

/** A session as the refresh needs it. */
export interface TokenSessionRow {
  generation: number;
  /** Epoch milliseconds of the newest generations, oldest first. */
  issuedAt: number[];
  refreshExpiresAt: Date;
}

export interface NewTokenSession extends TokenOwner {
  issuedAt: number;
  refreshExpiresAt: number;
}

/** How many generations a session remembers the time of: enough for every refresh that may be answered again. */
const REMEMBERED = 20;

const FORCE_REFRESH = statement<{ id: string }>(
  'token-sessions.replaceAll',
  `WITH gone AS (DELETE FROM token_sessions WHERE user_id = $2 AND client_id = $3)
   INSERT INTO token_sessions (id, user_id, client_id, issued_at, refresh_expires_at)
   SELECT $1, id, $3, ARRAY[$4::bigint], to_timestamp($5::float8 / 1000)
   FROM users WHERE id = $2 AND oauth_client_id = $3
   RETURNING id`,
);

const ADVANCE = statement<{ id: string }>(
  'token-sessions.advance',
  `UPDATE token_sessions
   SET generation = generation + 1,
       issued_at = (issued_at || $5::bigint)[greatest(1, cardinality(issued_at) + 2 - ${REMEMBERED}):],
       refresh_expires_at = to_timestamp($6::float8 / 1000)
   FROM users
   WHERE token_sessions.id = $1 AND user_id = $2 AND client_id = $3 AND generation = $4
     AND users.id = user_id AND NOT users.locked
   RETURNING token_sessions.id`,
);

const FIND = statement<TokenSessionRow>(
  'token-sessions.find',
  `SELECT s.generation, s.issued_at::float8[] AS "issuedAt", s.refresh_expires_at AS "refreshExpiresAt"
   FROM token_sessions s JOIN users u ON u.id = s.user_id
   WHERE s.id = $1 AND s.user_id = $2 AND s.client_id = $3 AND NOT u.locked`,
);

const REVOKE = statement<{ id: string }>(
  'token-sessions.revoke',
  'DELETE FROM token_sessions WHERE id = $1 RETURNING id',
);

@Injectable()
export class TokenSessionsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Ends all sessions of the user with the client and begins one. False when the client does not manage the user. */
  async replaceAll(session: NewTokenSession): Promise<boolean> {
    const { id, userId, clientId, issuedAt, refreshExpiresAt } = session;
    return (await this.prisma.run(FORCE_REFRESH, [id, userId, clientId, issuedAt, refreshExpiresAt])).length === 1;
  }

  /** Takes the step after `generation`. Of several at the same time, one gets true. */
  async advance(owner: TokenOwner, generation: number, issuedAt: number, refreshExpiresAt: number): Promise<boolean> {
    const values = [owner.id, owner.userId, owner.clientId, generation, issuedAt, refreshExpiresAt];
    return (await this.prisma.run(ADVANCE, values)).length === 1;
  }

  /** The session if it is alive and belongs to this user and client. */
  async find({ id, userId, clientId }: TokenOwner): Promise<TokenSessionRow | null> {
    return (await this.prisma.run(FIND, [id, userId, clientId]))[0] ?? null;
  }

  /** Ends the session; false when it had ended before. */
  async revoke(id: string, on: Queryable = this.prisma): Promise<boolean> {
    return (await on.run(REVOKE, [id])).length === 1;
  }
}
