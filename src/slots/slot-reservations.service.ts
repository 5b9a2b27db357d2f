import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { sqlStateOf } from '../database/database-error.js';
import { PrismaService } from '../database/prisma.service.js';
import type { Queryable } from '../database/statement.js';
import { readInstant, writeInstant } from './instant.js';
import {
  DEFAULT_RESERVATION,
  MAX_ANONYMOUS_RESERVATION,
  type ReservableEventType,
  type ReservedSlot,
  type SlotReservationRow,
} from './slot-reservation.js';
import { SlotReservationsRepository } from './slot-reservations.repository.js';
import type { ReserveSlotInput_2024_09_04, ReserveSlotOutput_2024_09_04 } from './slots-2024-09-04.dto.js';

const MINUTE = 60_000;
const EXCLUSION_VIOLATION = '23P01';

/** What is shown of a reservation. */
export type ShownReservation = Omit<ReserveSlotOutput_2024_09_04, 'reservationDuration'>;

/**
 * Reservations, shape 2024-09-04: slots that are kept for somebody who is filling in a form. Of two who want overlapping
 * slots of an event type one gets its slot. Whether the slot can be booked at all is not looked at.
 */
@Injectable()
export class SlotReservationsService {
  constructor(
    private readonly repository: SlotReservationsRepository,
    private readonly prisma: PrismaService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param caller undefined for somebody without credentials.
   * @throws ApiError 401, 404, 403, 400, 422: the first that applies.
   */
  async reserve(caller: Caller | undefined, input: ReserveSlotInput_2024_09_04): Promise<ReserveSlotOutput_2024_09_04> {
    if (input.reservationDuration && !caller) throw needsCredentials();
    const slot = await this.slotOf(caller, input);
    const uid = randomUUID();
    const { now, releaseAt, minutes } = this.termOf(input);
    await this.prisma.transaction(async (on) => {
      await this.refuseBooked(slot, input, on);
      await this.repository.deleteExpired(slot, now, on);
      if (!(await this.repository.insertIfFree(uid, slot, releaseAt, now, on))) throw alreadyReserved();
    });
    return { ...shown({ uid, releaseAt, ...slot }), reservationDuration: minutes };
  }

  /** Also one that is over, until it is cleaned up. Null for an unknown uid. */
  async find(uid: string): Promise<ShownReservation | null> {
    const found = await this.repository.find(uid);
    return found && shown(found);
  }

  // compat: slots.patch-duration — a `reservationDuration` is accepted without credentials.
  // improve: slots.patch-duration-limit — but for an hour at most, and not for ever.
  // improve: slots.own-reservation — the original takes the reservation itself for one that is in the way.
  /** Changes the slot that is kept, and keeps it from now on again. */
  async move(
    caller: Caller | undefined,
    uid: string,
    input: ReserveSlotInput_2024_09_04,
  ): Promise<ReserveSlotOutput_2024_09_04> {
    if (!caller && (input.reservationDuration ?? 0) > MAX_ANONYMOUS_RESERVATION) throw needsCredentials();
    const found = await this.repository.find(uid);
    if (!found) throw ApiError.notFound(`Slot with uid=${uid} not found`);
    const slot = await this.slotOf(undefined, input);
    const { now, releaseAt, minutes } = this.termOf(input);
    await this.prisma
      .transaction(async (on) => {
        await this.refuseBooked(slot, input, on);
        await this.repository.deleteExpired(slot, now, on, found.id);
        if (!(await this.repository.updateIfFree(found, slot, releaseAt, now, on))) throw alreadyReserved();
      })
      .catch((error: unknown) => {
        throw sqlStateOf(error) === EXCLUSION_VIOLATION ? alreadyReserved() : error;
      });
    return { ...shown({ uid, releaseAt, ...slot }), reservationDuration: minutes };
  }

  /** Gives the slot free. Nothing happens for an unknown uid. */
  async release(uid: string): Promise<void> {
    await this.repository.delete(uid);
  }

  /** The slot that the input names. @param caller who must have to do with the event type, if anybody must. */
  private async slotOf(caller: Caller | undefined, input: ReserveSlotInput_2024_09_04): Promise<ReservedSlot> {
    const eventType = await this.repository.findEventType(input.eventTypeId);
    if (!eventType) throw ApiError.notFound(`Event Type with ID=${input.eventTypeId} not found`);
    if (caller && input.reservationDuration) await this.requireConnection(caller, eventType);
    const start = readInstant(input.slotStart);
    if (start === null) throw ApiError.badRequest('Invalid start date');
    const end = start + lengthOf(eventType, input) * MINUTE;
    const { userId, seatsPerTimeSlot } = eventType;
    return { eventTypeId: eventType.id, userId, start, end, isSeat: seatsPerTimeSlot !== null };
  }

  private async requireConnection({ userId, isSystemAdmin }: Caller, eventType: ReservableEventType): Promise<void> {
    if (isSystemAdmin || userId === eventType.userId) return;
    if (await this.repository.shareOrganization(userId, eventType.userId)) return;
    throw ApiError.forbidden(
      "authenticated user is not owner of event type, does not have memberships in common with owner of the event type, nor does belong to event type's team or org.",
    );
  }

  private async refuseBooked(slot: ReservedSlot, input: ReserveSlotInput_2024_09_04, on: Queryable): Promise<void> {
    const bookings = await this.repository.listBookings(slot, on);
    if (!slot.isSeat) {
      if (bookings.length === 0) return;
      throw ApiError.unprocessable("Can't reserve a slot if the event is already booked.");
    }
    if (!bookings.some(({ isFull }) => isFull)) return;
    throw ApiError.unprocessable(`Booking with id=${input.eventTypeId} at ${input.slotStart} has no more seats left.`);
  }

  private termOf({ reservationDuration }: ReserveSlotInput_2024_09_04) {
    const now = this.clock.now();
    const minutes = reservationDuration ?? DEFAULT_RESERVATION;
    return { now, minutes, releaseAt: now + minutes * MINUTE };
  }
}

/** Minutes. */
function lengthOf({ length, lengthOptions }: ReservableEventType, { slotDuration }: ReserveSlotInput_2024_09_04) {
  if (slotDuration === undefined || slotDuration === null) return length;
  if (lengthOptions.length === 0) {
    throw ApiError.badRequest("You passed 'slotDuration' but this event type is not a variable length event type.");
  }
  if (!lengthOptions.includes(slotDuration)) {
    throw ApiError.badRequest(
      `Provided 'slotDuration' is not one of the possible lengths for the event type. The possible lengths for this variable length event type are: ${lengthOptions.join(', ')}`,
    );
  }
  return slotDuration;
}

function shown({
  eventTypeId,
  start,
  end,
  uid,
  releaseAt,
}: Pick<SlotReservationRow, 'eventTypeId' | 'start' | 'end' | 'uid' | 'releaseAt'>): ShownReservation {
  return {
    eventTypeId,
    slotStart: writeInstant(start),
    slotEnd: writeInstant(end),
    slotDuration: (end - start) / MINUTE,
    reservationUid: uid,
    reservationUntil: writeInstant(releaseAt),
  };
}

function needsCredentials(): ApiError {
  return ApiError.unauthorized(
    'reservationDuration can only be used for authenticated requests - use access token, api key or OAuth credentials',
  );
}

function alreadyReserved(): ApiError {
  return ApiError.unprocessable('This time slot is already reserved by another user. Please choose a different time.');
}
