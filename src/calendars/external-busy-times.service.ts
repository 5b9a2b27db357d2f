import { Injectable } from '@nestjs/common';
import type { AppCredentialRow } from '../app-credentials/app-credentials.repository.js';
import type { Forgetful } from '../common/forgetful.js';
import { Clock } from '../common/clock.js';
import { ExpiringCache } from '../credentials/expiring-cache.js';
import { CalendarUnreachableError, type ExternalBusyTime, type TimeWindow } from './calendar-provider.js';
import { CalendarProviders } from './calendar-providers.service.js';

const MAX_CALENDARS = 5_000;
/** Milliseconds. */
const LIFETIME = 60_000;

type Outcome = { times: ExternalBusyTime[] } | { error: CalendarUnreachableError };

/**
 * The busy times of calendars elsewhere. What a calendar answered is remembered for a minute, by calendar and months, and so is
 * that it did not: one that is slow to fail must not be asked by every visitor of a booking page.
 */
@Injectable()
export class ExternalBusyTimesService implements Forgetful {
  private readonly cache = new ExpiringCache<Outcome>(MAX_CALENDARS, LIFETIME, () => this.clock.now());

  constructor(
    private readonly providers: CalendarProviders,
    private readonly clock: Clock,
  ) {}

  /**
   * All busy times in the window, in no order.
   *
   * @param timeZone for events that say none.
   * @throws CalendarUnreachableError when one of the calendars does not answer: it must not look free.
   */
  async list(
    connection: AppCredentialRow,
    externalIds: string[],
    window: TimeWindow,
    timeZone: string,
  ): Promise<ExternalBusyTime[]> {
    if (window.to <= window.from) return [];
    const months = wholeMonths(window);
    const all = externalIds.map((externalId) => this.read(connection, externalId, months, timeZone));
    return (await Promise.all(all)).flat().filter(({ start, end }) => start < window.to && end > window.from);
  }

  forgetAll(): void {
    this.cache.clear();
  }

  private async read(
    connection: AppCredentialRow,
    externalId: string,
    months: TimeWindow,
    timeZone: string,
  ): Promise<ExternalBusyTime[]> {
    const { id, type, sealedKey } = connection;
    const seal = Buffer.from(sealedKey.subarray(0, 12)).toString('base64');
    const key = JSON.stringify([id, seal, externalId, months.from, months.to, timeZone]);
    const outcome = await this.cache.get(key, async () => {
      try {
        return { times: await this.providers.of(type).listBusyTimes(connection, [externalId], months, timeZone) };
      } catch (error) {
        if (error instanceof CalendarUnreachableError) return { error };
        throw error;
      }
    });
    if ('error' in outcome) throw outcome.error;
    return outcome.times;
  }
}

/** The months, by UTC, into which the window reaches: many windows have the same. */
function wholeMonths({ from, to }: TimeWindow): TimeWindow {
  return {
    from: new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth())),
    to: new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1)),
  };
}
