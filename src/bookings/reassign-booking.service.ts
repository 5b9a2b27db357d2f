import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { BookableEventTypesRepository } from './bookable-event-types.repository.js';
import { mayManageBooking } from './booking-access.js';
import { BookingReadsRepository } from './booking-reads.repository.js';
import { bookingNotInDatabase } from './booking-refusals.js';
import type { Booking } from './booking.js';

/**
 * Gives bookings to another host of a team. Here event types belong to one person, so nobody else can take them: the calls
 * find out who may ask, and say so.
 */
@Injectable()
export class ReassignBookingService {
  constructor(
    private readonly reads: BookingReadsRepository,
    private readonly eventTypes: BookableEventTypesRepository,
  ) {}

  /** @throws ApiError 404, 403 for who may not manage the booking, else 400: there is no other host. */
  async reassign(caller: Caller, uid: string): Promise<never> {
    await this.require(caller, uid);
    throw ApiError.badRequest("Can't reassign the booking because no other host is available at that time.");
  }

  /** @throws ApiError 404, 403 for who may not manage the booking, else 400: the user is no host of it. */
  async reassignTo(caller: Caller, uid: string, userId: number): Promise<never> {
    await this.require(caller, uid);
    if (!(await this.eventTypes.hasUserWithId(userId))) {
      throw ApiError.notFound(`User with id=${userId} was not found in the database`);
    }
    throw ApiError.badRequest(
      `User with id=${userId} is not a valid Round Robin host - the user to which you reassign this booking must be one of the booking hosts. Fetch the booking using the GET /v2/bookings/{uid} endpoint and select id of one of the hosts.`,
    );
  }

  private async require(caller: Caller, uid: string): Promise<Booking> {
    const booking = await this.reads.findByUid(uid);
    if (!booking) throw bookingNotInDatabase(uid);
    if (!mayManageBooking(caller, booking)) {
      throw ApiError.forbidden('You do not have permission to reassign this booking');
    }
    return booking;
  }
}
