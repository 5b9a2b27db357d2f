import { Body, Controller, Get, Param, Patch } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { UpdateUnifiedCalendarEventInput } from './unified-calendars-input.dto.js';
import { GetUnifiedCalendarEventOutput, type UnifiedCalendarEventOutput } from './unified-calendars.dto.js';
import { UnifiedCalendarsService } from './unified-calendars.service.js';

/** The events that stand for the caller's bookings in its calendar. */
@Controller('/v2/calendars/:calendar')
@ApiTags('Cal Unified Calendars')
@ApiHeader({ name: 'Authorization', required: true, description: '`Bearer <token>`: an API key or an access token.' })
@ApiParam({
  name: 'calendar',
  required: true,
  schema: { type: 'string', enum: ['google'] },
  description: 'The kind of calendar.',
})
@ApiParam({ name: 'eventUid', required: true, type: String, description: 'Id of the event in the calendar.' })
export class CalUnifiedCalendarsController {
  constructor(private readonly calendars: UnifiedCalendarsService) {}

  @Get('/event/:eventUid')
  @ApiOperation({ summary: 'Get the calendar event of a booking' })
  @ApiOkResponse({ type: GetUnifiedCalendarEventOutput })
  async getCalendarEventDetails(
    @CurrentCaller() { userId }: Caller,
    @Param('calendar') calendar: string,
    @Param('eventUid') eventUid: string,
  ): Promise<ApiResponse<UnifiedCalendarEventOutput>> {
    return success(await this.calendars.get(userId, calendar, eventUid));
  }

  @Patch('/events/:eventUid')
  @ApiOperation({ summary: 'Change the calendar event of a booking', description: 'What is left out stays.' })
  @ApiOkResponse({ type: GetUnifiedCalendarEventOutput })
  async updateCalendarEvent(
    @CurrentCaller() { userId }: Caller,
    @Param('calendar') calendar: string,
    @Param('eventUid') eventUid: string,
    @Body() body: UpdateUnifiedCalendarEventInput,
  ): Promise<ApiResponse<UnifiedCalendarEventOutput>> {
    return success(await this.calendars.update(userId, calendar, eventUid, body));
  }
}
