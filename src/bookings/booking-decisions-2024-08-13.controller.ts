import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, type ApiOperationOptions, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { versionsFrom } from '../common/api-version.js';
import { NumericIdPipe } from '../common/numeric-id.pipe.js';
import type { BookingJson } from './booking-output-2024-08-13.js';
import { GetBookingOutput_2024_08_13 } from './booking-reads-2024-08-13.responses.js';
import { BookingUid, ForCallers } from './booking-route-docs.js';
import * as responses from './bookings-2024-08-13.responses.js';
import { BookingsService_2024_08_13 } from './bookings-2024-08-13.service.js';
import * as changes from './change-booking-2024-08-13.dto.js';
import { ReassignBookingService } from './reassign-booking.service.js';
import { IsEmbed } from './is-embed.js';

/** In the published document all operations of the tag are of one controller, which has the others of them. */
const Described = (method: string, options: ApiOperationOptions): MethodDecorator =>
  ApiOperation({ ...options, operationId: `BookingsController_2024_08_13_${method}` });

/** What hosts say to and about bookings, shape 2024-08-13. */
@Controller({ path: '/v2/bookings', version: versionsFrom('2024-08-13') })
@ApiTags('Bookings')
@ApiHeader({
  name: 'cal-api-version',
  required: true,
  description: '`2024-08-13` or later; the older shape is served without it.',
  schema: { type: 'string', default: '2024-08-13' },
})
export class BookingDecisionsController_2024_08_13 {
  constructor(
    private readonly bookings: BookingsService_2024_08_13,
    private readonly reassignment: ReassignBookingService,
  ) {}

  @Post('/:bookingUid/confirm')
  @HttpCode(200)
  @ForCallers('BOOKING_WRITE')
  @BookingUid()
  @Described('confirmBooking', {
    summary: 'Accept a booking that waits',
    description: 'With all of its series that wait.',
  })
  @ApiOkResponse({ type: GetBookingOutput_2024_08_13 })
  async confirmBooking(
    @CurrentCaller() caller: Caller,
    @Param('bookingUid') uid: string,
    @IsEmbed() isEmbed: boolean,
  ): Promise<ApiResponse<BookingJson>> {
    return success(await this.bookings.confirm({ caller, isEmbed }, uid));
  }

  @Post('/:bookingUid/decline')
  @HttpCode(200)
  @ForCallers('BOOKING_WRITE')
  @BookingUid()
  @Described('declineBooking', {
    summary: 'Reject a booking that waits',
    description: 'With all of its series that wait.',
  })
  @ApiOkResponse({ type: GetBookingOutput_2024_08_13 })
  async declineBooking(
    @CurrentCaller() caller: Caller,
    @Param('bookingUid') uid: string,
    @Body() { reason }: changes.DeclineBookingInput_2024_08_13,
    @IsEmbed() isEmbed: boolean,
  ): Promise<ApiResponse<BookingJson>> {
    return success(await this.bookings.decline({ caller, isEmbed }, uid, reason));
  }

  @Post('/:bookingUid/mark-absent')
  @HttpCode(200)
  @ForCallers('BOOKING_WRITE')
  @BookingUid()
  @Described('markNoShow', { summary: 'Note who did not come', description: 'Once the booking has begun.' })
  @ApiOkResponse({ type: responses.MarkAbsentBookingOutput_2024_08_13 })
  async markNoShow(
    @CurrentCaller() caller: Caller,
    @Param('bookingUid') uid: string,
    @Body() body: changes.MarkAbsentBookingInput_2024_08_13,
  ): Promise<ApiResponse<BookingJson>> {
    return success(await this.bookings.markAbsent(caller, uid, body));
  }

  @Post('/:bookingUid/reassign')
  @HttpCode(200)
  @ForCallers('BOOKING_WRITE')
  @BookingUid()
  @Described('reassignBooking', {
    summary: 'Give a booking to another host',
    description: 'Only bookings of teams have other hosts.',
  })
  @ApiOkResponse({ type: responses.ReassignBookingOutput_2024_08_13 })
  async reassignBooking(@CurrentCaller() caller: Caller, @Param('bookingUid') uid: string): Promise<never> {
    return this.reassignment.reassign(caller, uid);
  }

  @Post('/:bookingUid/reassign/:userId')
  @HttpCode(200)
  @ForCallers('BOOKING_WRITE')
  @BookingUid()
  @Described('reassignBookingToUser', {
    summary: 'Give a booking to a certain host',
    description: 'Only bookings of teams have others.',
  })
  @ApiOkResponse({ type: responses.ReassignBookingOutput_2024_08_13 })
  async reassignBookingToUser(
    @CurrentCaller() caller: Caller,
    @Param('bookingUid') uid: string,
    @Param('userId', NumericIdPipe) userId: number,
    @Body() _body: changes.ReassignToUserBookingInput_2024_08_13,
  ): Promise<never> {
    return this.reassignment.reassignTo(caller, uid, userId);
  }
}
