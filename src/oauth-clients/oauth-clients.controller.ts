import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { ActingOrganization } from './acting-organization.js';
import type { OAuthClient } from './oauth-client-output.js';
import {
  CreateOAuthClientInput,
  DEFAULT_KEEP_HOURS,
  RotateSecretInput,
  UpdateOAuthClientInput,
} from './oauth-clients.dto.js';
import {
  CreateOAuthClientResponseDto,
  GetOAuthClientResponseDto,
  GetOAuthClientsResponseDto,
  RotateSecretResponseDto,
} from './oauth-clients.responses.js';
import { type ClientIdAndSecret, OAuthClientsService, type RotatedSecret } from './oauth-clients.service.js';
import { toNewOAuthClient } from './new-oauth-client.js';
import { RolesInClient, RolesInOrganization } from './organization-role.guard.js';

const HOUR = 3_600_000;

/** The OAuth clients of an organization, for its people and for holders of a client's secret. */
@Controller('/v2/oauth-clients')
@ApiTags('Deprecated: Platform OAuth Clients')
@ApiHeader({
  name: 'Authorization',
  required: true,
  description: '`Bearer <API key>`, or send a client id and secret.',
})
export class OAuthClientsController {
  constructor(private readonly clients: OAuthClientsService) {}

  @Post()
  @RolesInOrganization('ADMIN', 'OWNER')
  @ApiOperation({ summary: 'Create an OAuth client' })
  @ApiCreatedResponse({ type: CreateOAuthClientResponseDto })
  async createOAuthClient(
    @ActingOrganization() organizationId: number,
    @CurrentCaller() caller: Caller,
    @Body() body: CreateOAuthClientInput,
  ): Promise<ApiResponse<ClientIdAndSecret>> {
    return success(await this.clients.create(toNewOAuthClient(organizationId, body), caller));
  }

  @Get()
  @RolesInOrganization('ADMIN', 'OWNER', 'MEMBER')
  @ApiOperation({ summary: 'List the OAuth clients of the organization' })
  @ApiOkResponse({ type: GetOAuthClientsResponseDto })
  async getOAuthClients(@ActingOrganization() organizationId: number): Promise<ApiResponse<OAuthClient[]>> {
    return success(await this.clients.listInOrganization(organizationId));
  }

  @Get('/:clientId')
  @RolesInClient('ADMIN', 'OWNER', 'MEMBER')
  @ApiOperation({ summary: 'Get an OAuth client' })
  @ApiOkResponse({ type: GetOAuthClientResponseDto })
  async getOAuthClientById(@Param('clientId') clientId: string): Promise<ApiResponse<OAuthClient>> {
    return success(await this.clients.get(clientId));
  }

  @Patch('/:clientId')
  @RolesInClient('ADMIN', 'OWNER')
  @ApiOperation({ summary: 'Change an OAuth client', description: 'Its permissions cannot be changed.' })
  @ApiOkResponse({ type: GetOAuthClientResponseDto })
  async updateOAuthClient(
    @Param('clientId') clientId: string,
    @CurrentCaller() caller: Caller,
    @Body() body: UpdateOAuthClientInput,
  ): Promise<ApiResponse<OAuthClient>> {
    return success(await this.clients.update(clientId, body, caller));
  }

  @Delete('/:clientId')
  @RolesInClient('ADMIN', 'OWNER')
  @ApiOperation({
    summary: 'Delete an OAuth client with its tokens, codes and webhooks',
    description: 'Refused with 409 while the client has managed users, unless `force=true`.',
  })
  @ApiQuery({
    name: 'force',
    required: false,
    type: Boolean,
    description: 'Delete it also when it has managed users. They stay, but no client can reach them any more.',
  })
  @ApiOkResponse({ type: GetOAuthClientResponseDto })
  @ApiConflictResponse({ description: 'The client has managed users.' })
  async deleteOAuthClient(
    @Param('clientId') clientId: string,
    @CurrentCaller() caller: Caller,
    @Query('force') force: unknown,
  ): Promise<ApiResponse<OAuthClient>> {
    return success(await this.clients.delete(clientId, force === 'true', caller));
  }

  @Post('/:clientId/rotate-secret')
  @HttpCode(200)
  @RolesInClient('ADMIN', 'OWNER')
  @ApiOperation({ summary: 'Get a new secret; the older ones stay valid for a while' })
  @ApiOkResponse({ type: RotateSecretResponseDto })
  async rotateSecret(
    @Param('clientId') clientId: string,
    @CurrentCaller() caller: Caller,
    @Body() { keepOldSecretHours }: RotateSecretInput,
  ): Promise<ApiResponse<RotatedSecret>> {
    const keepOldForMs = (keepOldSecretHours ?? DEFAULT_KEEP_HOURS) * HOUR;
    return success(await this.clients.rotateSecret(clientId, keepOldForMs, caller));
  }
}
