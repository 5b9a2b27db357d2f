import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import type { Queryable } from '../database/statement.js';
import { mayManageBooking } from './booking-access.js';
import { isSeated } from './booking-output-2024-08-13.js';
import { BookingReadsRepository } from './booking-reads.repository.js';
import { alreadyCancelled, bookingNotFound } from './booking-refusals.js';
import { BookingSeatsService } from './booking-seats.service.js';
import { BookingTransactionsService } from './booking-transactions.service.js';
import type { Booking } from './booking.js';
import { BookingsRepository } from './bookings.repository.js';

/** What somebody wants to cancel, whatever generation of the API the request came by. */
export interface Cancellation {
  /** Of a booking, or of a series: then all of its occurrences that have not begun. */
  uid: string;
  reason: string | null;
  /** With the uid of an occurrence: those after it too. */
  withSubsequent: boolean;
  /** Only this seat. */
  seatUid: string | null;
  /** Who says it, where the request tells. */
  byEmail: string | null;
  isEmbed: boolean;
}

/** Cancels bookings, series and seats. Knowing a uid is the permission. */
@Injectable()
export class CancelBookingService {
  constructor(
    private readonly reads: BookingReadsRepository,
    private readonly repository: BookingsRepository,
    private readonly seats: BookingSeatsService,
    private readonly transactions: BookingTransactionsService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param caller undefined for somebody without credentials.
   * @returns the bookings as they are now, in the order of time.
   * @throws ApiError 404, or 400 for what cannot be cancelled (any more), 401 for a stranger without a seat.
   */
  async cancel(caller: Caller | undefined, cancellation: Cancellation): Promise<Booking[]> {
    const now = this.clock.now();
    const found = await this.reads.listByAnyUid(cancellation.uid);
    const [first] = found;
    if (!first) throw bookingNotFound(cancellation.uid);
    const bookings = await this.select(found, cancellation, now);
    for (const booking of bookings) requireCancellable(booking, cancellation, caller, now);
    if (cancellation.seatUid !== null) return [await this.cancelSeat(bookings[0] as Booking, cancellation, now)];
    const byEmail = cancellation.byEmail ?? (caller?.userId === first.host.id ? first.host.email : null);
    return this.transactions.run(first.host.id, async (on) => {
      const cancelled = await this.write(bookings, { ...cancellation, byEmail }, now, on);
      if (cancelled.length === 0) throw alreadyCancelled(cancellation.uid);
      const { isEmbed } = cancellation;
      const events = cancelled.map((booking, occurrence) => ({
        kind: 'cancelled' as const,
        booking,
        occurrence,
        isEmbed,
      }));
      return { result: cancelled, events };
    });
  }

  /** Which of the bookings with the uid are meant. */
  private async select(found: Booking[], cancellation: Cancellation, now: number): Promise<Booking[]> {
    const { uid, withSubsequent, seatUid } = cancellation;
    const [first] = found as [Booking];
    if (first.uid !== uid) {
      if (withSubsequent) {
        throw ApiError.badRequest(
          'Cannot cancel subsequent bookings for recurring event - you have to provide uid of one of the individual bookings of a recurring booking.',
        );
      }
      const left = found.filter((booking) => isOpen(booking) && booking.startTime.getTime() >= now);
      if (left.length === 0) throw alreadyCancelled(uid);
      return left;
    }
    if (!withSubsequent) return seatUid === null ? [first] : [await this.requireSeat(first, seatUid)];
    if (first.recurringUid === null) {
      throw ApiError.badRequest(`Booking with bookingUid=${uid} is not part of a recurring booking.`);
    }
    if (!isOpen(first)) return [first];
    const series = await this.reads.listByRecurringUid(first.recurringUid);
    return series.filter((booking) => isOpen(booking) && booking.startTime >= first.startTime);
  }

  private async requireSeat(booking: Booking, seatUid: string): Promise<Booking> {
    if (!isOpen(booking) || booking.attendees.some(({ seat }) => seat?.seatUid === seatUid)) return booking;
    throw (await this.reads.findBySeatUid(seatUid))
      ? ApiError.badRequest('Invalid seatUid: this seat does not belong to this booking.')
      : seatGone();
  }

  private async cancelSeat(booking: Booking, cancellation: Cancellation, now: number): Promise<Booking> {
    const { seatUid, isEmbed } = cancellation;
    return this.transactions.run(booking.host.id, async (on) => {
      const left = await this.seats.leave(booking, seatUid as string, now, on);
      if (!left) throw seatGone();
      const [emptied] =
        left.booking.attendees.length === 0 ? await this.write([left.booking], cancellation, now, on) : [];
      const after = emptied ?? left.booking;
      return {
        result: after,
        events: [{ kind: 'cancelled', booking: after, occurrence: 0, isEmbed, seat: left.seat }],
      };
    });
  }

  private async write(
    bookings: Booking[],
    { reason, byEmail }: Pick<Cancellation, 'reason' | 'byEmail'>,
    now: number,
    on: Queryable,
  ): Promise<Booking[]> {
    const ids = bookings.map(({ id }) => id);
    const changed = new Set(await this.repository.cancel(ids, { reason, byEmail }, now, on));
    return bookings
      .filter(({ id }) => changed.has(id))
      .map((booking) => ({
        ...booking,
        status: 'CANCELLED' as const,
        cancellationReason: reason,
        cancelledByEmail: byEmail,
        updatedAt: new Date(now),
      }));
  }
}

function requireCancellable(
  booking: Booking,
  { reason, seatUid }: Cancellation,
  caller: Caller | undefined,
  now: number,
): void {
  if (!isOpen(booking)) throw alreadyCancelled(booking.uid);
  if (booking.eventType?.disableCancelling) throw ApiError.core(400, 'This event type does not allow cancellations');
  if (booking.endTime.getTime() < now) throw ApiError.core(400, 'Cannot cancel a booking that has already ended');
  if (isSeated(booking) && seatUid === null && !(caller && mayManageBooking(caller, booking))) {
    throw ApiError.core(401, 'User not a host of this event');
  }
  const isHost = caller?.userId === booking.host.id;
  if (!reason && booking.oauthClientId === null && needsReason(booking, isHost)) {
    throw ApiError.core(400, 'Cancellation reason is required');
  }
}

/** Whether the event type wants a reason of who cancels. */
function needsReason({ eventType }: Booking, isHost: boolean): boolean {
  const wanted = eventType?.requiresCancellationReason ?? 'MANDATORY_HOST_ONLY';
  return wanted === 'MANDATORY_BOTH' || wanted === (isHost ? 'MANDATORY_HOST_ONLY' : 'MANDATORY_ATTENDEE_ONLY');
}

const isOpen = ({ status }: Booking): boolean => status !== 'CANCELLED' && status !== 'REJECTED';

function seatGone(): ApiError {
  return ApiError.badRequest('Invalid seatUid: this seat does not exist or has already been cancelled.');
}
