import type { Booking, BookingAttendee } from '../../bookings/booking.js';
import { utcOffset } from './times.js';

/** The host, as payloads show people who have an account. */
export function organizerOf({ host, startTime }: Booking): object {
  const { id, name, email, username, timeZone, locale, timeFormat } = host;
  return {
    id,
    name: name ?? '',
    email,
    username,
    timeZone,
    language: { locale: locale ?? 'en' },
    timeFormat: timeFormat === 24 ? 'HH:mm' : 'h:mma',
    utcOffset: utcOffset(timeZone, startTime),
  };
}

/** Those who take part, or the given ones of them. */
export function attendeesOf(booking: Booking, attendees = booking.attendees): object[] {
  return attendees.map((attendee) => {
    const { email, name, timeZone, phoneNumber, locale } = attendee;
    return {
      email,
      name,
      firstName: '',
      lastName: '',
      timeZone,
      phoneNumber,
      language: { locale },
      utcOffset: utcOffset(timeZone, booking.startTime),
      ...bookingSeatOf(booking.id, attendee),
    };
  });
}

function bookingSeatOf(bookingId: number, { id, seat }: BookingAttendee): object {
  if (!seat) return {};
  const { seatUid, responses, metadata } = seat;
  return { bookingSeat: { referenceUid: seatUid, bookingId, attendeeId: id, data: { responses }, metadata } };
}
