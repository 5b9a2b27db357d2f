import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ApiError } from '../common/api-error.js';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { sqlStateOf } from '../database/database-error.js';
import type {
  CreateWebhookInputDto,
  GetWebhooksInput,
  UpdateWebhookInputDto,
} from '../oauth-client-webhooks/oauth-client-webhooks.dto.js';
import type { WebhookRow } from '../oauth-client-webhooks/oauth-client-webhooks.repository.js';
import { openWebhookSecret, sealWebhookSecret } from '../webhooks/webhook-secret.js';
import type { WebhookTrigger } from '../webhooks/webhook-triggers.js';
import { refusalOfWebhookUrl, webhookUrlPolicy } from '../webhooks/webhook-url.js';
import { Sealer } from '../secrets/sealer.js';
import type { EventTypeWebhookOutputDto } from './event-type-webhooks.dto.js';
import { EventTypeWebhooksRepository } from './event-type-webhooks.repository.js';

const UNIQUE_VIOLATION = '23505';

/** Where the owner of an event type wants to hear of its bookings. */
@Injectable()
export class EventTypeWebhooksService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly repository: EventTypeWebhooksRepository,
    private readonly sealer: Sealer,
  ) {}

  /** Oldest first. */
  async list(eventTypeId: number, { take, skip }: GetWebhooksInput): Promise<EventTypeWebhookOutputDto[]> {
    const rows = await this.repository.listInEventType(eventTypeId, take, Math.min(skip, MAX_ID));
    return rows.map((row) => this.show(eventTypeId, row));
  }

  async get(eventTypeId: number, id: string): Promise<EventTypeWebhookOutputDto> {
    return this.show(eventTypeId, await this.repository.getInEventType(eventTypeId, id));
  }

  /** @throws ApiError 400 for an address or a trigger that is not allowed, 409 when there is one with this address. */
  async create(eventTypeId: number, input: CreateWebhookInputDto): Promise<EventTypeWebhookOutputDto> {
    const { secret = null, version, payloadTemplate = null, ...webhook } = input;
    this.requireAllowed(webhook.triggers, webhook.subscriberUrl);
    const id = randomUUID();
    const row = {
      ...webhook,
      id,
      payloadTemplate,
      sealedSecret: sealWebhookSecret(this.sealer, id, secret),
      version: version ?? undefined,
    };
    return this.show(eventTypeId, await withOneAddress(() => this.repository.insertInEventType(eventTypeId, row)));
  }

  /** Changes what the input names. An address that stays the same is not checked again. */
  async update(eventTypeId: number, id: string, input: UpdateWebhookInputDto): Promise<EventTypeWebhookOutputDto> {
    const { secret, ...patch } = input;
    const current = await this.repository.getInEventType(eventTypeId, id);
    const isMoved = patch.subscriberUrl !== current.subscriberUrl;
    this.requireAllowed(patch.triggers ?? [], isMoved ? patch.subscriberUrl : undefined);
    const data = secret === undefined ? patch : { ...patch, sealedSecret: sealWebhookSecret(this.sealer, id, secret) };
    return this.show(eventTypeId, await withOneAddress(() => this.repository.updateInEventType(eventTypeId, id, data)));
  }

  /** Deletes the webhook and gives it as it was. */
  async delete(eventTypeId: number, id: string): Promise<EventTypeWebhookOutputDto> {
    return this.show(eventTypeId, await this.repository.deleteInEventType(eventTypeId, id));
  }

  /** Deletes all webhooks of the event type. @returns a sentence with their number. */
  async deleteAll(eventTypeId: number): Promise<string> {
    return `${await this.repository.deleteAllInEventType(eventTypeId)} webhooks deleted`;
  }

  private requireAllowed(triggers: WebhookTrigger[], url: string | undefined): void {
    if (triggers.includes('DELEGATION_CREDENTIAL_ERROR')) {
      throw ApiError.badRequest('DELEGATION_CREDENTIAL_ERROR trigger is only available for organization webhooks');
    }
    const reason = url === undefined ? null : refusalOfWebhookUrl(url, webhookUrlPolicy(this.settings));
    if (reason !== null) throw ApiError.badRequest(`Webhook URL is not allowed: ${reason}`);
  }

  /** The keys are in the contract's order. */
  private show(eventTypeId: number, row: WebhookRow): EventTypeWebhookOutputDto {
    const { id, payloadTemplate, triggers, subscriberUrl, active, sealedSecret } = row;
    const secret = openWebhookSecret(this.sealer, { id, sealedSecret });
    const known = triggers as WebhookTrigger[];
    return { id, payloadTemplate, triggers: known, subscriberUrl, active, secret, eventTypeId };
  }
}

/** The database decides whether there is one with this address. */
async function withOneAddress(write: () => Promise<WebhookRow>): Promise<WebhookRow> {
  try {
    return await write();
  } catch (error) {
    if (sqlStateOf(error) !== UNIQUE_VIOLATION) throw error;
    throw ApiError.conflict('Webhook with this subscriber url already exists for this event type');
  }
}
