import { Injectable } from '@nestjs/common';
import { AppCredentialsService } from '../app-credentials/app-credentials.service.js';
import type { AppCredentialRow } from '../app-credentials/app-credentials.repository.js';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { readInstant } from '../slots/instant.js';
import type { CalendarBusyTimesInput, CalendarToLoad } from './calendar-credentials.dto.js';
import { CALENDAR_TYPES } from './calendar-providers.service.js';
import { CalendarUnreachableError, type ExternalBusyTime, type TimeWindow } from './calendar-provider.js';
import type { BusyTimesOutput } from './calendars.dto.js';
import { appOfType } from './connected-calendars.js';
import { ExternalBusyTimesService } from './external-busy-times.service.js';

const HOUR = 3_600_000;
const BEFORE = 11 * HOUR;
const AFTER = 14 * HOUR;
const LONGEST = 366 * 24 * HOUR;

/** When the caller is busy, for its own eyes. */
@Injectable()
export class BusyTimesService {
  constructor(
    private readonly credentials: AppCredentialsService,
    private readonly external: ExternalBusyTimesService,
    private readonly clock: Clock,
  ) {}

  /** @throws ApiError 400 without a zone or for a long time, 401 for a connection of somebody else, 500 when one fails. */
  async list(userId: number, query: CalendarBusyTimesInput): Promise<BusyTimesOutput[]> {
    const timeZone = query.timeZone ?? query.loggedInUsersTz;
    if (!timeZone) throw ApiError.badRequest('Either timeZone or loggedInUsersTz must be provided');
    const window = this.windowOf(query);
    const byConnection = new Map<number, { connection: AppCredentialRow; externalIds: Set<string> }>();
    for (const { credentialId, externalId } of calendarsIn(query)) {
      const known = byConnection.get(credentialId) ?? (await this.require(userId, credentialId));
      known.externalIds.add(externalId);
      byConnection.set(credentialId, known);
    }
    const times = [...byConnection.values()].map(({ connection, externalIds }) =>
      this.read(connection, [...externalIds], window, timeZone),
    );
    return (await Promise.all(times)).flat();
  }

  private async require(userId: number, credentialId: number) {
    const connection = await this.credentials.find(userId, credentialId, CALENDAR_TYPES);
    if (!connection) throw ApiError.unauthorized('These credentials do not belong to you');
    return { connection, externalIds: new Set<string>() };
  }

  private async read(connection: AppCredentialRow, externalIds: string[], window: TimeWindow, timeZone: string) {
    try {
      const times = await this.external.list(connection, externalIds, window, timeZone);
      return times.map((time) => show(time, appOfType(connection.type).slug));
    } catch (error) {
      if (!(error instanceof CalendarUnreachableError)) throw error;
      // compat: calendars.unreachable — a calendar of somebody else that does not answer is a 500 with a text of its own.
      const message = 'Unable to fetch connected calendars events. Please try again later.';
      throw new ApiError(500, {
        code: 'InternalServerErrorException',
        message,
        details: { message, error: 'Internal Server Error', statusCode: 500 },
      });
    }
  }

  private windowOf({ dateFrom, dateTo }: CalendarBusyTimesInput): TimeWindow {
    const read = (text: string | null | undefined): number => (text && readInstant(text)) || this.clock.now();
    const [from, to] = [read(dateFrom), read(dateTo)];
    // improve: calendars.busy-window — the original reads however much is asked for.
    if (to - from > LONGEST) throw ApiError.badRequest('dateTo must be at most 366 days after dateFrom');
    return { from: new Date(from - BEFORE), to: new Date(to + AFTER) };
  }
}

function calendarsIn({ calendarsToLoad, credentialId = 0, externalId = '' }: CalendarBusyTimesInput): CalendarToLoad[] {
  return calendarsToLoad ?? [{ credentialId, externalId }];
}

function show({ start, end, title }: ExternalBusyTime, source: string): BusyTimesOutput {
  return { start: start.toISOString(), end: end.toISOString(), source, ...(title !== undefined && { title }) };
}
