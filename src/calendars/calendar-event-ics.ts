import ICAL from 'ical.js';
import type { CalendarEvent } from './calendar-event.js';

/** The event as an iCalendar file. Servers are told that invitations are our business. */
export function toIcs(event: CalendarEvent): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.updatePropertyWithValue('version', '2.0');
  calendar.updatePropertyWithValue('prodid', '-//Managed Users Server//EN');
  const entry = new ICAL.Component('vevent');
  entry.updatePropertyWithValue('uid', event.icalUid);
  entry.updatePropertyWithValue('sequence', event.sequence);
  entry.updatePropertyWithValue('dtstamp', ICAL.Time.fromJSDate(event.start, true));
  entry.updatePropertyWithValue('dtstart', ICAL.Time.fromJSDate(event.start, true));
  entry.updatePropertyWithValue('dtend', ICAL.Time.fromJSDate(event.end, true));
  entry.updatePropertyWithValue('summary', event.title);
  entry.updatePropertyWithValue('status', 'CONFIRMED');
  if (event.isPrivate) entry.updatePropertyWithValue('class', 'PRIVATE');
  if (event.description) entry.updatePropertyWithValue('description', event.description);
  if (event.location) entry.updatePropertyWithValue('location', event.location);
  entry.addProperty(person('organizer', event.organizer));
  for (const attendee of event.attendees) entry.addProperty(person('attendee', attendee));
  calendar.addSubcomponent(entry);
  return `${calendar.toString()}\r\n`;
}

function person(property: 'organizer' | 'attendee', { name, email }: { name: string; email: string }): ICAL.Property {
  const found = new ICAL.Property(property);
  found.setParameter('cn', name);
  found.setParameter('schedule-agent', 'CLIENT');
  found.setValue(`mailto:${email}`);
  return found;
}
