import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Request } from 'express';
import { nextAuthTokenOf, openNextAuthSession } from './next-auth-session.js';

const SECRET = 'a-secret-that-both-applications-know';
const NOW = Date.UTC(2026, 10, 20);
const IN_AN_HOUR = NOW / 1000 + 3600;
/** From `encode` of next-auth 4.24.15; ends in 2100. */
const FOREIGN =
  'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..KU15uSucmZCYxcdK.C-0F4PKhsUF5TTFxf7dsVsG-IJJrizP7BBPrOlLZZ-ZnVj-lxJYk4LFdeAiHo4TrWo08OokEeAg8WDW_aq-pfkFpJhBrwWDO6pfOyK-P09F_3UiujctrNPXrioc4_SlebGBcfmmeXe0juRJB.y8tzO5vi1GArSjtAxrITeQ';
const encode = (value: string | Buffer): string => Buffer.from(value).toString('base64url');

/** What NextAuth 4 puts into the cookie. */
function seal(
  claims: object,
  { secret = SECRET, header = { alg: 'dir', enc: 'A256GCM' }, tagBytes = 16 } = {},
): string {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'NextAuth.js Generated Encryption Key', 32));
  const iv = randomBytes(12);
  const protectedHeader = encode(JSON.stringify(header));
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes }).setAAD(
    Buffer.from(protectedHeader),
  );
  const ciphertext = Buffer.concat([cipher.update(JSON.stringify(claims)), cipher.final()]);
  return [protectedHeader, '', encode(iv), encode(ciphertext), encode(cipher.getAuthTag())].join('.');
}

const claims = { email: 'ann@acme.test', exp: IN_AN_HOUR };

describe('openNextAuthSession', () => {
  it('reads the address of a session', () => {
    expect(openNextAuthSession(seal(claims), SECRET, NOW)).toEqual({ email: 'ann@acme.test' });
  });

  it('opens a session that NextAuth made', () => {
    expect(openNextAuthSession(FOREIGN, 'a-foreign-secret-of-32-characters', NOW)).toEqual({
      email: 'foreign@acme.test',
    });
  });

  it.each([
    ['no address', {}],
    ['an empty address', { email: '' }],
    ['an address that is no text', { email: 1 }],
  ])('tells a session with %s from none', (_, { email }: { email?: unknown }) => {
    expect(openNextAuthSession(seal({ email, exp: IN_AN_HOUR }), SECRET, NOW)).toEqual({});
  });

  it.each([
    ['that is over', seal({ ...claims, exp: NOW / 1000 })],
    ['without an end', seal({ email: 'ann@acme.test' })],
    ['made with another secret', seal(claims, { secret: 'another-secret' })],
    ['with another key algorithm', seal(claims, { header: { alg: 'A256KW', enc: 'A256GCM' } })],
    ['with another cipher', seal(claims, { header: { alg: 'dir', enc: 'A128GCM' } })],
    ['with a short tag', seal(claims, { tagBytes: 4 })],
    ['with a sixth part', `${seal(claims)}.x`],
    ['with an encrypted key', seal(claims).replace('..', '.a2V5.')],
    ['whose header was changed', seal(claims).replace(/^[^.]+/, encode('{"enc":"A256GCM","alg":"dir"}'))],
    ['whose text was changed', changed(seal(claims), 3)],
    ['whose tag was changed', changed(seal(claims), 4)],
    ['that is a text', 'nonsense'],
    ['that is empty', ''],
  ])('refuses a session %s', (_, token) => {
    expect(openNextAuthSession(token, SECRET, NOW)).toBeNull();
  });
});

describe('nextAuthTokenOf', () => {
  const tokenOf = (headers: object): string | undefined => nextAuthTokenOf({ headers, params: {} } as Request);

  it.each([
    ['the cookie', { cookie: 'a=1; next-auth.session-token=T; b=2' }, 'T'],
    ['the cookie of https', { cookie: '__Secure-next-auth.session-token=S' }, 'S'],
    [
      'the cookie of https rather than the other',
      { cookie: 'next-auth.session-token=T; __Secure-next-auth.session-token=S' },
      'S',
    ],
    ['the pieces in their order', { cookie: 'next-auth.session-token.1=B; next-auth.session-token.0=A' }, 'AB'],
    ['the bearer token', { authorization: 'Bearer J' }, 'J'],
    [
      'the cookie rather than the bearer token',
      { cookie: 'next-auth.session-token=T', authorization: 'Bearer J' },
      'T',
    ],
    ['nothing when there is nothing', { cookie: 'xnext-auth.session-token=T' }, undefined],
  ])('takes %s', (_, headers, expected) => {
    expect(tokenOf(headers)).toBe(expected);
  });
});

/** The token with another first character in one of its parts. */
function changed(token: string, part: number): string {
  const parts = token.split('.');
  parts[part] = (parts[part]?.startsWith('A') ? 'B' : 'A') + parts[part]?.slice(1);
  return parts.join('.');
}
