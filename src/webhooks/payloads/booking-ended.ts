import type { Booking, BookingAttendee } from '../../bookings/booking.js';
import { responsesOf, userFieldsResponsesOf } from './answers.js';
import { eventTypeKeys, lengthOf, seatKeys, textKeys } from './booking.js';
import { attendeesOf, organizerOf } from './people.js';
import { platformKeys, type Surroundings } from './surroundings.js';
import { inMilliseconds, withOffset } from './times.js';

// compat: webhooks.cancelled-price — a price of 0 is null here.
/** BOOKING_CANCELLED. @param seat the attendee whose seat is free again, when the booking itself goes on. */
export function cancelledPayload(booking: Booking, seat: BookingAttendee | undefined, surroundings: Surroundings) {
  const { eventType, recurringUid } = booking;
  return {
    bookerUrl: surroundings.bookerUrl,
    title: booking.title,
    length: lengthOf(booking),
    startTime: withOffset(booking.startTime),
    endTime: withOffset(booking.endTime),
    ...textKeys(booking),
    organizer: organizerOf(booking),
    attendees: attendeesOf(booking, seat && [seat]),
    responses: responsesOf(booking),
    userFieldsResponses: userFieldsResponsesOf(booking),
    uid: booking.uid,
    bookingId: booking.id,
    location: booking.location,
    destinationCalendar: [],
    cancellationReason: booking.cancellationReason,
    cancelledBy: booking.cancelledByEmail,
    requestReschedule: false,
    ...seatKeys(booking),
    iCalUID: booking.icalUid,
    iCalSequence: booking.icalSequence,
    hideOrganizerEmail: eventType?.hideOrganizerEmail ?? false,
    customReplyToEmail: null,
    schedulingType: null,
    hideBranding: false,
    ...eventTypeKeys(booking),
    price: null,
    smsReminderNumber: null,
    ...(recurringUid && eventType?.recurringEvent ? { recurringEvent: eventType.recurringEvent } : {}),
    status: 'CANCELLED',
    ...platformKeys(surroundings),
  };
}

/** BOOKING_REJECTED. */
export function rejectedPayload(booking: Booking, surroundings: Surroundings): object {
  return {
    title: booking.title,
    startTime: inMilliseconds(booking.startTime),
    endTime: inMilliseconds(booking.endTime),
    length: lengthOf(booking),
    bookerUrl: surroundings.bookerUrl,
    organizer: organizerOf(booking),
    attendees: attendeesOf(booking),
    responses: responsesOf(booking),
    userFieldsResponses: userFieldsResponsesOf(booking),
    ...textKeys(booking),
    location: booking.location,
    uid: booking.uid,
    bookingId: booking.id,
    destinationCalendar: [],
    ...eventTypeKeys(booking),
    rejectionReason: booking.rejectionReason,
    assignmentReason: null,
    organizationId: booking.host.organizationId,
    price: 0,
    status: 'REJECTED',
    ...platformKeys(surroundings),
  };
}
