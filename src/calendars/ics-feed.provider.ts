import { Inject, Injectable } from '@nestjs/common';
import type { AppCredentialRow } from '../app-credentials/app-credentials.repository.js';
import { AppCredentialsService } from '../app-credentials/app-credentials.service.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { type OutboundPolicy, outboundPolicy } from '../outbound/allowed-url.js';
import { followRedirects } from '../outbound/follow-redirects.js';
import { reaching } from './calendar-api.js';
import {
  type CalendarProvider,
  CalendarUnreachableError,
  type ExternalBusyTime,
  type ExternalCalendar,
  type TimeWindow,
} from './calendar-provider.js';
import { IcsReader } from './ics-reader.service.js';

const MAX_BYTES = 5_000_000;
/** Milliseconds. */
const PATIENCE = 10_000;

/** What is stored of a connection with feeds. */
export interface IcsFeedKey {
  urls: string[];
}

/** Calendars that somebody publishes as files. Their addresses come from users, so they are called like webhooks. */
@Injectable()
export class IcsFeedProvider implements CalendarProvider {
  private readonly policy: OutboundPolicy;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly credentials: AppCredentialsService,
    private readonly reader: IcsReader,
  ) {
    this.policy = outboundPolicy(settings);
  }

  async listCalendars(connection: AppCredentialRow): Promise<ExternalCalendar[]> {
    return this.describe(this.credentials.keyOf<IcsFeedKey>(connection).urls);
  }

  /** The feeds at the addresses. @throws CalendarUnreachableError unless every one can be read. */
  describe(urls: string[]): Promise<ExternalCalendar[]> {
    return Promise.all(urls.map((url) => this.describeOne(url)));
  }

  async listBusyTimes(
    connection: AppCredentialRow,
    externalIds: string[],
    { from, to }: TimeWindow,
    timeZone: string,
  ): Promise<ExternalBusyTime[]> {
    const { urls } = this.credentials.keyOf<IcsFeedKey>(connection);
    // Users choose what is selected: nothing is called that was not accepted when it was connected.
    if (!externalIds.every((id) => urls.includes(id))) throw new CalendarUnreachableError('There is no such feed');
    const window = { from: from.getTime(), to: to.getTime() };
    const feeds = externalIds.map(async (url) =>
      this.reader.read({ text: await this.fetch(url), ...window, timeZone }),
    );
    return (await Promise.all(feeds)).flatMap(({ busy }) =>
      busy.map(({ start, end, ...title }) => ({ start: new Date(start), end: new Date(end), ...title })),
    );
  }

  private async describeOne(url: string): Promise<ExternalCalendar> {
    const { name } = await this.reader.read({ text: await this.fetch(url), from: 0, to: 0, timeZone: 'UTC' });
    // improve: calendars.feed-name — the original shows a feed that does not tell its name with none.
    return { externalId: url, name: name || lastSegment(url), primary: null, readOnly: true, email: '' };
  }

  private async fetch(url: string): Promise<string> {
    const request = { url, method: 'GET', timeout: PATIENCE, maxBytes: MAX_BYTES, policy: this.policy };
    const headers = { accept: 'text/calendar, */*;q=0.5', 'user-agent': 'managed-users-server' };
    const { status, body } = await reaching(() => followRedirects({ ...request, headers }));
    if (status !== 200) throw new CalendarUnreachableError(`The feed answered ${status}`);
    return body.toString('utf8');
  }
}

const lastSegment = (url: string): string =>
  new URL(url).pathname
    .split('/')
    .at(-1)
    ?.replace(/\.ics$/i, '') ?? '';
