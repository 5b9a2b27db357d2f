import { Module } from '@nestjs/common';
import { WebhookAttemptsService } from './webhook-attempts.service.js';
import { WebhookDeliveriesController } from './webhook-deliveries.controller.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { WebhookDeliveryLogRepository } from './webhook-delivery-log.repository.js';
import { WebhookDeliveryLogService } from './webhook-delivery-log.service.js';
import { WebhookHealthService } from './webhook-health.service.js';
import { WebhookOutboxRepository } from './webhook-outbox.repository.js';
import { WebhookOutboxService } from './webhook-outbox.service.js';
import { WebhookSenderService } from './webhook-sender.service.js';
import { WebhookWorkerService } from './webhook-worker.service.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksRepository } from './webhooks.repository.js';
import { WebhooksService } from './webhooks.service.js';

@Module({
  controllers: [WebhooksController, WebhookDeliveriesController],
  providers: [
    WebhooksService,
    WebhooksRepository,
    WebhookDeliveryLogService,
    WebhookDeliveryLogRepository,
    WebhookOutboxService,
    WebhookOutboxRepository,
    WebhookWorkerService,
    WebhookAttemptsService,
    WebhookSenderService,
    WebhookHealthService,
    WebhookDeliveriesRepository,
  ],
  exports: [WebhooksService, WebhooksRepository, WebhookDeliveryLogService, WebhookOutboxService],
})
export class WebhooksModule {}
