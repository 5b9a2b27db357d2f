import { ApiError } from '../common/api-error.js';
import { attendeeOf } from './booking-output-2024-08-13.js';
import type { Booking, BookingAttendee } from './booking.js';

/** An attendee as its own answers show it. */
export function attendeeWithId(attendee: BookingAttendee) {
  return { id: attendee.id, ...attendeeOf(attendee) };
}

export type AttendeeJson = ReturnType<typeof attendeeWithId>;

/** One attendee of the booking. @throws ApiError 404 */
export function attendeeById({ uid, attendees }: Booking, attendeeId: number): AttendeeJson {
  const found = attendees.find(({ id }) => id === attendeeId);
  if (!found) throw ApiError.notFound(`Attendee with id ${attendeeId} not found in booking ${uid}`);
  return attendeeWithId(found);
}

/** An attendee who was just added. */
export function addedAttendee({ id: bookingId }: Booking, attendee: BookingAttendee) {
  return { id: attendee.id, bookingId, ...attendeeOf(attendee) };
}

/** An attendee who was just removed. */
export function removedAttendee({ id: bookingId }: Booking, { id, name, email, timeZone }: BookingAttendee) {
  return { id, bookingId, name, email, timeZone };
}
