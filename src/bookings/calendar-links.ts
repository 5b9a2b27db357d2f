import type { Booking } from './booking.js';
import { icsOf, placeOf } from './ics-event.js';

/** A page, or a file, that puts the booking into somebody's calendar. */
export interface CalendarLink {
  label: string;
  id: string;
  link: string;
}

/** Links for the calendars that people have. */
export function calendarLinks(booking: Booking): CalendarLink[] {
  return [
    { label: 'Google Calendar', id: 'googleCalendar', link: googleLink(booking) },
    { label: 'Microsoft Office', id: 'microsoftOffice', link: microsoftLink('https://outlook.office.com', booking) },
    { label: 'Microsoft Outlook', id: 'microsoftOutlook', link: microsoftLink('https://outlook.live.com', booking) },
    { label: 'ICS', id: 'ics', link: `data:text/calendar,${encodeURIComponent(icsOf(booking, 'PUBLISH'))}` },
  ];
}

function googleLink({ title, description, startTime, endTime, ...booking }: Booking): string {
  const dates = [startTime, endTime].map((time) => time.toISOString().replace(/[-:]|\.\d+/g, '')).join('/');
  const query = { action: 'TEMPLATE', dates, text: title, details: description, location: placeOf(booking) };
  return `https://calendar.google.com/calendar/render?${queryOf(query)}`;
}

function microsoftLink(site: string, { title, description, startTime, endTime, ...booking }: Booking): string {
  const query = {
    path: '/calendar/action/compose',
    rru: 'addevent',
    startdt: startTime.toISOString(),
    enddt: endTime.toISOString(),
    subject: title,
    body: description,
    location: placeOf(booking),
  };
  return `${site}/calendar/0/deeplink/compose?${queryOf(query)}`;
}

/** Without what is empty. Blanks are `%20`, which every calendar reads. */
function queryOf(values: Record<string, string | null>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value ? [`${name}=${encodeURIComponent(value)}`] : []))
    .join('&');
}
