import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { type Acting, seatsShownTo } from './booking-access.js';
import { type BookingJson, type CreatedBookingJson, toCreatedOutput, toOutput } from './booking-output-2024-08-13.js';
import type { Booking } from './booking.js';
import { CancelBookingService } from './cancel-booking.service.js';
import type { MarkAbsentBookingInput_2024_08_13 } from './change-booking-2024-08-13.dto.js';
import { type CreatedBookings, CreateBookingService } from './create-booking.service.js';
import { DecideBookingService } from './decide-booking.service.js';
import { MarkAbsentService } from './mark-absent.service.js';
import { type BookingInput, requestOf } from './read-booking-2024-08-13.js';
import { type CancelInput, cancellationOf, rescheduleOf, type RescheduleInput } from './read-changes-2024-08-13.js';
import { RescheduleBookingService } from './reschedule-booking.service.js';

type Anybody = Caller | undefined;

/** Changes of bookings in the shape 2024-08-13. */
@Injectable()
export class BookingsService_2024_08_13 {
  constructor(
    private readonly creation: CreateBookingService,
    private readonly rescheduling: RescheduleBookingService,
    private readonly cancellation: CancelBookingService,
    private readonly decisions: DecideBookingService,
    private readonly absences: MarkAbsentService,
  ) {}

  /** One booking, or a list for a series. */
  create(
    caller: Anybody,
    input: BookingInput,
    { idempotencyKey, isEmbed }: { idempotencyKey: string | undefined; isEmbed: boolean },
  ): Promise<CreatedBookingJson | CreatedBookingJson[]> {
    const present = ({ bookings, seatUid }: CreatedBookings) => {
      const shown = bookings.map((booking) => shownAfter(caller, booking, seatUid));
      return bookings[0]?.recurringUid === null ? (shown[0] as CreatedBookingJson) : shown;
    };
    return this.creation.create(requestOf(input, isEmbed), { caller, key: idempotencyKey, present });
  }

  async reschedule(
    caller: Anybody,
    uid: string,
    input: RescheduleInput,
    isEmbed: boolean,
  ): Promise<CreatedBookingJson> {
    const { booking, seatUid } = await this.rescheduling.reschedule(caller, rescheduleOf(uid, input, isEmbed));
    return shownAfter(caller, booking, seatUid);
  }

  /** One booking; a list for a series or a part of it. */
  async cancel(
    caller: Anybody,
    uid: string,
    input: CancelInput,
    isEmbed: boolean,
  ): Promise<BookingJson | BookingJson[]> {
    const cancellation = cancellationOf(uid, input, isEmbed);
    const bookings = await this.cancellation.cancel(caller, cancellation);
    const shown = bookings.map((booking) => toOutput(booking, seatsShownTo(caller, booking)));
    const isOne = bookings[0]?.uid === uid && !cancellation.withSubsequent;
    return isOne ? (shown[0] as BookingJson) : shown;
  }

  async confirm(acting: Acting, uid: string): Promise<BookingJson> {
    return toOutput(await this.decisions.decide(acting, uid, { status: 'ACCEPTED' }), 'all');
  }

  async decline(acting: Acting, uid: string, reason: string | undefined): Promise<BookingJson> {
    return toOutput(await this.decisions.decide(acting, uid, { status: 'REJECTED', reason: reason ?? null }), 'all');
  }

  async markAbsent(
    caller: Caller,
    uid: string,
    { host, attendees = [] }: MarkAbsentBookingInput_2024_08_13,
  ): Promise<BookingJson> {
    return toOutput(await this.absences.mark(caller, uid, { host, attendees }), 'all');
  }
}

/** What is answered to who made or moved the booking. */
function shownAfter(caller: Anybody, booking: Booking, seatUid: string | null): CreatedBookingJson {
  return toCreatedOutput(booking, seatsShownTo(caller, booking, seatUid ?? undefined), seatUid ?? undefined);
}
