import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import type { DeliveryStatus, WebhookAttempt, WebhookDelivery } from '../generated/prisma/client.js';
import type { DeliveryPlace } from './webhook-delivery-cursor.js';

/** A delivery with its attempts, oldest first. */
export type LoggedDelivery = WebhookDelivery & { history: WebhookAttempt[] };

const WITH_HISTORY = { history: { orderBy: { id: 'asc' as const } } };

/** Deliveries as the owner of a webhook sees them; every query names the webhook. */
@Injectable()
export class WebhookDeliveryLogRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Newest first. @param behind the last one of the page before. */
  listInWebhook(webhookId: string, status: DeliveryStatus | undefined, behind: DeliveryPlace | null, take: number) {
    const older = behind && {
      OR: [{ createdAt: { lt: behind.createdAt } }, { createdAt: behind.createdAt, id: { lt: behind.id } }],
    };
    return this.prisma.webhookDelivery.findMany({
      where: { webhookId, status, ...older },
      include: WITH_HISTORY,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take,
    });
  }

  findInWebhook(webhookId: string, id: string) {
    return this.prisma.webhookDelivery.findUnique({ where: { id, webhookId }, include: { webhook: true } });
  }

  /** As if it had never been tried, but for the record of the attempts. */
  restartInWebhook(webhookId: string, id: string, dueAt: Date): Promise<LoggedDelivery> {
    const data = { status: 'PENDING' as const, attempts: 0, dueAt };
    return this.prisma.webhookDelivery.update({ where: { id, webhookId }, data, include: WITH_HISTORY });
  }

  insertInWebhook(webhookId: string, trigger: string, payload: object, createdAt: Date): Promise<LoggedDelivery> {
    const data = { webhookId, trigger, payload, createdAt, dueAt: createdAt };
    return this.prisma.webhookDelivery.create({ data, include: WITH_HISTORY });
  }
}
