import { Injectable } from '@nestjs/common';
import { type Queryable, statement } from '../database/statement.js';
import type { GivenLocation } from './booking-location.js';

// The room of a video call belongs to the place that the booking had.
const UPDATE = statement(
  'bookingPlaces.update',
  `UPDATE bookings SET location = $2, responses = jsonb_set(responses, '{location}', $3),
     metadata = metadata - 'videoCallUrl', updated_at = $4
   WHERE uid = $1`,
);

/** Where bookings take place. */
@Injectable()
export class BookingPlacesRepository {
  /** @param answer stands among the answers of the booker. */
  async update(
    uid: string,
    { place, answer, now }: { place: string; answer: GivenLocation; now: Date },
    on: Queryable,
  ): Promise<void> {
    await on.run(UPDATE, [uid, place, JSON.stringify(answer), now]);
  }
}
