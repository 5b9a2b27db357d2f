import { Module } from '@nestjs/common';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { OAuthClientWebhookDeliveriesController } from './oauth-client-webhook-deliveries.controller.js';
import { OAuthClientWebhooksController } from './oauth-client-webhooks.controller.js';

@Module({
  imports: [WebhooksModule],
  controllers: [OAuthClientWebhooksController, OAuthClientWebhookDeliveriesController],
})
export class OAuthClientWebhooksModule {}
