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
  /** Whether this very request began the block. */
  blockBegan: boolean;
}

interface Counter {
  hits: number;
  /** Epoch milliseconds: end of the window, or of the block. */
  until: number;
  blocked: boolean;
  /** Hits that the other servers have not been told of. */
  untold: number;
  limit: RateLimit;
}

/** What one server has to tell the others of a counter. Times are epoch milliseconds. */
export interface PendingHits {
  key: string;
  hits: number;
  until: number;
  blocked: boolean;
}

/** A counter as all servers together see it. */
export type SharedCounter = PendingHits;

/** Callers that used less than this share of their limit are not worth telling the others about. */
const WORTH_TELLING = 0.1;

/**
 * Counts requests in fixed windows that begin with the first request. Request number `limit + 1` begins a block; after it
 * a new window starts.
 *
 * Bounded: when there are too many counters the oldest is forgotten, to the advantage of its caller.
 */
export class RateLimiter {
  private readonly counters = new Map<string, Counter>();
  private readonly pending = new Set<string>();

  constructor(
    private readonly maxCounters: number,
    /** Epoch milliseconds. */
    private readonly now: () => number,
  ) {}

  /** Counts one request of the caller `key` and tells where it stands. */
  hit(key: string, rateLimit: RateLimit): RateLimitState {
    const { name, limit } = rateLimit;
    const now = this.now();
    const counterKey = `${name}:${key}`;
    const counter = this.counterOf(counterKey, now, rateLimit);
    // improve: rate-limits.block — a request during a block does not prolong it, so every caller is back within one block.
    let blockBegan = false;
    if (!counter.blocked) {
      counter.hits += 1;
      counter.untold += 1;
      if (counter.hits >= limit * WORTH_TELLING) this.pending.add(counterKey);
      blockBegan = blockAboveLimit(counter, now);
    }
    return {
      name,
      limit,
      remaining: counter.blocked ? 0 : Math.max(0, limit - counter.hits),
      resetSeconds: Math.ceil((counter.until - now) / 1000),
      blocked: counter.blocked,
      blockBegan,
    };
  }

  /** What the other servers should be told, since the last call. */
  takePending(): PendingHits[] {
    const now = this.now();
    const keys = [...this.pending].sort();
    this.pending.clear();
    return keys.flatMap((key) => {
      const counter = this.counters.get(key);
      if (!counter || counter.until <= now) return [];
      const { untold: hits, until, blocked } = counter;
      counter.untold = 0;
      return [{ key, hits, until, blocked }];
    });
  }

  /** Takes back what could not be told. */
  putBack(pending: readonly PendingHits[]): void {
    for (const { key, hits } of pending) {
      const counter = this.counters.get(key);
      if (!counter) continue;
      counter.untold += hits;
      this.pending.add(key);
    }
  }

  /** Adopts what all servers together have counted. */
  merge(shared: readonly SharedCounter[]): void {
    const now = this.now();
    for (const { key, hits, until, blocked } of shared) {
      const counter = this.counters.get(key);
      if (!counter || until <= now) continue;
      counter.hits = Math.max(counter.hits, hits + counter.untold);
      counter.until = until;
      counter.blocked ||= blocked;
      if (!counter.blocked && blockAboveLimit(counter, now)) this.pending.add(key);
    }
  }

  /** Every caller begins anew. */
  clear(): void {
    this.counters.clear();
    this.pending.clear();
  }

  private counterOf(key: string, now: number, limit: RateLimit): Counter {
    const known = this.counters.get(key);
    if (known && known.until > now) return known;
    this.counters.delete(key);
    if (this.counters.size >= this.maxCounters) this.counters.delete(this.counters.keys().next().value as string);
    const counter = { hits: 0, until: now + limit.windowMs, blocked: false, untold: 0, limit };
    this.counters.set(key, counter);
    return counter;
  }
}

/** Begins the block of a caller above its limit. @returns whether one began. */
function blockAboveLimit(counter: Counter, now: number): boolean {
  if (counter.hits <= counter.limit.limit) return false;
  counter.blocked = true;
  counter.until = now + counter.limit.blockMs;
  return true;
}
