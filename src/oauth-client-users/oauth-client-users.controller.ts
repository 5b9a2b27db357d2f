import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Query, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { OrganizationRoles, SecretKeyGuard } from '../auth/secret-key.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { NumericIdPipe } from '../common/numeric-id.pipe.js';
import { KeysResponseDto } from '../tokens/keys.dto.js';
import type { TokenPair } from '../tokens/token-pair.js';
import {
  CreateManagedUserInput,
  GetManagedUsersByEmailInput,
  type ManagedUserOutput,
  UpdateManagedUserInput,
} from './oauth-client-users.dto.js';
import {
  CreateManagedUserOutput,
  GetManagedUserOutput,
  GetManagedUsersOutput,
} from './oauth-client-users.responses.js';
import { type CreatedManagedUser, OAuthClientUsersService } from './oauth-client-users.service.js';

/** Managed users, for the back end of the customer whose client it is. */
@Controller('/v2/oauth-clients/:clientId/users')
@UseGuards(SecretKeyGuard)
@OrganizationRoles('ADMIN', 'OWNER')
@ApiTags('Deprecated: Platform / Managed Users')
@ApiHeader({ name: 'x-cal-secret-key', required: true, description: 'Secret of the OAuth client, or use an API key.' })
export class OAuthClientUsersController {
  constructor(private readonly users: OAuthClientUsersService) {}

  @Get()
  @ApiOperation({ summary: 'List managed users' })
  @ApiOkResponse({ type: GetManagedUsersOutput })
  async getManagedUsers(
    @Param('clientId') clientId: string,
    @Query() query: GetManagedUsersByEmailInput,
  ): Promise<GetManagedUsersOutput> {
    return GetManagedUsersOutput.of(await this.users.list(clientId, query));
  }

  @Post()
  @ApiOperation({ summary: 'Create a managed user and its first tokens' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeats the first answer for 24 hours.' })
  @ApiCreatedResponse({ type: CreateManagedUserOutput })
  async createUser(
    @Param('clientId') clientId: string,
    @Body() body: CreateManagedUserInput,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
  ): Promise<ApiResponse<CreatedManagedUser>> {
    return success(await this.users.create(clientId, body, idempotencyKey));
  }

  @Get('/:userId')
  @ApiOperation({ summary: 'Get a managed user' })
  @ApiOkResponse({ type: GetManagedUserOutput })
  async getUserById(
    @Param('clientId') clientId: string,
    @Param('userId', NumericIdPipe) userId: number,
  ): Promise<ApiResponse<ManagedUserOutput>> {
    return success(await this.users.get(clientId, userId));
  }

  @Patch('/:userId')
  @ApiOperation({ summary: 'Change a managed user' })
  @ApiOkResponse({ type: GetManagedUserOutput })
  async updateUser(
    @Param('clientId') clientId: string,
    @Param('userId', NumericIdPipe) userId: number,
    @Body() body: UpdateManagedUserInput,
  ): Promise<ApiResponse<ManagedUserOutput>> {
    return success(await this.users.update(clientId, userId, body));
  }

  @Delete('/:userId')
  @ApiOperation({ summary: 'Delete a managed user and everything it owns' })
  @ApiOkResponse({ type: GetManagedUserOutput })
  async deleteUser(
    @Param('clientId') clientId: string,
    @Param('userId', NumericIdPipe) userId: number,
    @CurrentCaller() caller: Caller,
  ): Promise<ApiResponse<ManagedUserOutput>> {
    return success(await this.users.delete(clientId, userId, caller));
  }

  @Post('/:userId/force-refresh')
  @HttpCode(200)
  @ApiOperation({ summary: 'Replace all tokens of a managed user' })
  @ApiOkResponse({ type: KeysResponseDto })
  async forceRefresh(
    @Param('clientId') clientId: string,
    @Param('userId', NumericIdPipe) userId: number,
  ): Promise<ApiResponse<TokenPair>> {
    return success(KeysResponseDto.forceRefreshed(await this.users.forceRefresh(clientId, userId)));
  }
}
