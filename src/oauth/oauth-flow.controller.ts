import { Body, Controller, HttpCode, Param, Post, Redirect, Req, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Public } from '../auth/auth.guard.js';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { presentedCredentials } from '../auth/presented-credentials.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { KeysResponseDto } from '../tokens/keys.dto.js';
import type { TokenPair } from '../tokens/token-pair.js';
import { CountFailures } from './count-failures.interceptor.js';
import { NextAuthGuard, SessionUserId } from './next-auth.guard.js';
import { ExchangeAuthorizationCodeInput, OAuthAuthorizeInput, RefreshTokenInput } from './oauth-flow.dto.js';
import { OAuthFlowService } from './oauth-flow.service.js';

@Controller('/v2/oauth/:clientId')
@ApiTags('Deprecated: Platform / Managed Users')
export class OAuthFlowController {
  constructor(private readonly oauthFlow: OAuthFlowService) {}

  /** Answers with a redirection to the client, with a code. */
  @Post('/authorize')
  @Public()
  @UseGuards(NextAuthGuard)
  @Redirect()
  @ApiExcludeEndpoint()
  async authorize(
    @Param('clientId') clientId: string,
    @Body() body: OAuthAuthorizeInput,
    @SessionUserId() userId: number,
  ): Promise<{ url: string; statusCode: number }> {
    return { url: await this.oauthFlow.authorize(clientId, userId, body.redirectUri), statusCode: 302 };
  }

  /** The code is the bearer token of the request. */
  @Post('/exchange')
  @Public()
  @UseInterceptors(CountFailures)
  @HttpCode(200)
  @ApiExcludeEndpoint()
  async exchange(
    @Param('clientId') clientId: string,
    @Body() body: ExchangeAuthorizationCodeInput,
    @Req() request: Request,
  ): Promise<ApiResponse<TokenPair>> {
    const { bearer } = presentedCredentials(request);
    return success(await this.oauthFlow.exchange(clientId, body.clientSecret, bearer));
  }

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
