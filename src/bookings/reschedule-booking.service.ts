import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import type { EventTypeRow } from '../event-types/event-type-row.js';
import { MINUTE } from '../slots/zone-offsets.js';
import { BookableEventTypesService } from './bookable-event-types.service.js';
import { BookerVerification } from './booker-verification.js';
import { mayManageBooking } from './booking-access.js';
import { isSeated } from './booking-output-2024-08-13.js';
import { BookingReadsRepository } from './booking-reads.repository.js';
import { bookingNotInDatabase, cannotMoveCancelled, seatNotFound, seatUidNeeded } from './booking-refusals.js';
import { BookingTimesService } from './booking-times.service.js';
import type { Booking } from './booking.js';
import { displayEmail } from './display-email.js';
import { type Moved, MoveBookingService } from './move-booking.service.js';
import { needsConfirmation } from './plan-bookings.js';
import type { RescheduleRequest } from './reschedule-request.js';

export type BookingWithEventType = Booking & { eventType: EventTypeRow };

/** Moves bookings and seats to another time. Knowing a uid is the permission. */
@Injectable()
export class RescheduleBookingService {
  constructor(
    private readonly reads: BookingReadsRepository,
    private readonly eventTypes: BookableEventTypesService,
    private readonly times: BookingTimesService,
    private readonly verification: BookerVerification,
    private readonly moves: MoveBookingService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param caller undefined for somebody without credentials.
   * @throws ApiError 404, 400 or 403 for a booking that cannot be moved, and as for a booking at the new time.
   */
  async reschedule(caller: Caller | undefined, request: RescheduleRequest): Promise<Moved> {
    const old = await this.get(request.uid);
    const now = this.clock.now();
    const isHost = movesAsHost(old, request, caller);
    requireMovable(old, request, { caller, isHost, now });
    if (!isHost) this.requireVerified(old, request);
    const bookable = await this.eventTypes.getById(caller, old.eventType.id);
    const length = old.endTime.getTime() - old.startTime.getTime();
    const query = await this.times.requireBookable({
      bookable,
      now,
      times: [{ start: request.start, end: request.start + length }],
      timeZone: old.attendees[0]?.timeZone ?? old.host.timeZone,
      // A booking that others stay in keeps its time.
      rescheduledUid: request.seatUid === null || old.attendees.length === 1 ? old.uid : null,
    });
    const needsHost =
      !isHost && needsConfirmation(old.eventType, { start: request.start, booker: old.attendees[0]?.email ?? '', now });
    const status = needsHost ? 'PENDING' : 'ACCEPTED';
    if (request.seatUid !== null) return this.moves.moveSeat(old, request, query);
    return isSeated(old) ? this.moves.moveShared(old, request, query) : this.moves.move(old, request, status, query);
  }

  /** Who moves a booking shows a code for the address that stands in it, as who makes one. */
  private requireVerified({ attendees, eventType }: BookingWithEventType, request: RescheduleRequest): void {
    const booker = attendees.find(({ seat }) => seat?.seatUid === request.seatUid) ?? attendees[0];
    if (!booker) return;
    this.verification.requireVerified(eventType, displayEmail(booker.email), request.verificationCode);
  }

  private async get(uid: string): Promise<BookingWithEventType> {
    const found = await this.reads.findByUid(uid);
    if (!found) throw bookingNotInDatabase(uid);
    const { eventType } = found;
    if (!eventType) throw ApiError.notFound(`Booking with uid=${uid} is missing event type`);
    return { ...found, eventType };
  }
}

/** Whether it is the host who moves the booking, as the request says or the credentials. */
function movesAsHost({ host }: Booking, { rescheduledBy }: RescheduleRequest, caller: Caller | undefined): boolean {
  // improve: bookings.rescheduled-by — in the original whoever writes the host's address there needs no confirmation.
  return (
    caller?.userId === host.id && (rescheduledBy === null || rescheduledBy.toLowerCase() === host.email.toLowerCase())
  );
}

function requireMovable(
  old: BookingWithEventType,
  { uid, seatUid }: RescheduleRequest,
  { caller, isHost, now }: { caller: Caller | undefined; isHost: boolean; now: number },
): void {
  const { status, rescheduledToUid, eventType } = old;
  const isOver = status === 'CANCELLED' || status === 'REJECTED';
  if (isOver && (rescheduledToUid !== null || !eventType.allowReschedulingCancelledBookings)) {
    throw cannotMoveCancelled(uid, rescheduledToUid);
  }
  if (seatUid !== null && !old.attendees.some(({ seat }) => seat?.seatUid === seatUid)) throw seatNotFound(seatUid);
  if (isSeated(old) && seatUid === null && !(caller && mayManageBooking(caller, old))) throw seatUidNeeded(uid);
  if (eventType.disableRescheduling) throw ApiError.core(400, 'This event type does not allow rescheduling');
  const notice = (eventType.minimumRescheduleNotice ?? 0) * MINUTE;
  const left = old.startTime.getTime() - now;
  if (!isHost && left > 0 && left < notice) {
    throw ApiError.core(403, 'Rescheduling is not allowed within the minimum notice period before the event');
  }
}
