import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { recordAuditEvent } from '../audit/audit.repository.js';
import { CredentialsService } from '../credentials/credentials.service.js';
import { presentedCredentials } from '../auth/presented-credentials.js';
import { ApiError } from '../common/api-error.js';
import type { Forgetful } from '../common/forgetful.js';
import { Clock } from '../common/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { PrismaService } from '../database/prisma.service.js';
import { hash } from '../secrets/secrets.js';
import { RateLimitSyncService } from './rate-limit-sync.service.js';
import { type RateLimit, RateLimiter, type RateLimitState } from './rate-limiter.js';

const MAX_COUNTERS = 100_000;
/** Under this name wrong credentials are counted. */
const FAILED_LOGINS = 'failedLogins';
/** Window and block of limits that routes have of their own, milliseconds. */
const ROUTE_WINDOW = 60_000;

/** A limit that one route has instead of the caller's: requests in 60 seconds. */
export interface RouteLimit {
  /** Of the route. */
  name: string;
  limit: number;
}

/** Under which key a request is counted, and which limits hold. */
interface Tracker {
  key: string;
  limits: RateLimit[];
  /** The address, when the request presents a client's secret that is wrong. */
  wrongSecretFrom?: string;
}

/** Counts the requests of every caller: by API key, OAuth client, access token or address. */
@Injectable()
export class RateLimitService implements Forgetful {
  private readonly limiter: RateLimiter;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly credentials: CredentialsService,
    private readonly prisma: PrismaService,
    clock: Clock,
    sync: RateLimitSyncService,
  ) {
    this.limiter = new RateLimiter(MAX_COUNTERS, () => clock.now());
    sync.share(this.limiter);
  }

  /**
   * Counts the request, against `routeLimit` if its route has one.
   *
   * @returns the state of each limit that holds for the caller; it is refused when all of them are blocked.
   * @throws ApiError 401 for an unknown API key.
   */
  async count(request: Request, routeLimit?: RouteLimit): Promise<RateLimitState[]> {
    const { key, limits, wrongSecretFrom } = await this.trackerOf(request);
    const states = routeLimit ? [this.hitRoute(key, routeLimit)] : limits.map((limit) => this.limiter.hit(key, limit));
    if (wrongSecretFrom !== undefined && states.some(({ blockBegan }) => blockBegan)) {
      await this.recordRefusals(presentedCredentials(request).clientId, wrongSecretFrom);
    }
    return states;
  }

  /**
   * Counts wrong credentials against the caller's address, and records when there were too many.
   *
   * @throws ApiError 429 from then on, until the block is over.
   */
  async countFailedLogin(request: Request): Promise<void> {
    if (!this.settings.rateLimitEnabled) return;
    const address = addressOf(request, this.settings.trustProxy);
    // improve: rate-limits.failed-logins — the original gives every guessed token a budget of its own.
    const state = this.limiter.hit(address, this.limit(this.settings.rateLimitIp, FAILED_LOGINS));
    if (state.blockBegan) await this.recordRefusals(presentedCredentials(request).clientId, address);
    if (state.blocked) throw ApiError.tooManyRequests({ 'Retry-After': String(state.resetSeconds) });
  }

  forgetAll(): void {
    this.limiter.clear();
  }

  private hitRoute(key: string, { name, limit }: RouteLimit): RateLimitState {
    return this.limiter.hit(`${name}:${key}`, {
      name: 'default',
      limit,
      windowMs: ROUTE_WINDOW,
      blockMs: ROUTE_WINDOW,
    });
  }

  /**
   * Counts a try to guess something, whoever makes it.
   *
   * @param what is being guessed, for example the code sent to an address.
   * @throws ApiError 429 after `limit` tries, until a window of that length is over.
   */
  countTry(what: string, limit: number, windowMs: number): void {
    if (!this.settings.rateLimitEnabled) return;
    const state = this.limiter.hit(what, { name: 'tries', limit, windowMs, blockMs: windowMs });
    if (state.blocked) throw ApiError.tooManyRequests({ 'Retry-After': String(state.resetSeconds) });
  }

  /** One event for each block, with the client that the last attempt was for, if there is such a client. */
  private async recordRefusals(clientId: string | undefined, address: string): Promise<void> {
    const client = clientId === undefined ? null : await this.credentials.findClient(clientId);
    const event = { action: 'login.refused', actor: null, targetId: null, details: { address } } as const;
    const { id: oauthClientId = null, organizationId = null } = client ?? {};
    await recordAuditEvent({ ...event, oauthClientId, organizationId }, this.prisma);
  }

  private async trackerOf(request: Request): Promise<Tracker> {
    const presented = presentedCredentials(request);
    const { clientId, secret, bearer } = presented;
    const settings = this.settings;
    if (bearer && this.credentials.isApiKey(bearer)) return this.apiKeyTracker(request, bearer);
    if (bearer) return this.tracker('token', hash(bearer).toString('base64'), settings.rateLimitAccessToken);
    if (clientId && secret) {
      // improve: rate-limits.client — the original counts these calls by address; and it believes any client id.
      const client = await this.credentials.findClient(clientId);
      if (this.credentials.isSecretOf(client, presented.secretHash)) {
        return this.tracker('client', clientId, settings.rateLimitOAuthClient);
      }
    }
    const address = addressOf(request, settings.trustProxy);
    const tracker = this.tracker('ip', address, settings.rateLimitIp);
    return clientId && secret ? { ...tracker, wrongSecretFrom: address } : tracker;
  }

  private async apiKeyTracker(request: Request, bearer: string): Promise<Tracker> {
    const key = await this.credentials.findApiKey(bearer);
    if (!key) {
      await this.countFailedLogin(request);
      throw ApiError.unauthorized('CustomThrottlerGuard - Invalid API Key');
    }
    const own = key.rateLimits?.map(({ name, limit, ttlMs, blockDurationMs }) => ({
      name,
      limit,
      windowMs: ttlMs,
      blockMs: blockDurationMs,
    }));
    return own ? { key: `key:${key.id}`, limits: own } : this.tracker('key', key.id, this.settings.rateLimitApiKey);
  }

  private tracker(kind: string, id: string, limit: number): Tracker {
    return { key: `${kind}:${id}`, limits: [this.limit(limit)] };
  }

  private limit(limit: number, name = 'default'): RateLimit {
    return { name, limit, windowMs: this.settings.rateLimitWindowMs, blockMs: this.settings.rateLimitBlockMs };
  }
}

/** The caller's address: of the connection, or as told by a proxy that the settings trust. */
function addressOf({ headers, socket }: Request, trustProxy: boolean): string {
  // improve: rate-limits.address — the original believes the first of these headers from anybody.
  const told = trustProxy ? (headers['cf-connecting-ip'] ?? lastOf(headers['x-forwarded-for'])) : undefined;
  return String(told || socket.remoteAddress);
}

/** The entry that the trusted proxy added itself: those before it are whatever the caller sent. */
function lastOf(forwardedFor: string | string[] | undefined): string | undefined {
  return String(forwardedFor ?? '')
    .split(',')
    .at(-1)
    ?.trim();
}
