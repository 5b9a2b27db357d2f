import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ApiError } from '../common/api-error.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { sqlStateOf } from '../database/database-error.js';
import { Sealer } from '../secrets/sealer.js';
import type {
  CreateWebhookInputDto,
  GetWebhooksInput,
  OAuthClientWebhookOutputDto,
  UpdateWebhookInputDto,
} from './oauth-client-webhooks.dto.js';
import { OAuthClientWebhooksRepository, type WebhookRow } from './oauth-client-webhooks.repository.js';
import { openWebhookSecret, sealWebhookSecret } from '../webhooks/webhook-secret.js';
import type { WebhookTrigger } from '../webhooks/webhook-triggers.js';
import { refusalOfWebhookUrl, type WebhookUrlPolicy, webhookUrlPolicy } from '../webhooks/webhook-url.js';

const UNIQUE_VIOLATION = '23505';
/** No list is longer. */
const MAX_SKIP = 2 ** 31 - 1;

/** Where a client's customer wants to hear of events. */
@Injectable()
export class OAuthClientWebhooksService {
  private readonly policy: WebhookUrlPolicy;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly repository: OAuthClientWebhooksRepository,
    private readonly sealer: Sealer,
  ) {
    this.policy = webhookUrlPolicy(settings);
  }

  /** Oldest first. */
  async list(clientId: string, { take, skip }: GetWebhooksInput): Promise<OAuthClientWebhookOutputDto[]> {
    const rows = await this.repository.listInClient(clientId, take, Math.min(skip, MAX_SKIP));
    return rows.map((row) => this.show(row));
  }

  async get(clientId: string, webhookId: string): Promise<OAuthClientWebhookOutputDto> {
    return this.show(await this.repository.getInClient(clientId, webhookId));
  }

  /** @throws ApiError 400 for an address that is not allowed, 409 when the client has a webhook with this address. */
  async create(clientId: string, input: CreateWebhookInputDto): Promise<OAuthClientWebhookOutputDto> {
    const { payloadTemplate = null, active, subscriberUrl, triggers, secret = null, version } = input;
    this.requireAllowed(subscriberUrl);
    const id = randomUUID();
    const webhook = {
      id,
      payloadTemplate,
      active,
      subscriberUrl,
      triggers,
      sealedSecret: sealWebhookSecret(this.sealer, id, secret),
    };
    try {
      const row = await this.repository.insertInClient(clientId, { ...webhook, version: version ?? undefined });
      return this.show(row);
    } catch (error) {
      if (sqlStateOf(error) !== UNIQUE_VIOLATION) throw error;
      throw ApiError.conflict('Webhook with this subscriber url already exists for this oAuth client');
    }
  }

  /** Changes what the input names. An address that stays the same is not checked again. */
  async update(
    clientId: string,
    webhookId: string,
    { secret, ...patch }: UpdateWebhookInputDto,
  ): Promise<OAuthClientWebhookOutputDto> {
    const { subscriberUrl } = patch;
    if (subscriberUrl !== undefined) {
      const current = await this.repository.getInClient(clientId, webhookId);
      if (subscriberUrl !== current.subscriberUrl) this.requireAllowed(subscriberUrl);
    }
    const sealedSecret =
      secret === undefined ? {} : { sealedSecret: sealWebhookSecret(this.sealer, webhookId, secret) };
    return this.show(await this.repository.updateInClient(clientId, webhookId, { ...patch, ...sealedSecret }));
  }

  /** Deletes the webhook and gives it as it was. */
  async delete(clientId: string, webhookId: string): Promise<OAuthClientWebhookOutputDto> {
    return this.show(await this.repository.deleteInClient(clientId, webhookId));
  }

  /** Deletes all webhooks of the client. @returns a sentence with their number. */
  async deleteAll(clientId: string): Promise<string> {
    return `${await this.repository.deleteAllInClient(clientId)} webhooks deleted`;
  }

  private requireAllowed(url: string): void {
    const reason = refusalOfWebhookUrl(url, this.policy);
    if (reason !== null) throw ApiError.badRequest(`Webhook URL is not allowed: ${reason}`);
  }

  /** The keys are in the contract's order. */
  private show({ id, payloadTemplate, triggers, subscriberUrl, active, sealedSecret, oauthClientId }: WebhookRow) {
    const secret = openWebhookSecret(this.sealer, { id, sealedSecret });
    const known = triggers as WebhookTrigger[];
    return { id, payloadTemplate, triggers: known, subscriberUrl, active, secret, oAuthClientId: oauthClientId ?? '' };
  }
}
