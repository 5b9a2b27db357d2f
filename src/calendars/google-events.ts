import type { UpdateUnifiedCalendarEventInput } from './unified-calendars-input.dto.js';
import type { CalendarEventLocation, UnifiedCalendarEventOutput, ZonedTime } from './unified-calendars.dto.js';

/** An event of Google Calendar, as far as it is shown. */
export interface GoogleEvent {
  id: string;
  summary?: string;
  description?: string;
  location?: string;
  status?: string;
  start?: GoogleTime;
  end?: GoogleTime;
  organizer?: { email?: string; displayName?: string };
  creator?: { email?: string; displayName?: string };
  attendees?: GoogleAttendee[];
  conferenceData?: { entryPoints?: GoogleEntryPoint[] };
}

interface GoogleTime {
  dateTime?: string;
  /** Of a whole day. */
  date?: string;
  timeZone?: string;
}

interface GoogleAttendee {
  email?: string;
  displayName?: string;
  responseStatus?: string;
  self?: boolean;
  optional?: boolean;
  organizer?: boolean;
}

interface GoogleEntryPoint {
  entryPointType?: string;
  uri?: string;
  label?: string;
  password?: string;
  meetingCode?: string;
  accessCode?: string;
  pin?: string;
  regionCode?: string;
}

const STATUSES: Record<string, string> = { confirmed: 'accepted', tentative: 'pending', cancelled: 'cancelled' };
const RESPONSES: Record<string, string> = {
  accepted: 'accepted',
  tentative: 'pending',
  declined: 'declined',
  needsAction: 'needsAction',
};
const KINDS = ['video', 'phone', 'sip', 'more'];

/** The event as the API shows it. */
export function toUnifiedEvent(event: GoogleEvent): UnifiedCalendarEventOutput {
  const attendees = (event.attendees ?? []).map((attendee) => ({
    email: attendee.email ?? '',
    name: attendee.displayName ?? '',
    responseStatus: RESPONSES[attendee.responseStatus ?? ''] ?? null,
    self: attendee.self ?? null,
    optional: attendee.optional ?? null,
    host: attendee.organizer ?? null,
  }));
  const { email, displayName } = event.organizer ?? {};
  const host = attendees.find((attendee) => attendee.host);
  const owner = event.creator ?? event.organizer;
  return {
    start: toZonedTime(event.start),
    end: toZonedTime(event.end),
    id: event.id,
    title: event.summary ?? '',
    description: event.description ?? null,
    locations: locationsOf(event),
    attendees,
    status: STATUSES[event.status ?? ''] ?? null,
    hosts: email ? [{ email, name: displayName ?? null, responseStatus: host?.responseStatus ?? null }] : null,
    calendarEventOwner: owner?.email ? { email: owner.email, name: owner.displayName ?? null } : null,
    source: 'google',
  };
}

function locationsOf({ conferenceData, location }: GoogleEvent): CalendarEventLocation[] {
  const calls = (conferenceData?.entryPoints ?? []).filter(({ entryPointType = '' }) => KINDS.includes(entryPointType));
  const links = calls.map(({ entryPointType, uri = '', ...rest }) => ({ type: entryPointType, url: uri, ...rest }));
  return [...links, ...(location ? [{ type: 'more', url: location }] : [])] as CalendarEventLocation[];
}

function toZonedTime({ dateTime, date, timeZone = 'UTC' }: GoogleTime = {}): ZonedTime {
  return { time: dateTime ?? (date ? `${date}T00:00:00Z` : ''), timeZone };
}

/** What to change at Google: what the input names. */
export function toGooglePatch(input: UpdateUnifiedCalendarEventInput): object {
  const { start, end, title, description, attendees, status } = input;
  const statusOf: Record<string, string> = { accepted: 'confirmed', pending: 'tentative' };
  return {
    ...(start && { start: { dateTime: start.time, ...(start.timeZone && { timeZone: start.timeZone }) } }),
    ...(end && { end: { dateTime: end.time, ...(end.timeZone && { timeZone: end.timeZone }) } }),
    ...(typeof title === 'string' && { summary: title }),
    ...(description !== undefined && { description: description ?? '' }),
    ...(status && { status: statusOf[status] ?? 'cancelled' }),
    ...(attendees && {
      attendees: attendees.map(({ email, name, responseStatus, optional }) => ({
        email,
        displayName: name ?? undefined,
        responseStatus: responseStatus === 'pending' ? 'tentative' : (responseStatus ?? undefined),
        optional: optional ?? undefined,
      })),
    }),
  };
}
