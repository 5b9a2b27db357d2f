import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { type Acting, mayManageBooking } from './booking-access.js';
import { BookingReadsRepository } from './booking-reads.repository.js';
import { bookingNotFound } from './booking-refusals.js';
import { BookingTransactionsService } from './booking-transactions.service.js';
import type { Booking } from './booking.js';
import { BookingsRepository } from './bookings.repository.js';

/** What the host says to a request. */
export type Decision = { status: 'ACCEPTED' } | { status: 'REJECTED'; reason: string | null };

/** The host's answer to those who wait for it. */
@Injectable()
export class DecideBookingService {
  constructor(
    private readonly reads: BookingReadsRepository,
    private readonly repository: BookingsRepository,
    private readonly transactions: BookingTransactionsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Accepts or rejects the booking, and with it all of its series that wait.
   *
   * @returns the booking with the uid, as it is now.
   * @throws ApiError 404, 401 for who may not, 400 for a booking that does not wait, or when the host has another one.
   */
  async decide({ caller, isEmbed }: Acting, uid: string, decision: Decision): Promise<Booking> {
    const booking = await this.reads.findByUid(uid);
    if (!booking) throw bookingNotFound(uid);
    if (!mayManageBooking(caller, booking)) throw ApiError.trpc(401, 'User is not authorized to confirm this booking');
    requirePending(booking);
    const series =
      booking.recurringUid === null ? [booking] : await this.reads.listByRecurringUid(booking.recurringUid);
    const waiting = series.filter(({ status }) => status === 'PENDING');
    const reason = decision.status === 'REJECTED' ? decision.reason : null;
    const now = this.clock.now();
    return this.transactions.run(booking.host.id, async (on) => {
      const ids = waiting.map(({ id }) => id);
      const changed = new Set(await this.repository.decide(ids, decision.status, reason, now, on));
      if (!changed.has(booking.id)) requirePending((await this.reads.findByUid(uid, on)) ?? booking);
      const decided = waiting
        .filter(({ id }) => changed.has(id))
        .map((each) => ({ ...each, status: decision.status, rejectionReason: reason, updatedAt: new Date(now) }));
      const kind = decision.status === 'ACCEPTED' ? ('confirmed' as const) : ('rejected' as const);
      const events = decided.map((each, occurrence) => ({ kind, booking: each, occurrence, isEmbed }));
      return { result: decided.find(({ id }) => id === booking.id) as Booking, events };
    });
  }
}

// improve: bookings.confirm-cancelled — the original confirms what was cancelled or rejected.
function requirePending({ status }: Booking): void {
  if (status === 'ACCEPTED') throw ApiError.trpc(400, 'Booking already confirmed');
  if (status !== 'PENDING') throw ApiError.trpc(400, 'Booking was cancelled or rejected');
}
