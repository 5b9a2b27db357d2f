import { Body, Controller, Get, HttpCode, Param, Post, UseFilters, UseInterceptors } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { Public } from '../auth/auth.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { CountFailures } from '../oauth/count-failures.interceptor.js';
import {
  type OAuth2ClientDto,
  OAuth2ClientResponseDto,
  OAuth2ExchangeConfidentialInput,
  OAuth2ExchangePublicInput,
  OAuth2RefreshConfidentialInput,
  OAuth2RefreshPublicInput,
  OAuth2TokensDto,
} from './oauth2.dto.js';
import { OAuth2ErrorFilter } from './oauth2-error.filter.js';
import { ThirdPartyOAuthService } from './third-party-oauth.service.js';

const TOKEN_INPUTS = [
  OAuth2ExchangeConfidentialInput,
  OAuth2ExchangePublicInput,
  OAuth2RefreshConfidentialInput,
  OAuth2RefreshPublicInput,
];

/** OAuth2 for the applications of others. */
@Controller('/v2/auth/oauth2')
@ApiTags('OAuth2')
export class OAuth2Controller {
  constructor(private readonly oauth: ThirdPartyOAuthService) {}

  @Get('/clients/:clientId')
  @ApiOperation({ summary: 'Get a third-party application' })
  @ApiOkResponse({ type: OAuth2ClientResponseDto })
  async getClient(@Param('clientId') clientId: string): Promise<ApiResponse<OAuth2ClientDto>> {
    return success(await this.oauth.getClient(clientId));
  }

  @Post('/token')
  @Public()
  @UseInterceptors(CountFailures)
  @UseFilters(OAuth2ErrorFilter)
  @HttpCode(200)
  @ApiOperation({ summary: 'Exchange a code or a refresh token for tokens' })
  @ApiConsumes('application/json', 'application/x-www-form-urlencoded')
  @ApiExtraModels(...TOKEN_INPUTS)
  @ApiBody({ schema: { oneOf: TOKEN_INPUTS.map((input) => ({ $ref: getSchemaPath(input) })) } })
  @ApiOkResponse({ type: OAuth2TokensDto })
  token(@Body() body: unknown): Promise<OAuth2TokensDto> {
    return this.oauth.grant(body);
  }
}
