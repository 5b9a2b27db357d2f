import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { equal, hash } from '../secrets/secrets.js';
import {
  type ApiKeyCredentials,
  type ClientCredentials,
  CredentialsRepository,
  type SessionCredentials,
} from './credentials.repository.js';
import { ExpiringCache } from './expiring-cache.js';

/** How long an answer of the database is used: the longest time for which a revoked credential still works. */
const CACHE_MS = 1_000;
const CACHE_ENTRIES = 10_000;

/** Looks credentials up, at most once a second each. */
@Injectable()
export class CredentialsService {
  private readonly clients: ExpiringCache<ClientCredentials | null>;
  private readonly apiKeys: ExpiringCache<ApiKeyCredentials | null>;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly repository: CredentialsRepository,
  ) {
    const now = (): number => clock.now();
    this.clients = new ExpiringCache(CACHE_ENTRIES, CACHE_MS, now);
    this.apiKeys = new ExpiringCache(CACHE_ENTRIES, CACHE_MS, now);
  }

  findClient(clientId: string): Promise<ClientCredentials | null> {
    return this.clients.get(clientId, () => this.repository.findClient(clientId, this.clock.now()));
  }

  /** Whether the text is one of the client's secrets. An unknown client costs the same comparison. */
  isSecretOf(client: ClientCredentials | null, secret: string): boolean {
    const given = hash(secret);
    const known = client?.secretHashes.length ? client.secretHashes : [NO_SECRET];
    return known.map((candidate) => equal(candidate, given)).includes(true);
  }

  isApiKey(bearer: string): boolean {
    return bearer.startsWith(this.settings.apiKeyPrefix);
  }

  findApiKey(bearer: string): Promise<ApiKeyCredentials | null> {
    const hashedKey = hash(bearer.slice(this.settings.apiKeyPrefix.length)).toString('hex');
    return this.apiKeys.get(hashedKey, () => this.repository.findApiKey(hashedKey));
  }

  /** Not remembered: an ended session must be refused at once. */
  findSession(sessionId: string): Promise<SessionCredentials | null> {
    return this.repository.findSession(sessionId);
  }
}

/** Equal to the hash of no text that anybody knows. */
const NO_SECRET = Buffer.alloc(32);
