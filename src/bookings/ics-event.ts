import type { Booking, BookingAttendee, BookingHost } from './booking.js';
import { displayEmail } from './display-email.js';

/** What a calendar is to do with it: take it over, take part in it, or strike it out. */
export type IcsMethod = 'PUBLISH' | 'REQUEST' | 'CANCEL';

const STATUS = {
  ACCEPTED: 'CONFIRMED',
  PENDING: 'TENTATIVE',
  AWAITING_HOST: 'TENTATIVE',
  CANCELLED: 'CANCELLED',
  REJECTED: 'CANCELLED',
} as const;

/** Octets that a line can have, without its end. */
const LINE = 75;

/**
 * A booking as an iCalendar object (RFC 5545) with one event, times in UTC. A later version of the event has the same UID
 * and a higher SEQUENCE, or the same with a later DTSTAMP. All attendees of `booking` are named in it: whoever must not
 * see the others is given a booking without them.
 */
export function icsOf(booking: Booking, method: IcsMethod): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Managed Users Server//Bookings//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:${escaped(booking.icalUid)}`,
    `SEQUENCE:${booking.icalSequence}`,
    `DTSTAMP:${utc(booking.updatedAt)}`,
    `DTSTART:${utc(booking.startTime)}`,
    `DTEND:${utc(booking.endTime)}`,
    `SUMMARY:${escaped(booking.title)}`,
    ...optional('DESCRIPTION', booking.description),
    ...optional('LOCATION', placeOf(booking)),
    `STATUS:${method === 'CANCEL' ? 'CANCELLED' : STATUS[booking.status]}`,
    `CREATED:${utc(booking.createdAt)}`,
    `LAST-MODIFIED:${utc(booking.updatedAt)}`,
    organizer(booking.host, booking.eventType?.hideOrganizerEmail ?? false),
    ...booking.attendees.map(attendee),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** Where to go or to call; null when it is only known which service the call will use. */
export function placeOf({ metadata, location }: Pick<Booking, 'metadata' | 'location'>): string | null {
  const place = metadata['videoCallUrl'] || location;
  return !place || place.startsWith('integrations:') ? null : place;
}

function organizer({ name, email }: BookingHost, isHidden: boolean): string {
  // An organizer must have an address; this one is known to calendars as none.
  return `ORGANIZER${commonName(name)}:${isHidden ? 'invalid:nomail' : mailto(email)}`;
}

function attendee({ name, email }: BookingAttendee): string {
  return `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE${commonName(name)}:${mailto(email)}`;
}

function mailto(email: string): string {
  return `mailto:${encodeURI(displayEmail(email))}`;
}

/** The value is in quotation marks; what cannot stand there is written as RFC 6868 says. */
function commonName(name: string | null): string {
  if (!name) return '';
  const value = plain(name).replaceAll('^', '^^').replaceAll('"', "^'").replaceAll('\n', '^n');
  return `;CN="${value}"`;
}

function optional(property: string, value: string | null): string[] {
  return value ? [`${property}:${escaped(value)}`] : [];
}

function escaped(text: string): string {
  return plain(text)
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

/** Without control characters; all line ends are `\n`. */
function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\P{Control}\n\t]/gu, '');
}

/** `20500905T090000Z` */
function utc(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d+/g, '');
}

/** A long line goes on in lines that begin with a blank. No character is cut in two. */
function folded(line: string): string {
  const lines: string[] = [];
  let current = '';
  let length = 0;
  for (const character of line) {
    const octets = Buffer.byteLength(character);
    if (length + octets > LINE) {
      lines.push(current);
      current = ' ';
      length = 1;
    }
    current += character;
    length += octets;
  }
  return [...lines, current].join('\r\n');
}
