import { ApiError, threeKeyDetails } from '../common/api-error.js';

/**
 * A refusal that the generations of the API word differently: the text of the newer one, and the key that the older ones
 * send instead.
 */
export class BookingRefusal extends ApiError {
  constructor(
    status: number,
    message: string,
    /** For example `no_available_users_found_error`. */
    readonly key: string,
  ) {
    super(status, { code: NAMES[status] as string, message, details: threeKeyDetails(status, message) });
  }
}

const NAMES: Record<number, string> = {
  400: 'BadRequestException',
  404: 'NotFoundException',
  409: 'ConflictException',
};

export const eventTypeNotFound = (id: number): ApiError => ApiError.notFound(`Event type with id ${id} not found.`);

/** @param where for example ` belonging to user ann`. */
export const slugNotFound = (slug: string, where: string): ApiError =>
  ApiError.notFound(`Event type with slug ${slug}${where} not found.`);

export const inThePast = (): BookingRefusal =>
  new BookingRefusal(400, 'Attempting to book a meeting in the past.', 'booking_time_out_of_bounds_error');

export const outOfBounds = (): BookingRefusal =>
  new BookingRefusal(
    400,
    `The event type can't be booked at the "start" time provided. This could be because it's too soon (violating the minimum booking notice) or too far in the future (outside the event's scheduling window). Try fetching available slots first using the GET /v2/slots endpoint and then make a booking with "start" time equal to one of the available slots.`,
    'booking_time_out_of_bounds_error',
  );

// improve: bookings.one-refusal — the original answers some who lose a race with 409 and internal names, or 500.
/** Taken, out of office, outside of the hours: also for whoever comes a moment too late. */
export const notAvailable = (): BookingRefusal =>
  new BookingRefusal(
    400,
    'User either already has booking at this time or is not available',
    'no_available_users_found_error',
  );

export const noMoreSeats = (): BookingRefusal =>
  new BookingRefusal(409, 'No more seats left at this seated booking.', 'booking_seats_full_error');

/** @param uid of a booking to move instead; undefined when the event type does not offer that. */
export const tooManyActive = (uid: string | undefined): BookingRefusal => {
  const text = "Attendee with this email can't book because the maximum number of active bookings has been reached.";
  return uid === undefined
    ? new BookingRefusal(400, text, 'booker_limit_exceeded_error')
    : new BookingRefusal(
        400,
        `${text} You can reschedule your existing booking (${uid}) to a new timeslot instead.`,
        'booker_limit_exceeded_error_reschedule',
      );
};

export const privateLinkExpired = (): BookingRefusal =>
  new BookingRefusal(400, 'The private link has expired or was used too often.', 'private_link_expired');

export const alreadySignedUp = (): ApiError => ApiError.core(409, 'already_signed_up_for_this_booking_error');
export const bookingLimitReached = (): ApiError => ApiError.core(401, 'booking_limit_reached');
export const durationLimitReached = (): ApiError => ApiError.core(401, 'duration_limit_reached');
