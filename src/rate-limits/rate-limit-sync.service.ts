import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import type { RateLimiter } from './rate-limiter.js';
import { RateLimitStore } from './rate-limit-store.js';

/** How often the servers tell each other what they counted, milliseconds. */
const INTERVAL = 200;

/**
 * Makes the limits hold for all servers together: each counts by itself, without asking anybody, and five times a second
 * adds what it counted to the common counters. Between two rounds a caller can get ahead by what it sends in that time;
 * while the store is away every server limits by itself.
 */
@Injectable()
export class RateLimitSyncService implements OnApplicationBootstrap, OnApplicationShutdown {
  private limiter: RateLimiter | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private round = Promise.resolve();

  constructor(
    private readonly store: RateLimitStore,
    private readonly clock: Clock,
  ) {}

  /** Begins to share the counters of this limiter. */
  share(limiter: RateLimiter): void {
    this.limiter = limiter;
  }

  /** One round, after the one that may be running. */
  synchronize(): Promise<void> {
    this.round = this.round.then(() => this.exchange());
    return this.round;
  }

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.store.close();
  }

  private async exchange(): Promise<void> {
    const pending = this.limiter?.takePending() ?? [];
    if (pending.length === 0) return;
    try {
      this.limiter?.merge(await this.store.add(pending, this.clock.now()));
    } catch {
      this.limiter?.putBack(pending);
    }
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.synchronize().then(() => this.schedule()), INTERVAL).unref();
  }
}
