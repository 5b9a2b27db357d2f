import { Controller, Get, Param, UseGuards } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Permissions } from '../auth/permissions.guard.js';
import { ApiError } from '../common/api-error.js';
import { versionsFrom } from '../common/api-version.js';
import { BookingPbacGuard } from './booking-pbac.guard.js';
import * as responses from './booking-recordings-2024-08-13.responses.js';

/** What was recorded of video calls. This server has no video rooms, so there is never anything. */
@Controller({ path: '/v2/bookings', version: versionsFrom('2024-08-13') })
@UseGuards(BookingPbacGuard)
@Permissions('BOOKING_READ')
@ApiTags('Bookings')
@ApiHeader({
  name: 'cal-api-version',
  required: true,
  description: '`2024-08-13` or later.',
  schema: { type: 'string', default: '2024-08-13' },
})
@ApiHeader({ name: 'Authorization', required: true, description: '`Bearer <token>`: an API key or an access token.' })
@ApiParam({ name: 'bookingUid', type: String, description: 'Uid of the booking.' })
export class BookingRecordingsController_2024_08_13 {
  @Get('/:bookingUid/recordings')
  @ApiOperation({
    operationId: 'BookingsController_2024_08_13_getBookingRecordings',
    summary: 'List recordings of a booking',
    description: 'There are no video rooms here: always 404.',
  })
  @ApiOkResponse({ type: responses.GetBookingRecordingsOutput })
  getBookingRecordings(@Param('bookingUid') uid: string): never {
    throw noVideoRoom(uid);
  }

  @Get('/:bookingUid/transcripts')
  @ApiOperation({
    operationId: 'BookingsController_2024_08_13_getBookingTranscripts',
    summary: 'List transcripts of a booking',
    description: 'There are no video rooms here: always 404.',
  })
  @ApiOkResponse({ type: responses.GetBookingTranscriptsOutput })
  getBookingTranscripts(@Param('bookingUid') uid: string): never {
    throw noVideoRoom(uid);
  }

  @Get('/:bookingUid/conferencing-sessions')
  @ApiOperation({
    operationId: 'BookingsController_2024_08_13_getVideoSessions',
    summary: 'List sessions in the video room of a booking',
    description: 'There are no video rooms here: always 404.',
  })
  @ApiOkResponse({ type: responses.GetBookingVideoSessionsOutput })
  getVideoSessions(@Param('bookingUid') uid: string): never {
    throw noVideoRoom(uid);
  }
}

function noVideoRoom(uid: string): ApiError {
  return ApiError.notFound(`No Cal Video reference found with booking uid ${uid}`);
}
