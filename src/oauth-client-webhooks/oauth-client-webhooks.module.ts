import { Module } from '@nestjs/common';
import { OAuthClientWebhooksController } from './oauth-client-webhooks.controller.js';
import { OAuthClientWebhooksRepository } from './oauth-client-webhooks.repository.js';
import { OAuthClientWebhooksService } from './oauth-client-webhooks.service.js';

@Module({
  controllers: [OAuthClientWebhooksController],
  providers: [OAuthClientWebhooksService, OAuthClientWebhooksRepository],
})
export class OAuthClientWebhooksModule {}
