import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { mayManageBooking } from './booking-access.js';
import { BookingReadsRepository } from './booking-reads.repository.js';
import { BookingTransactionsService } from './booking-transactions.service.js';
import type { Booking } from './booking.js';
import { BookingsRepository } from './bookings.repository.js';

/** Who was missing. */
export interface Absence {
  /** Undefined: as it is. */
  host: boolean | undefined;
  attendees: { email: string; absent: boolean }[];
}

/** Notes who did not come. */
@Injectable()
export class MarkAbsentService {
  constructor(
    private readonly reads: BookingReadsRepository,
    private readonly repository: BookingsRepository,
    private readonly transactions: BookingTransactionsService,
    private readonly clock: Clock,
  ) {}

  /** @throws ApiError 404, 403 for who may not manage the booking, 400 before it begins or for who takes no part. */
  async mark(caller: Caller, uid: string, { host, attendees }: Absence): Promise<Booking> {
    const now = this.clock.now();
    const booking = await this.reads.findByUid(uid);
    if (!booking) throw ApiError.notFound(`Booking with uid=${uid} not found.`);
    // improve: bookings.absent-rights — the original answers 500, and lets everybody mark the host.
    if (!mayManageBooking(caller, booking)) throw ApiError.core(403, 'Failed to update no-show status');
    requireStarted(booking, now);
    const absent = new Map(attendees.map((attendee) => [attendee.email.toLowerCase(), attendee.absent]));
    requireKnown(booking, [...absent.keys()]);
    const marked = {
      ...booking,
      absentHost: host ?? booking.absentHost,
      attendees: booking.attendees.map((attendee) => ({
        ...attendee,
        absent: absent.get(attendee.email.toLowerCase()) ?? attendee.absent,
      })),
      updatedAt: new Date(now),
    };
    return this.transactions.run(booking.host.id, async (on) => {
      await this.repository.markAbsent(marked, now, on);
      const told = attendees.map(({ email, absent: noShow }) => ({ email, noShow }));
      const event = { kind: 'no-show-updated' as const, booking: marked, occurrence: 0, attendees: told };
      return { result: marked, events: told.length > 0 ? [event] : [] };
    });
  }
}

function requireStarted({ startTime }: Booking, now: number): void {
  if (startTime.getTime() <= now) return;
  throw ApiError.badRequest(
    `Bookings can only be marked as absent after their scheduled start time. Current time in UTC+0: ${new Date(now).toISOString()}, Booking start time in UTC+0: ${startTime.toISOString()}`,
  );
}

function requireKnown({ uid, attendees }: Booking, emails: string[]): void {
  const known = new Set(attendees.map(({ email }) => email.toLowerCase()));
  const unknown = emails.find((email) => !known.has(email));
  if (unknown !== undefined) throw ApiError.badRequest(`Attendee with email ${unknown} not found in booking ${uid}`);
}
