import { Inject, Injectable } from '@nestjs/common';
import { createSecretKey, type KeyObject } from 'node:crypto';
import { Clock } from '../common/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { CredentialsService } from '../credentials/credentials.service.js';
import { deriveKey } from '../secrets/secrets.js';
import {
  deriveTokenPair,
  newSessionId,
  readToken,
  refreshExpiry,
  type TokenClaims,
  type TokenOwner,
  type TokenPair,
} from './token-pair.js';
import { type NewTokenSession, type TokenSessionRow, TokenSessionsRepository } from './token-sessions.repository.js';

/** How long after its use a refresh token is answered with the same pair again, milliseconds. */
const REPEAT_WINDOW = 60_000;

const DAY = 86_400_000;

/** Issues, checks, rotates and revokes the tokens of managed users. */
@Injectable()
export class TokensService {
  /** The first signs; all verify. */
  private readonly signingKeys: readonly [KeyObject, ...KeyObject[]];
  /** Those that are being answered, by user and client. */
  private readonly forceRefreshes = new Map<string, Promise<TokenPair | null>>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly sessions: TokenSessionsRepository,
    private readonly credentials: CredentialsService,
  ) {
    // Key objects, not texts: jsonwebtoken would try to read a text as a private key at every call.
    const keyOf = (text: string): KeyObject => createSecretKey(Buffer.from(text));
    const current = keyOf(settings.jwtSecret || deriveKey(settings.secretKey, 'tokens').toString('base64'));
    this.signingKeys = settings.previousJwtSecret ? [current, keyOf(settings.previousJwtSecret)] : [current];
  }

  /** A session that begins now. The caller stores it; `pairOf` gives its tokens. */
  newSession(userId: number, clientId: string): NewTokenSession {
    const issuedAt = this.clock.now();
    return { id: newSessionId(), userId, clientId, issuedAt, refreshExpiresAt: refreshExpiry(issuedAt, this.settings) };
  }

  /** The first pair of a session. */
  pairOf(session: NewTokenSession): TokenPair {
    return this.derive(session, 0, session.issuedAt);
  }

  /**
   * Ends every session of the user with the client and begins one. Simultaneous callers get the same pair, so that none
   * logs the other out.
   *
   * @returns null when the client does not manage the user.
   */
  forceRefresh(userId: number, clientId: string): Promise<TokenPair | null> {
    const key = `${userId}:${clientId}`;
    const running = this.forceRefreshes.get(key);
    if (running) return running;
    const begun = this.replaceSessions(userId, clientId).finally(() => this.forceRefreshes.delete(key));
    this.forceRefreshes.set(key, begun);
    return begun;
  }

  /**
   * Exchanges a refresh token for the next pair.
   *
   * A token that was used before gets the same pair again while it is one step behind or was used within the last minute:
   * the answer may have been lost, or another tab was faster. Anything older is a replay and ends the session.
   *
   * @returns null for a token that is unknown, expired, revoked or of another client, and for a replay.
   */
  async refresh(refreshToken: string, clientId: string): Promise<TokenPair | null> {
    const claims = readToken(refreshToken, this.signingKeys);
    if (claims?.type !== 'refresh_token' || claims.clientId !== clientId) return null;
    const issuedAt = this.clock.now();
    // improve: tokens.refresh-expiry — the original accepts refresh tokens for ever.
    if (claims.expiresAt <= issuedAt) return null;
    const owner = { id: claims.sessionId, userId: claims.userId, clientId };
    const refreshExpiresAt = refreshExpiry(issuedAt, this.settings);
    const begunAfter = this.oldestBeginning(issuedAt);
    const next = claims.generation + 1;
    if (await this.sessions.advance(owner, claims.generation, { issuedAt, refreshExpiresAt, begunAfter })) {
      return this.derive(owner, next, issuedAt);
    }
    return this.repeat(owner, next, issuedAt);
  }

  /** The claims of an access token with a right signature; whether its session lives is another question. */
  readAccessToken(token: string): TokenClaims | null {
    const claims = readToken(token, this.signingKeys);
    return claims?.type === 'access_token' ? claims : null;
  }

  private async replaceSessions(userId: number, clientId: string): Promise<TokenPair | null> {
    const session = this.newSession(userId, clientId);
    const ended = await this.sessions.replaceAll(session);
    if (ended === null) return null;
    this.credentials.forgetSessions(ended);
    return this.pairOf(session);
  }

  /** Answers a refresh token that was used already. `successor` is the generation that its first use led to. */
  private async repeat(owner: TokenOwner, successor: number, now: number): Promise<TokenPair | null> {
    const session = await this.sessions.find(owner);
    const isAlive = session && session.createdAt.getTime() > this.oldestBeginning(now);
    if (!isAlive || successor > session.generation) return null;
    const usedAt = issueTimeOf(session, successor);
    const isOneBehind = successor === session.generation;
    if (usedAt !== undefined && (isOneBehind || now - usedAt <= REPEAT_WINDOW)) {
      return this.derive(owner, successor, usedAt);
    }
    await this.sessions.revokeReplayed(owner.id, successor - 1);
    this.credentials.forgetSessions([owner.id]);
    return null;
  }

  /** Sessions that began before are over, however often they were refreshed. Epoch milliseconds. */
  private oldestBeginning(now: number): number {
    return this.settings.sessionDays === 0 ? 0 : now - this.settings.sessionDays * DAY;
  }

  private derive(owner: TokenOwner, generation: number, issuedAt: number): TokenPair {
    return deriveTokenPair(owner, generation, issuedAt, this.settings, this.signingKeys[0]);
  }
}

/** When the generation was issued, if the session still remembers. */
function issueTimeOf({ generation, issuedAt }: TokenSessionRow, wanted: number): number | undefined {
  return issuedAt[issuedAt.length - 1 - (generation - wanted)];
}
