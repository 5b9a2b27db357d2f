import { Controller, Delete, Get, HttpCode, Param, Post, Query, Redirect } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { Public } from '../auth/auth.guard.js';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { PageOrigin } from '../common/origin-header.js';
import { type ApiResponse, success } from '../common/api-response.js';
import * as dto from './conferencing.dto.js';
import { ConferencingOAuthService } from './conferencing-oauth.service.js';
import { ConferencingService } from './conferencing.service.js';

type Success = { status: 'success' };

const AUTHORIZATION = {
  name: 'Authorization',
  required: true,
  description: '`Bearer <token>`: an API key or an access token.',
};
const App = (...words: string[]): MethodDecorator =>
  ApiParam({
    name: 'app',
    required: true,
    enum: words,
    schema: { type: 'string', enum: words },
    description: 'The app.',
  });
const TextQuery = (name: string, description: string): MethodDecorator =>
  ApiQuery({ name, required: true, type: String, description });

/** Where the caller meets. */
@Controller('/v2/conferencing')
@ApiTags('Conferencing')
export class ConferencingController {
  constructor(
    private readonly conferencing: ConferencingService,
    private readonly oauth: ConferencingOAuthService,
  ) {}

  @Post('/:app/connect')
  @HttpCode(200)
  @ApiHeader(AUTHORIZATION)
  @App('google-meet')
  @ApiOperation({ summary: 'Connect Google Meet', description: 'Needs a connected Google Calendar.' })
  @ApiOkResponse({ type: dto.ConferencingAppOutputResponseDto })
  async connect(
    @CurrentCaller() { userId }: Caller,
    @Param('app') app: string,
  ): Promise<ApiResponse<dto.ConferencingAppsOutputDto>> {
    return success(await this.conferencing.connect(userId, app));
  }

  @Get('/:app/oauth/auth-url')
  @ApiHeader(AUTHORIZATION)
  @App('zoom', 'msteams')
  @TextQuery('returnTo', 'Where the browser goes in the end; the `Origin` when it is left out.')
  @TextQuery('onErrorReturnTo', 'Where it goes when something failed; the `Origin` when it is left out.')
  @ApiOperation({ summary: 'Get the address at which the user agrees to the connection' })
  @ApiOkResponse({ type: dto.GetConferencingAppsOauthUrlResponseDto })
  redirect(
    @CurrentCaller() { userId }: Caller,
    @Param('app') app: string,
    @Query('returnTo') returnTo?: unknown,
    @Query('onErrorReturnTo') onErrorReturnTo?: unknown,
    @PageOrigin() origin?: string,
  ): ApiResponse<{ url: string }> {
    return success({ url: this.oauth.addressOf(app, { userId, returnTo, onErrorReturnTo, origin }) });
  }

  /** The browser comes back from the service. */
  @Get('/:app/oauth/callback')
  @Public()
  @Redirect()
  @ApiSecurity({})
  @App('zoom', 'msteams')
  @TextQuery('state', 'As it was sent to the service.')
  @TextQuery('code', 'Of the service.')
  @ApiOperation({
    summary: 'Complete a connection',
    description: 'Redirects the browser. Services call it, not clients.',
  })
  @ApiOkResponse({ description: 'Never: the answer is a redirection.' })
  async save(
    @Param('app') app: string,
    @Query('state') state: unknown,
    @Query('code') code: unknown,
  ): Promise<{ url: string; statusCode: number }> {
    return { url: await this.oauth.complete(app, state, code), statusCode: 301 };
  }

  @Get()
  @ApiHeader(AUTHORIZATION)
  @ApiOperation({ summary: 'List what is connected', description: 'Cal Video needs no connection and is not listed.' })
  @ApiOkResponse({ type: dto.ConferencingAppsOutputResponseDto })
  async listInstalledConferencingApps(
    @CurrentCaller() { userId }: Caller,
  ): Promise<ApiResponse<dto.ConferencingAppsOutputDto[]>> {
    return success(await this.conferencing.list(userId));
  }

  @Post('/:app/default')
  @HttpCode(200)
  @ApiHeader(AUTHORIZATION)
  @App('google-meet', 'zoom', 'msteams', 'daily-video')
  @ApiOperation({ summary: 'Choose where to meet by default' })
  @ApiOkResponse({ type: dto.SetDefaultConferencingAppOutputResponseDto })
  async default(@CurrentCaller() { userId }: Caller, @Param('app') app: string): Promise<Success> {
    await this.conferencing.chooseDefault(userId, app);
    return { status: 'success' };
  }

  @Get('/default')
  @ApiHeader(AUTHORIZATION)
  @ApiOperation({ summary: 'Get where the user meets by default' })
  @ApiOkResponse({ type: dto.GetDefaultConferencingAppOutputResponseDto })
  async getDefault(
    @CurrentCaller() { userId }: Caller,
  ): Promise<ApiResponse<dto.DefaultConferencingAppsOutputDto | undefined>> {
    return success(await this.conferencing.findDefault(userId));
  }

  @Delete('/:app/disconnect')
  @ApiHeader(AUTHORIZATION)
  @App('google-meet', 'zoom', 'msteams')
  @ApiOperation({ summary: 'Disconnect an app', description: 'Event types that meet there meet in Cal Video then.' })
  @ApiOkResponse({ type: dto.DisconnectConferencingAppOutputResponseDto })
  async disconnect(@CurrentCaller() { userId }: Caller, @Param('app') app: string): Promise<Success> {
    await this.conferencing.disconnect(userId, app);
    return { status: 'success' };
  }
}
