import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { Permissions } from '../auth/permissions.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { versionsFrom } from '../common/api-version.js';
import { Throttle } from '../rate-limits/rate-limit.guard.js';
import { AddGuestsInput_2024_08_13, AddGuestsOutput_2024_08_13 } from './booking-attendees-2024-08-13.dto.js';
import { BookingDetailsService_2024_08_13 } from './booking-details-2024-08-13.service.js';
import { OfBooking } from './booking-route-docs.js';
import type { BookingJson } from './booking-output-2024-08-13.js';
import { IsEmbed } from './is-embed.js';

/** People who are brought along, shape 2024-08-13. */
@Controller({ path: '/v2/bookings/:bookingUid/guests', version: versionsFrom('2024-08-13') })
@ApiTags('Bookings / Guests')
@OfBooking()
export class BookingGuestsController_2024_08_13 {
  constructor(private readonly details: BookingDetailsService_2024_08_13) {}

  @Post()
  @HttpCode(200)
  @Throttle(5)
  @Permissions('BOOKING_WRITE')
  @ApiOperation({ summary: 'Add guests to a booking', description: 'Ten at a time, five times a minute.' })
  @ApiOkResponse({ type: AddGuestsOutput_2024_08_13 })
  async addGuests(
    @CurrentCaller() caller: Caller,
    @Param('bookingUid') uid: string,
    @Body() { guests }: AddGuestsInput_2024_08_13,
    @IsEmbed() isEmbed: boolean,
  ): Promise<ApiResponse<BookingJson>> {
    return success(await this.details.addGuests({ caller, isEmbed }, uid, guests));
  }
}
