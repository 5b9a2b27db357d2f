import { Injectable } from '@nestjs/common';
import {
  APPLE_CALENDAR,
  CALENDAR_APPS,
  GOOGLE_CALENDAR,
  ICS_FEED,
  OFFICE365_CALENDAR,
} from '../app-credentials/apps.js';
import { CalDavProvider } from './caldav.provider.js';
import type { CalendarProvider } from './calendar-provider.js';
import { GoogleCalendarProvider } from './google-calendar.provider.js';
import { IcsFeedProvider } from './ics-feed.provider.js';
import { Office365CalendarProvider } from './office365-calendar.provider.js';

/** Of the connections that are calendars. */
export const CALENDAR_TYPES = CALENDAR_APPS.map(({ type }) => type);

/** Every kind of calendar that is spoken to. */
@Injectable()
export class CalendarProviders {
  private readonly providers: ReadonlyMap<string, CalendarProvider>;

  constructor(
    icsFeed: IcsFeedProvider,
    calDav: CalDavProvider,
    google: GoogleCalendarProvider,
    office365: Office365CalendarProvider,
  ) {
    this.providers = new Map<string, CalendarProvider>([
      [ICS_FEED.type, icsFeed],
      [APPLE_CALENDAR.type, calDav],
      [GOOGLE_CALENDAR.type, google],
      [OFFICE365_CALENDAR.type, office365],
    ]);
  }

  /** @param type one of CALENDAR_TYPES. */
  of(type: string): CalendarProvider {
    const provider = this.providers.get(type);
    if (!provider) throw new Error(`no calendar has the type ${type}`);
    return provider;
  }
}
