import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { AuthenticatedRequest } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { isUuid } from './uuid.js';
import { WebhooksRepository } from './webhooks.repository.js';

const GUARD = 'IsUserWebhookGuard';

/** Lets pass requests whose path names a webhook of the caller, or none. */
@Injectable()
export class UserWebhookGuard implements CanActivate {
  constructor(private readonly webhooks: WebhooksRepository) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { caller, params } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (params['webhookId'] === undefined) return true;
    const webhookId = String(params['webhookId']);
    const found = isUuid(webhookId) ? await this.webhooks.findBelonging(webhookId) : null;
    if (!found) throw ApiError.notFound(`${GUARD} - Webhook (${webhookId}) not found`);
    if (found.userId !== caller?.userId) {
      throw ApiError.forbidden(
        `${GUARD} - user with id=(${caller?.userId}) is not the owner of webhook with id=(${webhookId})`,
      );
    }
    return true;
  }
}
