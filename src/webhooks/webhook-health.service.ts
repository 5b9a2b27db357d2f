import { Inject, Injectable } from '@nestjs/common';
import { recordAuditEvent } from '../audit/audit.repository.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { PrismaService } from '../database/prisma.service.js';
import { type Attempt, type ClaimedDelivery, WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';

/** The receiver does not want to hear of anything any more. */
export const GONE = 410;

const DAY = 86_400_000;

/** Knows since when a webhook has failed, and switches it off when it is dead. */
@Injectable()
export class WebhookHealthService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly prisma: PrismaService,
  ) {}

  /** @param delivery as it was before the attempt. */
  async note({ webhookId, failingSince }: ClaimedDelivery, { error, statusCode, startedAt }: Attempt): Promise<void> {
    const days = this.settings.webhookFailureDays;
    if (error === null) {
      if (failingSince) await this.deliveries.noteSuccess(webhookId);
    } else if (statusCode === GONE) {
      await this.switchOff(webhookId, null, 'the receiver answered 410');
    } else if (!failingSince) {
      await this.deliveries.noteFailure(webhookId, startedAt);
    } else if (days > 0) {
      const limit = new Date(startedAt.getTime() - days * DAY);
      if (failingSince <= limit) await this.switchOff(webhookId, limit, `no success for ${days} days`);
    }
  }

  /** @param failingBefore only if it has failed since then at least; null in any case. */
  private async switchOff(webhookId: string, failingBefore: Date | null, reason: string): Promise<void> {
    await this.prisma.transaction(async (on) => {
      const owner = await this.deliveries.switchOff(webhookId, failingBefore, on);
      if (!owner) return;
      const { organizationId, oauthClientId } = owner;
      const whose = { organizationId, oauthClientId, targetId: webhookId };
      await recordAuditEvent({ action: 'webhook.switched-off', actor: null, ...whose, details: { reason } }, on);
    });
  }
}
