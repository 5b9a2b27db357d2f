import { Module } from '@nestjs/common';
import { EventTypesModule } from '../event-types/event-types.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { EventTypeWebhookDeliveriesController } from './event-type-webhook-deliveries.controller.js';
import { EventTypeWebhooksController } from './event-type-webhooks.controller.js';

@Module({
  imports: [EventTypesModule, WebhooksModule],
  controllers: [EventTypeWebhooksController, EventTypeWebhookDeliveriesController],
})
export class EventTypeWebhooksModule {}
