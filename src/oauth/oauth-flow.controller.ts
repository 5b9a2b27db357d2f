import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { KeysResponseDto } from '../tokens/keys.dto.js';
import type { TokenPair } from '../tokens/token-pair.js';
import { RefreshTokenInput } from './oauth-flow.dto.js';
import { OAuthFlowService } from './oauth-flow.service.js';

@Controller('/v2/oauth/:clientId')
@ApiTags('Deprecated: Platform / Managed Users')
export class OAuthFlowController {
  constructor(private readonly oauthFlow: OAuthFlowService) {}

  @Post('/refresh')
  @HttpCode(200)
  @ApiOperation({ summary: 'Exchange a refresh token for new tokens' })
  @ApiHeader({
    name: 'x-cal-secret-key',
    required: true,
    description: 'Secret of the OAuth client, or use an API key.',
  })
  @ApiOkResponse({ type: KeysResponseDto })
  async refreshTokens(
    @Param('clientId') clientId: string,
    @Body() body: RefreshTokenInput,
    @CurrentCaller() caller: Caller,
  ): Promise<ApiResponse<TokenPair>> {
    return success(await this.oauthFlow.refresh(clientId, body.refreshToken, caller));
  }
}
