import { Body, Controller, Delete, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { type ApiResponse, success } from '../common/api-response.js';
import {
  type SelectedCalendarOutputDto,
  SelectedCalendarOutputResponseDto,
  SelectedCalendarsInputDto,
  SelectedCalendarsQueryParamsInputDto,
} from './selected-calendars.dto.js';
import { SelectedCalendarsService } from './selected-calendars.service.js';

@Controller('/v2/selected-calendars')
@ApiTags('Selected Calendars')
@ApiHeader({ name: 'Authorization', required: true, description: '`Bearer <token>`: an API key or an access token.' })
export class SelectedCalendarsController {
  constructor(private readonly selectedCalendars: SelectedCalendarsService) {}

  @Post()
  @ApiOperation({ summary: 'Look at a calendar for busy times' })
  @ApiCreatedResponse({ type: SelectedCalendarOutputResponseDto })
  async addSelectedCalendar(
    @CurrentCaller() { userId }: Caller,
    @Body() body: SelectedCalendarsInputDto,
  ): Promise<ApiResponse<SelectedCalendarOutputDto>> {
    return success(await this.selectedCalendars.add(userId, body));
  }

  @Delete()
  @ApiOperation({ summary: 'Look no more at a calendar' })
  @ApiOkResponse({ type: SelectedCalendarOutputResponseDto })
  async deleteSelectedCalendar(
    @CurrentCaller() { userId }: Caller,
    @Query() query: SelectedCalendarsQueryParamsInputDto,
  ): Promise<ApiResponse<SelectedCalendarOutputDto>> {
    return success(await this.selectedCalendars.remove(userId, query));
  }
}
