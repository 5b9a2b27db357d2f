import { Module } from '@nestjs/common';
import { EventTypesModule } from '../event-types/event-types.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { EventTypeWebhooksController } from './event-type-webhooks.controller.js';

@Module({ imports: [EventTypesModule, WebhooksModule], controllers: [EventTypeWebhooksController] })
export class EventTypeWebhooksModule {}
