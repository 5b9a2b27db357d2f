import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import type { WebhookTrigger } from '../webhooks/webhook-triggers.js';

/** A webhook as stored. */
export interface WebhookRow {
  id: string;
  oauthClientId: string | null;
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
export type WebhookPatch = Partial<Omit<NewWebhook, 'id'>>;

/** The webhooks of OAuth clients; every query but one names the client. */
@Injectable()
export class OAuthClientWebhooksRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Whose webhook it is; null when there is no such webhook of a client. For the guard, which tells the two apart. */
  async findOwner(webhookId: string): Promise<string | null> {
    const found = await this.prisma.webhook.findUnique({ where: { id: webhookId }, select: { oauthClientId: true } });
    return found?.oauthClientId ?? null;
  }

  /** @throws an error that is answered with 404 when the client has no such webhook; so do the changes below. */
  getInClient(oauthClientId: string, id: string): Promise<WebhookRow> {
    return this.prisma.webhook.findUniqueOrThrow({ where: { id, oauthClientId } });
  }

  // improve: webhooks.order — the original has no order.
  /** Oldest first. */
  listInClient(oauthClientId: string, take: number, skip: number): Promise<WebhookRow[]> {
    return this.prisma.webhook.findMany({
      where: { oauthClientId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take,
      skip,
    });
  }

  insertInClient(oauthClientId: string, webhook: NewWebhook): Promise<WebhookRow> {
    return this.prisma.webhook.create({ data: { ...webhook, oauthClientId } });
  }

  updateInClient(oauthClientId: string, id: string, data: WebhookPatch): Promise<WebhookRow> {
    return this.prisma.webhook.update({ where: { id, oauthClientId }, data });
  }

  /** Gives the webhook as it was. */
  deleteInClient(oauthClientId: string, id: string): Promise<WebhookRow> {
    return this.prisma.webhook.delete({ where: { id, oauthClientId } });
  }

  /** @returns how many there were. */
  async deleteAllInClient(oauthClientId: string): Promise<number> {
    return (await this.prisma.webhook.deleteMany({ where: { oauthClientId } })).count;
  }
}
