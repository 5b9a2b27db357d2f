const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long to wait after the first failed attempt, the second, …; after the last one the delivery has failed. */
export const RETRY_DELAYS: readonly number[] = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR];

/** Deliveries that failed together are not tried together: up to a tenth is added to each delay. */
const JITTER = 0.1;

/** A receiver can ask for more time, but not for ever. */
const MAX_RETRY_AFTER = 24 * HOUR;

/**
 * When to try again.
 *
 * @param failed how many attempts have failed, this one included.
 * @param retryAfter what the receiver asked for, milliseconds.
 * @param random from 0 to 1.
 * @returns milliseconds from now; null when there were attempts enough.
 */
export function retryDelay(failed: number, retryAfter: number | null, random: number): number | null {
  const delay = RETRY_DELAYS[failed - 1];
  if (delay === undefined) return null;
  return Math.max(delay * (1 + JITTER * random), Math.min(retryAfter ?? 0, MAX_RETRY_AFTER));
}

/**
 * The header `Retry-After`, in seconds or as a date.
 *
 * @param now epoch milliseconds.
 * @returns milliseconds from now; null when there is none, or none that can be read.
 */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * SECOND;
  const time = Date.parse(header);
  return Number.isNaN(time) ? null : Math.max(0, time - now);
}
