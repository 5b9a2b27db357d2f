import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import type { AuthenticatedRequest } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { mayManageBooking } from './booking-access.js';
import { BookingReadsRepository } from './booking-reads.repository.js';
import type { Booking } from './booking.js';

interface BookingRequest extends AuthenticatedRequest {
  booking?: Booking;
}

/**
 * Lets pass who may manage the booking that the path names: its host, the owner of the event type, and those in charge of
 * the organization. A booking that does not exist is refused in the same words. Runs after `AuthGuard`.
 */
@Injectable()
export class BookingPbacGuard implements CanActivate {
  constructor(private readonly bookings: BookingReadsRepository) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<BookingRequest>();
    const { caller } = request;
    const uid = String(request.params['bookingUid']);
    const booking = await this.bookings.findByUid(uid);
    if (!caller || !booking || !mayManageBooking(caller, booking)) {
      throw ApiError.forbidden(
        `BookingPbacGuard - user with id=${caller?.userId} does not have access to booking with uid=${uid}`,
      );
    }
    request.booking = booking;
    return true;
  }
}

/** The parameter of a controller method that receives the booking behind `BookingPbacGuard`. */
export const ManagedBooking = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<BookingRequest>().booking,
);
