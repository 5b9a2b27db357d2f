import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
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

/** What became of a refresh: the successor pair, or why there is none. */
export type RefreshOutcome = TokenPair | 'invalid' | 'replayed';

/** Issues, checks, rotates and revokes the tokens of managed users. */
@Injectable()
export class TokensService {
  /** The first signs; all verify. */
  private readonly signingKeys: readonly [string, ...string[]];

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly sessions: TokenSessionsRepository,
  ) {
    const current = settings.jwtSecret || deriveKey(settings.secretKey, 'tokens').toString('base64');
    this.signingKeys = settings.previousJwtSecret ? [current, settings.previousJwtSecret] : [current];
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

  /** Ends every session of the user with the client and gives a new pair; null when the client does not manage the user. */
  async forceRefresh(userId: number, clientId: string): Promise<TokenPair | null> {
    const session = this.newSession(userId, clientId);
    return (await this.sessions.replaceAll(session)) ? this.pairOf(session) : null;
  }

  /**
   * Exchanges a refresh token for the next pair.
   *
   * A token that was used before gets the same pair again while it is one step behind or was used within the last minute:
   * the answer may have been lost, or another tab was faster. Anything older is a replay and ends the session.
   */
  async refresh(refreshToken: string, clientId: string): Promise<RefreshOutcome> {
    const claims = readToken(refreshToken, this.signingKeys);
    if (claims?.type !== 'refresh_token' || claims.clientId !== clientId) return 'invalid';
    const now = this.clock.now();
    // improve: tokens.refresh-expiry — the original accepts refresh tokens for ever.
    if (claims.expiresAt <= now) return 'invalid';
    const owner = { id: claims.sessionId, userId: claims.userId, clientId };
    const next = claims.generation + 1;
    if (await this.sessions.advance(owner, claims.generation, now, refreshExpiry(now, this.settings))) {
      return this.derive(owner, next, now);
    }
    return this.repeat(owner, next, now);
  }

  /** The claims of an access token with a right signature; whether its session lives is another question. */
  readAccessToken(token: string): TokenClaims | null {
    const claims = readToken(token, this.signingKeys);
    return claims?.type === 'access_token' ? claims : null;
  }

  /** Answers a refresh token that was used already. `successor` is the generation that its first use led to. */
  private async repeat(owner: TokenOwner, successor: number, now: number): Promise<RefreshOutcome> {
    const session = await this.sessions.find(owner);
    if (!session || successor > session.generation) return 'invalid';
    const usedAt = issueTimeOf(session, successor);
    const tolerable = successor === session.generation || (usedAt !== undefined && now - usedAt <= REPEAT_WINDOW);
    if (tolerable && usedAt !== undefined) return this.derive(owner, successor, usedAt);
    await this.sessions.revoke(owner.id);
    return 'replayed';
  }

  private derive(owner: TokenOwner, generation: number, issuedAt: number): TokenPair {
    return deriveTokenPair(owner, generation, issuedAt, this.settings, this.signingKeys[0]);
  }
}

/** When the generation was issued, if the session still remembers. */
function issueTimeOf({ generation, issuedAt }: TokenSessionRow, wanted: number): number | undefined {
  return issuedAt[issuedAt.length - 1 - (generation - wanted)];
}
