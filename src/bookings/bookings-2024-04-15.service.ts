import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { BookableEventTypesService } from './bookable-event-types.service.js';
import { type BookingRow_2024_04_15, toRow } from './booking-output-2024-04-15.js';
import { BookingReadsRepository } from './booking-reads.repository.js';
import type { BookingRequest } from './booking-request.js';
import type { CreateBookingInput_2024_04_15 } from './bookings-2024-04-15.dto.js';
import { CreateBookingService } from './create-booking.service.js';
import { type NewBooking, stored } from './new-booking.js';
import { planBookings } from './plan-bookings.js';
import { requestOf } from './read-booking-2024-04-15.js';
import { inWordsOf_2024_04_15 } from './refusal-2024-04-15.js';
import { RescheduleBookingService } from './reschedule-booking.service.js';

type Input = CreateBookingInput_2024_04_15;

/** Who asks, and how. */
export interface Asking {
  /** Undefined for somebody without credentials. */
  caller: Caller | undefined;
  /** The `Idempotency-Key` header. */
  key: string | undefined;
  isEmbed: boolean;
}

/** What stands for a booking that was only tried. */
const DRY_RUN = { id: -101, uid: 'DRY_RUN_UID', isDryRun: true };

/** Makes and moves bookings in the shape 2024-04-15. */
@Injectable()
export class BookingsService_2024_04_15 {
  constructor(
    private readonly creation: CreateBookingService,
    private readonly rescheduling: RescheduleBookingService,
    private readonly eventTypes: BookableEventTypesService,
    private readonly bookings: BookingReadsRepository,
    private readonly clock: Clock,
  ) {}

  /** One booking: a new one or, with `rescheduleUid`, one at another time. */
  async create(asking: Asking, input: Input): Promise<BookingRow_2024_04_15> {
    return inWordsOf_2024_04_15(async () => {
      const request = requestOf(input, asking.isEmbed, null);
      if (input._isDryRun) return ((await this.tryOut(asking, request)) as [BookingRow_2024_04_15])[0];
      if (input.rescheduleUid) return this.move(asking, input, input.rescheduleUid);
      return ((await this.book(asking, request)) as [BookingRow_2024_04_15])[0];
    });
  }

  // improve: bookings.legacy-series — in the original each occurrence is a booking by itself, and some may be made while
  // others are refused.
  /** A series: the first body says what is booked and when it begins, the event type how it goes on. */
  async createSeries(asking: Asking, inputs: Input[]): Promise<BookingRow_2024_04_15[]> {
    return inWordsOf_2024_04_15(() => {
      const [first] = inputs as [Input];
      const request = requestOf(first, asking.isEmbed, inputs.length);
      return first._isDryRun ? this.tryOut(asking, request) : this.book(asking, request);
    });
  }

  /** For teams only, of which there are none. */
  async createInstant({ caller, isEmbed }: Asking, input: Input): Promise<BookingRow_2024_04_15> {
    const request = { ...requestOf(input, isEmbed, null), isInstant: true };
    return inWordsOf_2024_04_15(
      async () => ((await this.book({ caller, key: undefined, isEmbed }, request)) as [BookingRow_2024_04_15])[0],
    );
  }

  private book({ caller, key }: Asking, request: BookingRequest): Promise<BookingRow_2024_04_15[]> {
    return this.creation.create(request, {
      caller,
      key,
      present: ({ bookings, seatUid }) => bookings.map((booking) => toRow(booking, { seatUid })),
    });
  }

  /** @param uid of the booking, or of a seat in it. */
  private async move({ caller, isEmbed }: Asking, input: Input, uid: string): Promise<BookingRow_2024_04_15> {
    const old = await this.bookings.findByUid(uid);
    const ofSeat = old ? null : await this.bookings.findBySeatUid(uid);
    const { start, verificationCode } = requestOf(input, isEmbed, null);
    const { booking, seatUid } = await this.rescheduling.reschedule(caller, {
      uid: ofSeat?.uid ?? uid,
      start,
      verificationCode,
      seatUid: ofSeat ? uid : (input.seatReferenceUid ?? null),
      rescheduledBy: input.rescheduledBy ?? null,
      reason: reasonOf(input),
      isEmbed,
    });
    return toRow(booking, { seatUid, previous: old ?? ofSeat });
  }

  /** What would be booked, without asking whether there is time. Nothing is stored. */
  private async tryOut({ caller }: Asking, request: BookingRequest): Promise<BookingRow_2024_04_15[]> {
    const bookable = await this.eventTypes.get(caller, request);
    const drafts: NewBooking[] = planBookings(bookable, request, this.clock.now());
    return drafts.map((draft) => ({ ...toRow(stored(draft, { id: DRY_RUN.id, attendeeIds: [] })), ...DRY_RUN }));
  }
}

function reasonOf({ responses: { rescheduleReason } }: Input): string | null {
  if (rescheduleReason === undefined || rescheduleReason === null || rescheduleReason === '') return null;
  if (typeof rescheduleReason === 'string') return rescheduleReason;
  throw ApiError.badRequest('responses.rescheduleReason must be a string');
}
