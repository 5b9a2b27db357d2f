import { Body, Controller, Delete, Get, Param, Post, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../auth/caller.js';
import { Permissions } from '../auth/permissions.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { versionsFrom } from '../common/api-version.js';
import { NumericIdPipe } from '../common/numeric-id.pipe.js';
import { Throttle } from '../rate-limits/rate-limit.guard.js';
import * as dto from './booking-attendees-2024-08-13.dto.js';
import { AddAttendeeInput_2024_08_13 } from './booking-attendees-2024-08-13.dto.js';
import { BookingDetailsService_2024_08_13 } from './booking-details-2024-08-13.service.js';
import { OfBooking } from './booking-route-docs.js';
import * as output from './booking-attendees-output-2024-08-13.js';
import { BookingPbacGuard, ManagedBooking } from './booking-pbac.guard.js';
import type { Booking } from './booking.js';
import { IsEmbed } from './is-embed.js';

const AttendeeId = (): MethodDecorator =>
  ApiParam({ name: 'attendeeId', type: Number, description: 'Id of the attendee.' });

/** Who takes part in a booking, shape 2024-08-13. */
@Controller({ path: '/v2/bookings/:bookingUid/attendees', version: versionsFrom('2024-08-13') })
@ApiTags('Bookings / Attendees')
@OfBooking()
export class BookingAttendeesController_2024_08_13 {
  constructor(private readonly details: BookingDetailsService_2024_08_13) {}

  @Get()
  @UseGuards(BookingPbacGuard)
  @Permissions('BOOKING_READ')
  @ApiOperation({ summary: 'List attendees of a booking', description: 'The booker first.' })
  @ApiOkResponse({ type: dto.GetBookingAttendeesOutput_2024_08_13 })
  getBookingAttendees(@ManagedBooking() { attendees }: Booking): ApiResponse<output.AttendeeJson[]> {
    return success(attendees.map(output.attendeeWithId));
  }

  @Get('/:attendeeId')
  @UseGuards(BookingPbacGuard)
  @Permissions('BOOKING_READ')
  @AttendeeId()
  @ApiOperation({ summary: 'Get an attendee of a booking' })
  @ApiOkResponse({ type: dto.GetBookingAttendeeOutput_2024_08_13 })
  getBookingAttendee(
    @ManagedBooking() booking: Booking,
    @Param('attendeeId', NumericIdPipe) attendeeId: number,
  ): ApiResponse<output.AttendeeJson> {
    return success(output.attendeeById(booking, attendeeId));
  }

  @Post()
  @Throttle(5)
  @UseGuards(BookingPbacGuard)
  @Permissions('BOOKING_WRITE')
  @ApiOperation({ summary: 'Add an attendee to a booking', description: 'Five times a minute.' })
  @ApiCreatedResponse({ type: dto.AddAttendeeOutput_2024_08_13 })
  async addAttendee(
    @CurrentCaller() caller: Caller,
    @Param('bookingUid') uid: string,
    @Body() body: AddAttendeeInput_2024_08_13,
    @IsEmbed() isEmbed: boolean,
  ): Promise<ApiResponse<ReturnType<typeof output.addedAttendee>>> {
    return success(await this.details.add({ caller, isEmbed }, uid, body));
  }

  @Delete('/:attendeeId')
  @Throttle(5)
  @Permissions('BOOKING_WRITE')
  @AttendeeId()
  @ApiOperation({ summary: 'Remove an attendee from a booking', description: 'Never the booker. Five times a minute.' })
  @ApiOkResponse({ type: dto.RemoveAttendeeOutput_2024_08_13 })
  async removeAttendee(
    @CurrentCaller() caller: Caller,
    @Param('bookingUid') uid: string,
    @Param('attendeeId', NumericIdPipe) attendeeId: number,
    @IsEmbed() isEmbed: boolean,
  ): Promise<ApiResponse<ReturnType<typeof output.removedAttendee>>> {
    return success(await this.details.remove({ caller, isEmbed }, uid, attendeeId));
  }
}
