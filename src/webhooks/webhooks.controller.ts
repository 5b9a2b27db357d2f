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
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { UserWebhookGuard } from './user-webhook.guard.js';
import { CreateWebhookInputDto, GetWebhooksInput, UpdateWebhookInputDto } from './webhook-inputs.dto.js';
import {
  type UserWebhookOutputDto,
  UserWebhookOutputResponseDto,
  UserWebhooksOutputResponseDto,
} from './webhooks.dto.js';
import { WebhooksService } from './webhooks.service.js';

const CONFLICT = { description: 'The caller has a webhook with this address.' };
const WEBHOOK_ID = { name: 'webhookId', type: String, description: 'Id of the webhook, a UUID.' };

/** The caller's own webhooks. */
@Controller('/v2/webhooks')
@UseGuards(UserWebhookGuard)
@ApiTags('Webhooks')
@ApiHeader({ name: 'Authorization', required: true, description: '`Bearer <token>`: an API key or an access token.' })
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Post()
  @ApiOperation({ summary: 'Create a webhook', description: 'It is told of all bookings of the caller.' })
  @ApiCreatedResponse({ type: UserWebhookOutputResponseDto })
  @ApiConflictResponse(CONFLICT)
  async createWebhook(
    @CurrentCaller() { userId }: Caller,
    @Body() body: CreateWebhookInputDto,
  ): Promise<ApiResponse<UserWebhookOutputDto>> {
    return success(await this.webhooks.create({ userId }, body));
  }

  @Get()
  @ApiOperation({ summary: "List the caller's webhooks" })
  @ApiOkResponse({ type: UserWebhooksOutputResponseDto })
  async getWebhooks(
    @CurrentCaller() { userId }: Caller,
    @Query() query: GetWebhooksInput,
  ): Promise<ApiResponse<UserWebhookOutputDto[]>> {
    return success(await this.webhooks.list({ userId }, query));
  }

  @Patch('/:webhookId')
  @ApiOperation({ summary: 'Change a webhook' })
  @ApiParam(WEBHOOK_ID)
  @ApiOkResponse({ type: UserWebhookOutputResponseDto })
  @ApiConflictResponse(CONFLICT)
  async updateWebhook(
    @CurrentCaller() { userId }: Caller,
    @Param('webhookId') webhookId: string,
    @Body() body: UpdateWebhookInputDto,
  ): Promise<ApiResponse<UserWebhookOutputDto>> {
    return success(await this.webhooks.update({ userId }, webhookId, body));
  }

  @Get('/:webhookId')
  @ApiOperation({ summary: 'Get a webhook' })
  @ApiParam(WEBHOOK_ID)
  @ApiOkResponse({ type: UserWebhookOutputResponseDto })
  async getWebhook(
    @CurrentCaller() { userId }: Caller,
    @Param('webhookId') webhookId: string,
  ): Promise<ApiResponse<UserWebhookOutputDto>> {
    return success(await this.webhooks.get({ userId }, webhookId));
  }

  @Delete('/:webhookId')
  @ApiOperation({ summary: 'Delete a webhook' })
  @ApiParam(WEBHOOK_ID)
  @ApiOkResponse({ type: UserWebhookOutputResponseDto })
  async deleteWebhook(
    @CurrentCaller() { userId }: Caller,
    @Param('webhookId') webhookId: string,
  ): Promise<ApiResponse<UserWebhookOutputDto>> {
    return success(await this.webhooks.delete({ userId }, webhookId));
  }
}
