import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  type ApiOperationOptions,
  ApiParam,
  ApiSecurity,
  ApiTags,
} from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { Permissions } from '../auth/permissions.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { versionsFrom } from '../common/api-version.js';
import { OptionalAuth } from '../auth/optional-auth.guard.js';
import { type BookingPage, BookingListsService } from './booking-lists.service.js';
import type { BookingJson } from './booking-output-2024-08-13.js';
import * as responses from './booking-reads-2024-08-13.responses.js';
import { type BookingReferenceJson, BookingReadsService } from './booking-reads.service.js';
import { BookingReferencesQuery, GetBookingsInput_2024_08_13 } from './list-bookings-2024-08-13.dto.js';
import type { CalendarLink } from './calendar-links.js';

/** In the published document all operations of the tag are of one controller, which has the others of them. */
const Described = (method: string, options: ApiOperationOptions): MethodDecorator =>
  ApiOperation({ ...options, operationId: `BookingsController_2024_08_13_${method}` });

const Authorization = (required: boolean): MethodDecorator =>
  ApiHeader({ name: 'Authorization', required, description: '`Bearer <token>`: an API key or an access token.' });

const Uid = (): MethodDecorator =>
  ApiParam({ name: 'bookingUid', type: String, description: 'Uid of the booking, or of a series where one is shown.' });

/** Reads bookings, shape 2024-08-13. */
@Controller({ path: '/v2/bookings', version: versionsFrom('2024-08-13') })
@ApiTags('Bookings')
@ApiHeader({
  name: 'cal-api-version',
  required: true,
  description: '`2024-08-13` or later; the older shape is served without it.',
  schema: { type: 'string', default: '2024-08-13' },
})
export class BookingReadsController_2024_08_13 {
  constructor(
    private readonly bookings: BookingReadsService,
    private readonly lists: BookingListsService,
  ) {}

  @Get()
  @Permissions('BOOKING_READ')
  @Authorization(true)
  @Described('getBookings', {
    summary: 'List bookings',
    description:
      'Those that you hold or attend, and those of the members of the organization that you are in charge of.',
  })
  @ApiOkResponse({ type: responses.GetBookingsOutput_2024_08_13 })
  async getBookings(
    @CurrentCaller() caller: Caller,
    @Query() query: GetBookingsInput_2024_08_13,
  ): Promise<BookingPage> {
    return this.lists.listOfCaller(caller, query);
  }

  @Get('/by-seat/:seatUid')
  @OptionalAuth()
  @Authorization(false)
  @ApiSecurity({})
  @ApiHeader({ name: 'x-cal-secret-key', required: false, description: 'Secret of an OAuth client.' })
  @ApiHeader({ name: 'x-cal-client-id', required: false, description: 'Id of the OAuth client.' })
  @ApiParam({ name: 'seatUid', type: String, description: 'Uid of the seat: knowing it is the permission.' })
  @Described('getBookingBySeatUid', {
    summary: 'Get a booking by a seat',
    description: 'With the other seats only if the event type shows them, or for those who may manage the booking.',
  })
  @ApiOkResponse({ type: responses.GetBookingOutput_2024_08_13 })
  async getBookingBySeatUid(
    @CurrentCaller() caller: Caller | undefined,
    @Param('seatUid') seatUid: string,
  ): Promise<ApiResponse<BookingJson>> {
    return success(await this.bookings.getBySeat(caller, seatUid));
  }

  @Get('/:bookingUid')
  @OptionalAuth()
  @Authorization(false)
  @ApiSecurity({})
  @ApiHeader({ name: 'x-cal-secret-key', required: false, description: 'Secret of an OAuth client.' })
  @ApiHeader({ name: 'x-cal-client-id', required: false, description: 'Id of the OAuth client.' })
  @Uid()
  @Described('getBooking', {
    summary: 'Get a booking',
    description: 'Knowing the uid is the permission. With the uid of a series all its occurrences.',
  })
  @ApiOkResponse({ type: responses.GetBookingOutput_2024_08_13 })
  async getBooking(
    @CurrentCaller() caller: Caller | undefined,
    @Param('bookingUid') uid: string,
  ): Promise<ApiResponse<BookingJson | BookingJson[]>> {
    return success(await this.bookings.get(caller, uid));
  }

  @Get('/:bookingUid/calendar-links')
  @Permissions('BOOKING_READ')
  @Authorization(true)
  @Uid()
  @Described('getCalendarLinks', { summary: 'Get links that put a booking into a calendar' })
  @ApiOkResponse({ type: responses.CalendarLinksOutput_2024_08_13 })
  async getCalendarLinks(@Param('bookingUid') uid: string): Promise<ApiResponse<CalendarLink[]>> {
    return success(await this.bookings.calendarLinks(uid));
  }

  @Get('/:bookingUid/references')
  @Permissions('BOOKING_READ')
  @Authorization(true)
  @Uid()
  @Described('getBookingReferences', { summary: 'Get what stands for a booking in calendars and video services' })
  @ApiOkResponse({ type: responses.BookingReferencesOutput_2024_08_13 })
  async getBookingReferences(
    @CurrentCaller() caller: Caller,
    @Param('bookingUid') uid: string,
    @Query() { type }: BookingReferencesQuery,
  ): Promise<ApiResponse<BookingReferenceJson[]>> {
    return success(await this.bookings.references(caller, uid, type));
  }
}
