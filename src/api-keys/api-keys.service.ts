import { Inject, Injectable } from '@nestjs/common';
import { type Actor, type AuditAction, COMMAND_LINE } from '../audit/audit-event.js';
import { recordAuditEvent } from '../audit/audit.repository.js';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { CredentialsService } from '../credentials/credentials.service.js';
import { PrismaService } from '../database/prisma.service.js';
import type { Queryable } from '../database/statement.js';
import { hash, randomHex } from '../secrets/secrets.js';
import { DEFAULT_DAYS_VALID, type RefreshApiKeyInput } from './api-keys.dto.js';
import { ApiKeysRepository, type ChangedApiKey, type ListedApiKey } from './api-keys.repository.js';

const DAY = 86_400_000;

export interface NewApiKey {
  userId: number;
  /** Null: a personal key. */
  organizationId: number | null;
  note?: string | null;
  /** Null: never. */
  expiresAt?: Date | null;
  /** Random by default; a given one is for test set-ups and begins with the prefix. */
  apiKey?: string;
}

/** The keys with which an organization's people call the API. */
@Injectable()
export class ApiKeysService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly repository: ApiKeysRepository,
    private readonly prisma: PrismaService,
    private readonly credentials: CredentialsService,
    private readonly clock: Clock,
  ) {}

  /** Every key on the server, oldest first: for the command line. */
  list(): Promise<ListedApiKey[]> {
    return this.repository.list();
  }

  /** Creates a key and gives its text, which is not stored and cannot be shown again. */
  create(key: NewApiKey, actor: Actor = COMMAND_LINE): Promise<{ id: string; apiKey: string }> {
    return this.prisma.transaction((on) => this.insert(key, actor, on));
  }

  /** Ends the key at once. @returns false when there is no key with this id. */
  async revoke(id: string, actor: Actor = COMMAND_LINE): Promise<boolean> {
    const revoked = await this.prisma.transaction((on) => this.delete(id, actor, on));
    await this.credentials.forgetChanged();
    return revoked;
  }

  /**
   * Replaces a key by a new one with the same owner, organization, note and limits; the old one ends at once.
   *
   * @param bearer the key that the caller presented.
   * @throws ApiError 400 for a contradictory input, 401 when the caller has no API key, when the key is gone, or when its
   *   owner may no longer act for the key's organization.
   */
  async refresh(bearer: string | undefined, input: RefreshApiKeyInput, caller: Caller): Promise<string> {
    if (caller.method !== 'API_KEY' || bearer === undefined) throw onlyWithApiKey();
    const expiresAt = this.expiryOf(input);
    const fresh = await this.prisma.transaction(async (on) => {
      const old = await this.repository.lock(this.hashedKeyOf(bearer), on);
      if (!old) throw ApiError.unauthorized('ApiAuthStrategy - api key - Your api key is not valid');
      const { id, userId, organizationId, note, role } = old;
      if (organizationId !== null && role !== 'OWNER' && role !== 'ADMIN') throw notInCharge();
      const created = await this.insert({ userId, organizationId, note, expiresAt }, caller, on);
      // improve: api-keys.limits — in the original the key's own limits die with the old key.
      await this.repository.moveLimits(id, created.id, on);
      await this.delete(id, caller, on);
      return created.apiKey;
    });
    // improve: api-keys.refresh — the original accepts the old key for up to an hour.
    await this.credentials.forgetChanged();
    return fresh;
  }

  /** Whether there is such a key, expired or not. */
  exists(apiKey: string): Promise<boolean> {
    return this.repository.exists(this.hashedKeyOf(apiKey));
  }

  private async insert({ apiKey = this.randomKey(), ...key }: NewApiKey, actor: Actor, on: Queryable) {
    const { note = null, expiresAt = null } = key;
    const row = await this.repository.insert({ ...key, note, expiresAt, hashedKey: this.hashedKeyOf(apiKey) }, on);
    await record('api-key.created', row, actor, on);
    return { id: row.id, apiKey };
  }

  private async delete(id: string, actor: Actor, on: Queryable): Promise<boolean> {
    const row = await this.repository.delete(id, on);
    if (row) await record('api-key.revoked', row, actor, on);
    return row !== null;
  }

  /** Null: never. */
  private expiryOf({ apiKeyDaysValid, apiKeyNeverExpires }: RefreshApiKeyInput): Date | null {
    const days = apiKeyDaysValid ?? null;
    if (apiKeyNeverExpires !== true) return new Date(this.clock.now() + (days ?? DEFAULT_DAYS_VALID) * DAY);
    if (days === null) return null;
    // compat: api-keys.both — the text has no blank behind the hyphen.
    throw ApiError.badRequest(
      'ApiKeysService -Cannot set both apiKeyDaysValid and apiKeyNeverExpires. It has to be either or none of them.',
    );
  }

  /** What is stored of a key: SHA-256 of what follows the prefix, lower-case hex. */
  private hashedKeyOf(apiKey: string): string {
    return hash(apiKey.slice(this.settings.apiKeyPrefix.length)).toString('hex');
  }

  private randomKey(): string {
    return this.settings.apiKeyPrefix + randomHex(16);
  }
}

function onlyWithApiKey(): ApiError {
  return ApiError.unauthorized(
    "ApiKeysService - This endpoint can only be accessed using an API key by providing 'Authorization: Bearer <apiKey>' header",
  );
}

function notInCharge(): ApiError {
  return ApiError.trpc(401, 'UNAUTHORIZED');
}

function record(action: AuditAction, { id, userId, actsIn }: ChangedApiKey, actor: Actor, on: Queryable) {
  const event = { action, actor, organizationId: actsIn, oauthClientId: null, targetId: id, details: { userId } };
  return recordAuditEvent(event, on);
}
