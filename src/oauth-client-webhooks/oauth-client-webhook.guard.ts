import { applyDecorators, type CanActivate, type ExecutionContext, Injectable, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import type { OrganizationRole } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { RolesInClient } from '../oauth-clients/organization-role.guard.js';
import { isUuid } from '../webhooks/uuid.js';
import { WebhooksRepository } from '../webhooks/webhooks.repository.js';

/** Lets pass requests whose path names a webhook of the path's client. */
@Injectable()
export class OAuthClientWebhookGuard implements CanActivate {
  constructor(private readonly webhooks: WebhooksRepository) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { params } = context.switchToHttp().getRequest<Request>();
    const webhookId = String(params['webhookId']);
    const owner = isUuid(webhookId) ? (await this.webhooks.findBelonging(webhookId))?.oauthClientId : null;
    if (!owner) throw ApiError.notFound(`Webhook (${webhookId}) not found`);
    if (owner !== params['clientId']) {
      throw ApiError.forbidden('IsOAuthClientWebhookGuard - Webhook does not belong to this oAuthClient');
    }
    return true;
  }
}

/** Who may call a route with the id of a webhook; refusals list the roles in this order. */
export const RolesOnWebhook = (...roles: OrganizationRole[]): MethodDecorator & ClassDecorator =>
  applyDecorators(RolesInClient(...roles), UseGuards(OAuthClientWebhookGuard));
