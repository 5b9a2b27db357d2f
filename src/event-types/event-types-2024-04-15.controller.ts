import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../auth/auth.guard.js';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { Permissions } from '../auth/permissions.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { versionsFrom } from '../common/api-version.js';
import { NumericIdPipe } from '../common/numeric-id.pipe.js';
import { AtomsEventTypesService, type EventTypeForm } from './atoms-event-types.service.js';
import type { ComponentEventType } from './component-settings.mapping.js';
import {
  CreateEventTypeInput_2024_04_15,
  GetPublicEventTypeQuery_2024_04_15,
  UpdateEventTypeInput_2024_04_15,
} from './event-types-2024-04-15.dto.js';
import type { EventTypeGroups, PublicItem } from './event-types-2024-04-15.mapping.js';
import { EventTypesService_2024_04_15 } from './event-types-2024-04-15.service.js';
import type { PublicEvent } from './public-event.js';

/** Event types in their first shape, for callers without a version too. */
@Controller({ path: '/v2/event-types', version: versionsFrom('2024-04-15', '2024-06-14') })
@ApiExcludeController()
export class EventTypesController_2024_04_15 {
  constructor(
    private readonly eventTypes: EventTypesService_2024_04_15,
    private readonly forms: AtomsEventTypesService,
  ) {}

  @Post()
  @Permissions('EVENT_TYPE_WRITE')
  async createEventType(
    @CurrentCaller() { userId }: Caller,
    @Body() body: CreateEventTypeInput_2024_04_15,
  ): Promise<ApiResponse<object>> {
    return success(await this.eventTypes.create(userId, body));
  }

  @Get()
  @Permissions('EVENT_TYPE_READ')
  async getEventTypes(@CurrentCaller() { userId }: Caller): Promise<ApiResponse<EventTypeGroups>> {
    return success(await this.eventTypes.groups(userId));
  }

  @Get('/:eventTypeId')
  @Permissions('EVENT_TYPE_READ')
  async getEventType(
    @CurrentCaller() { userId }: Caller,
    @Param('eventTypeId', NumericIdPipe) eventTypeId: number,
  ): Promise<ApiResponse<EventTypeForm>> {
    return success(await this.forms.getForm(userId, eventTypeId));
  }

  @Get('/:username/public')
  @Public()
  async getPublicEventTypes(@Param('username') username: string): Promise<ApiResponse<PublicItem[]>> {
    return success(await this.eventTypes.listPublic(username));
  }

  @Get('/:username/:eventSlug/public')
  @Public()
  async getPublicEventType(
    @Param('username') username: string,
    @Param('eventSlug') eventSlug: string,
    @Query() query: GetPublicEventTypeQuery_2024_04_15,
  ): Promise<ApiResponse<PublicEvent | null>> {
    return success(await this.eventTypes.findPublic(username, eventSlug, query));
  }

  @Patch('/:eventTypeId')
  @Permissions('EVENT_TYPE_WRITE')
  async updateEventType(
    @CurrentCaller() { userId }: Caller,
    @Param('eventTypeId', NumericIdPipe) eventTypeId: number,
    @Body() body: UpdateEventTypeInput_2024_04_15,
  ): Promise<ApiResponse<ComponentEventType>> {
    return success(await this.eventTypes.update(userId, eventTypeId, body));
  }

  @Delete('/:eventTypeId')
  @Permissions('EVENT_TYPE_WRITE')
  async deleteEventType(
    @CurrentCaller() { userId }: Caller,
    @Param('eventTypeId', NumericIdPipe) eventTypeId: number,
  ): Promise<ApiResponse<object>> {
    return success(await this.eventTypes.delete(userId, eventTypeId));
  }
}
