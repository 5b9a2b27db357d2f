import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type ApiResponse, success } from '../common/api-response.js';
import {
  GetWebhookDeliveriesInput,
  WebhookDeliveriesOutputResponse,
  type WebhookDeliveryOutput,
  WebhookDeliveryOutputResponse,
} from '../webhooks/webhook-deliveries.dto.js';
import { WebhookDeliveryLogService } from '../webhooks/webhook-delivery-log.service.js';
import { RolesOnWebhook } from './oauth-client-webhook.guard.js';

const WEBHOOK_ID = { name: 'webhookId', type: String, description: 'Id of the webhook, a UUID.' };
const DELIVERY_ID = { name: 'deliveryId', type: String, description: 'Id of the delivery, a UUID.' };
const CLIENT_ID = { name: 'clientId', type: String, description: 'Id of the OAuth client.' };

// improve: webhooks.deliveries — the original does not tell what became of its webhooks.
/** What became of the deliveries to a client's webhooks: they tell of bookings, so members do not see them. */
@Controller('/v2/oauth-clients/:clientId/webhooks/:webhookId')
@ApiTags('Deprecated: Platform / Webhooks')
@ApiParam(CLIENT_ID)
@RolesOnWebhook('ADMIN', 'OWNER')
@ApiParam(WEBHOOK_ID)
@ApiHeader({ name: 'x-cal-secret-key', required: true, description: 'Secret of the OAuth client, or use an API key.' })
export class OAuthClientWebhookDeliveriesController {
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
