import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';

const encode = (value: string | Buffer): string => Buffer.from(value).toString('base64url');

/** The header of a browser that is logged in to the web application that shares `secret` with the server. */
export function sessionCookie(claims: object, secret: string): { cookie: string } {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'NextAuth.js Generated Encryption Key', 32));
  const header = encode('{"alg":"dir","enc":"A256GCM"}');
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(header));
  const text = Buffer.concat([cipher.update(JSON.stringify({ exp: 4_102_444_800, ...claims })), cipher.final()]);
  const token = [header, '', encode(nonce), encode(text), encode(cipher.getAuthTag())].join('.');
  return { cookie: `next-auth.session-token=${token}` };
}
