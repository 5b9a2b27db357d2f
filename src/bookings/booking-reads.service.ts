import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { seatsShownTo } from './booking-access.js';
import { type BookingJson, toOutput } from './booking-output-2024-08-13.js';
import { BookingReadsRepository } from './booking-reads.repository.js';
import type { Booking } from './booking.js';
import { type CalendarLink, calendarLinks } from './calendar-links.js';

/** What stands for a booking in another service, as sent. */
export interface BookingReferenceJson {
  type: string;
  eventUid: string;
  destinationCalendarId: string | null;
  id: number;
}

/** Shows bookings in the shape 2024-08-13 to those who know their uids. */
@Injectable()
export class BookingReadsService {
  constructor(private readonly bookings: BookingReadsRepository) {}

  /** The booking with the uid, or all occurrences of the series with it. @throws ApiError 404 */
  async get(caller: Caller | undefined, uid: string): Promise<BookingJson | BookingJson[]> {
    const found = await this.bookings.listByAnyUid(uid);
    if (found.length === 0) throw ApiError.notFound(`Booking with uid=${uid} was not found in the database`);
    const shown = found.map((booking) => toOutput(booking, seatsShownTo(caller, booking)));
    return found[0]?.uid === uid ? (shown[0] as BookingJson) : shown;
  }

  /** The booking of a seat, to strangers with that seat only. @throws ApiError 404 */
  async getBySeat(caller: Caller | undefined, seatUid: string): Promise<BookingJson> {
    const booking = await this.bookings.findBySeatUid(seatUid);
    if (!booking) throw ApiError.notFound(`Booking with seatUid=${seatUid} was not found in the database`);
    return toOutput(booking, seatsShownTo(caller, booking, seatUid));
  }

  /** @throws ApiError 404, or 400 when the event type was deleted. */
  async calendarLinks(uid: string): Promise<CalendarLink[]> {
    const booking = await this.require(uid);
    // compat: bookings.links-event-type — nothing in the links needs the event type.
    if (!booking.eventType) throw ApiError.badRequest(`Booking with uid ${uid} has no event type`);
    return calendarLinks(visibleInCalendars(booking));
  }

  /** @param type only references to this service. @throws ApiError 404, or 400 for who is not the host. */
  async references({ userId }: Caller, uid: string, type?: string | null): Promise<BookingReferenceJson[]> {
    const { host, references } = await this.require(uid);
    if (host.id !== userId) throw ApiError.badRequest(`Booking with uid ${uid} does not belong to user`);
    return references
      .filter((reference) => !type || reference.type === type)
      .map(({ type, uid, externalCalendarId, id }) => ({
        type,
        eventUid: uid,
        destinationCalendarId: externalCalendarId,
        id,
      }));
  }

  private async require(uid: string): Promise<Booking> {
    const booking = await this.bookings.findByUid(uid);
    if (!booking) throw ApiError.notFound(`Booking with uid ${uid} not found`);
    return booking;
  }
}

/** Attendees of an event that hides them do not stand in its calendar entry. */
function visibleInCalendars(booking: Booking): Booking {
  return seatsShownTo(undefined, booking) === 'all' ? booking : withoutSeats(booking);
}

function withoutSeats(booking: Booking): Booking {
  return { ...booking, attendees: booking.attendees.filter(({ seat }) => !seat) };
}
