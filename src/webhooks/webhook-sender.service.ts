import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { Sealer } from '../secrets/sealer.js';
import type { Attempt, ClaimedDelivery } from './webhook-deliveries.repository.js';
import { WebhookHttp } from './webhook-http.js';
import { webhookRequest } from './webhook-request.js';
import { openWebhookSecret } from './webhook-secret.js';

/** Characters of an error that are kept. */
const MAX_ERROR = 500;

/** What came of a try, and how long the receiver wants to be left alone: milliseconds, null when it did not say. */
export type AnsweredAttempt = Attempt & { retryAfter: number | null };

/** Signs and sends. */
@Injectable()
export class WebhookSenderService {
  constructor(
    private readonly http: WebhookHttp,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Never throws: whatever goes wrong is an attempt that failed. @param stop ends the attempt. */
  async send(delivery: ClaimedDelivery, stop: AbortSignal): Promise<AnsweredAttempt> {
    const startedAt = new Date(this.clock.now());
    const start = performance.now();
    const duration = (): number => Math.round(performance.now() - start);
    try {
      const secret = openWebhookSecret(this.sealer, { id: delivery.webhookId, sealedSecret: delivery.sealedSecret });
      const request = webhookRequest(delivery, secret, startedAt.getTime());
      const { statusCode, body, retryAfter } = await this.http.post(delivery.subscriberUrl, request, stop);
      const isSuccess = statusCode >= 200 && statusCode < 300;
      const error = isSuccess ? null : `the receiver answered ${statusCode}`;
      return { startedAt, duration: duration(), statusCode, error, responseBody: body, retryAfter };
    } catch (reason) {
      const error = (reason as Error).message.slice(0, MAX_ERROR);
      return { startedAt, duration: duration(), statusCode: null, error, responseBody: null, retryAfter: null };
    }
  }
}
