import { Injectable } from '@nestjs/common';
import { retryDelay } from '../background/retry-delay.js';
import { Clock } from '../common/clock.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { type ClaimedDelivery, type Outcome, WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { GONE, WebhookHealthService } from './webhook-health.service.js';
import { type AnsweredAttempt, WebhookSenderService } from './webhook-sender.service.js';

/** Tries to deliver, and writes down what came of it. */
@Injectable()
export class WebhookAttemptsService {
  constructor(
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly sender: WebhookSenderService,
    private readonly health: WebhookHealthService,
    private readonly clock: Clock,
    private readonly metrics: MetricsService,
  ) {}

  /** @param stop when it fires the attempt is given up and counts as none: the delivery is due again at once. */
  async attempt(delivery: ClaimedDelivery, stop: AbortSignal): Promise<void> {
    // A webhook can be tried out before it is switched on.
    if (!delivery.active && delivery.trigger !== 'PING') return this.deliveries.failUntried(delivery.id);
    const attempt = await this.sender.send(delivery, stop);
    const now = this.clock.now();
    if (attempt.error !== null && stop.aborted) return this.deliveries.release(delivery.id, new Date(now));
    const outcome = outcomeOf(delivery, attempt, now);
    await this.deliveries.settle(delivery.id, outcome, attempt);
    this.metrics.countDelivery(outcome.status);
    await this.health.note(delivery, attempt);
  }
}

function outcomeOf({ attempts }: ClaimedDelivery, attempt: AnsweredAttempt, now: number): Outcome {
  const { error, statusCode, retryAfter } = attempt;
  if (error === null) return { status: 'DELIVERED', dueAt: new Date(now) };
  const delay = statusCode === GONE ? null : retryDelay(attempts + 1, retryAfter ?? 0);
  if (delay === null) return { status: 'FAILED', dueAt: new Date(now) };
  return { status: 'PENDING', dueAt: new Date(now + delay) };
}
