import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { type CreatedBookingJson, toCreatedOutput } from './booking-output-2024-08-13.js';
import { type CreatedBookings, CreateBookingService } from './create-booking.service.js';
import { type BookingInput, requestOf } from './read-booking-2024-08-13.js';

/** What the headers of a request say about it. */
export interface RequestHeaders {
  idempotencyKey: string | undefined;
  isEmbed: boolean;
}

/** Changes of bookings in the shape 2024-08-13. */
@Injectable()
export class BookingsService_2024_08_13 {
  constructor(private readonly creation: CreateBookingService) {}

  /** One booking, or a list for a series. */
  create(
    caller: Caller | undefined,
    input: BookingInput,
    { idempotencyKey, isEmbed }: RequestHeaders,
  ): Promise<CreatedBookingJson | CreatedBookingJson[]> {
    return this.creation.create(requestOf(input, isEmbed), { caller, key: idempotencyKey, present: toCreated });
  }
}

function toCreated({ bookings, seatUid }: CreatedBookings): CreatedBookingJson | CreatedBookingJson[] {
  const shown = bookings.map((booking) =>
    toCreatedOutput(booking, seatUid === null ? 'none' : { seatUid }, seatUid ?? undefined),
  );
  const [first] = shown;
  return bookings[0]?.recurringUid === null && first ? first : shown;
}
