import jwt from 'jsonwebtoken';
import { createSecretKey } from 'node:crypto';
import { deriveTokenPair, newSessionId, readToken, refreshExpiry, type TokenOwner } from './token-pair.js';

const keyOf = (text: string) => createSecretKey(Buffer.from(text));
const KEY = keyOf('a signing key that only this test has');
const LIFETIMES = { accessTokenMinutes: 60, refreshTokenDays: 365 };
const ISSUED_AT = Date.parse('2026-11-20T10:15:30.123Z');
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const owner: TokenOwner = { id: newSessionId(), userId: 4711, clientId: 'cm01' };
const pairOf = (generation: number, { of = owner, issuedAt = ISSUED_AT, key = KEY } = {}) =>
  deriveTokenPair(of, generation, issuedAt, LIFETIMES, key);
const claimsOf = (token: string) => jwt.decode(token) as Record<string, unknown>;

describe('deriveTokenPair', () => {
  it('gives the same texts for the same input', () => {
    expect(pairOf(3)).toEqual(pairOf(3));
  });

  it.each([
    ['generation', pairOf(1)],
    ['time of issue', pairOf(0, { issuedAt: ISSUED_AT + 1_000 })],
    ['session', pairOf(0, { of: { ...owner, id: newSessionId() } })],
    ['signing key', pairOf(0, { key: keyOf('another key') })],
  ])('gives other texts for another %s', (_, other) => {
    const pair = pairOf(0);
    expect(new Set([pair.accessToken, pair.refreshToken, other.accessToken, other.refreshToken]).size).toBe(4);
  });

  it.each(['accessToken', 'refreshToken'] as const)('makes a JWT of the %s', (name) => {
    const [header] = pairOf(0)[name].split('.');
    expect(Buffer.from(header as string, 'base64url').toString()).toBe('{"alg":"HS256","typ":"JWT"}');
  });

  it.each([
    ['accessToken', 'access_token', 'accessTokenExpiresAt'],
    ['refreshToken', 'refresh_token', 'refreshTokenExpiresAt'],
  ] as const)('writes the claims of the first %s in order', (name, type, expiry) => {
    const pair = pairOf(0);
    const claims = claimsOf(pair[name]);
    expect(Object.entries(claims)).toEqual([
      ['type', type],
      ['clientId', 'cm01'],
      ['ownerId', 4711],
      ['expiresAt', pair[expiry]],
      ['jti', expect.stringMatching(UUID_V4)],
      ['iat', Math.floor(ISSUED_AT / 1000)],
    ]);
  });

  it.each(['accessToken', 'refreshToken'] as const)('names the user twice in a refreshed %s', (name) => {
    const claims = claimsOf(pairOf(1)[name]);
    expect(Object.keys(claims)).toEqual(['type', 'clientId', 'ownerId', 'expiresAt', 'userId', 'jti', 'iat']);
    expect(claims['userId']).toBe(4711);
  });

  it('gives every token an id of its own', () => {
    const pairs = [0, 1, 2, 3].map((generation) => pairOf(generation));
    const ids = pairs.flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken].map(claimsOf));
    expect(new Set(ids.map(({ jti }) => jti)).size).toBe(8);
  });

  it.each([
    ['2026-11-20T10:15:30.123Z', '2026-11-20T11:15:00.000Z', '2027-11-20T00:00:00.000Z'],
    ['2026-11-20T10:15:00.000Z', '2026-11-20T11:15:00.000Z', '2027-11-20T00:00:00.000Z'],
    ['2026-11-20T23:59:59.999Z', '2026-11-21T00:59:00.000Z', '2027-11-20T00:00:00.000Z'],
  ])('rounds expiries down to the minute and the day: %s', (now, access, refresh) => {
    const pair = pairOf(0, { issuedAt: Date.parse(now) });
    expect(new Date(pair.accessTokenExpiresAt).toISOString()).toBe(access);
    expect(new Date(pair.refreshTokenExpiresAt).toISOString()).toBe(refresh);
    expect(refreshExpiry(Date.parse(now), LIFETIMES)).toBe(pair.refreshTokenExpiresAt);
  });
});

describe('readToken', () => {
  it.each([
    ['accessToken', 'access_token', 0],
    ['refreshToken', 'refresh_token', 0],
    ['accessToken', 'access_token', 70_000],
    ['refreshToken', 'refresh_token', 70_000],
  ] as const)('reads the %s (%s) of generation %d', (name, type, generation) => {
    expect(readToken(pairOf(generation)[name], [KEY])).toEqual({
      type,
      sessionId: owner.id,
      generation,
      userId: 4711,
      clientId: 'cm01',
      expiresAt: claimsOf(pairOf(generation)[name])['expiresAt'],
    });
  });

  it('accepts tokens that an earlier key signed', () => {
    expect(readToken(pairOf(0).accessToken, [keyOf('the new key'), KEY])).not.toBeNull();
  });

  it.each([
    ['another key', jwt.sign({ ...claimsOf(pairOf(0).accessToken) }, keyOf('another key'))],
    ['no signature', jwt.sign({ ...claimsOf(pairOf(0).accessToken) }, null, { algorithm: 'none' })],
    ['another algorithm', jwt.sign({ ...claimsOf(pairOf(0).accessToken) }, KEY, { algorithm: 'HS512' })],
    ['an id of another form', jwt.sign({ ...claimsOf(pairOf(0).accessToken), jti: 'x' }, KEY)],
    ['no id', jwt.sign({ type: 'access_token' }, KEY)],
    ['no JSON in it', 'eyJhbGciOiJIUzI1NiJ9.bm90IGpzb24.x'],
    ['no dots', 'access'],
  ])('refuses a token with %s', (_, token) => {
    expect(readToken(token, [KEY])).toBeNull();
  });
});

describe('newSessionId', () => {
  it('is a UUID v4 with room for the generation, and never the same twice', () => {
    const ids = Array.from({ length: 100 }, newSessionId);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{4}0{8}$/);
    expect(new Set(ids).size).toBe(100);
  });
});
