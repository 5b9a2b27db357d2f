import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../auth/auth.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { type AtomsOAuth2Client, ThirdPartyOAuthService } from './third-party-oauth.service.js';

/** What the React components ask about a third-party application before they show anything. */
@Controller('/v2/atoms/auth/oauth2/clients')
@ApiExcludeController()
export class AtomsOAuth2Controller {
  constructor(private readonly oauth: ThirdPartyOAuthService) {}

  @Get('/:clientId')
  @Public()
  async getClient(@Param('clientId') clientId: string): Promise<ApiResponse<AtomsOAuth2Client>> {
    return success(await this.oauth.getClientForAtoms(clientId));
  }
}
