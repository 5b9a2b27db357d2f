import { Injectable } from '@nestjs/common';
import type { Queryable } from '../database/statement.js';
import type { EventTypeRow } from '../event-types/event-type-row.js';
import type { AvailabilityQuery } from '../slots/slot-query.js';
import { BookerVerification, requireVerified } from './booker-verification.js';
import { BookingLimitsService } from './booking-limits.service.js';
import { BookingPlacementService, type Placed } from './booking-placement.service.js';
import { BookingReadsRepository } from './booking-reads.repository.js';
import type { BookingRequest } from './booking-request.js';
import type { Booking } from './booking.js';
import type { NewBooking } from './new-booking.js';

/** Lets bookers in: those who are who they say, who have not too much already, and who may come by the way they came. */
@Injectable()
export class BookingAdmissionService {
  constructor(
    private readonly verification: BookerVerification,
    private readonly limits: BookingLimitsService,
    private readonly placement: BookingPlacementService,
    private readonly bookings: BookingReadsRepository,
  ) {}

  /** @throws ApiError 400 when the address must be proved and the code is missing or wrong. */
  requireVerified(eventType: EventTypeRow, email: string, code: string | null): void {
    requireVerified(this.verification, eventType, email, code);
  }

  // compat: bookings.pending-twin — who asks for the same time again gets the request that still waits.
  async findTwin(draft: NewBooking, on: Queryable): Promise<Booking | null> {
    const uid = await this.limits.findTwin(draft, on);
    return uid === null ? null : this.bookings.findByUid(uid, on);
  }

  /**
   * Stores what a request books.
   *
   * @throws ApiError as `place` does, and 400 for too many bookings of one person or a private link that is used up.
   */
  async admit(drafts: NewBooking[], request: BookingRequest, query: AvailabilityQuery, on: Queryable): Promise<Placed> {
    const [first] = drafts as [NewBooking];
    await this.limits.requireFewBookings(first, query.now, on);
    await this.limits.usePrivateLink(first.eventType.id, request, query.now, on);
    return this.placement.place(drafts, query, on);
  }
}
