import { Inject, Injectable } from '@nestjs/common';
import { BackgroundWorker } from '../background/background-worker.js';
import { Clock } from '../common/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { WebhookAttemptsService } from './webhook-attempts.service.js';
import { type ClaimedDelivery, WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';

/** How long a delivery belongs to the server that claimed it, milliseconds: longer than any attempt. */
const LEASE = 20_000;
/** Attempts at the same time to one webhook: a slow receiver holds up nobody but itself. */
const MAX_RUNNING_PER_WEBHOOK = 5;

/** Sends webhooks. */
@Injectable()
export class WebhookWorkerService extends BackgroundWorker<ClaimedDelivery> {
  constructor(
    @Inject(SETTINGS) { webhookDeliveriesEnabled: isOn }: Settings,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly attempts: WebhookAttemptsService,
    private readonly clock: Clock,
  ) {
    super({ name: 'Webhooks', isOn, interval: 1_000, maxRunning: 40, maxClaimed: MAX_RUNNING_PER_WEBHOOK });
  }

  protected claim(limit: number): Promise<ClaimedDelivery[]> {
    const now = this.clock.now();
    return this.deliveries.claim(new Date(now), new Date(now + LEASE), this.busyWebhooks(), limit);
  }

  protected perform(delivery: ClaimedDelivery, stop: AbortSignal): Promise<void> {
    return this.attempts.attempt(delivery, stop);
  }

  private busyWebhooks(): string[] {
    const counts = new Map<string, number>();
    for (const { webhookId } of this.running.values()) counts.set(webhookId, (counts.get(webhookId) ?? 0) + 1);
    return [...counts].filter(([, count]) => count >= MAX_RUNNING_PER_WEBHOOK).map(([id]) => id);
  }
}
