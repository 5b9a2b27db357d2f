import { Injectable } from '@nestjs/common';
import type { AppCredentialRow } from '../app-credentials/app-credentials.repository.js';
import { AppCredentialsService } from '../app-credentials/app-credentials.service.js';
import type { Booking, BookingReference } from '../bookings/booking.js';
import { DestinationCalendarsRepository } from '../destination-calendars/destination-calendars.repository.js';
import { calendarEventOf } from './calendar-event-of-booking.js';
import { CalendarUnreachableError } from './calendar-provider.js';
import { CALENDAR_TYPES, CalendarProviders } from './calendar-providers.service.js';
import { CalendarWritesRepository } from './calendar-writes.repository.js';

interface Place {
  connection: AppCredentialRow;
  externalId: string;
  /** Of the event there; null when there is none yet. */
  eventId: string | null;
}

/** Makes the host's calendar say what the booking says: whatever happened before, and however often it is repeated. */
@Injectable()
export class CalendarWritesService {
  constructor(
    private readonly repository: CalendarWritesRepository,
    private readonly destinations: DestinationCalendarsRepository,
    private readonly credentials: AppCredentialsService,
    private readonly providers: CalendarProviders,
  ) {}

  /** @throws CalendarUnreachableError when the calendar does not answer, or refuses. */
  async tell(bookingId: number): Promise<void> {
    const booking = await this.repository.findBooking(bookingId);
    if (!booking) return;
    // Both have the same iCalendar id, and no calendar takes two of them.
    const previous = await this.repository.findPrevious(booking);
    if (previous && previous.status !== 'ACCEPTED') await this.remove(previous);
    if (booking.status === 'ACCEPTED') await this.write(booking);
    else await this.remove(booking);
  }

  private async write(booking: Booking): Promise<void> {
    const place = (await this.placeOf(booking)) ?? (await this.destinationOf(booking));
    if (!place) return;
    const { connection, externalId, eventId } = place;
    const provider = this.providers.of(connection.type);
    const event = calendarEventOf(booking);
    const write = async () => provider.writeEvent?.(connection, externalId, event, eventId);
    const uid = await this.watching(connection, write);
    if (uid === undefined || uid === eventId) return;
    const reference = { type: connection.type, uid, externalCalendarId: externalId, credentialId: connection.id };
    await this.repository.insertReference(booking.id, reference);
  }

  private async remove(booking: Booking): Promise<void> {
    for (const reference of booking.references.filter(isCalendar)) {
      const connection = await this.connectionOf(booking, reference.credentialId);
      if (connection) await this.removeFrom(connection, reference);
      await this.repository.deleteReference(reference);
    }
  }

  private async removeFrom(connection: AppCredentialRow, { externalCalendarId, uid }: BookingReference): Promise<void> {
    const provider = this.providers.of(connection.type);
    await this.watching(connection, async () => provider.removeEvent?.(connection, externalCalendarId ?? '', uid));
  }

  /** Where the booking was written before: it stays there, whatever the host chose since. */
  private async placeOf(booking: Booking): Promise<Place | null> {
    for (const { credentialId, externalCalendarId, uid } of booking.references.filter(isCalendar)) {
      const connection = await this.connectionOf(booking, credentialId);
      if (connection) return { connection, externalId: externalCalendarId ?? '', eventId: uid };
    }
    return null;
  }

  private async destinationOf(booking: Booking): Promise<Place | null> {
    const destination = await this.destinations.findOfUser(booking.host.id);
    const connection = destination && (await this.connectionOf(booking, destination.credentialId));
    return connection && { connection, externalId: destination.externalId, eventId: null };
  }

  private async connectionOf({ host }: Booking, credentialId: number | null): Promise<AppCredentialRow | null> {
    return credentialId === null ? null : this.credentials.find(host.id, credentialId, CALENDAR_TYPES);
  }

  private async watching<Result>(connection: AppCredentialRow, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof CalendarUnreachableError && error.isRefused) await this.credentials.markInvalid(connection);
      throw error;
    }
  }
}

const isCalendar = ({ type }: BookingReference): boolean => CALENDAR_TYPES.includes(type);
