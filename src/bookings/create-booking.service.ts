import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import type { Queryable } from '../database/statement.js';
import type { AvailabilityQuery } from '../slots/slot-query.js';
import type { BookableEventType } from './bookable-event-type.js';
import { BookableEventTypesService } from './bookable-event-types.service.js';
import { BookingAdmissionService } from './booking-admission.service.js';
import type { BookingEvent } from './booking-event.js';
import type { Placed } from './booking-placement.service.js';
import type { BookingRequest } from './booking-request.js';
import { BookingTimesService } from './booking-times.service.js';
import { BookingTransactionsService, type Outcome } from './booking-transactions.service.js';
import type { Booking } from './booking.js';
import type { NewBooking } from './new-booking.js';
import { addressOfBooker, planBookings } from './plan-bookings.js';

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
    private readonly admission: BookingAdmissionService,
    private readonly transactions: BookingTransactionsService,
    private readonly clock: Clock,
  ) {}

  /** @throws ApiError the first refusal that applies, in the contract's order. */
  async create<Output extends object>(
    request: BookingRequest,
    { caller, key, present }: CreateOptions<Output>,
  ): Promise<Output> {
    const bookable = await this.eventTypes.get(caller, request);
    if (request.isInstant) throw ApiError.badRequest('Instant bookings are only possible for event types of teams.');
    const drafts = planBookings(bookable, request, this.clock.now());
    this.admission.requireVerified(bookable.eventType, addressOfBooker(request.booker), request.verificationCode);
    const requireBookable = await this.timesCheck(bookable, drafts, request, key);
    const scope = `bookings:${bookable.eventType.id}:${caller?.userId ?? 'anonymous'}`;
    return this.transactions.run(
      bookable.host.id,
      async (on): Promise<Outcome<Output>> => {
        const twin = await this.admission.findTwin(drafts[0] as NewBooking, on);
        if (twin) return { result: present({ bookings: [twin], seatUid: null }), events: [] };
        const query = await requireBookable(on);
        const placed = await this.admission.admit(drafts, request, query, on);
        const created = { bookings: placed.bookings, seatUid: placed.seat?.seat?.seatUid ?? null };
        return { result: present(created), events: eventsOf(placed, request) };
      },
      { scope, key, request },
    );
  }

  /**
   * What tells whether the host has time. Mostly that is found out at once, so that the transaction is short. Where a
   * request may repeat an earlier one, whose time then is taken, it is found out in the transaction, when that is known.
   */
  private async timesCheck(
    bookable: BookableEventType,
    drafts: NewBooking[],
    { booker }: BookingRequest,
    key: string | undefined,
  ): Promise<(on: Queryable) => Promise<AvailabilityQuery>> {
    const times = drafts.map(({ startTime, endTime }) => ({ start: startTime.getTime(), end: endTime.getTime() }));
    const wanted = { bookable, times, timeZone: booker.timeZone, rescheduledUid: null };
    if (key !== undefined || drafts[0]?.status === 'PENDING') {
      const calendars = await this.times.readCalendars(wanted);
      return (on) => this.times.requireBookable({ ...wanted, calendars }, on);
    }
    const query = await this.times.requireBookable(wanted);
    return () => Promise.resolve(query);
  }
}

function eventsOf({ bookings, seat, hasJoined }: Placed, { isEmbed }: BookingRequest): BookingEvent[] {
  return bookings.map((booking, occurrence) => {
    const about = { booking, occurrence, isEmbed };
    if (hasJoined && seat) return { ...about, kind: 'seat-added', seat };
    return { ...about, kind: booking.status === 'PENDING' ? 'requested' : 'created' };
  });
}
