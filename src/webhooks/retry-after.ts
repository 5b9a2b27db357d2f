const SECOND = 1_000;

/** A receiver can ask for more time, but not for ever: milliseconds. */
const LONGEST = 24 * 3_600 * SECOND;

/**
 * The header `Retry-After`, in seconds or as a date.
 *
 * @param now epoch milliseconds.
 * @returns milliseconds from now, at most a day; null when there is none, or none that can be read.
 */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const delay = /^\d{1,9}$/.test(header) ? Number(header) * SECOND : Date.parse(header) - now;
  return Number.isNaN(delay) ? null : Math.min(Math.max(0, delay), LONGEST);
}
