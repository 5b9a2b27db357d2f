import type { Booking, BookingAttendee } from '../bookings/booking.js';
import type { BookingEvent } from '../bookings/booking-event.js';
import { placeOf } from '../bookings/ics-event.js';
import type { Mail } from './mail.js';
import { mailHtml, mailText } from './mail-body.js';

/** Where attendees manage a booking: pages of the customer, null where it has none. */
export interface BookingPages {
  bookingUrl: string | null;
  rescheduleUrl: string | null;
  cancelUrl: string | null;
}

/** To whom a mail about a booking goes. `isHost`: it is the one who was booked. */
export interface Recipient {
  name: string;
  email: string;
  timeZone: string;
  isHost: boolean;
}

/** What the mail says first, and what its subject begins with. */
interface Wording {
  subject: string;
  opening: string;
}

const WORDINGS: Record<BookingEvent['kind'], { attendee: Wording; host: Wording }> = {
  created: both('Confirmed', 'This meeting is confirmed.'),
  confirmed: both('Confirmed', 'This meeting is confirmed.'),
  'seat-added': both('Confirmed', 'A seat in this meeting is taken.'),
  'attendees-added': both('Invitation', 'You are invited to this meeting.'),
  'attendee-removed': both('Cancelled', 'You do not take part in this meeting any more.'),
  'location-changed': both('Changed', 'This meeting takes place somewhere else.'),
  'no-show-updated': both('Changed', 'Attendance of this meeting was noted.'),
  rescheduled: both('Moved', 'This meeting has a new time.'),
  cancelled: both('Cancelled', 'This meeting does not take place.'),
  rejected: both('Declined', 'The request for this meeting was declined.'),
  requested: {
    attendee: { subject: 'Requested', opening: 'This meeting waits for confirmation. You will hear of it.' },
    host: { subject: 'Please confirm', opening: 'Somebody asks for this meeting: please confirm or decline it.' },
  },
};

function both(subject: string, opening: string): { attendee: Wording; host: Wording } {
  return { attendee: { subject, opening }, host: { subject, opening } };
}

/** Kinds of which nobody is told by mail. */
export const SILENT_KINDS: ReadonlySet<BookingEvent['kind']> = new Set(['no-show-updated']);

/** Kinds after which the meeting is none any more for who gets the mail. */
export const ENDINGS: ReadonlySet<BookingEvent['kind']> = new Set(['cancelled', 'rejected', 'attendee-removed']);

/** The e-mail that tells one person of an event. Times are in the person's zone. */
export function bookingMail(event: BookingEvent, to: Recipient, pages: BookingPages): Mail {
  const { booking } = event;
  const { subject, opening } = WORDINGS[event.kind][to.isHost ? 'host' : 'attendee'];
  const lines = [
    ['What', booking.title],
    ['When', timeText(booking, to.timeZone)],
    ...('previous' in event && event.previous ? [['Before', timeText(event.previous, to.timeZone)]] : []),
    ['Who', people(booking)],
    ...(booking.location ? [['Where', placeOf(booking) ?? 'Online']] : []),
    ...(booking.description ? [['Notes', booking.description]] : []),
    ...(reasonOf(event) ? [['Reason', reasonOf(event)]] : []),
  ] as [string, string][];
  const links = ENDINGS.has(event.kind) ? [] : linksOf(pages);
  const body = { name: to.name, opening, lines, links };
  return {
    to: to.email,
    subject: `${subject}: ${booking.title}`,
    text: mailText(body),
    html: mailHtml(body),
    ...(to.isHost ? {} : replyTo(booking)),
  };
}

/** Where answers of attendees go: the address that the event type names, else the host's unless it is hidden. */
function replyTo({ host, eventType }: Booking): Pick<Mail, 'replyTo'> {
  const chosen = eventType?.otherSettings['customReplyToEmail'];
  if (typeof chosen === 'string') return { replyTo: chosen };
  return eventType?.hideOrganizerEmail ? {} : { replyTo: host.email };
}

/** For example `Monday, 7 January 2030, 09:00 – 10:00 (Europe/Rome)`. */
function timeText({ startTime, endTime }: Booking, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone }).format(startTime);
  const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone });
  return `${day}, ${clock.format(startTime)} – ${clock.format(endTime)} (${timeZone})`;
}

/** Whether attendees may know of each other. */
export function showsAttendees({ attendees, eventType }: Booking): boolean {
  return eventType?.seatsShowAttendees === true || !attendees.some(({ seat }) => seat);
}

function people(booking: Booking): string {
  const { host, attendees } = booking;
  const others = showsAttendees(booking) ? attendees.map(nameOf) : [];
  return [host.name ?? host.username ?? host.email, ...others].join(', ');
}

function nameOf({ name, email }: BookingAttendee): string {
  return name || email;
}

function reasonOf({ kind, booking }: BookingEvent): string | null {
  if (kind === 'cancelled') return booking.cancellationReason;
  if (kind === 'rejected') return booking.rejectionReason;
  return kind === 'rescheduled' ? booking.reschedulingReason : null;
}

function linksOf({ bookingUrl, rescheduleUrl, cancelUrl }: BookingPages): [string, string][] {
  const links: [string, string | null][] = [
    ['See the booking', bookingUrl],
    ['Move it', rescheduleUrl],
    ['Cancel it', cancelUrl],
  ];
  return links.filter((link): link is [string, string] => link[1] !== null);
}
