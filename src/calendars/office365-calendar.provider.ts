import { Inject, Injectable } from '@nestjs/common';
import type { AppCredentialRow } from '../app-credentials/app-credentials.repository.js';
import { type OAuthApp, office365CalendarApp } from '../app-credentials/oauth-apps.js';
import { OAuthConnectionsService } from '../app-credentials/oauth-connections.service.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { callCalendarApi, reaching } from './calendar-api.js';
import type { CalendarEvent } from './calendar-event.js';
import {
  type CalendarProvider,
  CalendarUnreachableError,
  type ExternalBusyTime,
  type ExternalCalendar,
  type TimeWindow,
} from './calendar-provider.js';

/** Of one question. */
const MAX_PAGES = 40;
const NOT_BUSY = new Set(['free', 'workingElsewhere']);
const IN_UTC = { prefer: 'outlook.timezone="UTC"' };

interface Page<Item> {
  value?: Item[];
  '@odata.nextLink'?: string;
}

interface GraphCalendar {
  id: string;
  name?: string;
  isDefaultCalendar?: boolean;
  canEdit?: boolean;
  owner?: { address?: string };
}

interface GraphEvent {
  showAs?: string;
  isCancelled?: boolean;
  start: { dateTime: string };
  end: { dateTime: string };
}

/** Outlook calendars, by Microsoft Graph. */
@Injectable()
export class Office365CalendarProvider implements CalendarProvider {
  private readonly api: string;
  private readonly oauth: OAuthApp | null;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly connections: OAuthConnectionsService,
  ) {
    this.api = `${settings.office365Url ?? 'https://graph.microsoft.com'}/v1.0/me`;
    this.oauth = office365CalendarApp(settings);
  }

  async accountOf(accessToken: string): Promise<string> {
    const call = { method: 'GET', url: this.api, accessToken } as const;
    const { mail, userPrincipalName } = (await callCalendarApi<{ mail?: string; userPrincipalName: string }>(call))
      .body;
    return mail ?? userPrincipalName;
  }

  async listCalendars(connection: AppCredentialRow): Promise<ExternalCalendar[]> {
    const found = await this.readPages<GraphCalendar>(connection, `${this.api}/calendars?$top=100`);
    return found.map(({ id, name = '', isDefaultCalendar = false, canEdit = false, owner }) => ({
      externalId: id,
      name,
      primary: isDefaultCalendar,
      readOnly: !canEdit,
      email: owner?.address ?? '',
    }));
  }

  async listBusyTimes(
    connection: AppCredentialRow,
    externalIds: string[],
    { from, to }: TimeWindow,
  ): Promise<ExternalBusyTime[]> {
    const query = new URLSearchParams({
      startDateTime: from.toISOString(),
      endDateTime: to.toISOString(),
      $select: 'showAs,start,end,isCancelled',
      $top: '500',
    });
    const events = await Promise.all(
      externalIds.map((id) =>
        this.readPages<GraphEvent>(connection, `${this.api}/calendars/${encodeURIComponent(id)}/calendarView?${query}`),
      ),
    );
    return events
      .flat()
      .filter(({ showAs = 'busy', isCancelled }) => !NOT_BUSY.has(showAs) && isCancelled !== true)
      .map(({ start, end }) => ({ start: utc(start.dateTime), end: utc(end.dateTime) }));
  }

  /** The service knows a new event by its `transactionId`: a repetition after a lost answer makes no second one. */
  async writeEvent(
    connection: AppCredentialRow,
    externalId: string,
    event: CalendarEvent,
    eventId: string | null,
  ): Promise<string> {
    const accessToken = await this.tokenOf(connection);
    const body = toGraphEvent(event);
    if (eventId !== null) {
      const url = `${this.api}/events/${encodeURIComponent(eventId)}`;
      const { status } = await callCalendarApi({ method: 'PATCH', url, accessToken, body, expected: [404] });
      if (status !== 404) return eventId;
    }
    const url = `${this.api}/calendars/${encodeURIComponent(externalId)}/events`;
    const created = { ...body, transactionId: event.bookingUid };
    return (await callCalendarApi<{ id: string }>({ method: 'POST', url, accessToken, body: created })).body.id;
  }

  async removeEvent(connection: AppCredentialRow, _: string, eventId: string): Promise<void> {
    const accessToken = await this.tokenOf(connection);
    const url = `${this.api}/events/${encodeURIComponent(eventId)}`;
    await callCalendarApi({ method: 'DELETE', url, accessToken, expected: [404] });
  }

  private async readPages<Item>(connection: AppCredentialRow, first: string): Promise<Item[]> {
    const accessToken = await this.tokenOf(connection);
    const items: Item[] = [];
    let url: string | undefined = first;
    for (let count = 0; url !== undefined; count++) {
      // The token goes to nobody else, whatever an answer says.
      if (count === MAX_PAGES || !url.startsWith(this.api))
        throw new CalendarUnreachableError('The answer is too long');
      const { body }: { body: Page<Item> } = await callCalendarApi({
        method: 'GET',
        url,
        accessToken,
        headers: IN_UTC,
      });
      items.push(...(body.value ?? []));
      url = body['@odata.nextLink'];
    }
    return items;
  }

  private tokenOf(connection: AppCredentialRow): Promise<string> {
    const { oauth } = this;
    if (!oauth) throw new CalendarUnreachableError('Office 365 is not set up on this server');
    return reaching(() => this.connections.accessTokenOf(connection, oauth));
  }
}

/** The service writes UTC without saying so. */
const utc = (dateTime: string): Date => new Date(/Z$/.test(dateTime) ? dateTime : `${dateTime}Z`);

function toGraphEvent({ title, description, location, start, end, attendees, isPrivate }: CalendarEvent) {
  return {
    subject: title,
    body: { contentType: 'text', content: description },
    location: { displayName: location },
    start: { dateTime: start.toISOString().slice(0, -1), timeZone: 'UTC' },
    end: { dateTime: end.toISOString().slice(0, -1), timeZone: 'UTC' },
    attendees: attendees.map(({ name, email }) => ({ emailAddress: { name, address: email }, type: 'required' })),
    sensitivity: isPrivate ? 'private' : 'normal',
  };
}
