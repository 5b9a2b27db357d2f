import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import type { CancelBookingInput_2024_04_15, MarkNoShowInput_2024_04_15 } from './bookings-2024-04-15.dto.js';
import { CancelBookingService } from './cancel-booking.service.js';
import { MarkAbsentService } from './mark-absent.service.js';
import { inWordsOf_2024_04_15 } from './refusal-2024-04-15.js';

/** What was cancelled. */
export interface Cancelled_2024_04_15 {
  bookingId: number;
  bookingUid: string;
  /** Whether others still take part. */
  onlyRemovedAttendee: boolean;
}

/** Who did not come. */
export interface NoShow_2024_04_15 {
  message: string;
  noShowHost?: boolean;
  attendees?: { email: string; noShow: boolean }[];
}

/** How bookings end, in the shape 2024-04-15. */
@Injectable()
export class BookingEndsService_2024_04_15 {
  constructor(
    private readonly cancellation: CancelBookingService,
    private readonly absences: MarkAbsentService,
  ) {}

  async cancel(
    caller: Caller | undefined,
    uid: string,
    input: CancelBookingInput_2024_04_15,
    isEmbed: boolean,
  ): Promise<Cancelled_2024_04_15> {
    if (/^\d+$/.test(uid)) throw ApiError.badRequest('Please provide booking uid instead of booking id.');
    const [booking] = await inWordsOf_2024_04_15(() =>
      this.cancellation.cancel(caller, {
        uid,
        reason: input.cancellationReason ?? null,
        withSubsequent: input.allRemainingBookings ?? false,
        seatUid: input.seatReferenceUid ?? null,
        byEmail: input.cancelledBy ?? null,
        isEmbed,
      }),
    );
    const { id, uid: bookingUid, status } = booking as NonNullable<typeof booking>;
    return { bookingId: id, bookingUid, onlyRemovedAttendee: status !== 'CANCELLED' };
  }

  async markNoShow(caller: Caller, uid: string, input: MarkNoShowInput_2024_04_15): Promise<NoShow_2024_04_15> {
    const { noShowHost, attendees } = input;
    await this.absences.mark(caller, uid, {
      host: noShowHost ?? undefined,
      attendees: (attendees ?? []).map(({ email, noShow }) => ({ email, absent: noShow })),
    });
    return {
      message: 'No-show status updated',
      ...(typeof noShowHost === 'boolean' ? { noShowHost } : {}),
      ...(attendees ? { attendees } : {}),
    };
  }
}
