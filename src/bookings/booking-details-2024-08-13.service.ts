import { Injectable } from '@nestjs/common';
import type { Guest } from './add-guests.js';
import { type Acting, seatsShownTo } from './booking-access.js';
import { addedAttendee, removedAttendee } from './booking-attendees-output-2024-08-13.js';
import { BookingAttendeesService } from './booking-attendees.service.js';
import { type BookingJson, toOutput } from './booking-output-2024-08-13.js';
import { BookingPlacesService } from './booking-places.service.js';
import type { BookingAttendee } from './booking.js';
import { readNewPlace } from './read-new-place.js';

/** Small changes of bookings in the shape 2024-08-13. */
@Injectable()
export class BookingDetailsService_2024_08_13 {
  constructor(
    private readonly attendees: BookingAttendeesService,
    private readonly places: BookingPlacesService,
  ) {}

  async add(acting: Acting, uid: string, guest: Guest): Promise<ReturnType<typeof addedAttendee>> {
    const { booking, attendees } = await this.attendees.add(acting, uid, [guest]);
    return addedAttendee(booking, attendees[0] as BookingAttendee);
  }

  async addGuests(acting: Acting, uid: string, guests: Guest[]): Promise<BookingJson> {
    const { booking } = await this.attendees.add(acting, uid, guests);
    return toOutput(booking, seatsShownTo(acting.caller, booking));
  }

  async remove(acting: Acting, uid: string, attendeeId: number): Promise<ReturnType<typeof removedAttendee>> {
    const { booking, attendees } = await this.attendees.remove(acting, uid, attendeeId);
    return removedAttendee(booking, attendees[0] as BookingAttendee);
  }

  /** @param location as in the body; undefined or null leaves the booking as it is. */
  async move(acting: Acting, uid: string, location: unknown): Promise<BookingJson> {
    const place = location === undefined || location === null ? undefined : readNewPlace(location);
    const booking = await this.places.move(acting, uid, place);
    return toOutput(booking, seatsShownTo(acting.caller, booking));
  }
}
