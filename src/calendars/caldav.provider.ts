import { Inject, Injectable } from '@nestjs/common';
import { calendarQuery, createAccount, type DAVResponse, propfind } from 'tsdav';
import type { AppCredentialRow } from '../app-credentials/app-credentials.repository.js';
import { AppCredentialsService } from '../app-credentials/app-credentials.service.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { calDavFetch } from './caldav-fetch.js';
import type { CalendarEvent } from './calendar-event.js';
import {
  type CalendarProvider,
  CalendarUnreachableError,
  type ExternalBusyTime,
  type ExternalCalendar,
  type TimeWindow,
} from './calendar-provider.js';
import { toIcs } from './calendar-event-ics.js';
import { IcsReader } from './ics-reader.service.js';

/** What is stored of a connection. */
export interface CalDavKey {
  username: string;
  password: string;
}

const CALENDAR_PROPS = {
  'd:displayname': {},
  'd:resourcetype': {},
  'd:current-user-privilege-set': {},
  'c:supported-calendar-component-set': {},
};

/** Calendars on a CalDAV server: iCloud, or the one that the operator names. */
@Injectable()
export class CalDavProvider implements CalendarProvider {
  private readonly serverUrl: string;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly credentials: AppCredentialsService,
    private readonly reader: IcsReader,
  ) {
    this.serverUrl = settings.caldavUrl;
  }

  listCalendars(connection: AppCredentialRow): Promise<ExternalCalendar[]> {
    return this.describe(this.credentials.keyOf<CalDavKey>(connection));
  }

  /** The calendars of the account. @throws CalendarUnreachableError when the server is not there, or refuses. */
  async describe(key: CalDavKey): Promise<ExternalCalendar[]> {
    const responses = await this.asking(async () => {
      const send = fetchAs(key);
      const { username, password } = key;
      const account = await createAccount({
        account: { serverUrl: this.serverUrl, accountType: 'caldav', credentials: { username, password } },
        fetch: send,
      });
      const found = await propfind({ url: account.homeUrl ?? '', props: CALENDAR_PROPS, depth: '1', fetch: send });
      if (found[0]?.ok === false) throw new CalendarUnreachableError(`The server answered ${found[0].status}`);
      return found.filter(isCalendar).map((response) => ({ response, base: account.homeUrl ?? '' }));
    });
    return responses.map(({ response, base }) => ({
      externalId: new URL(response.href ?? '', base).href,
      name: nameOf(response),
      primary: null,
      readOnly: !mayWrite(response),
      email: key.username,
    }));
  }

  async listBusyTimes(
    connection: AppCredentialRow,
    externalIds: string[],
    window: TimeWindow,
    timeZone: string,
  ): Promise<ExternalBusyTime[]> {
    const key = this.credentials.keyOf<CalDavKey>(connection);
    const known = (await this.describe(key)).map(({ externalId }) => externalId);
    // Users choose what is selected: the password goes only where the server says that their calendars are.
    if (!externalIds.every((id) => known.includes(id))) throw new CalendarUnreachableError('There is no such calendar');
    const texts = await Promise.all(externalIds.map((url) => this.readEvents(key, url, window)));
    const [from, to] = [window.from.getTime(), window.to.getTime()];
    const read = texts.flat().map((text) => this.reader.read({ text, from, to, timeZone }));
    return (await Promise.all(read)).flatMap(({ busy }) =>
      busy.map(({ start, end }) => ({ start: new Date(start), end: new Date(end) })),
    );
  }

  /** Each booking has a file of its own: a repetition after a lost answer writes the same again. */
  async writeEvent(connection: AppCredentialRow, externalId: string, event: CalendarEvent): Promise<string> {
    const headers = { 'content-type': 'text/calendar; charset=utf-8' };
    const send = fetchAs(this.credentials.keyOf<CalDavKey>(connection));
    const { status } = await send(fileOf(externalId, event.bookingUid), { method: 'PUT', headers, body: toIcs(event) });
    if (status >= 300) throw new CalendarUnreachableError(`The server answered ${status}`);
    return event.bookingUid;
  }

  async removeEvent(connection: AppCredentialRow, externalId: string, eventId: string): Promise<void> {
    const send = fetchAs(this.credentials.keyOf<CalDavKey>(connection));
    const { status } = await send(fileOf(externalId, eventId), { method: 'DELETE' });
    if (status >= 300 && status !== 404 && status !== 410) {
      throw new CalendarUnreachableError(`The server answered ${status}`);
    }
  }

  /** The texts of all events that touch the window. */
  private async readEvents(key: CalDavKey, url: string, { from, to }: TimeWindow): Promise<string[]> {
    const range = { _attributes: { start: compact(from), end: compact(to) } };
    const events = { _attributes: { name: 'VEVENT' }, 'time-range': range };
    const filters = [{ 'comp-filter': { _attributes: { name: 'VCALENDAR' }, 'comp-filter': events } }];
    const props = { 'd:getetag': {}, 'c:calendar-data': {} };
    const found = await this.asking(() => calendarQuery({ url, props, filters, depth: '1', fetch: fetchAs(key) }));
    return found.flatMap(({ props: { calendarData } = {} }) => {
      const data: unknown = calendarData?._cdata ?? calendarData;
      return typeof data === 'string' ? [data] : [];
    });
  }

  /** What the library throws means that the server did not answer as one should. */
  private async asking<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof CalendarUnreachableError) throw error;
      throw new CalendarUnreachableError('The server does not answer like a CalDAV server');
    }
  }
}

function fetchAs({ username, password }: CalDavKey): typeof fetch {
  return calDavFetch(`Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`);
}

const fileOf = (calendar: string, eventId: string): string =>
  new URL(`${encodeURIComponent(eventId)}.ics`, calendar.endsWith('/') ? calendar : `${calendar}/`).href;

/** For example 20260801T000000Z. */
const compact = (instant: Date): string => `${instant.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

function isCalendar({ props }: DAVResponse): boolean {
  if (!Object.keys((props?.['resourcetype'] as object | undefined) ?? {}).includes('calendar')) return false;
  const components = namesIn(props?.['supportedCalendarComponentSet']);
  return components === '' || components.includes('VEVENT');
}

function nameOf({ props }: DAVResponse): string {
  const name: unknown = props?.['displayname']?._cdata ?? props?.['displayname'];
  return typeof name === 'string' || typeof name === 'number' ? String(name) : '';
}

/** A server that does not tell privileges is taken to let owners write. */
function mayWrite({ props }: DAVResponse): boolean {
  const privileges = namesIn(props?.['currentUserPrivilegeSet']);
  return privileges === '' || /"(all|write|writeContent)"/.test(privileges);
}

/** The names in a part of an answer, in which one is an object and several are a list. */
function namesIn(part: unknown): string {
  const text = JSON.stringify(part ?? '');
  return text === '""' || text === '{}' ? '' : text;
}
