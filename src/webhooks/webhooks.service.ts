import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ApiError } from '../common/api-error.js';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { sqlStateOf } from '../database/database-error.js';
import { Sealer } from '../secrets/sealer.js';
import type { CreateWebhookInputDto, GetWebhooksInput, UpdateWebhookInputDto } from './webhook-inputs.dto.js';
import { openWebhookSecret, sealWebhookSecret } from './webhook-secret.js';
import type { WebhookTrigger } from './webhook-triggers.js';
import { refusalOfUrl, type OutboundPolicy, outboundPolicy } from '../outbound/allowed-url.js';
import { type WebhookOwner, type WebhookRow, WebhooksRepository } from './webhooks.repository.js';

const UNIQUE_VIOLATION = '23505';

/** A webhook as its owner sees it, but for whose it is. The keys are in the contract's order. */
export interface ShownWebhook {
  id: string;
  payloadTemplate: string | null;
  triggers: WebhookTrigger[];
  subscriberUrl: string;
  active: boolean;
  secret: string | null;
}

/** The owner in the contract's spelling. */
type ShownOwner<Owner> = Owner extends { oauthClientId: string } ? { oAuthClientId: string } : Owner;

/** Where customers want to hear of events: their clients, their event types, or they themselves. */
@Injectable()
export class WebhooksService {
  private readonly policy: OutboundPolicy;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly repository: WebhooksRepository,
    private readonly sealer: Sealer,
  ) {
    this.policy = outboundPolicy(settings);
  }

  /** Oldest first. */
  async list<Owner extends WebhookOwner>(owner: Owner, { take, skip }: GetWebhooksInput) {
    const rows = await this.repository.listOf(owner, take, Math.min(skip, MAX_ID));
    return rows.map((row) => this.show(owner, row));
  }

  async get<Owner extends WebhookOwner>(owner: Owner, id: string) {
    return this.show(owner, await this.repository.getOf(owner, id));
  }

  /** @throws ApiError 400 for an address or a trigger that is not allowed, 409 when there is one with this address. */
  async create<Owner extends WebhookOwner>(owner: Owner, input: CreateWebhookInputDto) {
    const { payloadTemplate = null, active, subscriberUrl, triggers, secret = null, version } = input;
    this.requireAllowed(owner, triggers, subscriberUrl);
    const id = randomUUID();
    const sealedSecret = sealWebhookSecret(this.sealer, id, secret);
    const webhook = { id, payloadTemplate, active, subscriberUrl, triggers, sealedSecret };
    const row = await withOneAddress(owner, () =>
      this.repository.insertFor(owner, { ...webhook, version: version ?? undefined }),
    );
    return this.show(owner, row);
  }

  /** Changes what the input names. An address that stays the same is not checked again. */
  async update<Owner extends WebhookOwner>(owner: Owner, id: string, input: UpdateWebhookInputDto) {
    const { secret, ...patch } = input;
    const { subscriberUrl } = await this.repository.getOf(owner, id);
    const isMoved = patch.subscriberUrl !== undefined && patch.subscriberUrl !== subscriberUrl;
    this.requireAllowed(owner, patch.triggers ?? [], isMoved ? patch.subscriberUrl : undefined);
    const data = {
      ...patch,
      ...(secret !== undefined && { sealedSecret: sealWebhookSecret(this.sealer, id, secret) }),
      // Otherwise one that was switched off would be switched off again by its next failure.
      ...((patch.active || isMoved) && { failingSince: null }),
    };
    return this.show(owner, await withOneAddress(owner, () => this.repository.updateOf(owner, id, data)));
  }

  /** Deletes the webhook and gives it as it was. */
  async delete<Owner extends WebhookOwner>(owner: Owner, id: string) {
    return this.show(owner, await this.repository.deleteOf(owner, id));
  }

  /** Deletes all webhooks of the owner. @returns a sentence with their number. */
  async deleteAll(owner: WebhookOwner): Promise<string> {
    return `${await this.repository.deleteAllOf(owner)} webhooks deleted`;
  }

  private requireAllowed(owner: WebhookOwner, triggers: WebhookTrigger[], url: string | undefined): void {
    if (!('oauthClientId' in owner) && triggers.includes('DELEGATION_CREDENTIAL_ERROR')) {
      throw ApiError.badRequest('DELEGATION_CREDENTIAL_ERROR trigger is only available for organization webhooks');
    }
    const reason = url === undefined ? null : refusalOfUrl(url, this.policy);
    if (reason !== null) throw ApiError.badRequest(`Webhook URL is not allowed: ${reason}`);
  }

  private show<Owner extends WebhookOwner>(owner: Owner, row: WebhookRow): ShownWebhook & ShownOwner<Owner> {
    const { id, payloadTemplate, triggers, subscriberUrl, active, sealedSecret } = row;
    const secret = openWebhookSecret(this.sealer, { id, sealedSecret });
    const shown = { id, payloadTemplate, triggers: triggers as WebhookTrigger[], subscriberUrl, active, secret };
    return { ...shown, ...shownOwner(owner) } as ShownWebhook & ShownOwner<Owner>;
  }
}

/** The database decides whether there is one with this address. */
async function withOneAddress(owner: WebhookOwner, write: () => Promise<WebhookRow>): Promise<WebhookRow> {
  try {
    return await write();
  } catch (error) {
    if (sqlStateOf(error) !== UNIQUE_VIOLATION) throw error;
    throw ApiError.conflict(`Webhook with this subscriber url already exists for this ${nameOf(owner)}`);
  }
}

function nameOf(owner: WebhookOwner): string {
  if ('oauthClientId' in owner) return 'oAuth client';
  return 'eventTypeId' in owner ? 'event type' : 'user';
}

const shownOwner = (owner: WebhookOwner): object =>
  'oauthClientId' in owner ? { oAuthClientId: owner.oauthClientId } : owner;
