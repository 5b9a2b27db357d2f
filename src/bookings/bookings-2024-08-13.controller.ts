import { Body, Controller, Headers, Post } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { OptionalAuth } from '../auth/optional-auth.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import type { CreatedBookingJson } from './booking-output-2024-08-13.js';
import { BookingsService_2024_08_13 } from './bookings-2024-08-13.service.js';
import { type BookingInput, CreateBookingInputPipe } from './read-booking-2024-08-13.js';

/** Bookings, shape 2024-08-13: what changes them. */
@Controller({ path: '/v2/bookings', version: '2024-08-13' })
@ApiTags('Bookings')
export class BookingsController_2024_08_13 {
  constructor(private readonly bookings: BookingsService_2024_08_13) {}

  @Post()
  @OptionalAuth()
  @ApiSecurity({})
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeats the first answer for 24 hours.' })
  @ApiOperation({ summary: 'Create a booking' })
  async createBooking(
    @CurrentCaller() caller: Caller | undefined,
    @Body(CreateBookingInputPipe) body: BookingInput,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Headers('x-cal-platform-embed') embed: string | undefined,
  ): Promise<ApiResponse<CreatedBookingJson | CreatedBookingJson[]>> {
    return success(await this.bookings.create(caller, body, { idempotencyKey, isEmbed: embed === 'true' }));
  }
}
