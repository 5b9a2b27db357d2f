import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { outboundPolicy } from '../outbound/allowed-url.js';
import { outboundRequest } from '../outbound/outbound-request.js';
import { Sealer } from '../secrets/sealer.js';
import { readRetryAfter } from './retry-after.js';
import type { Attempt, ClaimedDelivery } from './webhook-deliveries.repository.js';
import { webhookRequest } from './webhook-request.js';
import { openWebhookSecret } from './webhook-secret.js';

/** For the whole exchange, milliseconds. */
const TIMEOUT = 10_000;
/** So much of an answer is read, and so much of that is kept; bytes. */
const [MAX_READ, MAX_KEPT] = [64 * 1024, 1024];
/** Characters of an error that are kept. */
const MAX_ERROR = 500;

/** What came of a try, and how long the receiver wants to be left alone: milliseconds, null when it did not say. */
export type AnsweredAttempt = Attempt & { retryAfter: number | null };

/** Signs and sends. Redirects are not followed: they are answers like any other. */
@Injectable()
export class WebhookSenderService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Never throws: whatever goes wrong is an attempt that failed. @param stop ends the attempt. */
  async send(delivery: ClaimedDelivery, stop: AbortSignal): Promise<AnsweredAttempt> {
    const startedAt = new Date(this.clock.now());
    const start = performance.now();
    const duration = (): number => Math.round(performance.now() - start);
    try {
      const { status, headers, body } = await this.post(delivery, startedAt, stop);
      return {
        ...{ startedAt, duration: duration(), statusCode: status },
        error: status >= 200 && status < 300 ? null : `the receiver answered ${status}`,
        // What PostgreSQL cannot store is left out.
        responseBody: body.subarray(0, MAX_KEPT).toString().replaceAll('\0', '') || null,
        retryAfter: readRetryAfter(headers['retry-after'], Date.now()),
      };
    } catch (reason) {
      const error = (reason as Error).message.slice(0, MAX_ERROR);
      return { startedAt, duration: duration(), statusCode: null, error, responseBody: null, retryAfter: null };
    }
  }

  private post(delivery: ClaimedDelivery, now: Date, signal: AbortSignal) {
    const secret = openWebhookSecret(this.sealer, { id: delivery.webhookId, sealedSecret: delivery.sealedSecret });
    const { headers, body } = webhookRequest(delivery, secret, now.getTime());
    return outboundRequest({
      ...{ url: delivery.subscriberUrl, method: 'POST', body, signal, policy: outboundPolicy(this.settings) },
      headers: { ...headers, 'User-Agent': 'managed-users-server' },
      ...{ timeout: TIMEOUT, maxBytes: MAX_READ, isCut: true },
    });
  }
}
