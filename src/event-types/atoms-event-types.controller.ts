import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../auth/auth.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { GetPublicEventTypeQuery } from './atoms-event-types.dto.js';
import type { PublicEvent } from './public-event.js';
import { PublicEventsService } from './public-events.service.js';

/** Event types for the React components, which ask for them in every version. */
@Controller('/v2/atoms/event-types')
@ApiExcludeController()
export class AtomsEventTypesController {
  constructor(private readonly publicEvents: PublicEventsService) {}

  /** What the booking page is drawn from. */
  @Get('/:eventSlug/public')
  @Public()
  async getPublicEventType(
    @Param('eventSlug') eventSlug: string,
    @Query() query: GetPublicEventTypeQuery,
  ): Promise<ApiResponse<PublicEvent>> {
    return success(await this.publicEvents.get(eventSlug, query));
  }
}
