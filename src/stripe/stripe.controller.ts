import { Controller, Get, Query, Redirect } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiQuery, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { Public } from '../auth/auth.guard.js';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { PageOrigin } from '../common/origin-header.js';
import { type ApiResponse, success } from '../common/api-response.js';
import {
  type StripConnectOutputDto,
  StripConnectOutputResponseDto,
  StripCredentialsCheckOutputResponseDto,
  StripCredentialsSaveOutputResponseDto,
} from './stripe.dto.js';
import { StripeService } from './stripe.service.js';

const AUTHORIZATION = {
  name: 'Authorization',
  required: true,
  description: '`Bearer <token>`: an API key or an access token.',
};
const OptionalText = (name: string, description: string): MethodDecorator =>
  ApiQuery({ name, required: false, type: String, description });

/** The Stripe account of the caller. */
@Controller('/v2/stripe')
@ApiTags('Stripe')
export class StripeController {
  constructor(private readonly stripe: StripeService) {}

  @Get('/connect')
  @ApiHeader(AUTHORIZATION)
  @OptionalText('returnTo', 'Where the browser goes in the end; the `Origin` when it is left out.')
  @OptionalText('onErrorReturnTo', 'Where it goes when something failed; the `Origin` when it is left out.')
  @ApiOperation({ summary: 'Get the address at which the user connects a Stripe account' })
  @ApiOkResponse({ type: StripConnectOutputResponseDto })
  async redirect(
    @CurrentCaller() { userId }: Caller,
    @Query('returnTo') returnTo?: unknown,
    @Query('onErrorReturnTo') onErrorReturnTo?: unknown,
    @PageOrigin() origin?: string,
  ): Promise<ApiResponse<StripConnectOutputDto>> {
    return success({ authUrl: await this.stripe.addressOf({ userId, returnTo, onErrorReturnTo, origin }) });
  }

  /** The browser comes back from Stripe. */
  @Get('/save')
  @Public()
  @Redirect()
  @ApiSecurity({})
  @ApiQuery({ name: 'state', required: true, type: String, description: 'As it was sent to Stripe.' })
  @ApiQuery({ name: 'code', required: true, type: String, description: 'Of Stripe.' })
  @ApiOperation({
    summary: 'Complete a connection',
    description: 'Redirects the browser. Stripe calls it, not clients.',
  })
  @ApiOkResponse({ type: StripCredentialsSaveOutputResponseDto, description: 'Never: the answer is a redirection.' })
  async save(
    @Query('state') state: unknown,
    @Query('code') code: unknown,
  ): Promise<{ url: string; statusCode: number }> {
    return { url: await this.stripe.complete(state, code), statusCode: 301 };
  }

  @Get('/check')
  @ApiHeader(AUTHORIZATION)
  @ApiOperation({ summary: 'Tell whether a Stripe account is connected that can take money' })
  @ApiOkResponse({ type: StripCredentialsCheckOutputResponseDto })
  async check(@CurrentCaller() { userId }: Caller): Promise<{ status: 'success' }> {
    await this.stripe.check(userId);
    return { status: 'success' };
  }
}
