import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
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
import { RolesInClient } from '../oauth-clients/organization-role.guard.js';
import { RolesOnWebhook } from './oauth-client-webhook.guard.js';
import {
  CreateWebhookInputDto,
  DeleteManyWebhooksOutputResponseDto,
  GetWebhooksInput,
  UpdateWebhookInputDto,
} from '../webhooks/webhook-inputs.dto.js';
import { WebhooksService } from '../webhooks/webhooks.service.js';
import {
  type OAuthClientWebhookOutputDto,
  OAuthClientWebhookOutputResponseDto,
  OAuthClientWebhooksOutputResponseDto,
} from './oauth-client-webhooks.dto.js';

const CONFLICT = { description: 'The client has a webhook with this address.' };
const WEBHOOK_ID = { name: 'webhookId', type: String, description: 'Id of the webhook, a UUID.' };

/** The webhooks of an OAuth client. */
@Controller('/v2/oauth-clients/:clientId/webhooks')
@ApiTags('Deprecated: Platform / Webhooks')
@ApiHeader({ name: 'x-cal-secret-key', required: true, description: 'Secret of the OAuth client, or use an API key.' })
export class OAuthClientWebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Post()
  @RolesInClient('ADMIN', 'OWNER')
  @ApiOperation({ summary: 'Create a webhook' })
  @ApiCreatedResponse({ type: OAuthClientWebhookOutputResponseDto })
  @ApiConflictResponse(CONFLICT)
  async createOAuthClientWebhook(
    @Param('clientId') clientId: string,
    @Body() body: CreateWebhookInputDto,
  ): Promise<ApiResponse<OAuthClientWebhookOutputDto>> {
    return success(await this.webhooks.create({ oauthClientId: clientId }, body));
  }

  @Get()
  @RolesInClient('ADMIN', 'OWNER', 'MEMBER')
  @ApiOperation({ summary: 'List the webhooks of the client' })
  @ApiOkResponse({ type: OAuthClientWebhooksOutputResponseDto })
  async getOAuthClientWebhooks(
    @Param('clientId') clientId: string,
    @Query() query: GetWebhooksInput,
  ): Promise<ApiResponse<OAuthClientWebhookOutputDto[]>> {
    return success(await this.webhooks.list({ oauthClientId: clientId }, query));
  }

  @Delete()
  @RolesInClient('ADMIN', 'OWNER')
  @ApiOperation({ summary: 'Delete all webhooks of the client' })
  @ApiOkResponse({ type: DeleteManyWebhooksOutputResponseDto })
  async deleteAllOAuthClientWebhooks(@Param('clientId') clientId: string): Promise<ApiResponse<string>> {
    return success(await this.webhooks.deleteAll({ oauthClientId: clientId }));
  }

  @Patch('/:webhookId')
  @RolesOnWebhook('ADMIN', 'OWNER')
  @ApiOperation({ summary: 'Change a webhook' })
  @ApiParam(WEBHOOK_ID)
  @ApiOkResponse({ type: OAuthClientWebhookOutputResponseDto })
  @ApiConflictResponse(CONFLICT)
  async updateOAuthClientWebhook(
    @Param('clientId') clientId: string,
    @Param('webhookId') webhookId: string,
    @Body() body: UpdateWebhookInputDto,
  ): Promise<ApiResponse<OAuthClientWebhookOutputDto>> {
    return success(await this.webhooks.update({ oauthClientId: clientId }, webhookId, body));
  }

  @Get('/:webhookId')
  @RolesOnWebhook('ADMIN', 'OWNER', 'MEMBER')
  @ApiOperation({ summary: 'Get a webhook' })
  @ApiParam(WEBHOOK_ID)
  @ApiOkResponse({ type: OAuthClientWebhookOutputResponseDto })
  async getOAuthClientWebhook(
    @Param('clientId') clientId: string,
    @Param('webhookId') webhookId: string,
  ): Promise<ApiResponse<OAuthClientWebhookOutputDto>> {
    return success(await this.webhooks.get({ oauthClientId: clientId }, webhookId));
  }

  @Delete('/:webhookId')
  @RolesOnWebhook('ADMIN', 'OWNER')
  @ApiOperation({ summary: 'Delete a webhook' })
  @ApiParam(WEBHOOK_ID)
  @ApiOkResponse({ type: OAuthClientWebhookOutputResponseDto })
  async deleteOAuthClientWebhook(
    @Param('clientId') clientId: string,
    @Param('webhookId') webhookId: string,
  ): Promise<ApiResponse<OAuthClientWebhookOutputDto>> {
    return success(await this.webhooks.delete({ oauthClientId: clientId }, webhookId));
  }
}
