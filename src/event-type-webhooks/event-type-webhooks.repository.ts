import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import type {
  NewWebhook,
  WebhookPatch,
  WebhookRow,
} from '../oauth-client-webhooks/oauth-client-webhooks.repository.js';

/** The webhooks of event types; every query but one names the event type. */
@Injectable()
export class EventTypeWebhooksRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** What the webhook belongs to, whosever it is; null when there is no such webhook. For the guard. */
  findBelonging(id: string): Promise<{ eventTypeId: number | null } | null> {
    return this.prisma.webhook.findUnique({ where: { id }, select: { eventTypeId: true } });
  }

  /** @throws an error that is answered with 404 when the event type has no such webhook; so do the changes below. */
  getInEventType(eventTypeId: number, id: string): Promise<WebhookRow> {
    return this.prisma.webhook.findUniqueOrThrow({ where: { id, eventTypeId } });
  }

  /** Oldest first. */
  listInEventType(eventTypeId: number, take: number, skip: number): Promise<WebhookRow[]> {
    const orderBy = [{ createdAt: 'asc' as const }, { id: 'asc' as const }];
    return this.prisma.webhook.findMany({ where: { eventTypeId }, orderBy, take, skip });
  }

  insertInEventType(eventTypeId: number, webhook: NewWebhook): Promise<WebhookRow> {
    return this.prisma.webhook.create({ data: { ...webhook, eventTypeId } });
  }

  updateInEventType(eventTypeId: number, id: string, data: WebhookPatch): Promise<WebhookRow> {
    return this.prisma.webhook.update({ where: { id, eventTypeId }, data });
  }

  /** Gives the webhook as it was. */
  deleteInEventType(eventTypeId: number, id: string): Promise<WebhookRow> {
    return this.prisma.webhook.delete({ where: { id, eventTypeId } });
  }

  /** @returns how many there were. */
  async deleteAllInEventType(eventTypeId: number): Promise<number> {
    return (await this.prisma.webhook.deleteMany({ where: { eventTypeId } })).count;
  }
}
