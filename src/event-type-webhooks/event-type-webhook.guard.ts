import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { AuthenticatedRequest } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { EventTypesService } from '../event-types/event-types.service.js';
import { isUuid } from '../webhooks/uuid.js';
import { WebhooksRepository } from '../webhooks/webhooks.repository.js';

const GUARD = 'IsUserEventTypeWebhookGuard';

/** Lets pass requests whose path names an event type of the caller and, if any, a webhook of that event type. */
@Injectable()
export class EventTypeWebhookGuard implements CanActivate {
  constructor(
    private readonly eventTypes: EventTypesService,
    private readonly webhooks: WebhooksRepository,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { caller, params } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const eventTypeId = Number(params['eventTypeId']);
    const found = Number.isInteger(eventTypeId) ? await this.eventTypes.find(eventTypeId) : null;
    if (!found) throw ApiError.notFound(`${GUARD} - Event type (${String(params['eventTypeId'])}) not found`);
    if (found.userId !== caller?.userId) {
      throw ApiError.forbidden(`${GUARD} - User (${caller?.userId}) is not the owner of event type (${eventTypeId})`);
    }
    if (params['webhookId'] !== undefined) await this.requireWebhook(eventTypeId, String(params['webhookId']));
    return true;
  }

  private async requireWebhook(eventTypeId: number, webhookId: string): Promise<void> {
    const belonging = isUuid(webhookId) ? await this.webhooks.findBelonging(webhookId) : null;
    if (!belonging) throw ApiError.notFound(`Webhook (${webhookId}) not found`);
    if (belonging.eventTypeId === null) {
      throw ApiError.badRequest(`${GUARD} - Webhook (${webhookId}) is not associated with an event type`);
    }
    if (belonging.eventTypeId !== eventTypeId) {
      throw ApiError.forbidden(`${GUARD} - Webhook (${webhookId}) is not associated with event type (${eventTypeId})`);
    }
  }
}
