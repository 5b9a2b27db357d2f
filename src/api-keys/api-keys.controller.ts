import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { presentedCredentials } from '../auth/presented-credentials.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { type ApiKeyOutput, RefreshApiKeyInput, RefreshApiKeyOutput } from './api-keys.dto.js';
import { ApiKeysService } from './api-keys.service.js';

/** For whoever holds an API key. */
@Controller('/v2/api-keys')
@ApiTags('Api Keys')
@ApiHeader({ name: 'Authorization', required: true, description: '`Bearer <API key>`' })
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeysService) {}

  @Post('/refresh')
  @HttpCode(200)
  @ApiOperation({ summary: 'Replace the API key of this request by a new one' })
  @ApiOkResponse({ type: RefreshApiKeyOutput })
  async refresh(
    @Req() request: Request,
    @CurrentCaller() caller: Caller,
    @Body() body: RefreshApiKeyInput,
  ): Promise<ApiResponse<ApiKeyOutput>> {
    return success({ apiKey: await this.apiKeys.refresh(presentedCredentials(request).bearer, body, caller) });
  }
}
