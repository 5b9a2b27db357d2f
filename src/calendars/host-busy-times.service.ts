import { Injectable } from '@nestjs/common';
import type { AppCredentialRow } from '../app-credentials/app-credentials.repository.js';
import { AppCredentialsService } from '../app-credentials/app-credentials.service.js';
import {
  type SelectedCalendarRow,
  SelectedCalendarsRepository,
} from '../selected-calendars/selected-calendars.repository.js';
import { CalendarBusyTimes } from '../slots/calendar-busy-times.js';
import type { Range } from '../slots/ranges.js';
import { CalendarUnreachableError } from './calendar-provider.js';
import { CALENDAR_TYPES } from './calendar-providers.service.js';
import { ExternalBusyTimesService } from './external-busy-times.service.js';

/** What the selected calendars say of hosts, for the slots that they offer. */
@Injectable()
export class HostBusyTimes extends CalendarBusyTimes {
  constructor(
    private readonly selected: SelectedCalendarsRepository,
    private readonly credentials: AppCredentialsService,
    private readonly external: ExternalBusyTimesService,
  ) {
    super();
  }

  /** All calendars of all hosts are asked at the same time. */
  override async of(userIds: number[], from: number, to: number): Promise<Map<number, Range[] | null>> {
    const calendars = await this.selected.listWithZoneOfUsers(userIds);
    const window = { from: new Date(from), to: new Date(to) };
    const found = [...new Set(calendars.map(({ userId }) => userId))].map(async (userId) => {
      const chosen = calendars.filter((calendar) => calendar.userId === userId);
      return [userId, await this.busyOf(userId, chosen, window)] as const;
    });
    return new Map(await Promise.all(found));
  }

  /** Null when one of the calendars cannot be read. */
  private async busyOf(
    userId: number,
    chosen: (SelectedCalendarRow & { timeZone: string })[],
    window: { from: Date; to: Date },
  ): Promise<Range[] | null> {
    const connections = await this.credentials.list(userId, CALENDAR_TYPES);
    try {
      const times = await Promise.all(
        chosen.map(({ credentialId, externalId, timeZone }) => {
          const connection = connections.find(({ id }) => id === credentialId) as AppCredentialRow;
          return this.external.list(connection, [externalId], window, timeZone);
        }),
      );
      return times.flat().map(({ start, end }) => ({ start: start.getTime(), end: end.getTime() }));
    } catch (error) {
      if (error instanceof CalendarUnreachableError) return null;
      throw error;
    }
  }
}
