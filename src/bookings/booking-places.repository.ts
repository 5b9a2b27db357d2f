import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { type Queryable, statement } from '../database/statement.js';
import type { GivenLocation } from './booking-location.js';

// The room of a video call belongs to the place that the booking had.
const UPDATE = statement(
  'bookingPlaces.update',
  `UPDATE bookings SET location = $2, responses = jsonb_set(responses, '{location}', $3),
     metadata = metadata - 'videoCallUrl', updated_at = $4
   WHERE uid = $1`,
);

const HAS_CONNECTED = statement<{ found: boolean }>(
  'bookingPlaces.hasConnected',
  `SELECT EXISTS (SELECT FROM app_credentials WHERE user_id = $1 AND app_id = $2 AND NOT invalid) AS found`,
);

/** Where bookings take place. */
@Injectable()
export class BookingPlacesRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** @param answer stands among the answers of the booker. */
  async update(
    uid: string,
    { place, answer, now }: { place: string; answer: GivenLocation; now: Date },
    on: Queryable,
  ): Promise<void> {
    await on.run(UPDATE, [uid, place, JSON.stringify(answer), now]);
  }

  /** Whether the user has connected the app. */
  async hasConnected(userId: number, app: string): Promise<boolean> {
    return (await this.prisma.run(HAS_CONNECTED, [userId, app]))[0]?.found ?? false;
  }
}
