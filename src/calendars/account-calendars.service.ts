import { Injectable } from '@nestjs/common';
import type { AppCredentialRow } from '../app-credentials/app-credentials.repository.js';
import { AppCredentialsService } from '../app-credentials/app-credentials.service.js';
import type { Forgetful } from '../common/forgetful.js';
import { Clock } from '../common/clock.js';
import { ExpiringCache } from '../credentials/expiring-cache.js';
import { CalendarUnreachableError, type ExternalCalendar } from './calendar-provider.js';
import { CALENDAR_TYPES, CalendarProviders } from './calendar-providers.service.js';

const MAX_ACCOUNTS = 10_000;
/** Milliseconds. */
const LIFETIME = 10_000;

/** A connection and its calendars, or why they are not known. */
export interface AccountCalendars {
  connection: AppCredentialRow;
  calendars: ExternalCalendar[];
  error: string | null;
}

// improve: calendars.cache — the original remembers the whole answer for ten seconds.
/**
 * The calendars in the accounts of users. Remembered for ten seconds is what an account has, by its key; what the user chose of
 * it, and which accounts there are, is read every time, so that several servers agree.
 */
@Injectable()
export class AccountCalendarsService implements Forgetful {
  private readonly cache = new ExpiringCache<ExternalCalendar[]>(MAX_ACCOUNTS, LIFETIME, () => this.clock.now());

  constructor(
    private readonly credentials: AppCredentialsService,
    private readonly providers: CalendarProviders,
    private readonly clock: Clock,
  ) {}

  /** All accounts of the user, oldest first, asked at the same time. An account that does not answer has an `error`. */
  async list(userId: number): Promise<AccountCalendars[]> {
    const connections = await this.credentials.list(userId, CALENDAR_TYPES);
    return Promise.all(connections.map((connection) => this.read(connection)));
  }

  forgetAll(): void {
    this.cache.clear();
  }

  private async read(connection: AppCredentialRow): Promise<AccountCalendars> {
    try {
      const calendars = await this.calendarsOf(connection);
      const error = calendars.length === 0 ? 'No primary calendar found' : null;
      return { connection, calendars, error };
    } catch (error) {
      const isRefused = error instanceof CalendarUnreachableError && error.isRefused;
      if (isRefused && !connection.invalid) await this.credentials.markInvalid(connection);
      const message = isRefused ? 'Access token expired or revoked' : 'Could not get connected calendars';
      return { connection, calendars: [], error: message };
    }
  }

  /** Who the user is at the service that gave the token. */
  accountOf(type: string, accessToken: string): Promise<string> {
    const provider = this.providers.of(type);
    if (!provider.accountOf) throw new Error(`${type} is not connected with tokens`);
    return provider.accountOf(accessToken);
  }

  /** The calendars of one account, the main one first. Throws when it does not answer. */
  calendarsOf(connection: AppCredentialRow): Promise<ExternalCalendar[]> {
    const key = `${connection.id}:${Buffer.from(connection.sealedKey).toString('base64')}`;
    return this.cache.get(key, async () => {
      const calendars = await this.providers.of(connection.type).listCalendars(connection);
      return calendars.toSorted((one, other) => Number(other.primary ?? false) - Number(one.primary ?? false));
    });
  }
}
