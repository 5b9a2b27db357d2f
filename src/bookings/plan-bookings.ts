import { randomUUID } from 'node:crypto';
import { ApiError } from '../common/api-error.js';
import type { EventTypeRow } from '../event-types/event-type-row.js';
import type { Range } from '../slots/ranges.js';
import { DAY, MINUTE } from '../slots/zone-offsets.js';
import type { BookableEventType } from './bookable-event-type.js';
import { firstLocation, placeInWords, placeOf, requireOffered } from './booking-location.js';
import type { Booker, BookingRequest } from './booking-request.js';
import { bookingTitle } from './booking-title.js';
import type { Responses } from './booking.js';
import { checkResponses } from './check-responses.js';
import { isFreeEmail } from './free-email.js';
import { type NewAttendee, newBooking, type NewBooking } from './new-booking.js';
import { occurrencesOf } from './recurrence.js';

/**
 * The bookings that a request makes: one, or those of a series in the order of time.
 *
 * @param now epoch milliseconds.
 * @throws ApiError 400 or 404 with the contract's text for what does not fit to the event type.
 */
export function planBookings(bookable: BookableEventType, request: BookingRequest, now: number): NewBooking[] {
  const { eventType, host, managedAddresses } = bookable;
  const addressOf = (email: string): string => managedAddresses[email.toLowerCase()] ?? email;
  const guests = guestsOf(request).map(addressOf);
  checkResponses(eventType, request.booker, { ...request.responses, ...(guests.length > 0 ? { guests } : {}) });
  const minutes = lengthOf(eventType, request);
  const times = timesOf(eventType, request, minutes * MINUTE);
  const location = request.location ?? firstLocation(eventType);
  requireOffered(location, eventType);
  const place = placeOf(location, eventType);
  const booker = attendeeOf(request.booker, addressOf);
  const others = guests.filter((email) => email.toLowerCase() !== booker.email.toLowerCase());
  const responses = storedResponses(eventType, { ...request, guests }, booker.email, location);
  const isSeated = eventType.seatsPerTimeSlot !== null;
  const title = bookingTitle({
    eventTitle: eventType.title,
    template: eventType.eventName ?? (isSeated ? '{Event type title}' : null),
    hostName: host.name ?? '',
    // Who sits in the other seats does not learn who came first.
    attendeeName: isSeated ? eventType.title : request.booker.name,
    location: placeInWords(place),
    duration: minutes,
  });
  const seat = { responses, metadata: request.metadata };
  const recurringUid = times.length > 1 || isSeries(eventType, request) ? randomUUID() : null;
  return times.map(({ start, end }) =>
    newBooking({
      host,
      eventType,
      status: needsConfirmation(eventType, { start, booker: booker.email, now }) ? 'PENDING' : 'ACCEPTED',
      title,
      start,
      end,
      location: place,
      responses: isSeated ? {} : responses,
      metadata: isSeated ? {} : request.metadata,
      attendees: isSeated
        ? [{ ...booker, seat: { seatUid: randomUUID(), ...seat } }]
        : [booker, ...others.map((email) => guestOf(email, booker))],
      recurringUid,
      now,
    }),
  );
}

/**
 * Whether the host has to agree: always, or for what begins soon, or to bookers with a mailbox that anybody can have.
 *
 * @param about `start` and `now` in epoch milliseconds, and the address of who books.
 */
export function needsConfirmation(
  eventType: EventTypeRow,
  { start, booker, now }: { start: number; booker: string; now: number },
): boolean {
  const { requiresConfirmation, confirmationThreshold, otherSettings } = eventType;
  if (!requiresConfirmation) return false;
  if (otherSettings['requiresConfirmationForFreeEmail'] === true && !isFreeEmail(booker)) return false;
  if (!confirmationThreshold) return true;
  const { unit, time } = confirmationThreshold;
  const unitLength = unit === 'days' ? DAY : unit === 'hours' ? 60 * MINUTE : MINUTE;
  return start - now <= time * unitLength;
}

/** Addresses of those whom the booker brings along. */
export function guestsOf({ guests, responses }: Pick<BookingRequest, 'guests' | 'responses'>): string[] {
  if (guests.length > 0) return guests;
  const answered = responses['guests'];
  return Array.isArray(answered) ? answered.filter((email) => typeof email === 'string') : [];
}

// improve: bookings.phone-only — the original makes an address of somebody else's domain.
/** An address for somebody of whom only a phone number is known; no mail ever arrives there. */
export function addressOfBooker({ email, phoneNumber }: Pick<Booker, 'email' | 'phoneNumber'>): string {
  return email ?? `${phoneNumber?.replace(/\D/g, '')}@sms.invalid`;
}

/** Minutes. */
function lengthOf({ length, lengthOptions }: EventTypeRow, request: BookingRequest): number {
  const lengths = lengthOptions.length > 0 ? lengthOptions : [length];
  if (request.end !== null) {
    const minutes = (request.end - request.start) / MINUTE;
    if (!lengths.includes(minutes)) throw ApiError.core(400, 'Invalid event length');
    return minutes;
  }
  if (request.length === null) return length;
  if (lengthOptions.length === 0) {
    throw ApiError.badRequest(
      "Can't specify 'lengthInMinutes' because event type does not have multiple possible lengths. Please, remove the 'lengthInMinutes' field from the request.",
    );
  }
  if (lengthOptions.includes(request.length)) return request.length;
  throw ApiError.badRequest(
    `Provided 'lengthInMinutes' is not one of the possible lengths for the event type. The possible lengths are: ${lengthOptions.join(', ')}`,
  );
}

function timesOf(eventType: EventTypeRow, request: BookingRequest, length: number): Range[] {
  const { start, booker } = request;
  return startsOf(eventType, start, request.occurrences, booker.timeZone).map((at) => ({
    start: at,
    end: at + length,
  }));
}

function startsOf(
  { id, recurringEvent, seatsPerTimeSlot }: EventTypeRow,
  start: number,
  occurrences: BookingRequest['occurrences'],
  timeZone: string,
): number[] {
  if (occurrences === null || (occurrences === 'usual' && !recurringEvent)) return [start];
  if (!recurringEvent) throw ApiError.notFound(`Event type with id=${id} is not a recurring event`);
  if (seatsPerTimeSlot !== null) throw ApiError.core(400, 'recurring_event_seats_error');
  const count = occurrences === 'usual' ? recurringEvent.count : occurrences;
  if (count > recurringEvent.count) {
    throw ApiError.badRequest("Provided recurrence count is higher than the event type's recurring event count.");
  }
  return occurrencesOf(start, recurringEvent, count, timeZone);
}

const isSeries = ({ recurringEvent }: EventTypeRow, { occurrences }: BookingRequest): boolean =>
  recurringEvent !== null && occurrences !== null;

function attendeeOf(booker: Booker, addressOf: (email: string) => string): NewAttendee {
  const { name, timeZone, language, phoneNumber } = booker;
  const email = addressOf(addressOfBooker(booker));
  return { email, name, timeZone, locale: language, phoneNumber, absent: false, seat: null };
}

/** Guests are known by their address; they are written to in the language and the zone of the booker. */
function guestOf(email: string, { timeZone, locale }: NewAttendee): NewAttendee {
  return { email, name: '', timeZone, locale, phoneNumber: null, absent: false, seat: null };
}

function storedResponses(
  eventType: EventTypeRow,
  { booker, responses, guests }: BookingRequest,
  email: string,
  location: object,
): Responses {
  const answers = Object.entries(responses).map(([slug, answer]) => [slug, answer ?? '']);
  return {
    ...Object.fromEntries(answers),
    name: nameIn(eventType, booker.name),
    email,
    ...(booker.phoneNumber === null ? {} : { attendeePhoneNumber: booker.phoneNumber }),
    guests,
    location,
  };
}

/** A form may ask for first and last name. */
function nameIn(eventType: EventTypeRow, name: string): unknown {
  const isSplit = eventType.bookingFields?.some((field) => field.variant === 'firstAndLastName') ?? false;
  if (!isSplit) return name;
  const [firstName = '', ...rest] = name.split(' ');
  return { firstName, lastName: rest.join(' ') };
}
