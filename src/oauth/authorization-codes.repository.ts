import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { statement } from '../database/statement.js';
import type { NewTokenSession } from '../tokens/token-sessions.repository.js';

export interface NewAuthorizationCode {
  codeHash: Buffer;
  clientId: string;
  userId: number;
  /** Epoch milliseconds, both. */
  now: number;
  expiresAt: number;
}

// A code that is over makes room for the next; one that is not stays, and then no row comes back.
const INSERT = statement<{ userId: number }>(
  'authorization-codes.insert',
  `INSERT INTO authorization_codes AS known (code_hash, client_id, user_id, created_at, expires_at)
   VALUES ($1, $2, $3, to_timestamp($4::float8 / 1000), to_timestamp($5::float8 / 1000))
   ON CONFLICT (user_id, client_id) DO UPDATE
     SET code_hash = excluded.code_hash, created_at = excluded.created_at, expires_at = excluded.expires_at
     WHERE known.expires_at <= excluded.created_at
   RETURNING user_id AS "userId"`,
);

// The deletion decides who of several gets the session: one of them deletes the row, the others find none.
const EXCHANGE = statement<{ userId: number }>(
  'authorization-codes.exchange',
  `WITH used AS (
     DELETE FROM authorization_codes
     WHERE code_hash = $1 AND client_id = $2 AND expires_at > to_timestamp($4::float8 / 1000)
     RETURNING user_id
   )
   INSERT INTO token_sessions (id, user_id, client_id, issued_at, created_at, refresh_expires_at)
   SELECT $3, u.id, $2, ARRAY[$4::bigint], to_timestamp($4::float8 / 1000), to_timestamp($5::float8 / 1000)
   FROM used JOIN users u ON u.id = used.user_id AND NOT u.locked
   RETURNING user_id AS "userId"`,
);

const FIND_USER = statement<{ id: number }>(
  'authorization-codes.findUser',
  'SELECT id FROM users WHERE lower(email) = lower($1) AND NOT locked',
);

/** Codes that a person gave a client. Only hashes of codes are stored. */
@Injectable()
export class AuthorizationCodesRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** False when the client has a code of this user already. */
  async insert({ codeHash, clientId, userId, now, expiresAt }: NewAuthorizationCode): Promise<boolean> {
    return (await this.prisma.run(INSERT, [codeHash, clientId, userId, now, expiresAt])).length === 1;
  }

  /**
   * Ends the code and begins the session.
   *
   * @returns the user who gave the code; null when there is no such code of the client, or not any more.
   */
  async exchange(codeHash: Buffer, session: Omit<NewTokenSession, 'userId'>): Promise<number | null> {
    const values = [codeHash, session.clientId, session.id, session.issuedAt, session.refreshExpiresAt];
    return (await this.prisma.run(EXCHANGE, values))[0]?.userId ?? null;
  }

  /** The id of the user with this address, in whatever letter case, unless the account is locked. */
  async findUserId(email: string): Promise<number | null> {
    return (await this.prisma.run(FIND_USER, [email]))[0]?.id ?? null;
  }
}
