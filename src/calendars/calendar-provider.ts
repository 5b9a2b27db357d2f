import type { AppCredentialRow } from '../app-credentials/app-credentials.repository.js';
import type { CalendarEvent } from './calendar-event.js';

/** A calendar of a connected account. */
export interface ExternalCalendar {
  /** How the service calls it. */
  externalId: string;
  name: string;
  /** The account's main calendar; null where there is no such thing. */
  primary: boolean | null;
  readOnly: boolean;
  email: string;
}

/** A time, half open. */
export interface TimeWindow {
  from: Date;
  to: Date;
}

/** A time at which somebody is busy. */
export interface ExternalBusyTime {
  start: Date;
  end: Date;
  title?: string;
}

/** How one kind of calendar is spoken to. Every method throws when the service cannot be reached or refuses. */
export interface CalendarProvider {
  /** Who the user is over there. Of services that give tokens for a code. */
  accountOf?(accessToken: string): Promise<string>;

  listCalendars(connection: AppCredentialRow): Promise<ExternalCalendar[]>;

  /**
   * When the calendars are busy within the window. Calendars that are not of the connection count as unreadable.
   *
   * @param timeZone for events that say none.
   */
  listBusyTimes(
    connection: AppCredentialRow,
    externalIds: string[],
    window: TimeWindow,
    timeZone: string,
  ): Promise<ExternalBusyTime[]>;

  /** Writes the event, or over what was written before. Undefined for what is only read. @returns its id over there. */
  writeEvent?(
    connection: AppCredentialRow,
    externalId: string,
    event: CalendarEvent,
    eventId: string | null,
  ): Promise<string>;

  /** Takes the event away. One that is not there is no error. */
  removeEvent?(connection: AppCredentialRow, externalId: string, eventId: string): Promise<void>;
}

/** A calendar could not be read or written. The message is shown to the user. */
export class CalendarUnreachableError extends Error {
  constructor(
    message: string,
    /** The service does not accept the credentials any more. */
    readonly isRefused = false,
  ) {
    super(message);
  }
}
