import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import type { WebhookTrigger } from './webhook-triggers.js';

/** Whose webhook it is. */
export type WebhookOwner = { oauthClientId: string } | { eventTypeId: number } | { userId: number };

/** A webhook as stored. */
export interface WebhookRow {
  id: string;
  subscriberUrl: string;
  active: boolean;
  triggers: string[];
  payloadTemplate: string | null;
  /** Encrypted; null when there is no secret. */
  sealedSecret: Uint8Array | null;
}

export interface NewWebhook {
  id: string;
  subscriberUrl: string;
  active: boolean;
  triggers: WebhookTrigger[];
  payloadTemplate: string | null;
  sealedSecret: Uint8Array<ArrayBuffer> | null;
  version?: string;
}

/** Columns to change. Absent: stays. */
export type WebhookPatch = Partial<Omit<NewWebhook, 'id'>> & { failingSince?: null };

/** The webhooks of clients, event types and users; every query but one names the owner. */
@Injectable()
export class WebhooksRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** What the webhook belongs to; null when there is no such webhook. For the guards, which tell the two apart. */
  findBelonging(id: string) {
    const select = { oauthClientId: true, eventTypeId: true, userId: true };
    return this.prisma.webhook.findUnique({ where: { id }, select });
  }

  /** @throws an error that is answered with 404 when the owner has no such webhook; so do the changes below. */
  getOf(owner: WebhookOwner, id: string): Promise<WebhookRow> {
    return this.prisma.webhook.findUniqueOrThrow({ where: { id, ...owner } });
  }

  // improve: webhooks.order — the original has no order.
  /** Oldest first. */
  listOf(owner: WebhookOwner, take: number, skip: number): Promise<WebhookRow[]> {
    const orderBy = [{ createdAt: 'asc' as const }, { id: 'asc' as const }];
    return this.prisma.webhook.findMany({ where: owner, orderBy, take, skip });
  }

  insertFor(owner: WebhookOwner, webhook: NewWebhook): Promise<WebhookRow> {
    return this.prisma.webhook.create({ data: { ...webhook, ...owner } });
  }

  updateOf(owner: WebhookOwner, id: string, data: WebhookPatch): Promise<WebhookRow> {
    return this.prisma.webhook.update({ where: { id, ...owner }, data });
  }

  /** Gives the webhook as it was. */
  deleteOf(owner: WebhookOwner, id: string): Promise<WebhookRow> {
    return this.prisma.webhook.delete({ where: { id, ...owner } });
  }

  /** @returns how many there were. */
  async deleteAllOf(owner: WebhookOwner): Promise<number> {
    return (await this.prisma.webhook.deleteMany({ where: owner })).count;
  }
}
