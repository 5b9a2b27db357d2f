import { Injectable } from '@nestjs/common';
import { sqlStateOf } from '../database/database-error.js';
import {
  type DestinationCalendarRow,
  DestinationCalendarsRepository,
} from '../destination-calendars/destination-calendars.repository.js';
import { SelectedCalendarsRepository } from '../selected-calendars/selected-calendars.repository.js';
import { type AccountCalendars, AccountCalendarsService } from './account-calendars.service.js';
import type { ConnectedCalendar, ConnectedCalendarsData, DestinationCalendar } from './calendars.dto.js';
import { selectionKey, showAccount, showDestination } from './connected-calendars.js';

const FOREIGN_KEY_VIOLATION = '23503';

/** The calendars of users: what is connected, and where bookings are written. */
@Injectable()
export class CalendarsService {
  constructor(
    private readonly accounts: AccountCalendarsService,
    private readonly selected: SelectedCalendarsRepository,
    private readonly destinations: DestinationCalendarsRepository,
  ) {}

  // compat: calendars.list-chooses — reading the list gives a user with calendars a destination, and mends one that is gone.
  async list(userId: number): Promise<ConnectedCalendarsData> {
    const [accounts, selected] = await Promise.all([this.accounts.list(userId), this.selected.listOfUser(userId)]);
    const isSelected = new Set(selected.map(({ integration, externalId }) => selectionKey(integration, externalId)));
    const connectedCalendars = accounts.map((account) => showAccount(account, isSelected));
    try {
      const destination = await this.settleDestination(userId, accounts);
      return { connectedCalendars, destinationCalendar: this.show(destination, connectedCalendars) };
    } catch (error) {
      // The account that was chosen has been disconnected in the meantime, so it is not there the next time.
      if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) return this.list(userId);
      throw error;
    }
  }

  /** The destination of the user, after it was chosen or moved where it had to be. */
  private async settleDestination(
    userId: number,
    accounts: AccountCalendars[],
  ): Promise<DestinationCalendarRow | null> {
    const current = await this.destinations.findOfUser(userId);
    if (current && isReachable(current, accounts)) return current;
    const wanted = firstWritable(accounts);
    if (!wanted) return current;
    return current
      ? this.destinations.replaceOfUser(userId, wanted)
      : this.destinations.insertUnlessThere(userId, wanted);
  }

  private show(
    row: DestinationCalendarRow | null,
    connected: ConnectedCalendar[],
  ): DestinationCalendar | Record<string, never> {
    // compat: calendars.no-destination — the components cannot do without an object.
    return row ? showDestination(row, connected) : {};
  }
}

// improve: calendars.keep-destination — the original moves it away from an account that did not answer for a moment.
/** Whether the destination is still there, as far as is known. */
function isReachable({ credentialId, externalId }: DestinationCalendarRow, accounts: AccountCalendars[]): boolean {
  const account = accounts.find(({ connection }) => connection.id === credentialId);
  if (!account) return false;
  return account.error !== null || account.calendars.some((calendar) => calendar.externalId === externalId);
}

// improve: calendars.writable-destination — the original also chooses feeds, into which nothing can be written.
/** The main calendar of the first account that can be written to. */
function firstWritable(accounts: AccountCalendars[]) {
  for (const { connection, calendars } of accounts) {
    const found = calendars.find(({ readOnly }) => !readOnly);
    if (found) return asDestination(connection, found, calendars);
  }
  return null;
}

/** The columns of a destination. */
export function asDestination(
  { id, type }: AccountCalendars['connection'],
  { externalId }: AccountCalendars['calendars'][number],
  calendars: AccountCalendars['calendars'],
) {
  const primaryEmail = (calendars.find(({ primary }) => primary) ?? calendars[0])?.email || null;
  return { integration: type, externalId, credentialId: id, primaryEmail };
}
