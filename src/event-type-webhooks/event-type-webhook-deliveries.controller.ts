import { Controller, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type ApiResponse, success } from '../common/api-response.js';
import {
  GetWebhookDeliveriesInput,
  WebhookDeliveriesOutputResponse,
  type WebhookDeliveryOutput,
  WebhookDeliveryOutputResponse,
} from '../webhooks/webhook-deliveries.dto.js';
import { WebhookDeliveryLogService } from '../webhooks/webhook-delivery-log.service.js';
import { EventTypeWebhookGuard } from './event-type-webhook.guard.js';

const WEBHOOK_ID = { name: 'webhookId', type: String, description: 'Id of the webhook, a UUID.' };
const DELIVERY_ID = { name: 'deliveryId', type: String, description: 'Id of the delivery, a UUID.' };
const EVENT_TYPE_ID = { name: 'eventTypeId', type: Number, required: true, description: 'Id of the event type.' };

// improve: webhooks.deliveries — the original does not tell what became of its webhooks.
/** What became of the deliveries to the webhooks of the caller's event types. */
@Controller('/v2/event-types/:eventTypeId/webhooks/:webhookId')
@UseGuards(EventTypeWebhookGuard)
@ApiTags('Event Types / Webhooks')
@ApiParam(EVENT_TYPE_ID)
@ApiParam(WEBHOOK_ID)
@ApiHeader({ name: 'Authorization', required: true, description: '`Bearer <token>`: an API key or an access token.' })
export class EventTypeWebhookDeliveriesController {
  constructor(private readonly log: WebhookDeliveryLogService) {}

  @Get('/deliveries')
  @ApiOperation({ summary: 'List what became of deliveries, newest first' })
  @ApiOkResponse({ type: WebhookDeliveriesOutputResponse })
  async getDeliveries(
    @Param('webhookId') webhookId: string,
    @Query() query: GetWebhookDeliveriesInput,
  ): Promise<WebhookDeliveriesOutputResponse> {
    return this.log.list(webhookId, query);
  }

  @Post('/deliveries/:deliveryId/replay')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send a delivery again', description: 'With the id and the content that it had.' })
  @ApiParam(DELIVERY_ID)
  @ApiOkResponse({ type: WebhookDeliveryOutputResponse })
  async replayDelivery(
    @Param('webhookId') webhookId: string,
    @Param('deliveryId') deliveryId: string,
  ): Promise<ApiResponse<WebhookDeliveryOutput>> {
    return success(await this.log.replay(webhookId, deliveryId));
  }

  @Post('/ping')
  @ApiOperation({ summary: 'Try a webhook out', description: 'Sends an event PING, also when the webhook is off.' })
  @ApiCreatedResponse({ type: WebhookDeliveryOutputResponse })
  async ping(@Param('webhookId') webhookId: string): Promise<ApiResponse<WebhookDeliveryOutput>> {
    return success(await this.log.ping(webhookId));
  }
}
