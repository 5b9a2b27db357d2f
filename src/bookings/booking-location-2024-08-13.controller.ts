import { Body, Controller, Param, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { Permissions } from '../auth/permissions.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { versionsFrom } from '../common/api-version.js';
import { Throttle } from '../rate-limits/rate-limit.guard.js';
import { UpdateBookingLocationOutput_2024_08_13 } from './booking-attendees-2024-08-13.dto.js';
import { BookingDetailsService_2024_08_13 } from './booking-details-2024-08-13.service.js';
import { OfBooking } from './booking-route-docs.js';
import type { BookingJson } from './booking-output-2024-08-13.js';
import { UpdateBookingLocationInput_2024_08_13 } from './update-location-2024-08-13.dto.js';
import { IsEmbed } from './is-embed.js';

/** Where a booking takes place, shape 2024-08-13. */
@Controller({ path: '/v2/bookings/:bookingUid/location', version: versionsFrom('2024-08-13') })
@ApiTags('Bookings')
@OfBooking()
export class BookingLocationController_2024_08_13 {
  constructor(private readonly details: BookingDetailsService_2024_08_13) {}

  @Patch()
  @Throttle(5)
  @Permissions('BOOKING_WRITE')
  @ApiOperation({ summary: 'Change the place of a booking', description: 'Five times a minute.' })
  @ApiOkResponse({ type: UpdateBookingLocationOutput_2024_08_13 })
  async updateBookingLocation(
    @CurrentCaller() caller: Caller,
    @Param('bookingUid') uid: string,
    @Body() { location }: UpdateBookingLocationInput_2024_08_13,
    @IsEmbed() isEmbed: boolean,
  ): Promise<ApiResponse<BookingJson>> {
    return success(await this.details.move({ caller, isEmbed }, uid, location));
  }
}
