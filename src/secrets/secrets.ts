import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** The only cryptography outside of tokens: random, hash, equal, seal, open. */

/** A secret of `bytes` random bytes, as text that is safe in a URL and a header. */
export function randomSecret(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** Random lower-case hex characters, two for a byte. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

/** A new identifier in the form of a cuid: `c` and 24 lower-case letters and digits. Not a secret. */
export function randomId(): string {
  let id = 'c';
  for (const byte of randomBytes(24)) id += (byte % 36).toString(36);
  return id;
}

/**
 * SHA-256. Enough for secrets that we made ourselves: they are random and long, so there is nothing to guess and no need
 * for a slow hash.
 */
export function hash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Whether two hashes are the same, in a time that does not depend on where they differ. */
export function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}

/** A key for one purpose, derived from the server's secret key. 32 bytes. */
export function deriveKey(secretKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, 'managed-users-server', purpose, 32));
}

/** A number of six digits that only holders of the key can tell from the text. For people to type, so easy to guess: count tries. */
export function sixDigits(key: Buffer, text: string): string {
  const number = createHmac('sha256', key).update(text).digest().readUInt32BE() % 1_000_000;
  return String(number).padStart(6, '0');
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a text so that only the holder of the key can read it and nobody can change it.
 *
 * @param context what the text belongs to; it can only be opened with the same context, so a sealed value that is moved
 *   to another row is worthless.
 * @returns nonce, tag and ciphertext, in this order.
 */
export function seal(key: Buffer, text: string, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context));
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
}

/** Opens what `seal` made. Throws when the key or the context is another, or when a bit was changed. */
export function open(key: Buffer, sealed: Uint8Array, context: string): string {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context)).setAuthTag(tag);
  return decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}
