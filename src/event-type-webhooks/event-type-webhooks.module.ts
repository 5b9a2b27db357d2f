import { Module } from '@nestjs/common';
import { EventTypesModule } from '../event-types/event-types.module.js';
import { EventTypeWebhooksController } from './event-type-webhooks.controller.js';
import { EventTypeWebhooksRepository } from './event-type-webhooks.repository.js';
import { EventTypeWebhooksService } from './event-type-webhooks.service.js';

@Module({
  imports: [EventTypesModule],
  controllers: [EventTypeWebhooksController],
  providers: [EventTypeWebhooksService, EventTypeWebhooksRepository],
})
export class EventTypeWebhooksModule {}
