import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Queryable } from '../database/statement.js';
import type { AvailabilityQuery } from '../slots/slot-query.js';
import { BookingPlacementService } from './booking-placement.service.js';
import { cannotMoveCancelled, seatNotFound } from './booking-refusals.js';
import { BookingSeatsService } from './booking-seats.service.js';
import { BookingTransactionsService } from './booking-transactions.service.js';
import type { Booking, BookingAttendee } from './booking.js';
import { BookingsRepository } from './bookings.repository.js';
import { asNew, movedBooking } from './moved-booking.js';
import type { NewAttendee, NewBooking } from './new-booking.js';
import type { BookingWithEventType } from './reschedule-booking.service.js';
import type { RescheduleRequest } from './reschedule-request.js';

/** A booking at its new time. */
export interface Moved {
  booking: Booking;
  /** Of the attendee that moved alone. */
  seatUid: string | null;
}

/** Moves what may be moved: the old booking ends and the new one begins in one transaction. */
@Injectable()
export class MoveBookingService {
  constructor(
    private readonly repository: BookingsRepository,
    private readonly placement: BookingPlacementService,
    private readonly seats: BookingSeatsService,
    private readonly transactions: BookingTransactionsService,
  ) {}

  /** @param query what the availability of the host was told from. */
  move(
    old: BookingWithEventType,
    request: RescheduleRequest,
    status: 'PENDING' | 'ACCEPTED',
    query: AvailabilityQuery,
  ): Promise<Moved> {
    const { now } = query;
    const draft = movedBooking(old, request, { status, attendees: old.attendees.map(asNew), now });
    return this.transactions.run(old.host.id, async (on) => {
      const previous = await this.replace(old, draft.uid, now, on);
      const [booking] = (await this.placement.place([draft], query, on)).bookings as [Booking];
      const kind = status === 'PENDING' ? ('requested' as const) : ('rescheduled' as const);
      return { result: { booking, seatUid: null }, events: [{ kind, previous, ...aboutOf(booking, request) }] };
    });
  }

  /** Moves all who sit in a booking, with their seats. */
  moveShared(old: BookingWithEventType, request: RescheduleRequest, query: AvailabilityQuery): Promise<Moved> {
    const { now } = query;
    const draft = movedBooking(old, request, { status: 'ACCEPTED', attendees: [], now });
    return this.transactions.run(old.host.id, async (on) => {
      const held = { ...old, attendees: (await this.seats.hold(old, on))?.attendees ?? [] };
      const shared = await this.findOther(old, draft, on);
      const previous = await this.replace(held, shared?.uid ?? draft.uid, now, on);
      const target = shared ?? ((await this.placement.place([draft], query, on)).bookings[0] as Booking);
      const booking = await this.seats.moveAll(held, target, on);
      return {
        result: { booking, seatUid: null },
        events: [{ kind: 'rescheduled', previous, ...aboutOf(booking, request) }],
      };
    });
  }

  /** Moves one who sits in a booking: into the one at the new time, with the same seat, or into a new one. */
  moveSeat(old: BookingWithEventType, request: RescheduleRequest, query: AvailabilityQuery): Promise<Moved> {
    const { now } = query;
    const seatUid = request.seatUid as string;
    return this.transactions.run(old.host.id, async (on) => {
      const left = await this.seats.leave(old, seatUid, now, on);
      if (!left) throw seatNotFound(seatUid);
      const { attendees, status } = left.booking;
      if (status !== old.status) throw cannotMoveCancelled(old.uid, left.booking.rescheduledToUid);
      const draft = movedBooking(old, request, { status: 'ACCEPTED', attendees: [], now });
      const shared = await this.findOther(old, draft, on);
      const others = { ...old, attendees };
      const target = shared?.uid ?? draft.uid;
      const previous = attendees.length === 0 ? await this.replace(others, target, now, on) : others;
      draft.attendees = [shared ? asNew(left.seat) : withNewSeat(left.seat)];
      const placed = await this.placement.place([draft], query, on);
      const [booking] = placed.bookings as [Booking];
      const seat = placed.seat as BookingAttendee;
      return {
        result: { booking, seatUid: seat.seat?.seatUid ?? null },
        events: [{ kind: 'rescheduled', previous, seat, ...aboutOf(booking, request) }],
      };
    });
  }

  /** The booking at the new time that is there already. */
  private async findOther({ id }: Booking, draft: NewBooking, on: Queryable): Promise<Booking | null> {
    const found = await this.seats.findShared(draft, on);
    return found?.id === id ? null : found;
  }

  /** @returns the booking as it is, replaced. @throws ApiError 400 when somebody else has cancelled or moved it meanwhile. */
  private async replace(old: BookingWithEventType, byUid: string, now: number, on: Queryable): Promise<Booking> {
    if (!(await this.repository.replace(old, byUid, now, on))) throw cannotMoveCancelled(old.uid, null);
    return { ...old, status: 'CANCELLED', rescheduledToUid: byUid, updatedAt: new Date(now) };
  }
}

const aboutOf = (booking: Booking, { isEmbed }: RescheduleRequest) => ({ booking, occurrence: 0, isEmbed });

function withNewSeat(attendee: BookingAttendee): NewAttendee {
  const moved = asNew(attendee);
  return { ...moved, seat: moved.seat && { ...moved.seat, seatUid: randomUUID() } };
}
