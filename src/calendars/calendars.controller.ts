import { Body, Controller, Get, HttpCode, Param, Post, Query, Redirect } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiSecurity,
  ApiTags,
} from '@nestjs/swagger';
import type { ShownAppCredential } from '../app-credentials/app-credentials.service.js';
import { Public } from '../auth/auth.guard.js';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { Permissions } from '../auth/permissions.guard.js';
import { PageOrigin } from '../common/origin-header.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { BusyTimesService } from './busy-times.service.js';
import * as credentials from './calendar-credentials.dto.js';
import {
  CalendarBusyTimesInput,
  CreateCalendarCredentialsInput,
  CreateIcsFeedInputDto,
  DeleteCalendarCredentialsInputBodyDto,
} from './calendar-credentials.dto.js';
import { CalendarConnectionsService } from './calendar-connections.service.js';
import { CalendarOAuthService } from './calendar-oauth.service.js';
import {
  type BusyTimesOutput,
  type ConnectedCalendarsData,
  ConnectedCalendarsOutput,
  GetBusyTimesOutput,
} from './calendars.dto.js';
import { CalendarsService } from './calendars.service.js';

type Success = { status: 'success' };

const AUTHORIZATION = {
  name: 'Authorization',
  required: true,
  description: '`Bearer <token>`: an API key or an access token.',
};
const Calendar = (...words: string[]): MethodDecorator =>
  ApiParam({
    name: 'calendar',
    required: true,
    enum: words,
    schema: { type: 'string', enum: words },
    description: 'The kind of calendar.',
  });

/** The calendars of the caller. */
@Controller('/v2/calendars')
@ApiTags('Calendars')
export class CalendarsController {
  constructor(
    private readonly calendars: CalendarsService,
    private readonly busyTimes: BusyTimesService,
    private readonly connections: CalendarConnectionsService,
    private readonly oauth: CalendarOAuthService,
  ) {}

  @Post('/ics-feed/save')
  @ApiHeader(AUTHORIZATION)
  @ApiOperation({ summary: 'Connect ICS feeds', description: 'Every address is read before it is stored.' })
  @ApiCreatedResponse({ type: credentials.CreateIcsFeedOutputResponseDto })
  async createIcsFeed(
    @CurrentCaller() { userId }: Caller,
    @Body() { urls }: CreateIcsFeedInputDto,
  ): Promise<ApiResponse<ShownAppCredential>> {
    return success(await this.connections.connectFeeds(userId, urls));
  }

  @Get('/ics-feed/check')
  @ApiHeader(AUTHORIZATION)
  @ApiOperation({ summary: 'Tell whether ICS feeds are connected and can be read' })
  @ApiOkResponse({ schema: { type: 'object' } })
  async checkIcsFeed(@CurrentCaller() { userId }: Caller): Promise<Success> {
    await this.connections.check(userId, 'ics-feed');
    return { status: 'success' };
  }

  @Get('/busy-times')
  @ApiHeader(AUTHORIZATION)
  @ApiOperation({
    summary: 'List the busy times in some calendars',
    description: 'From eleven hours before `dateFrom` to fourteen hours after `dateTo`.',
  })
  @ApiOkResponse({ type: GetBusyTimesOutput })
  async getBusyTimes(
    @CurrentCaller() { userId }: Caller,
    @Query() query: CalendarBusyTimesInput,
  ): Promise<ApiResponse<BusyTimesOutput[]>> {
    return success(await this.busyTimes.list(userId, query));
  }

  @Get()
  @ApiHeader(AUTHORIZATION)
  @ApiOperation({ summary: 'List the connected calendars and the one into which bookings are written' })
  @ApiOkResponse({ type: ConnectedCalendarsOutput })
  async getCalendars(@CurrentCaller() { userId }: Caller): Promise<ApiResponse<ConnectedCalendarsData>> {
    return success(await this.calendars.list(userId));
  }

  @Get('/:calendar/connect')
  @ApiHeader(AUTHORIZATION)
  @Calendar('office365', 'google')
  @ApiQuery({ name: 'isDryRun', required: true, type: Boolean, description: '`true`: nothing will be stored.' })
  @ApiQuery({ name: 'redir', required: false, type: String, description: 'Where the browser goes in the end.' })
  @ApiOperation({ summary: 'Get the address at which the user agrees to the connection' })
  @ApiOkResponse({ schema: { type: 'object' } })
  redirect(
    @CurrentCaller() { userId }: Caller,
    @Param('calendar') calendar: string,
    @Query('redir') redir?: unknown,
    @Query('isDryRun') isDryRun?: unknown,
    @PageOrigin() origin?: string,
  ): ApiResponse<{ authUrl: string }> {
    return success({
      authUrl: this.oauth.addressOf(calendar, { userId, redir, origin, isDryRun: isDryRun === 'true' }),
    });
  }

  /** The browser comes back from the service. */
  @Get('/:calendar/save')
  @Public()
  @Redirect()
  @ApiSecurity({})
  @Calendar('office365', 'google')
  @ApiQuery({ name: 'state', required: true, type: String, description: 'As it was sent to the service.' })
  @ApiQuery({ name: 'code', required: true, type: String, description: 'Of the service.' })
  @ApiOperation({
    summary: 'Complete a connection',
    description: 'Redirects the browser. Services call it, not clients.',
  })
  @ApiOkResponse({ description: 'Never: the answer is a redirection.' })
  async save(
    @Param('calendar') calendar: string,
    @Query('state') state: unknown,
    @Query('code') code: unknown,
  ): Promise<{ url: string; statusCode: number }> {
    return { url: await this.oauth.complete(calendar, state, code), statusCode: 301 };
  }

  @Post('/:calendar/credentials')
  @ApiHeader(AUTHORIZATION)
  @Calendar('apple')
  @ApiOperation({ summary: 'Connect a calendar with user name and password' })
  @ApiCreatedResponse({ description: 'Connected.' })
  async syncCredentials(
    @CurrentCaller() { userId }: Caller,
    @Param('calendar') calendar: string,
    @Body() body: CreateCalendarCredentialsInput,
  ): Promise<Success> {
    await this.connections.connectWithPassword(userId, calendar, body);
    return { status: 'success' };
  }

  @Get('/:calendar/check')
  @ApiHeader(AUTHORIZATION)
  @Permissions('APPS_READ')
  @Calendar('apple', 'google', 'office365')
  @ApiOperation({ summary: 'Tell whether a calendar is connected and can be read' })
  @ApiOkResponse({ schema: { type: 'object' } })
  async check(@CurrentCaller() { userId }: Caller, @Param('calendar') calendar: string): Promise<Success> {
    await this.connections.check(userId, calendar);
    return { status: 'success' };
  }

  @Post('/:calendar/disconnect')
  @HttpCode(200)
  @ApiHeader(AUTHORIZATION)
  @Calendar('apple', 'google', 'office365')
  @ApiOperation({ summary: 'Disconnect a calendar', description: 'The id decides, whatever the path says.' })
  @ApiOkResponse({ type: credentials.DeletedCalendarCredentialsOutputResponseDto })
  async deleteCalendarCredentials(
    @CurrentCaller() { userId }: Caller,
    @Body() { id }: DeleteCalendarCredentialsInputBodyDto,
  ): Promise<ApiResponse<ShownAppCredential>> {
    return success(await this.connections.disconnect(userId, id));
  }
}
