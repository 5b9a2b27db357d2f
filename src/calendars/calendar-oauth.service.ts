import { Inject, Injectable } from '@nestjs/common';
import { type App, GOOGLE_CALENDAR, OFFICE365_CALENDAR } from '../app-credentials/apps.js';
import { googleCalendarApp, type OAuthApp, office365CalendarApp } from '../app-credentials/oauth-apps.js';
import { OAuthConnectionsService } from '../app-credentials/oauth-connections.service.js';
import { OAuthStatesService } from '../app-credentials/oauth-states.service.js';
import { authorizeAddress, exchangeCode, GrantRefusedError } from '../app-credentials/oauth-tokens.js';
import { returnAddress } from '../app-credentials/return-address.js';
import { ApiError } from '../common/api-error.js';
import { OutboundError } from '../outbound/outbound-request.js';
import { serverUrlOf } from '../config/server-url.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { SelectedCalendarsRepository } from '../selected-calendars/selected-calendars.repository.js';
import { AccountCalendarsService } from './account-calendars.service.js';
import { CalendarUnreachableError } from './calendar-provider.js';

interface Departure {
  userId: number;
  redir: unknown;
  origin: string | undefined;
  isDryRun: boolean;
}

interface OAuthCalendar {
  app: App;
  /** Null when the operator has no account there. */
  oauth: OAuthApp | null;
}

/** Connects calendars of services that ask the user for agreement. */
@Injectable()
export class CalendarOAuthService {
  private readonly calendars: ReadonlyMap<string, OAuthCalendar>;
  private readonly serverUrl: string;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly states: OAuthStatesService,
    private readonly connections: OAuthConnectionsService,
    private readonly accounts: AccountCalendarsService,
    private readonly selected: SelectedCalendarsRepository,
  ) {
    this.serverUrl = serverUrlOf(settings);
    this.calendars = new Map<string, OAuthCalendar>([
      ['google', { app: GOOGLE_CALENDAR, oauth: googleCalendarApp(settings) }],
      ['office365', { app: OFFICE365_CALENDAR, oauth: office365CalendarApp(settings) }],
    ]);
  }

  /** @throws ApiError 400 for another calendar, 404 for one that the operator has not set up. */
  addressOf(calendar: string, { userId, redir, origin, isDryRun }: Departure): string {
    const { oauth } = this.require(calendar);
    const returnTo = returnAddress('redir', redir, origin, this.serverUrl);
    const state = this.states.issue(oauth.name, { userId, returnTo, onErrorReturnTo: returnTo, isDryRun });
    return authorizeAddress(oauth, state);
  }

  /**
   * Stores the tokens for the code and selects the main calendar of the account. Without a code, or in a dry run, nothing is
   * stored.
   *
   * @returns where the browser goes.
   * @throws ApiError 401 for a state that is not ours or too old, 400 when the service refuses the code.
   */
  async complete(calendar: string, state: unknown, code: unknown): Promise<string> {
    const { app, oauth } = this.require(calendar);
    const known = typeof state === 'string' ? this.states.read(oauth.name, state) : null;
    if (!known) throw ApiError.unauthorized('Invalid Access token.');
    const isRefused = typeof code !== 'string' || code === '' || code === 'undefined';
    if (isRefused || known.isDryRun) return known.returnTo;
    await this.connect(known.userId, app, oauth, code);
    return known.returnTo;
  }

  private async connect(userId: number, app: App, oauth: OAuthApp, code: string): Promise<void> {
    try {
      const tokens = await exchangeCode(oauth, code);
      const account = await this.accounts.accountOf(app.type, tokens.access_token);
      const connection = await this.connections.save(userId, app, account, tokens);
      const [main] = await this.accounts.calendarsOf(connection);
      if (!main) return;
      const { id: credentialId, type: integration } = connection;
      await this.selected.upsertOfUser(userId, { credentialId, integration, externalId: main.externalId });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      throw ApiError.badRequest('The calendar service did not accept the code, or cannot be reached.');
    }
  }

  private require(calendar: string): { app: App; oauth: OAuthApp } {
    const found = this.calendars.get(calendar);
    if (!found) {
      throw ApiError.withHint('Invalid calendar type, available calendars are: ', 'google, office365, apple');
    }
    const { app, oauth } = found;
    if (!oauth) throw ApiError.notFound(`${app.name} is not set up on this server.`);
    return { app, oauth };
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof GrantRefusedError || error instanceof OutboundError || error instanceof CalendarUnreachableError;
