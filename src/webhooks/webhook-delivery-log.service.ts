import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import type { DeliveryStatus } from '../generated/prisma/client.js';
import { pingPayload } from './payloads/ping.js';
import { isUuid } from './uuid.js';
import {
  type GetWebhookDeliveriesInput,
  type WebhookDeliveriesOutputResponse,
  WebhookDeliveryOutput,
} from './webhook-deliveries.dto.js';
import { decodeDeliveryCursor, encodeDeliveryCursor } from './webhook-delivery-cursor.js';
import { WebhookDeliveryLogRepository } from './webhook-delivery-log.repository.js';
import { MEETING_TRIGGERS } from './webhook-events.js';
import { WebhookWorkerService } from './webhook-worker.service.js';

/** What became of deliveries, for the owner of a webhook, who can have them sent once more. */
@Injectable()
export class WebhookDeliveryLogService {
  constructor(
    private readonly repository: WebhookDeliveryLogRepository,
    private readonly worker: WebhookWorkerService,
    private readonly clock: Clock,
  ) {}

  /** One page, newest first. */
  async list(webhookId: string, input: GetWebhookDeliveriesInput): Promise<WebhookDeliveriesOutputResponse> {
    const { limit, cursor, status } = input;
    const stored = status?.toUpperCase() as DeliveryStatus | undefined;
    const behind = decodeDeliveryCursor(cursor);
    const found = await this.repository.listInWebhook(webhookId, stored, behind, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const nextCursor = found.length > limit && last ? encodeDeliveryCursor(last) : null;
    return { status: 'success', data: page.map((one) => WebhookDeliveryOutput.of(one)), pagination: { nextCursor } };
  }

  /**
   * Sends a delivery again, whatever became of it, with the same id, and with retries as at first.
   *
   * @throws ApiError 404 when the webhook has no such delivery, 400 when it is off, or when the time has not yet come.
   */
  async replay(webhookId: string, id: string): Promise<WebhookDeliveryOutput> {
    const found = isUuid(id) ? await this.repository.findInWebhook(webhookId, id) : null;
    if (!found) throw ApiError.notFound(`Webhook delivery (${id}) not found`);
    const now = new Date(this.clock.now());
    const isAhead = found.status === 'PENDING' && found.attempts === 0 && found.dueAt > now;
    if (isAhead && MEETING_TRIGGERS.some((trigger) => trigger === found.trigger)) {
      throw ApiError.badRequest(`Webhook delivery (${id}) is not due yet`);
    }
    if (!found.webhook.active && found.trigger !== 'PING') {
      throw ApiError.badRequest(`Webhook (${webhookId}) is switched off`);
    }
    const restarted = await this.repository.restartInWebhook(webhookId, id, now);
    this.worker.wake();
    return WebhookDeliveryOutput.of(restarted);
  }

  /** Sends a made-up event, also to a webhook that is off. */
  async ping(webhookId: string): Promise<WebhookDeliveryOutput> {
    const now = new Date(this.clock.now());
    const delivery = await this.repository.insertInWebhook(webhookId, 'PING', pingPayload(now), now);
    this.worker.wake();
    return WebhookDeliveryOutput.of(delivery);
  }
}
