import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiSecurity,
  ApiTags,
} from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { Permissions } from '../auth/permissions.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { versionsFrom } from '../common/api-version.js';
import { NumericIdPipe } from '../common/numeric-id.pipe.js';
import type { EventTypeJson } from './event-type-output-2024-06-14.js';
import { CreateEventTypeInput_2024_06_14, UpdateEventTypeInput_2024_06_14 } from './event-types-2024-06-14.dto.js';
import { GetEventTypesQuery_2024_06_14 } from './list-event-types-2024-06-14.dto.js';
import * as responses from './event-types-2024-06-14.responses.js';
import { type DeletedEventType, EventTypesService_2024_06_14 } from './event-types-2024-06-14.service.js';
import { OptionalAuth } from '../auth/optional-auth.guard.js';

const Authorization = (required: boolean): MethodDecorator =>
  ApiHeader({ name: 'Authorization', required, description: '`Bearer <token>`: an API key or an access token.' });

/** The published document calls it a text in one place. */
const EventTypeId = (type: typeof String | typeof Number): MethodDecorator =>
  ApiParam({ name: 'eventTypeId', type, required: true, description: 'Id of the event type.' });

/** Event types, shape 2024-06-14. */
@Controller({ path: '/v2/event-types', version: versionsFrom('2024-06-14') })
@ApiTags('Event Types')
@ApiHeader({
  name: 'cal-api-version',
  required: true,
  description: '`2024-06-14` or later; the older shape is served without it.',
  schema: { type: 'string', default: '2024-06-14' },
})
export class EventTypesController_2024_06_14 {
  constructor(private readonly eventTypes: EventTypesService_2024_06_14) {}

  // improve: event-types.unauthenticated — without credentials the original answers 403, here 401 like everywhere.
  @Post()
  @Permissions('EVENT_TYPE_WRITE')
  @Authorization(true)
  @ApiOperation({ summary: 'Create an event type' })
  @ApiCreatedResponse({ type: responses.CreateEventTypeOutput_2024_06_14 })
  async createEventType(
    @CurrentCaller() caller: Caller,
    @Body() body: CreateEventTypeInput_2024_06_14,
  ): Promise<ApiResponse<EventTypeJson>> {
    return success(await this.eventTypes.create(caller.userId, body));
  }

  @Get()
  @OptionalAuth()
  @Authorization(false)
  @ApiHeader({ name: 'x-cal-secret-key', required: false, description: 'Secret of an OAuth client.' })
  @ApiHeader({ name: 'x-cal-client-id', required: false, description: 'Id of the OAuth client.' })
  @ApiSecurity({})
  @ApiOperation({
    summary: 'List event types',
    description: 'The own ones, or those that somebody shows to everybody.',
  })
  @ApiOkResponse({ type: responses.GetEventTypesOutput_2024_06_14 })
  async getEventTypes(
    @CurrentCaller() caller: Caller | undefined,
    @Query() query: GetEventTypesQuery_2024_06_14,
  ): Promise<ApiResponse<object[]>> {
    return success(await this.eventTypes.list(caller, query));
  }

  @Get('/:eventTypeId')
  @Permissions('EVENT_TYPE_READ')
  @Authorization(true)
  @EventTypeId(String)
  @ApiOperation({ summary: 'Get an event type' })
  @ApiOkResponse({ type: responses.GetEventTypeOutput_2024_06_14 })
  async getEventTypeById(
    @CurrentCaller() caller: Caller,
    @Param('eventTypeId', NumericIdPipe) eventTypeId: number,
  ): Promise<ApiResponse<EventTypeJson>> {
    return success(await this.eventTypes.get(caller, eventTypeId));
  }

  @Patch('/:eventTypeId')
  @Permissions('EVENT_TYPE_WRITE')
  @Authorization(true)
  @EventTypeId(Number)
  @ApiOperation({ summary: 'Change an event type', description: 'What is left out stays; null is the default.' })
  @ApiOkResponse({ type: responses.UpdateEventTypeOutput_2024_06_14 })
  async updateEventType(
    @CurrentCaller() caller: Caller,
    @Param('eventTypeId', NumericIdPipe) eventTypeId: number,
    @Body() body: UpdateEventTypeInput_2024_06_14,
  ): Promise<ApiResponse<EventTypeJson>> {
    return success(await this.eventTypes.update(caller.userId, eventTypeId, body));
  }

  @Delete('/:eventTypeId')
  @Permissions('EVENT_TYPE_WRITE')
  @Authorization(true)
  @EventTypeId(Number)
  @ApiOperation({ summary: 'Delete an event type' })
  @ApiOkResponse({ type: responses.DeleteEventTypeOutput_2024_06_14 })
  async deleteEventType(
    @CurrentCaller() caller: Caller,
    @Param('eventTypeId', NumericIdPipe) eventTypeId: number,
  ): Promise<ApiResponse<DeletedEventType>> {
    return success(await this.eventTypes.delete(caller.userId, eventTypeId));
  }
}
