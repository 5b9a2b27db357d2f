import { createHmac } from 'node:crypto';

/** What stands in `X-Cal-Signature-256` when the webhook has no secret. */
export const UNSIGNED = 'no-secret-provided';

/** The original's signature: lower-case hex HMAC-SHA256 of the exact body, keyed with the text of the secret. */
export function calSignature(secret: string | null, body: string): string {
  return secret ? createHmac('sha256', secret).update(body).digest('hex') : UNSIGNED;
}

/**
 * The headers of the Standard Webhooks specification. The signature is over id, time and body, so that an old request cannot
 * be sent again as a new one.
 *
 * @param now epoch milliseconds.
 */
export function standardHeaders(id: string, now: number, secret: string | null, body: string): Record<string, string> {
  const timestamp = String(Math.floor(now / 1_000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (!secret) return headers;
  const signature = createHmac('sha256', standardKey(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${signature}` };
}

const PREFIX = 'whsec_';
const BASE64 = /^(?:[A-Za-z\d+/]{4})+(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;

/** The bytes after `whsec_` in base64, as the specification writes secrets; of any other secret the bytes of its text. */
function standardKey(secret: string): Buffer {
  const encoded = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : '';
  return BASE64.test(encoded) ? Buffer.from(encoded, 'base64') : Buffer.from(secret);
}
