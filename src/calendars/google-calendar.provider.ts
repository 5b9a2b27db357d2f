import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { AppCredentialRow } from '../app-credentials/app-credentials.repository.js';
import { googleCalendarApp, type OAuthApp } from '../app-credentials/oauth-apps.js';
import { OAuthConnectionsService } from '../app-credentials/oauth-connections.service.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { callCalendarApi, reaching } from './calendar-api.js';
import type { GoogleEvent } from './google-events.js';
import type { CalendarEvent } from './calendar-event.js';
import {
  type CalendarProvider,
  CalendarUnreachableError,
  type ExternalBusyTime,
  type ExternalCalendar,
  type TimeWindow,
} from './calendar-provider.js';

/** The service answers questions about less than three months. */
const LONGEST_QUESTION = 60 * 86_400_000;
/** Each of 250 calendars. */
const MAX_PAGES = 4;

interface CalendarList {
  items?: { id: string; summary?: string; summaryOverride?: string; primary?: boolean; accessRole?: string }[];
  nextPageToken?: string;
}

interface FreeBusy {
  calendars?: Record<string, { busy?: { start: string; end: string }[]; errors?: object[] }>;
}

/** Google Calendar. */
@Injectable()
export class GoogleCalendarProvider implements CalendarProvider {
  private readonly api: string;
  private readonly oauth: OAuthApp | null;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly connections: OAuthConnectionsService,
  ) {
    this.api = `${settings.googleUrl ?? 'https://www.googleapis.com'}/calendar/v3`;
    this.oauth = googleCalendarApp(settings);
  }

  /** The id of the main calendar is the address of the account. */
  async accountOf(accessToken: string): Promise<string> {
    const url = `${this.api}/calendars/primary`;
    return (await callCalendarApi<{ id: string }>({ method: 'GET', url, accessToken })).body.id;
  }

  async listCalendars(connection: AppCredentialRow): Promise<ExternalCalendar[]> {
    const accessToken = await this.tokenOf(connection);
    const calendars: ExternalCalendar[] = [];
    let page = '';
    for (let count = 0; count < MAX_PAGES; count++) {
      const url = `${this.api}/users/me/calendarList?maxResults=250${page}`;
      const { body } = await callCalendarApi<CalendarList>({ method: 'GET', url, accessToken });
      for (const item of body.items ?? []) {
        const { id, summary = '', summaryOverride, primary = false, accessRole = '' } = item;
        const readOnly = !['owner', 'writer'].includes(accessRole);
        const email = connection.account ?? '';
        calendars.push({ externalId: id, name: summaryOverride ?? summary, primary, readOnly, email });
      }
      if (!body.nextPageToken) break;
      page = `&pageToken=${encodeURIComponent(body.nextPageToken)}`;
    }
    return calendars;
  }

  async listBusyTimes(
    connection: AppCredentialRow,
    externalIds: string[],
    { from, to }: TimeWindow,
  ): Promise<ExternalBusyTime[]> {
    const accessToken = await this.tokenOf(connection);
    const times: ExternalBusyTime[] = [];
    for (let start = from.getTime(); start < to.getTime(); start += LONGEST_QUESTION) {
      const timeMin = new Date(start).toISOString();
      const timeMax = new Date(Math.min(start + LONGEST_QUESTION, to.getTime())).toISOString();
      const body = { timeMin, timeMax, items: externalIds.map((id) => ({ id })) };
      const url = `${this.api}/freeBusy`;
      const answer = await callCalendarApi<FreeBusy>({ method: 'POST', url, accessToken, body });
      for (const externalId of externalIds) times.push(...busyOf(answer.body, externalId));
    }
    return times;
  }

  /** The id of the event follows from the booking: a repetition after a lost answer finds it. */
  async writeEvent(
    connection: AppCredentialRow,
    externalId: string,
    event: CalendarEvent,
    eventId: string | null,
  ): Promise<string> {
    const accessToken = await this.tokenOf(connection);
    const id = eventId ?? `mu${createHash('sha256').update(event.bookingUid).digest('hex').slice(0, 40)}`;
    const url = `${this.api}/calendars/${encodeURIComponent(externalId)}/events`;
    const body = toGoogleEvent(event);
    const change = { method: 'PUT', url: `${url}/${encodeURIComponent(id)}`, accessToken, body } as const;
    const { status } = await callCalendarApi({ ...change, expected: [404] });
    if (status !== 404) return id;
    await callCalendarApi({ method: 'POST', url, accessToken, body: { ...body, id } });
    return id;
  }

  async removeEvent(connection: AppCredentialRow, externalId: string, eventId: string): Promise<void> {
    const accessToken = await this.tokenOf(connection);
    const url = `${this.api}/calendars/${encodeURIComponent(externalId)}/events/${encodeURIComponent(eventId)}`;
    await callCalendarApi({ method: 'DELETE', url, accessToken, expected: [404, 410] });
  }

  /** The event as Google has it, after the change if there is one. */
  async askEvent(
    connection: AppCredentialRow,
    externalId: string,
    eventId: string,
    patch: object | null,
  ): Promise<GoogleEvent> {
    const accessToken = await this.tokenOf(connection);
    const url = `${this.api}/calendars/${encodeURIComponent(externalId)}/events/${encodeURIComponent(eventId)}`;
    const change = patch ? ({ method: 'PATCH', body: patch } as const) : ({ method: 'GET' } as const);
    return (await callCalendarApi<GoogleEvent>({ ...change, url, accessToken })).body;
  }

  private tokenOf(connection: AppCredentialRow): Promise<string> {
    const { oauth } = this;
    if (!oauth) throw new CalendarUnreachableError('Google is not set up on this server');
    return reaching(() => this.connections.accessTokenOf(connection, oauth));
  }
}

function busyOf({ calendars = {} }: FreeBusy, externalId: string): ExternalBusyTime[] {
  const calendar = calendars[externalId];
  if (!calendar || calendar.errors?.length) throw new CalendarUnreachableError('The calendar cannot be read');
  return (calendar.busy ?? []).map(({ start, end }) => ({ start: new Date(start), end: new Date(end) }));
}

function toGoogleEvent(event: CalendarEvent): object {
  const { title, description, location, start, end, timeZone, attendees, icalUid, sequence } = event;
  return {
    summary: title,
    description,
    location,
    start: { dateTime: start.toISOString(), timeZone },
    end: { dateTime: end.toISOString(), timeZone },
    attendees: attendees.map(({ name, email }) => ({ displayName: name, email })),
    iCalUID: icalUid,
    sequence,
    reminders: { useDefault: true },
    ...(event.isPrivate && { visibility: 'private' }),
  };
}
