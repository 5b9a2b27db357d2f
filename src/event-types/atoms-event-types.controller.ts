import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../auth/auth.guard.js';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { NumericIdPipe } from '../common/numeric-id.pipe.js';
import { createValidationPipe } from '../common/validation.pipe.js';
import {
  type AtomsEventTypeInTeams,
  type AtomsEventTypeList,
  BulkUpdateEventTypeToDefaultLocationDto,
  GetPublicEventTypeQuery,
} from './atoms-event-types.dto.js';
import { AtomsEventTypesService, type ChangedEventType, type EventTypeForm } from './atoms-event-types.service.js';
import type { PublicEvent } from './public-event.js';
import { PublicEventsService } from './public-events.service.js';
import { UpdateComponentSettings } from './update-component-settings.dto.js';

// improve: event-types.unknown-settings — the original answers 500 to a setting that it does not know.
const settingsPipe = createValidationPipe({ expectedType: UpdateComponentSettings, forbidNonWhitelisted: true });

// compat: event-types.atoms-permissions — whoever is logged in may use these, whatever the permissions of its client.
/** Event types for the React components, which ask for them in every version. */
@Controller('/v2/atoms')
@ApiExcludeController()
export class AtomsEventTypesController {
  constructor(
    private readonly eventTypes: AtomsEventTypesService,
    private readonly publicEvents: PublicEventsService,
  ) {}

  @Get('/event-types')
  async getEventTypes(@CurrentCaller() { userId }: Caller): Promise<ApiResponse<AtomsEventTypeList>> {
    return success(await this.eventTypes.list(userId));
  }

  @Get('/event-types/list-with-team')
  async getEventTypesWithTeams(@CurrentCaller() { userId }: Caller): Promise<ApiResponse<AtomsEventTypeInTeams[]>> {
    return success(await this.eventTypes.listWithTeams(userId));
  }

  /** What the booking page is drawn from. */
  @Get('/event-types/:eventSlug/public')
  @Public()
  async getPublicEventType(
    @Param('eventSlug') eventSlug: string,
    @Query() query: GetPublicEventTypeQuery,
  ): Promise<ApiResponse<PublicEvent>> {
    return success(await this.publicEvents.get(eventSlug, query));
  }

  @Get('/event-types/:eventTypeId')
  async getAtomsEventType(
    @CurrentCaller() { userId }: Caller,
    @Param('eventTypeId', NumericIdPipe) eventTypeId: number,
  ): Promise<ApiResponse<EventTypeForm>> {
    return success(await this.eventTypes.getForm(userId, eventTypeId));
  }

  @Patch('/event-types/bulk-update-to-default-location')
  async bulkUpdateAtomsEventTypes(
    @CurrentCaller() { userId }: Caller,
    @Body() { eventTypeIds }: BulkUpdateEventTypeToDefaultLocationDto,
  ): Promise<{ status: 'success' }> {
    await this.eventTypes.moveToDefaultLocation(userId, eventTypeIds);
    return { status: 'success' };
  }

  // improve: event-types.atoms-answer — the original answers with the values from before the change.
  @Patch('/event-types/:eventTypeId')
  async updateAtomsEventType(
    @CurrentCaller() { userId }: Caller,
    @Param('eventTypeId', NumericIdPipe) eventTypeId: number,
    @Body(settingsPipe) body: object,
  ): Promise<ApiResponse<ChangedEventType>> {
    return success(await this.eventTypes.update(userId, eventTypeId, body as UpdateComponentSettings));
  }

  /** An app in which the event types can take place. An unknown one is absent. */
  @Get('/event-types-app/:appSlug')
  async getEventTypesApp(
    @CurrentCaller() { userId }: Caller,
    @Param('appSlug') appSlug: string,
  ): Promise<ApiResponse<object>> {
    return success(await this.eventTypes.getApp(userId, appSlug));
  }
}
