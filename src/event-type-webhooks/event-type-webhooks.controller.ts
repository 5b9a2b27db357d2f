import { Body, Controller, Delete, Get, Param, Patch, Post, Query, UseGuards } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { type ApiResponse, success } from '../common/api-response.js';
import { NumericIdPipe } from '../common/numeric-id.pipe.js';
import {
  CreateWebhookInputDto,
  DeleteManyWebhooksOutputResponseDto,
  GetWebhooksInput,
  UpdateWebhookInputDto,
} from '../webhooks/webhook-inputs.dto.js';
import { WebhooksService } from '../webhooks/webhooks.service.js';
import { EventTypeWebhookGuard } from './event-type-webhook.guard.js';
import {
  type EventTypeWebhookOutputDto,
  EventTypeWebhookOutputResponseDto,
  EventTypeWebhooksOutputResponseDto,
} from './event-type-webhooks.dto.js';

const CONFLICT = { description: 'The event type has a webhook with this address.' };
const WEBHOOK_ID = { name: 'webhookId', type: String, description: 'Id of the webhook, a UUID.' };
const EVENT_TYPE_ID = { name: 'eventTypeId', type: Number, required: true, description: 'Id of the event type.' };

/** The webhooks of the caller's event types. */
@Controller('/v2/event-types/:eventTypeId/webhooks')
@UseGuards(EventTypeWebhookGuard)
@ApiTags('Event Types / Webhooks')
@ApiParam(EVENT_TYPE_ID)
@ApiHeader({ name: 'Authorization', required: true, description: '`Bearer <token>`: an API key or an access token.' })
export class EventTypeWebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Post()
  @ApiOperation({ summary: 'Create a webhook' })
  @ApiCreatedResponse({ type: EventTypeWebhookOutputResponseDto })
  @ApiConflictResponse(CONFLICT)
  async createEventTypeWebhook(
    @Param('eventTypeId', NumericIdPipe) eventTypeId: number,
    @Body() body: CreateWebhookInputDto,
  ): Promise<ApiResponse<EventTypeWebhookOutputDto>> {
    return success(await this.webhooks.create({ eventTypeId }, body));
  }

  @Get()
  @ApiOperation({ summary: 'List the webhooks of an event type' })
  @ApiOkResponse({ type: EventTypeWebhooksOutputResponseDto })
  async getEventTypeWebhooks(
    @Param('eventTypeId', NumericIdPipe) eventTypeId: number,
    @Query() query: GetWebhooksInput,
  ): Promise<ApiResponse<EventTypeWebhookOutputDto[]>> {
    return success(await this.webhooks.list({ eventTypeId }, query));
  }

  @Delete()
  @ApiOperation({ summary: 'Delete all webhooks of an event type' })
  @ApiOkResponse({ type: DeleteManyWebhooksOutputResponseDto })
  async deleteAllEventTypeWebhooks(
    @Param('eventTypeId', NumericIdPipe) eventTypeId: number,
  ): Promise<ApiResponse<string>> {
    return success(await this.webhooks.deleteAll({ eventTypeId }));
  }

  @Patch('/:webhookId')
  @ApiOperation({ summary: 'Change a webhook' })
  @ApiParam(WEBHOOK_ID)
  @ApiOkResponse({ type: EventTypeWebhookOutputResponseDto })
  @ApiConflictResponse(CONFLICT)
  async updateEventTypeWebhook(
    @Param('eventTypeId', NumericIdPipe) eventTypeId: number,
    @Param('webhookId') webhookId: string,
    @Body() body: UpdateWebhookInputDto,
  ): Promise<ApiResponse<EventTypeWebhookOutputDto>> {
    return success(await this.webhooks.update({ eventTypeId }, webhookId, body));
  }

  @Get('/:webhookId')
  @ApiOperation({ summary: 'Get a webhook' })
  @ApiParam(WEBHOOK_ID)
  @ApiOkResponse({ type: EventTypeWebhookOutputResponseDto })
  async getEventTypeWebhook(
    @Param('eventTypeId', NumericIdPipe) eventTypeId: number,
    @Param('webhookId') webhookId: string,
  ): Promise<ApiResponse<EventTypeWebhookOutputDto>> {
    return success(await this.webhooks.get({ eventTypeId }, webhookId));
  }

  @Delete('/:webhookId')
  @ApiOperation({ summary: 'Delete a webhook' })
  @ApiParam(WEBHOOK_ID)
  @ApiOkResponse({ type: EventTypeWebhookOutputResponseDto })
  async deleteEventTypeWebhook(
    @Param('eventTypeId', NumericIdPipe) eventTypeId: number,
    @Param('webhookId') webhookId: string,
  ): Promise<ApiResponse<EventTypeWebhookOutputDto>> {
    return success(await this.webhooks.delete({ eventTypeId }, webhookId));
  }
}
