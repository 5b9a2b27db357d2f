import { ApiError } from '../common/api-error.js';
import { isSeated } from './booking-output-2024-08-13.js';
import type { Booking } from './booking.js';
import type { NewAttendee } from './new-booking.js';

/** Somebody who is to take part in a booking. */
export interface Guest {
  email: string;
  name?: string | null | undefined;
  /** As the zone database spells it; otherwise that of the booker. */
  timeZone?: string | null | undefined;
  phoneNumber?: string | null | undefined;
  language?: string | null | undefined;
}

const MAX_ATTENDEES = 30;

/**
 * The attendees that a booking gets of these guests: without those who take part already.
 *
 * @throws ApiError 400 when guests are not wanted, nobody new is among them, one is named twice, or there are too many.
 */
export function newAttendees(booking: Booking, guests: Guest[]): NewAttendee[] {
  const { attendees, eventType } = booking;
  // Those who share a booking come each with a seat.
  if (eventType && (eventType.disableGuests || isSeated(booking))) {
    throw ApiError.trpc(
      400,
      `Cannot add guests to this booking. The guests field is disabled for event type "${eventType.title}" (ID: ${eventType.id}). Please contact the event organizer to enable guest additions.`,
    );
  }
  const present = new Set(attendees.map(({ email }) => email.toLowerCase()));
  const added = guests.filter(({ email }) => !present.has(email.toLowerCase()));
  const distinct = new Set(guests.map(({ email }) => email.toLowerCase()));
  if (added.length === 0 || distinct.size < guests.length) throw ApiError.trpc(400, 'emails_must_be_unique_valid');
  const room = Math.max(0, MAX_ATTENDEES - attendees.length);
  if (added.length > room) {
    throw ApiError.badRequest(
      `Cannot add ${added.length} guests. This booking already has ${attendees.length} attendees. Maximum total guests allowed is ${MAX_ATTENDEES}. You can add up to ${room} more guests.`,
    );
  }
  const timeZone = attendees[0]?.timeZone ?? booking.host.timeZone;
  return added.map((guest) => ({
    email: guest.email,
    name: guest.name ?? '',
    timeZone: guest.timeZone ?? timeZone,
    locale: guest.language ?? 'en',
    phoneNumber: guest.phoneNumber ?? null,
    absent: false,
    seat: null,
  }));
}
