import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { versionsFrom } from '../common/api-version.js';
import type { BookingJson, CreatedBookingJson } from './booking-output-2024-08-13.js';
import { BodyOf, BookingUid, ForAnybody } from './booking-route-docs.js';
import * as responses from './bookings-2024-08-13.responses.js';
import { BookingsService_2024_08_13 } from './bookings-2024-08-13.service.js';
import * as changes from './change-booking-2024-08-13.dto.js';
import * as creation from './create-booking-2024-08-13.dto.js';
import { IsEmbed } from './is-embed.js';
import { type BookingInput, CreateBookingInputPipe } from './read-booking-2024-08-13.js';
import * as pipes from './read-changes-2024-08-13.js';

/** Makes, moves and cancels bookings, shape 2024-08-13. */
@Controller({ path: '/v2/bookings', version: versionsFrom('2024-08-13') })
@ApiTags('Bookings')
@ApiHeader({
  name: 'cal-api-version',
  required: true,
  description: '`2024-08-13` or later; the older shape is served without it.',
  schema: { type: 'string', default: '2024-08-13' },
})
export class BookingsController_2024_08_13 {
  constructor(private readonly bookings: BookingsService_2024_08_13) {}

  @Post()
  @ForAnybody()
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeats the first answer for 24 hours.' })
  @BodyOf(
    creation.CreateBookingInput_2024_08_13,
    creation.CreateInstantBookingInput_2024_08_13,
    creation.CreateRecurringBookingInput_2024_08_13,
  )
  @ApiOperation({ summary: 'Create a booking', description: 'Or a series, or a seat in a booking that several share.' })
  @ApiCreatedResponse({ type: responses.CreateBookingOutput_2024_08_13 })
  async createBooking(
    @CurrentCaller() caller: Caller | undefined,
    @Body(CreateBookingInputPipe) body: BookingInput,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @IsEmbed() isEmbed: boolean,
  ): Promise<ApiResponse<CreatedBookingJson | CreatedBookingJson[]>> {
    return success(await this.bookings.create(caller, body, { idempotencyKey, isEmbed }));
  }

  @Post('/:bookingUid/reschedule')
  @ForAnybody()
  @BookingUid()
  @BodyOf(changes.RescheduleBookingInput_2024_08_13, changes.RescheduleSeatedBookingInput_2024_08_13)
  @ApiOperation({ summary: 'Move a booking', description: 'A new booking takes its place. Or moves one seat.' })
  @ApiCreatedResponse({ type: responses.RescheduleBookingOutput_2024_08_13 })
  async rescheduleBooking(
    @CurrentCaller() caller: Caller | undefined,
    @Param('bookingUid') uid: string,
    @Body(pipes.RescheduleBookingInputPipe) body: pipes.RescheduleInput,
    @IsEmbed() isEmbed: boolean,
  ): Promise<ApiResponse<CreatedBookingJson>> {
    return success(await this.bookings.reschedule(caller, uid, body, isEmbed));
  }

  @Post('/:bookingUid/cancel')
  @HttpCode(200)
  @ForAnybody()
  @BookingUid('Uid of the booking or of a series.')
  @BodyOf(changes.CancelBookingInput_2024_08_13, changes.CancelSeatedBookingInput_2024_08_13)
  @ApiOperation({ summary: 'Cancel a booking', description: 'Or a series, a part of it, or one seat.' })
  @ApiOkResponse({ type: responses.CancelBookingOutput_2024_08_13 })
  async cancelBooking(
    @CurrentCaller() caller: Caller | undefined,
    @Param('bookingUid') uid: string,
    @Body(pipes.CancelBookingInputPipe) body: pipes.CancelInput,
    @IsEmbed() isEmbed: boolean,
  ): Promise<ApiResponse<BookingJson | BookingJson[]>> {
    return success(await this.bookings.cancel(caller, uid, body, isEmbed));
  }
}
