import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { readInstant } from './instant.js';
import { DEFAULT_RESERVATION, type ReservableEventType } from './slot-reservation.js';
import { SlotReservationsRepository } from './slot-reservations.repository.js';
import type { ReserveSlotInput_2024_04_15 } from './slots-2024-04-15.dto.js';

const MINUTE = 60_000;

/**
 * Reservations, shape 2024-04-15: the slot that a visitor of the booking page has chosen is hidden from other visitors for a
 * few minutes. Nobody is refused, and no booking is: the components do not say with it whose reservation is theirs.
 */
@Injectable()
export class SelectedSlotsService {
  constructor(
    private readonly repository: SlotReservationsRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @param visitor of the cookie.
   * @returns the uid of the reservation: that of the visitor, or a new one.
   * @throws ApiError 404 without such an event type, 400 for a time that is none of its slots.
   */
  async reserve(visitor: string | undefined, input: ReserveSlotInput_2024_04_15): Promise<string> {
    const uid = visitor ?? randomUUID();
    const eventType = await this.repository.findEventType(input.eventTypeId);
    if (!eventType) throw ApiError.notFound('Event Type not found');
    const { start, end } = windowOf(input, eventType);
    const isSeat = eventType.seatsPerTimeSlot !== null;
    const nothingToKeep = input._isDryRun === true || (isSeat && !(await this.hasFreeSeat(input)));
    if (nothingToKeep) return uid;
    const slot = { eventTypeId: eventType.id, userId: eventType.userId, start, end, isSeat };
    await this.repository.upsert(uid, slot, this.clock.now() + DEFAULT_RESERVATION * MINUTE);
    return uid;
  }

  /** Gives free what the visitor of the cookie, or else whoever knows `uid`, has reserved. */
  async release(visitor: string | undefined, uid: string | undefined): Promise<void> {
    const known = visitor ?? uid;
    if (known !== undefined) await this.repository.delete(known);
  }

  // compat: slots.seats-to-join — somebody who begins a booking with seats reserves nothing, only those who join it do.
  private async hasFreeSeat({ bookingUid, eventTypeId }: ReserveSlotInput_2024_04_15): Promise<boolean> {
    const booking = bookingUid ? await this.repository.findSeatsOfBooking(bookingUid, eventTypeId) : null;
    return booking !== null && booking.attendees > 0 && booking.attendees < (booking.seatsPerTimeSlot ?? 0);
  }
}

// improve: slots.reserve-window — the original keeps any time, so that one request hides all slots of a host.
/** The time to keep, which is at most as long as the event type can be. */
function windowOf(
  { slotUtcStartDate, slotUtcEndDate }: ReserveSlotInput_2024_04_15,
  { length, lengthOptions }: ReservableEventType,
): { start: number; end: number } {
  const [start, end] = [readInstant(slotUtcStartDate) as number, readInstant(slotUtcEndDate) as number];
  if (start < end && end - start <= Math.max(length, ...lengthOptions) * MINUTE) return { start, end };
  throw ApiError.badRequest('slotUtcEndDate must be after slotUtcStartDate, by the length of the event type at most');
}
