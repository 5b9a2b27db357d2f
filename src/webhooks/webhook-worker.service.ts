import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { type ClaimedDelivery, WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { Clock } from '../common/clock.js';
import { WebhookAttemptsService } from './webhook-attempts.service.js';

/** How often to look for what is due, milliseconds: for retries, and for what other servers wrote. */
const INTERVAL = 1_000;
/** How long a delivery belongs to the server that claimed it, milliseconds: longer than any attempt. */
const LEASE = 60_000;
/** Attempts at the same time. */
const MAX_RUNNING = 40;
/** And to one webhook: a slow receiver holds up nobody but itself. */
const MAX_RUNNING_PER_WEBHOOK = 5;
/** How long attempts may go on when the server stops, milliseconds. */
const PATIENCE = 3_000;

/** Sends what is due, from any number of servers at the same time. */
@Injectable()
export class WebhookWorkerService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('WebhookWorker');
  private readonly running = new Set<Promise<void>>();
  /** Attempts that are under way, by webhook. */
  private readonly busy = new Map<string, number>();
  private readonly stop = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private lookAgain = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly attempts: WebhookAttemptsService,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.webhookDeliveriesEnabled) return;
    this.timer = setInterval(() => this.wake(), INTERVAL).unref();
    this.wake();
  }

  /** Waits a moment for the attempts that are under way; what they do not finish is due again, here or elsewhere. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.looking;
    const patience = setTimeout(() => this.stop.abort(), PATIENCE);
    await Promise.all(this.running);
    clearTimeout(patience);
  }

  /** Looks for what is due now; call it when something has become due. */
  wake(): void {
    if (this.timer) void this.look();
  }

  /** Sends everything that is due, and resolves when nothing is left of it. */
  async sendDue(): Promise<void> {
    await this.look();
    while (this.running.size > 0) {
      await Promise.race(this.running);
      await this.look();
    }
  }

  /** One look at a time; whoever comes during one has another made after it. */
  private look(): Promise<void> {
    this.lookAgain = true;
    this.looking ??= this.lookUntilQuiet();
    return this.looking;
  }

  private async lookUntilQuiet(): Promise<void> {
    while (this.lookAgain) {
      this.lookAgain = false;
      await this.claimAndStart().catch((error: Error) =>
        this.logger.warn(`cannot look for deliveries: ${error.message}`),
      );
    }
    this.looking = undefined;
  }

  private async claimAndStart(): Promise<void> {
    for (;;) {
      const limit = Math.min(MAX_RUNNING - this.running.size, MAX_RUNNING_PER_WEBHOOK);
      if (limit <= 0) return;
      const full = [...this.busy].filter(([, count]) => count >= MAX_RUNNING_PER_WEBHOOK).map(([id]) => id);
      const now = this.clock.now();
      const claimed = await this.deliveries.claim(new Date(now), new Date(now + LEASE), full, limit);
      claimed.forEach((delivery) => this.start(delivery));
      if (claimed.length < limit) return;
    }
  }

  private start(delivery: ClaimedDelivery): void {
    const { webhookId } = delivery;
    this.busy.set(webhookId, (this.busy.get(webhookId) ?? 0) + 1);
    const attempt = this.attempts
      .attempt(delivery, this.stop.signal)
      // The database is away: the delivery is due again when the lease ends.
      .catch((error: Error) => this.logger.warn(`cannot note what became of a delivery: ${error.message}`))
      .finally(() => {
        this.running.delete(attempt);
        const count = (this.busy.get(webhookId) ?? 1) - 1;
        if (count > 0) this.busy.set(webhookId, count);
        else this.busy.delete(webhookId);
        // Somebody may have waited for the place.
        this.wake();
      });
    this.running.add(attempt);
  }
}
