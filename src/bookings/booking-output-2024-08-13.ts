import type { Booking, BookingAttendee, BookingHost, BookingMetadata, Responses } from './booking.js';
import { displayEmail } from './display-email.js';

/** Which seats of a booking are shown: of everybody, of nobody, or of one attendee. Without meaning for other bookings. */
export type SeatsShown = 'all' | 'none' | { seatUid: string };

/** Booked by everybody together, each with a seat. A booking that lost its last attendee is known by its event type. */
export function isSeated({ attendees, eventType }: Pick<Booking, 'attendees' | 'eventType'>): boolean {
  return attendees.length === 0 ? (eventType?.seatsPerTimeSlot ?? null) !== null : attendees.some(({ seat }) => seat);
}

/** A booking as the version 2024-08-13 shows it: regular, with seats, one occurrence of a series, or both. */
export function toOutput(booking: Booking, seats: SeatsShown) {
  return isSeated(booking) ? seatedOutput(booking, seats) : regularOutput(booking);
}

export type BookingJson = ReturnType<typeof toOutput>;

/** As the answer to who made or moved the booking, with the seat that is the booker's. */
export function toCreatedOutput(booking: Booking, seats: SeatsShown, seatUid?: string) {
  return {
    ...toOutput(booking, seats),
    ...(seatUid === undefined ? {} : { seatUid }),
    isPlatformManagedUserBooking: booking.host.isPlatformManaged,
  };
}

export type CreatedBookingJson = ReturnType<typeof toCreatedOutput>;

/** An attendee as every answer shows it. */
export function attendeeOf({ name, email, timeZone, locale, absent, phoneNumber }: BookingAttendee) {
  const shown = { name, email, displayEmail: displayEmail(email), timeZone, language: locale, absent };
  return phoneNumber === null ? shown : { ...shown, phoneNumber };
}

function regularOutput(booking: Booking) {
  const isRecurring = booking.recurringUid !== null;
  return {
    id: booking.id,
    uid: booking.uid,
    title: booking.title,
    description: booking.description,
    hosts: [hostOf(booking.host)],
    status: statusOf(booking),
    cancellationReason: booking.cancellationReason ?? '',
    cancelledByEmail: booking.cancelledByEmail ?? '',
    ...reschedulingOf(booking),
    // compat: bookings.recurring-keys — occurrences of a series lack these two, and their attendees a phone number.
    ...(isRecurring || booking.rescheduledToUid === null ? {} : { rescheduledToUid: booking.rescheduledToUid }),
    ...(isRecurring ? {} : { rescheduledByEmail: booking.rescheduledByEmail }),
    ...timeAndPlaceOf(booking),
    attendees: booking.attendees.map((attendee) => attendeeOf(isRecurring ? withoutPhone(attendee) : attendee)),
    guests: textsOf(booking.responses['guests']),
    metadata: metadataOf(booking),
    bookingFieldsResponses: responsesOf(booking.responses),
    ...recurrenceOf(booking),
  };
}

function seatedOutput(booking: Booking, seats: SeatsShown) {
  const { rescheduledToUid, rescheduledByEmail } = booking;
  return {
    id: booking.id,
    uid: booking.uid,
    title: booking.title,
    description: booking.description,
    hosts: [hostOf(booking.host)],
    status: statusOf(booking),
    cancellationReason: booking.cancellationReason ?? '',
    ...reschedulingOf(booking),
    ...(rescheduledToUid === null ? {} : { rescheduledToUid }),
    ...(rescheduledByEmail === null ? {} : { rescheduledByEmail }),
    ...timeAndPlaceOf(booking),
    attendees: seatsOf(booking, seats),
    metadata: metadataOf(booking),
    ...recurrenceOf(booking),
  };
}

function hostOf({ id, name, email, username, timeZone }: BookingHost) {
  const displayed = displayEmail(email);
  return { id, name: name ?? '', email, displayEmail: displayed, username: username ?? '', timeZone };
}

/** `accepted`, `pending`, `cancelled`, `rejected` or `awaiting_host`. */
function statusOf({ status }: Booking): string {
  return status.toLowerCase();
}

function reschedulingOf({ reschedulingReason, rescheduledFromUid }: Booking) {
  return {
    ...(reschedulingReason === null ? {} : { reschedulingReason }),
    ...(rescheduledFromUid === null ? {} : { rescheduledFromUid }),
  };
}

function timeAndPlaceOf(booking: Booking) {
  const { startTime, endTime, eventType, location, metadata } = booking;
  const place = metadata['videoCallUrl'] || location;
  return {
    start: startTime.toISOString(),
    end: endTime.toISOString(),
    duration: (endTime.getTime() - startTime.getTime()) / 60_000,
    eventType: eventType && { id: eventType.id, slug: eventType.slug },
    eventTypeId: eventType?.id ?? null,
    location: place,
    meetingUrl: place,
    absentHost: booking.absentHost,
    createdAt: booking.createdAt.toISOString(),
    updatedAt: booking.updatedAt.toISOString(),
    rating: null,
    icsUid: booking.icalUid,
  };
}

function recurrenceOf({ recurringUid }: Booking) {
  return recurringUid === null ? {} : { recurringBookingUid: recurringUid };
}

/** What the booker sent along, and which client manages the host. The address of the video call is shown as the place. */
function metadataOf({ metadata, oauthClientId, recurringUid }: Booking): BookingMetadata {
  const shown = { ...metadata };
  delete shown['videoCallUrl'];
  // compat: bookings.recurring-keys — occurrences of a series do not name the client.
  return oauthClientId === null || recurringUid !== null ? shown : { ...shown, platformClientId: oauthClientId };
}

/** The answers, with the addresses of booker and guests as their owners know them. */
function responsesOf(responses: Responses): Responses {
  const entries = Object.entries(responses).flatMap(([slug, value]): [string, unknown][] => {
    if (slug === 'email' && typeof value === 'string') {
      return [
        [slug, value],
        ['displayEmail', displayEmail(value)],
      ];
    }
    if (slug === 'guests' && Array.isArray(value)) {
      return [
        [slug, value],
        ['displayGuests', textsOf(value).map(displayEmail)],
      ];
    }
    return [[slug, value]];
  });
  return Object.fromEntries(entries);
}

function seatsOf({ attendees }: Booking, seats: SeatsShown) {
  return attendees.flatMap((attendee) => {
    const { seat } = attendee;
    if (!seat || seats === 'none' || (seats !== 'all' && seats.seatUid !== seat.seatUid)) return [];
    const { email: _, ...bookingFieldsResponses } = seat.responses;
    return [{ ...attendeeOf(attendee), seatUid: seat.seatUid, bookingFieldsResponses, metadata: seat.metadata }];
  });
}

function withoutPhone(attendee: BookingAttendee): BookingAttendee {
  return { ...attendee, phoneNumber: null };
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
