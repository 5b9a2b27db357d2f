import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import type { Queryable } from '../database/statement.js';
import { BookableEventTypesService } from './bookable-event-types.service.js';
import type { BookingEvent } from './booking-event.js';
import { notAvailable } from './booking-refusals.js';
import type { BookingRequest } from './booking-request.js';
import { BookingTimesService } from './booking-times.service.js';
import { BookingTransactionsService } from './booking-transactions.service.js';
import type { Booking } from './booking.js';
import { BookingsRepository } from './bookings.repository.js';
import { type NewBooking, stored } from './new-booking.js';
import { planBookings } from './plan-bookings.js';

/** What a request made: one booking, or those of a series in the order of time. */
export interface CreatedBookings {
  bookings: Booking[];
  /** The booker's, in a booking with seats. */
  seatUid: string | null;
}

/** How the caller of the API wants the work done. */
export interface CreateOptions<Output> {
  /** Undefined for somebody without credentials. */
  caller: Caller | undefined;
  /** The `Idempotency-Key` header. */
  key: string | undefined;
  /** Makes the answer. */
  present: (created: CreatedBookings) => Output;
}

/** Books. All generations of the API come here with requests and make their answers of what was booked. */
@Injectable()
export class CreateBookingService {
  constructor(
    private readonly eventTypes: BookableEventTypesService,
    private readonly times: BookingTimesService,
    private readonly transactions: BookingTransactionsService,
    private readonly repository: BookingsRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws ApiError the first refusal that applies, in the contract's order. */
  async create<Output extends object>(
    request: BookingRequest,
    { caller, key, present }: CreateOptions<Output>,
  ): Promise<Output> {
    const bookable = await this.eventTypes.get(caller, request);
    const { eventType, host } = bookable;
    if (request.isInstant) throw ApiError.badRequest('Instant bookings are only possible for event types of teams.');
    const now = this.clock.now();
    const plan = planBookings(bookable, request, now);
    const times = plan.map(({ startTime, endTime }) => ({ start: startTime.getTime(), end: endTime.getTime() }));
    const { timeZone } = request.booker;
    await this.times.requireBookable({ eventType, host, times, timeZone, without: null, now });
    return this.transactions.run(host.id, async (on) => {
      const bookings = await this.insert(plan, on);
      const seatUid = bookings[0]?.attendees[0]?.seat?.seatUid ?? null;
      return { result: present({ bookings, seatUid }), events: bookings.map(eventOf(request)) };
    });
  }

  /** All of them or none. */
  private async insert(plan: NewBooking[], on: Queryable): Promise<Booking[]> {
    const ids = await this.repository.insert(plan, on);
    return plan.map((draft) => {
      const given = ids.get(draft.uid);
      if (!given) throw notAvailable();
      return stored(draft, given);
    });
  }
}

function eventOf({ isEmbed }: BookingRequest): (booking: Booking, occurrence: number) => BookingEvent {
  return (booking, occurrence) => ({
    kind: booking.status === 'PENDING' ? 'requested' : 'created',
    booking,
    occurrence,
    isEmbed,
  });
}
