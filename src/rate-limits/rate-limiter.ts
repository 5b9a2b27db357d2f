/** A limit on requests: at most `limit` in a window, and a pause for who goes above it. */
export interface RateLimit {
  name: string;
  limit: number;
  /** Milliseconds. */
  windowMs: number;
  /** Milliseconds. */
  blockMs: number;
}

/** Where a caller stands after a request was counted. */
export interface RateLimitState {
  name: string;
  limit: number;
  remaining: number;
  /** Seconds until the window, or the block, ends; rounded up. */
  resetSeconds: number;
  blocked: boolean;
}

interface Counter {
  hits: number;
  /** Epoch milliseconds: end of the window, or of the block. */
  until: number;
  blocked: boolean;
}

/**
 * Counts requests in fixed windows that begin with the first request. Request number `limit + 1` begins a block; after it
 * a new window starts.
 *
 * Bounded: when there are too many counters the oldest is forgotten, to the advantage of its caller.
 */
export class RateLimiter {
  private readonly counters = new Map<string, Counter>();

  constructor(
    private readonly maxCounters: number,
    /** Epoch milliseconds. */
    private readonly now: () => number,
  ) {}

  /** Counts one request of the caller `key` and tells where it stands. */
  hit(key: string, { name, limit, windowMs, blockMs }: RateLimit): RateLimitState {
    const now = this.now();
    const counter = this.counterOf(`${name}:${key}`, now, windowMs);
    // improve: rate-limits.block — a request during a block does not prolong it, so every caller is back within one block.
    if (!counter.blocked) counter.hits += 1;
    if (!counter.blocked && counter.hits > limit) {
      counter.blocked = true;
      counter.until = now + blockMs;
    }
    return {
      name,
      limit,
      remaining: counter.blocked ? 0 : limit - counter.hits,
      resetSeconds: Math.ceil((counter.until - now) / 1000),
      blocked: counter.blocked,
    };
  }

  private counterOf(key: string, now: number, windowMs: number): Counter {
    const known = this.counters.get(key);
    if (known && known.until > now) return known;
    this.counters.delete(key);
    if (this.counters.size >= this.maxCounters) this.counters.delete(this.counters.keys().next().value as string);
    const counter = { hits: 0, until: now + windowMs, blocked: false };
    this.counters.set(key, counter);
    return counter;
  }
}
