import type { Booking } from '../bookings/booking.js';
import { displayEmail } from '../bookings/display-email.js';
import { placeOf } from '../bookings/ics-event.js';
import type { CalendarEvent } from './calendar-event.js';

/** What the host's calendar shows of a booking. */
export function calendarEventOf(booking: Booking): CalendarEvent {
  const { host, eventType, attendees } = booking;
  return {
    bookingUid: booking.uid,
    icalUid: booking.icalUid,
    sequence: booking.icalSequence,
    title: booking.title,
    description: eventType?.hideCalendarNotes ? '' : (booking.description ?? ''),
    location: placeOf(booking) ?? '',
    start: booking.startTime,
    end: booking.endTime,
    organizer: { name: host.name ?? '', email: displayEmail(host.email) },
    attendees: attendees.map(({ name, email }) => ({ name, email: displayEmail(email) })),
    isPrivate: eventType?.hideCalendarEventDetails ?? false,
    timeZone: host.timeZone,
  };
}
