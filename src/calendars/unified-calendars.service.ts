import { Injectable } from '@nestjs/common';
import { AppCredentialsService } from '../app-credentials/app-credentials.service.js';
import { GOOGLE_CALENDAR } from '../app-credentials/apps.js';
import { ApiError } from '../common/api-error.js';
import { CalendarUnreachableError } from './calendar-provider.js';
import { CalendarWritesRepository } from './calendar-writes.repository.js';
import { GoogleCalendarProvider } from './google-calendar.provider.js';
import { toGooglePatch, toUnifiedEvent } from './google-events.js';
import type { UpdateUnifiedCalendarEventInput } from './unified-calendars-input.dto.js';
import type { UnifiedCalendarEventOutput } from './unified-calendars.dto.js';

/** The events that stand for bookings in the calendars of their hosts. Of Google alone, as in the original. */
@Injectable()
export class UnifiedCalendarsService {
  constructor(
    private readonly credentials: AppCredentialsService,
    private readonly repository: CalendarWritesRepository,
    private readonly google: GoogleCalendarProvider,
  ) {}

  /** @throws ApiError 400 for another calendar, 401 without a connection, 404 for an event of no booking of the caller. */
  async get(userId: number, calendar: string, eventUid: string): Promise<UnifiedCalendarEventOutput> {
    return this.ask(userId, calendar, eventUid, 'Meeting details is', null);
  }

  /** @throws ApiError like `get`. */
  async update(
    userId: number,
    calendar: string,
    eventUid: string,
    input: UpdateUnifiedCalendarEventInput,
  ): Promise<UnifiedCalendarEventOutput> {
    return this.ask(userId, calendar, eventUid, 'Event updates is', toGooglePatch(input));
  }

  private async ask(userId: number, calendar: string, eventUid: string, what: string, patch: object | null) {
    if (calendar !== 'google') {
      throw ApiError.badRequest(
        `${what} currently only available for Google Calendar. Office 365 and Apple support is coming soon.`,
      );
    }
    const connections = await this.credentials.list(userId, [GOOGLE_CALENDAR.type]);
    if (connections.length === 0) throw ApiError.unauthorized('Google Calendar is not connected for this user');
    const reference = await this.repository.findReferenceOfHost(userId, GOOGLE_CALENDAR.type, eventUid);
    const connection = connections.find(({ id }) => id === reference?.credentialId);
    if (!reference || !connection) throw ApiError.notFound('Booking reference not found');
    try {
      const calendarId = reference.externalCalendarId ?? 'primary';
      return toUnifiedEvent(await this.google.askEvent(connection, calendarId, eventUid, patch));
    } catch (error) {
      if (!(error instanceof CalendarUnreachableError)) throw error;
      throw ApiError.badRequest('The event cannot be read or changed at Google.');
    }
  }
}
