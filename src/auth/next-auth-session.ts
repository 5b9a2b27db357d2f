import { createDecipheriv, hkdfSync } from 'node:crypto';
import type { Request } from 'express';
import { presentedCredentials } from './presented-credentials.js';

// The sessions of NextAuth 4: a cookie with a JSON Web Encryption in its compact form, whose key is derived from a secret
// that this server shares with the web application.

/** What a session tells. */
export interface NextAuthSession {
  /** Who is logged in; undefined when the session does not say. */
  email?: string;
}

const KEY_PURPOSE = 'NextAuth.js Generated Encryption Key';
const ALGORITHM = 'aes-256-gcm';
const TAG_BYTES = 16;
/** The name on https comes first: a page on http cannot set it. */
const COOKIES = ['__Secure-next-auth.session-token', 'next-auth.session-token'];

/**
 * Opens a session token.
 *
 * @param now epoch milliseconds.
 * @returns null for everything that was not made with this secret, was changed, or is over.
 */
export function openNextAuthSession(token: string, secret: string, now: number): NextAuthSession | null {
  try {
    const { email, exp } = JSON.parse(decrypt(token, secret)) as { email?: unknown; exp?: unknown };
    if (typeof exp !== 'number' || exp * 1000 <= now) return null;
    return typeof email === 'string' && email !== '' ? { email } : {};
  } catch {
    return null;
  }
}

/** The session token of a request: of its cookie, which may come in numbered pieces, else its bearer token. */
export function nextAuthTokenOf(request: Request): string | undefined {
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  for (const name of COOKIES) {
    const value = valueOf(cookies, name) ?? piecesOf(cookies, name);
    if (value) return value;
  }
  return presentedCredentials(request).bearer;
}

function decrypt(token: string, secret: string): string {
  const [header = '', encryptedKey, nonce = '', ciphertext = '', tag = '', ...rest] = token.split('.');
  const { alg, enc } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { alg?: unknown; enc?: unknown };
  if (alg !== 'dir' || enc !== 'A256GCM' || encryptedKey !== '' || rest.length > 0)
    throw new Error('another algorithm');
  const key = Buffer.from(hkdfSync('sha256', secret, '', KEY_PURPOSE, 32));
  // Without a stated length Node takes shorter tags too, and those can be guessed.
  const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(nonce, 'base64url'), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(header, 'ascii')).setAuthTag(Buffer.from(tag, 'base64url'));
  return decipher.update(ciphertext, 'base64url', 'utf8') + decipher.final('utf8');
}

function valueOf(cookies: string[], name: string): string | undefined {
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** A cookie that was too long for a browser: `name.0`, `name.1`, … one after the other. */
function piecesOf(cookies: string[], name: string): string {
  let whole = '';
  for (let i = 0; ; i++) {
    const piece = valueOf(cookies, `${name}.${i}`);
    if (piece === undefined) return whole;
    whole += piece;
  }
}
