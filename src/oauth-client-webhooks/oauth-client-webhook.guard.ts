import { applyDecorators, type CanActivate, type ExecutionContext, Injectable, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import type { OrganizationRole } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { RolesInClient } from '../oauth-clients/organization-role.guard.js';
import { OAuthClientWebhooksRepository } from './oauth-client-webhooks.repository.js';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Lets pass requests whose path names a webhook of the path's client. */
@Injectable()
export class OAuthClientWebhookGuard implements CanActivate {
  constructor(private readonly webhooks: OAuthClientWebhooksRepository) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { params } = context.switchToHttp().getRequest<Request>();
    const webhookId = String(params['webhookId']);
    const owner = UUID.test(webhookId) ? await this.webhooks.findOwner(webhookId) : null;
    if (owner === null) throw ApiError.notFound(`Webhook (${webhookId}) not found`);
    if (owner !== params['clientId']) {
      throw ApiError.forbidden('IsOAuthClientWebhookGuard - Webhook does not belong to this oAuthClient');
    }
    return true;
  }
}

/** Who may call a route with the id of a webhook; refusals list the roles in this order. */
export const RolesOnWebhook = (...roles: OrganizationRole[]): MethodDecorator & ClassDecorator =>
  applyDecorators(RolesInClient(...roles), UseGuards(OAuthClientWebhookGuard));
