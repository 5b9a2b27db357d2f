import fc from 'fast-check';
import { aBooking, aHost, anAttendee, anEventTypeRow } from '../../test/support/bookings.js';
import type { Booking } from './booking.js';
import { icsOf } from './ics-event.js';

/** The lines with their continuations, as a calendar reads them. */
function linesOf(ics: string): string[] {
  return ics.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
}

function valueOf(booking: Partial<Booking>, property: string): string | undefined {
  const line = linesOf(icsOf(aBooking(booking), 'REQUEST')).find((text) => text.split(/[:;]/)[0] === property);
  return line?.slice(property.length + 1);
}

const unescaped = (text = ''): string => text.replace(/\\(.)/gs, (_, letter) => (letter === 'n' ? '\n' : letter));

describe('the iCalendar object of a booking', () => {
  it('has the event with its people', () => {
    expect(linesOf(icsOf(aBooking({ icalSequence: 2 }), 'REQUEST'))).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Managed Users Server//Bookings//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:8hY2kPq4TtWm6ZsRcN3bVd@Cal.com',
      'SEQUENCE:2',
      'DTSTAMP:20500801T101113Z',
      'DTSTART:20500905T090000Z',
      'DTEND:20500905T100000Z',
      'SUMMARY:Intro call between Ada Host and Grace Guest',
      'DESCRIPTION:Bring slides',
      'LOCATION:https://meet.example.com/abc',
      'STATUS:CONFIRMED',
      'CREATED:20500801T101112Z',
      'LAST-MODIFIED:20500801T101113Z',
      'ORGANIZER;CN="Ada Host":mailto:ada@example.com',
      'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE;CN="Grace Guest":mailto:grace@example.com',
      'END:VEVENT',
      'END:VCALENDAR',
    ]);
  });

  it.each([
    ['ACCEPTED', 'CONFIRMED'],
    ['PENDING', 'TENTATIVE'],
    ['AWAITING_HOST', 'TENTATIVE'],
    ['CANCELLED', 'CANCELLED'],
    ['REJECTED', 'CANCELLED'],
  ] as const)('of a booking that is %s is %s', (status, expected) => {
    expect(valueOf({ status }, 'STATUS')).toBe(expected);
  });

  it('that strikes the event out is cancelled whatever the booking is', () => {
    expect(linesOf(icsOf(aBooking(), 'CANCEL'))).toEqual(expect.arrayContaining(['METHOD:CANCEL', 'STATUS:CANCELLED']));
  });

  it('names people by the addresses that they know, and no hidden one', () => {
    const host = aHost({ email: 'ada+clx0000000000000000000001@example.com' });
    expect(valueOf({ host }, 'ORGANIZER')).toBe('CN="Ada Host":mailto:ada@example.com');
    const eventType = anEventTypeRow({ hideOrganizerEmail: true });
    expect(valueOf({ host, eventType }, 'ORGANIZER')).toBe('CN="Ada Host":invalid:nomail');
  });

  it('writes what cannot stand in a name as RFC 6868 says', () => {
    const host = aHost({ name: 'A "B" ^ C;D:E,\nF' });
    expect(valueOf({ host }, 'ORGANIZER')).toBe(`CN="A ^'B^' ^^ C;D:E,^nF":mailto:ada@example.com`);
  });

  it('has the address of the video call as the place, and no place while there is none', () => {
    const location = 'integrations:zoom';
    expect(valueOf({ location, metadata: { videoCallUrl: 'https://z.example/1' } }, 'LOCATION')).toBe(
      'https://z.example/1',
    );
    expect(valueOf({ location }, 'LOCATION')).toBeUndefined();
    expect(valueOf({ location: null, description: null }, 'DESCRIPTION')).toBeUndefined();
  });

  it('has no line above 75 octets, cuts no character and ends each line with CR LF', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (title) => {
        const lines = icsOf(aBooking({ title }), 'PUBLISH').split('\r\n');
        expect(lines.every((line) => Buffer.byteLength(line) <= 75 && !line.includes('\n'))).toBe(true);
        expect(lines.every((line) => Buffer.from(line).toString() === line)).toBe(true);
      }),
    );
  });

  it('keeps every text but for control characters, and lets none become a line of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'grapheme' }), (description, name) => {
        const attendees = [anAttendee({ name })];
        const kept = description.replace(/\r\n?/g, '\n').replace(/[^\P{Control}\n\t]/gu, '');
        expect(unescaped(valueOf({ description, attendees }, 'DESCRIPTION'))).toBe(kept);
        expect(linesOf(icsOf(aBooking({ description, attendees }), 'REQUEST'))).toHaveLength(21);
      }),
    );
  });
});
