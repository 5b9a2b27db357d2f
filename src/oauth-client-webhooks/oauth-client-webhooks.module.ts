import { Module } from '@nestjs/common';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { OAuthClientWebhooksController } from './oauth-client-webhooks.controller.js';

@Module({ imports: [WebhooksModule], controllers: [OAuthClientWebhooksController] })
export class OAuthClientWebhooksModule {}
