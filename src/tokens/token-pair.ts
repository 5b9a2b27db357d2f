import jwt from 'jsonwebtoken';
import { type KeyObject, randomUUID } from 'node:crypto';

/** Who a chain of tokens belongs to. `id` is a UUID whose last eight digits are zero: they hold the generation. */
export interface TokenOwner {
  id: string;
  userId: number;
  clientId: string;
}

/** What a caller gets. Expiries are epoch milliseconds. */
export interface TokenPair {
  accessToken: string;
  accessTokenExpiresAt: number;
  refreshToken: string;
  refreshTokenExpiresAt: number;
}

export interface TokenLifetimes {
  accessTokenMinutes: number;
  refreshTokenDays: number;
}

export type TokenType = 'access_token' | 'refresh_token';

/** The contents of a token whose signature is right. It may have expired or been revoked. */
export interface TokenClaims {
  type: TokenType;
  sessionId: string;
  /** How many refreshes lie between the start of the session and this token. */
  generation: number;
  userId: number;
  clientId: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

interface Payload {
  type: TokenType;
  clientId: string;
  ownerId: number;
  expiresAt: number;
  userId?: number;
  jti: string;
  iat: number;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const GENERATION_DIGITS = 8;
const JTI = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Identifies a new session; random enough (90 bits) that nobody meets another's. */
export function newSessionId(): string {
  return randomUUID().slice(0, -GENERATION_DIGITS).padEnd(36, '0');
}

/**
 * The pair of one generation of a session. The same input gives the same text, so a pair whose answer was lost can be
 * sent again although it was never stored.
 *
 * @param issuedAt when this generation was issued, epoch milliseconds.
 */
export function deriveTokenPair(
  owner: TokenOwner,
  generation: number,
  issuedAt: number,
  lifetimes: TokenLifetimes,
  signingKey: KeyObject,
): TokenPair {
  const accessTokenExpiresAt = floor(issuedAt + lifetimes.accessTokenMinutes * MINUTE, MINUTE);
  const refreshTokenExpiresAt = refreshExpiry(issuedAt, lifetimes);
  const sign = (type: TokenType, expiresAt: number): string => {
    const payload: Payload = {
      type,
      clientId: owner.clientId,
      ownerId: owner.userId,
      expiresAt,
      // compat: tokens.claims — pairs from the refresh endpoint name the user twice.
      ...(generation > 0 && { userId: owner.userId }),
      jti: jti(owner.id, generation, type),
      iat: Math.floor(issuedAt / 1000),
    };
    return jwt.sign(payload, signingKey, { algorithm: 'HS256' });
  };
  return {
    accessToken: sign('access_token', accessTokenExpiresAt),
    accessTokenExpiresAt,
    refreshToken: sign('refresh_token', refreshTokenExpiresAt),
    refreshTokenExpiresAt,
  };
}

/** When a refresh token issued now ends: epoch milliseconds, a start of day in UTC. */
export function refreshExpiry(
  issuedAt: number,
  { refreshTokenDays }: Pick<TokenLifetimes, 'refreshTokenDays'>,
): number {
  return floor(issuedAt + refreshTokenDays * DAY, DAY);
}

/** The contents of a token that was signed with one of the keys; null for everything else. */
export function readToken(token: string, signingKeys: readonly KeyObject[]): TokenClaims | null {
  for (const key of signingKeys) {
    try {
      return claimsOf(jwt.verify(token, key, { algorithms: ['HS256'] }) as Payload);
    } catch {
      // Not signed with this key; perhaps with the next.
    }
  }
  return null;
}

function claimsOf({ type, jti, ownerId, clientId, expiresAt }: Payload): TokenClaims | null {
  if (!JTI.test(jti)) return null;
  const counter = parseInt(jti.slice(-GENERATION_DIGITS), 16);
  return {
    type,
    sessionId: jti.slice(0, -GENERATION_DIGITS).padEnd(36, '0'),
    generation: counter >>> 1,
    userId: ownerId,
    clientId,
    expiresAt,
  };
}

/** A UUID v4 in form: the session, then the generation and one bit for the type. */
function jti(sessionId: string, generation: number, type: TokenType): string {
  const counter = generation * 2 + (type === 'refresh_token' ? 1 : 0);
  return sessionId.slice(0, -GENERATION_DIGITS) + counter.toString(16).padStart(GENERATION_DIGITS, '0');
}

const floor = (time: number, unit: number): number => time - (time % unit);
