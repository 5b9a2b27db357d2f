import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../auth/auth.guard.js';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { type ApiResponse, success } from '../common/api-response.js';
import type { PublicClient } from './provider.repository.js';
import { ProviderService } from './provider.service.js';

@Controller('/v2/provider/:clientId')
@ApiExcludeController()
export class ProviderController {
  constructor(private readonly provider: ProviderService) {}

  @Get()
  @Public()
  async verifyClientId(@Param('clientId') clientId: string): Promise<ApiResponse<PublicClient>> {
    return success(await this.provider.get(clientId));
  }

  /** Whether the credentials of the request are good. */
  @Get('/access-token')
  verifyAccessToken(@Param('clientId') clientId: string, @CurrentCaller() caller: Caller): { status: 'success' } {
    this.provider.requireTokenOf(clientId, caller);
    return { status: 'success' };
  }
}
