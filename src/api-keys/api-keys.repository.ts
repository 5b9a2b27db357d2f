import { Injectable } from '@nestjs/common';
import type { OrganizationRole } from '../auth/caller.js';
import { PrismaService } from '../database/prisma.service.js';
import { type Queryable, statement } from '../database/statement.js';

/** An API key as the command line lists it. The key itself is not stored. */
export interface ListedApiKey {
  id: string;
  userId: number;
  /** E-mail address of the owner. */
  email: string;
  /** Null: a personal key. */
  organizationId: number | null;
  note: string | null;
  createdAt: Date;
  /** Null: never. */
  expiresAt: Date | null;
}

export interface InsertedApiKey {
  userId: number;
  organizationId: number | null;
  note: string | null;
  hashedKey: string;
  expiresAt: Date | null;
}

/** What is known of a key after a change: its id, and the organization in which it acted. */
export interface ChangedApiKey {
  id: string;
  userId: number;
  actsIn: number | null;
}

/** A key that is about to be replaced. */
export interface ApiKeyToReplace extends Omit<InsertedApiKey, 'hashedKey' | 'expiresAt'> {
  id: string;
  /** The owner's accepted role in the key's organization; null for a personal key, and when there is none. */
  role: OrganizationRole | null;
}

const CHANGED = `id, user_id AS "userId",
  coalesce(organization_id, (SELECT u.organization_id FROM users u WHERE u.id = user_id)) AS "actsIn"`;

const LIST = statement<ListedApiKey>(
  'api-keys.list',
  `SELECT k.id, k.user_id AS "userId", u.email, k.organization_id AS "organizationId", k.note,
     k.created_at AS "createdAt", k.expires_at AS "expiresAt"
   FROM api_keys k JOIN users u ON u.id = k.user_id ORDER BY k.created_at, k.id`,
);

const EXISTS = statement<{ id: string }>('api-keys.exists', 'SELECT id FROM api_keys WHERE hashed_key = $1');

const INSERT = statement<ChangedApiKey>(
  'api-keys.insert',
  `INSERT INTO api_keys (user_id, organization_id, note, hashed_key, expires_at)
   VALUES ($1::int, $2::int, $3, $4, to_timestamp($5::float8 / 1000)) RETURNING ${CHANGED}`,
);

const DELETE = statement<ChangedApiKey>('api-keys.delete', `DELETE FROM api_keys WHERE id = $1 RETURNING ${CHANGED}`);

const LOCK = statement<ApiKeyToReplace>(
  'api-keys.lock',
  `SELECT k.id, k.user_id AS "userId", k.organization_id AS "organizationId", k.note,
     (SELECT m.role FROM memberships m
      WHERE m.user_id = k.user_id AND m.organization_id = k.organization_id AND m.accepted) AS role
   FROM api_keys k WHERE k.hashed_key = $1 FOR UPDATE OF k`,
);

const MOVE_LIMITS = statement<never>(
  'api-keys.moveLimits',
  'UPDATE api_key_rate_limits SET api_key_id = $2 WHERE api_key_id = $1',
);

/** API keys. `on` is the transaction of a change. */
@Injectable()
export class ApiKeysRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Of all organizations, oldest first, for the operator of the server. */
  list(): Promise<ListedApiKey[]> {
    return this.prisma.run(LIST);
  }

  async exists(hashedKey: string): Promise<boolean> {
    return (await this.prisma.run(EXISTS, [hashedKey])).length === 1;
  }

  async insert(key: InsertedApiKey, on: Queryable): Promise<ChangedApiKey> {
    const { userId, organizationId, note, hashedKey, expiresAt } = key;
    const [row] = await on.run(INSERT, [userId, organizationId, note, hashedKey, expiresAt?.getTime() ?? null]);
    return row as ChangedApiKey;
  }

  async delete(id: string, on: Queryable): Promise<ChangedApiKey | null> {
    return (await on.run(DELETE, [id]))[0] ?? null;
  }

  /** The key, with a lock: of several who replace it, one finds it. */
  async lock(hashedKey: string, on: Queryable): Promise<ApiKeyToReplace | null> {
    return (await on.run(LOCK, [hashedKey]))[0] ?? null;
  }

  /** Gives one key's own rate limits to another. */
  async moveLimits(fromId: string, toId: string, on: Queryable): Promise<void> {
    await on.run(MOVE_LIMITS, [fromId, toId]);
  }
}
