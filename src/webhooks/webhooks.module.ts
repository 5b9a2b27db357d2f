import { Module } from '@nestjs/common';
import { WebhookAttemptsService } from './webhook-attempts.service.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { WebhookHealthService } from './webhook-health.service.js';
import { WebhookHttp } from './webhook-http.js';
import { WebhookOutboxRepository } from './webhook-outbox.repository.js';
import { WebhookOutboxService } from './webhook-outbox.service.js';
import { WebhookSenderService } from './webhook-sender.service.js';
import { WebhookWorkerService } from './webhook-worker.service.js';

@Module({
  providers: [
    WebhookOutboxService,
    WebhookOutboxRepository,
    WebhookWorkerService,
    WebhookAttemptsService,
    WebhookSenderService,
    WebhookHealthService,
    WebhookHttp,
    WebhookDeliveriesRepository,
  ],
  exports: [WebhookOutboxService],
})
export class WebhooksModule {}
