const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long to wait after the first failed attempt, the second, …; after the last one the task has failed. */
const DELAYS: readonly number[] = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR];

/** Tasks that failed together are not tried together: up to a tenth is added to each delay. */
const JITTER = 0.1;

/**
 * When to try again what goes to another server: webhooks, e-mails, calendars.
 *
 * @param failed how many attempts have failed, this one included.
 * @param atLeast what the other side asked for, milliseconds.
 * @returns milliseconds from now; null when there were attempts enough.
 */
export function retryDelay(failed: number, atLeast = 0): number | null {
  const delay = DELAYS[failed - 1];
  return delay === undefined ? null : Math.max(delay * (1 + JITTER * Math.random()), atLeast);
}
