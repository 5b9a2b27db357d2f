import { Body, Controller, Put } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { type ApiResponse, success } from '../common/api-response.js';
import {
  DestinationCalendarsInputBodyDto,
  type DestinationCalendarsOutputDto,
  DestinationCalendarsOutputResponseDto,
} from './destination-calendars.dto.js';
import { DestinationCalendarsService } from './destination-calendars.service.js';

@Controller('/v2/destination-calendars')
@ApiTags('Destination Calendars')
@ApiHeader({ name: 'Authorization', required: true, description: '`Bearer <token>`: an API key or an access token.' })
export class DestinationCalendarsController {
  constructor(private readonly destinations: DestinationCalendarsService) {}

  @Put()
  @ApiOperation({ summary: 'Choose the calendar into which bookings are written' })
  @ApiOkResponse({ type: DestinationCalendarsOutputResponseDto })
  async updateDestinationCalendars(
    @CurrentCaller() { userId }: Caller,
    @Body() body: DestinationCalendarsInputBodyDto,
  ): Promise<ApiResponse<DestinationCalendarsOutputDto>> {
    return success(await this.destinations.choose(userId, body));
  }
}
