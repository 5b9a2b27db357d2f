import { ApiError } from '../common/api-error.js';
import { parseUrl } from '../common/parse-url.js';

/**
 * Where a browser is sent: what the caller said, else where its page is.
 *
 * @param name of the query parameter, for the refusal.
 * @throws ApiError 400 when it is no http(s) address, or when nothing says where.
 */
export function returnAddress(name: string, given: unknown, origin: string | undefined, fallback?: string): string {
  const address = given === undefined || given === '' ? (origin ?? fallback) : given;
  const url = typeof address === 'string' ? parseUrl(address) : null;
  // improve: calendars.return-address — the original sends browsers wherever a state says, whoever wrote it.
  if (!url || !/^https?:$/.test(url.protocol))
    throw ApiError.badRequest(`${name} must be an http:// or https:// address`);
  return url.href;
}
