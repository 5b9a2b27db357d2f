import { Injectable } from '@nestjs/common';
import {
  AppCredentialsService,
  showAppCredential,
  type ShownAppCredential,
} from '../app-credentials/app-credentials.service.js';
import { type App, APPLE_CALENDAR, GOOGLE_CALENDAR, ICS_FEED, OFFICE365_CALENDAR } from '../app-credentials/apps.js';
import { ApiError } from '../common/api-error.js';
import { CalDavProvider } from './caldav.provider.js';
import { CalendarUnreachableError } from './calendar-provider.js';
import { CALENDAR_TYPES, CalendarProviders } from './calendar-providers.service.js';
import { IcsFeedProvider } from './ics-feed.provider.js';

/** What a check says of each calendar: nothing connected, refused, not answering. */
const CHECKS: Record<string, { app: App; none: string; invalid: string; away: string }> = {
  google: {
    app: GOOGLE_CALENDAR,
    none: 'Credentials for google_calendar not found.',
    invalid: 'Invalid google OAuth credentials.',
    away: 'Google Calendar not connected.',
  },
  office365: {
    app: OFFICE365_CALENDAR,
    none: 'Credentials for office_365_calendar not found.',
    invalid: 'Invalid office 365 calendar credentials.',
    away: 'Office 365 calendar not connected.',
  },
  apple: {
    app: APPLE_CALENDAR,
    none: 'Credentials for apple calendar not found.',
    invalid: 'Invalid apple calendar credentials.',
    away: 'Apple calendar not connected.',
  },
  'ics-feed': {
    app: ICS_FEED,
    none: 'Credentials for Ics Feed calendar not found.',
    invalid: 'Invalid Ics Feed credentials.',
    away: 'Ics Feed not connected.',
  },
};

/** Connects the calendars of users that need no agreement elsewhere, checks them, and disconnects all kinds. */
@Injectable()
export class CalendarConnectionsService {
  constructor(
    private readonly credentials: AppCredentialsService,
    private readonly providers: CalendarProviders,
    private readonly feeds: IcsFeedProvider,
    private readonly calDav: CalDavProvider,
  ) {}

  /** One more connection with these feeds. @throws ApiError 400 unless every one can be read. */
  async connectFeeds(userId: number, urls: string[]): Promise<ShownAppCredential> {
    try {
      await this.feeds.describe(urls);
    } catch (error) {
      if (!(error instanceof CalendarUnreachableError)) throw error;
      throw ApiError.badRequest('Could not add ICS feeds, try using private ics feed.');
    }
    return showAppCredential(await this.credentials.save(userId, ICS_FEED, null, { urls: [...new Set(urls)] }));
  }

  /** @throws ApiError 400 for another calendar, and when the server does not accept the credentials. */
  async connectWithPassword(
    userId: number,
    calendar: string,
    { username, password }: { username: string; password: string },
  ): Promise<void> {
    if (calendar !== 'apple') throw ApiError.withHint('Invalid calendar type, available calendars are: ', 'apple');
    if (username.length <= 1 || password.length <= 1) {
      throw ApiError.badRequest('Username or password cannot be empty');
    }
    try {
      await this.calDav.describe({ username, password });
    } catch (error) {
      if (!(error instanceof CalendarUnreachableError)) throw error;
      throw ApiError.badRequest(`Could not add this apple calendar account: ${error.message}`);
    }
    await this.credentials.save(userId, APPLE_CALENDAR, username, { username, password });
  }

  /** Whether the calendar is connected and answers. @throws ApiError 400 when it is not, 401 when it does not answer. */
  async check(userId: number, calendar: string): Promise<void> {
    const check = Object.hasOwn(CHECKS, calendar) ? CHECKS[calendar] : undefined;
    if (!check) {
      throw ApiError.withHint('Invalid calendar type, available calendars are: ', 'google, office365, apple');
    }
    const connections = await this.credentials.list(userId, [check.app.type]);
    const connection = connections.find(({ invalid }) => !invalid) ?? connections[0];
    if (!connection) throw ApiError.badRequest(check.none);
    if (connection.invalid) throw ApiError.badRequest(check.invalid);
    try {
      await this.providers.of(connection.type).listCalendars(connection);
    } catch (error) {
      if (!(error instanceof CalendarUnreachableError)) throw error;
      throw ApiError.unauthorized(check.away);
    }
  }

  // compat: calendars.disconnect-path — the id alone decides; the components name `ics` where the app is called `ics-feed`.
  /** @throws ApiError 404 when the user has no such calendar. */
  async disconnect(userId: number, id: number): Promise<ShownAppCredential> {
    const connection = await this.credentials.find(userId, id, CALENDAR_TYPES);
    if (!connection || !(await this.credentials.remove(connection))) {
      throw ApiError.notFound('Calendar credentials not found');
    }
    return showAppCredential(connection);
  }
}
