import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { OptionalAuth } from '../auth/optional-auth.guard.js';
import { Permissions } from '../auth/permissions.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { versionsFrom } from '../common/api-version.js';
import {
  BookingEndsService_2024_04_15,
  type Cancelled_2024_04_15,
  type NoShow_2024_04_15,
} from './booking-ends-2024-04-15.service.js';
import type {
  BookingInfo_2024_04_15,
  BookingRow_2024_04_15,
  RescheduleInfo_2024_04_15,
} from './booking-output-2024-04-15.js';
import { type BookingPage_2024_04_15, BookingReadsService_2024_04_15 } from './booking-reads-2024-04-15.service.js';
import * as dto from './bookings-2024-04-15.dto.js';
import { BookingsService_2024_04_15 } from './bookings-2024-04-15.service.js';
import { IsEmbed } from './is-embed.js';
import { SeriesPipe_2024_04_15 } from './series-2024-04-15.pipe.js';

/** Bookings, shape 2024-04-15: what the booking components make, move and cancel. */
@Controller({ path: '/v2/bookings', version: versionsFrom('2024-04-15', '2024-08-13') })
@ApiExcludeController()
export class BookingsController_2024_04_15 {
  constructor(
    private readonly bookings: BookingsService_2024_04_15,
    private readonly reads: BookingReadsService_2024_04_15,
    private readonly ends: BookingEndsService_2024_04_15,
  ) {}

  @Get()
  @Permissions('BOOKING_READ')
  async getBookings(
    @CurrentCaller() caller: Caller,
    @Query() query: dto.GetBookingsInput_2024_04_15,
  ): Promise<ApiResponse<BookingPage_2024_04_15>> {
    return success(await this.reads.list(caller, query));
  }

  @Get('/:bookingUid')
  @OptionalAuth()
  async getBooking(
    @CurrentCaller() caller: Caller | undefined,
    @Param('bookingUid') uid: string,
  ): Promise<ApiResponse<BookingInfo_2024_04_15>> {
    return success(await this.reads.get(caller, uid));
  }

  @Get('/:bookingUid/reschedule')
  @OptionalAuth()
  async getBookingForReschedule(
    @CurrentCaller() caller: Caller | undefined,
    @Param('bookingUid') uid: string,
  ): Promise<ApiResponse<RescheduleInfo_2024_04_15>> {
    return success(await this.reads.getForReschedule(caller, uid));
  }

  @Post()
  @OptionalAuth()
  async createBooking(
    @CurrentCaller() caller: Caller | undefined,
    @Body() body: dto.CreateBookingInput_2024_04_15,
    @Headers('idempotency-key') key: string | undefined,
    @IsEmbed() isEmbed: boolean,
  ): Promise<ApiResponse<BookingRow_2024_04_15>> {
    return success(await this.bookings.create({ caller, key, isEmbed }, body));
  }

  @Post('/recurring')
  @OptionalAuth()
  async createRecurringBooking(
    @CurrentCaller() caller: Caller | undefined,
    @Body(SeriesPipe_2024_04_15) body: dto.CreateBookingInput_2024_04_15[],
    @Headers('idempotency-key') key: string | undefined,
    @IsEmbed() isEmbed: boolean,
  ): Promise<ApiResponse<BookingRow_2024_04_15[]>> {
    return success(await this.bookings.createSeries({ caller, key, isEmbed }, body));
  }

  @Post('/instant')
  @OptionalAuth()
  async createInstantBooking(
    @CurrentCaller() caller: Caller | undefined,
    @Body() body: dto.CreateBookingInput_2024_04_15,
    @IsEmbed() isEmbed: boolean,
  ): Promise<ApiResponse<BookingRow_2024_04_15>> {
    return success(await this.bookings.createInstant({ caller, key: undefined, isEmbed }, body));
  }

  @Post('/:bookingUid/cancel')
  @OptionalAuth()
  async cancelBooking(
    @CurrentCaller() caller: Caller | undefined,
    @Param('bookingUid') uid: string,
    @Body() body: dto.CancelBookingInput_2024_04_15,
    @IsEmbed() isEmbed: boolean,
  ): Promise<ApiResponse<Cancelled_2024_04_15>> {
    return success(await this.ends.cancel(caller, uid, body, isEmbed));
  }

  @Post('/:bookingUid/mark-no-show')
  @Permissions('BOOKING_WRITE')
  async markNoShow(
    @CurrentCaller() caller: Caller,
    @Param('bookingUid') uid: string,
    @Body() body: dto.MarkNoShowInput_2024_04_15,
  ): Promise<ApiResponse<NoShow_2024_04_15>> {
    return success(await this.ends.markNoShow(caller, uid, body));
  }
}
