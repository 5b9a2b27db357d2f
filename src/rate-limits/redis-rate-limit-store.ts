import { createClient } from 'redis';
import type { PendingHits, SharedCounter } from './rate-limiter.js';
import { RateLimitStore } from './rate-limit-store.js';

const PREFIX = 'managed-users:rate-limit:';
/** Milliseconds. */
const CONNECT_TIMEOUT = 2_000;
const MAX_RECONNECT_DELAY = 500;

// One counter is one hash that ends by itself. ARGV: hits, until, blocked (0 or 1), now; times in epoch milliseconds.
const ADD = `
local known = redis.call('HMGET', KEYS[1], 'until', 'blocked')
local alive = known[1] and tonumber(known[1]) > tonumber(ARGV[4])
local blocked = ARGV[3] == '1' or (alive and known[2] == '1')
local ends = ARGV[2]
if alive and (known[2] == '1' or ARGV[3] == '0') then ends = known[1] end
if not alive then redis.call('DEL', KEYS[1]) end
local hits = redis.call('HINCRBY', KEYS[1], 'hits', ARGV[1])
redis.call('HSET', KEYS[1], 'until', ends, 'blocked', blocked and '1' or '0')
redis.call('PEXPIRE', KEYS[1], math.max(1, math.ceil(tonumber(ends) - tonumber(ARGV[4]))))
return { hits, ends, blocked and 1 or 0 }`;

/** The counters in Redis, for installations that have one and want to spare PostgreSQL. */
export class RedisRateLimitStore extends RateLimitStore {
  private readonly redis;

  /** @param url for example `redis://localhost:6379` */
  constructor(url: string) {
    super();
    const reconnectStrategy = (attempts: number): number => Math.min(attempts * 50, MAX_RECONNECT_DELAY);
    const socket = { connectTimeout: CONNECT_TIMEOUT, reconnectStrategy };
    this.redis = createClient({ url, disableOfflineQueue: true, socket });
    // The client reconnects by itself; without a listener Node would exit.
    this.redis.on('error', () => undefined);
  }

  /** Connects, and resolves when that is done or has taken too long; then the client goes on trying by itself. */
  async connect(): Promise<void> {
    const tooLong = new Promise<void>((resolve) => setTimeout(resolve, CONNECT_TIMEOUT).unref());
    await Promise.race([this.redis.connect().catch(() => undefined), tooLong]);
  }

  override async add(pending: PendingHits[], now: number): Promise<SharedCounter[]> {
    return Promise.all(
      pending.map(async ({ key, hits, until, blocked }) => {
        const options = { keys: [PREFIX + key], arguments: [hits, until, blocked ? 1 : 0, now].map(String) };
        const [total, ends, isBlocked] = (await this.redis.eval(ADD, options)) as [number, string, number];
        return { key, hits: total, until: Number(ends), blocked: isBlocked === 1 };
      }),
    );
  }

  override async close(): Promise<void> {
    if (this.redis.isOpen) this.redis.destroy();
  }
}
