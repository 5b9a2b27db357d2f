import { Inject, Injectable } from '@nestjs/common';
import type { Forgetful } from '../common/forgetful.js';
import { Clock } from '../common/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { equal, hash } from '../secrets/secrets.js';
import { CredentialChangesService } from './credential-changes.service.js';
import {
  type ApiKeyCredentials,
  type ClientCredentials,
  CredentialsRepository,
  type PersonCredentials,
  type SessionCredentials,
} from './credentials.repository.js';
import { ExpiringCache } from './expiring-cache.js';

/** Changes are told, so this only bounds what is remembered of credentials that nobody uses any more. Milliseconds. */
const LIFETIME = 60_000;
const MAX_ENTRIES = 20_000;
/** Equal to the hash of no text that anybody knows. */
const NO_SECRET = Buffer.alloc(32);

type Credentials = ClientCredentials | ApiKeyCredentials | SessionCredentials | null;

/** Looks credentials up, usually without asking the database. What was revoked is forgotten within a second. */
@Injectable()
export class CredentialsService implements Forgetful {
  private readonly cache = new ExpiringCache<Credentials>(MAX_ENTRIES, LIFETIME, () => performance.now());

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly repository: CredentialsRepository,
    private readonly changes: CredentialChangesService,
    private readonly metrics: MetricsService,
  ) {
    changes.onChange((key) => this.cache.delete(key));
  }

  findClient(clientId: string): Promise<ClientCredentials | null> {
    return this.remembered(`client:${clientId}`, () => this.repository.findClient(clientId));
  }

  /**
   * The client, and whether this is the hash of one of its live secrets. What is remembered can only say yes: another
   * server may have made the secret a moment ago, so before a no the database is asked.
   */
  async checkSecret(clientId: string, given: Buffer): Promise<{ client: ClientCredentials | null; isRight: boolean }> {
    const known = await this.findClient(clientId);
    if (this.isSecretOf(known, given)) return { client: known, isRight: true };
    this.cache.delete(`client:${clientId}`);
    const client = await this.findClient(clientId);
    return { client, isRight: this.isSecretOf(client, given) };
  }

  /** Whether this is, as far as is remembered, the hash of one of the client's live secrets. An unknown client costs the same comparison. */
  isSecretOf(client: ClientCredentials | null, given: Buffer): boolean {
    const now = this.clock.now();
    const live = client?.secrets.filter(({ endsAt }) => endsAt === null || endsAt > now) ?? [];
    const known = live.length > 0 ? live.map((candidate) => Buffer.from(candidate.hash, 'hex')) : [NO_SECRET];
    return known.map((candidate) => equal(candidate, given)).includes(true);
  }

  isApiKey(bearer: string): boolean {
    return bearer.startsWith(this.settings.apiKeyPrefix);
  }

  findApiKey(bearer: string): Promise<ApiKeyCredentials | null> {
    const hashedKey = hash(bearer.slice(this.settings.apiKeyPrefix.length)).toString('hex');
    return this.remembered(`key:${hashedKey}`, () => this.repository.findApiKey(hashedKey));
  }

  findSession(sessionId: string): Promise<SessionCredentials | null> {
    return this.remembered(`session:${sessionId}`, () => this.repository.findSession(sessionId));
  }

  /** The person behind a token that says who it is. Not remembered: no change of a person alone is told. */
  findPerson(userId: number): Promise<PersonCredentials | null> {
    return this.repository.findPerson(userId);
  }

  /** Makes what this server has just ended or changed invalid here at once; the other servers learn it by themselves. */
  forgetSessions(sessionIds: readonly string[]): void {
    for (const id of sessionIds) this.cache.delete(`session:${id}`);
  }

  /** The same for changes whose keys the caller does not know. Never fails: they are committed, and told soon anyway. */
  async forgetChanged(): Promise<void> {
    await this.changes.catchUp().catch(() => undefined);
  }

  forgetAll(): void {
    this.cache.clear();
  }

  private remembered<Found extends Credentials>(key: string, look: () => Promise<Found>): Promise<Found> {
    let source: 'cache' | 'database' = 'cache';
    const counted = (): Promise<Found> => {
      source = 'database';
      return look();
    };
    const found = this.changes.isCurrent() ? this.cache.get(key, counted) : counted();
    this.metrics.countLookup(source);
    return found as Promise<Found>;
  }
}
