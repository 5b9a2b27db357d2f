import type { Caller } from '../auth/caller.js';
import { isDelegated, mayManageAll } from '../auth/organization-role.js';
import type { Booking } from './booking.js';
import type { SeatsShown } from './booking-output-2024-08-13.js';

/** Whether the caller is the host, the owner of the event type or in charge of the host's organization. */
export function mayManageBooking(caller: Caller, { host, eventType }: Pick<Booking, 'host' | 'eventType'>): boolean {
  if (caller.userId === host.id || caller.userId === eventType?.userId) return true;
  return mayManageAll(caller) || (host.organizationId !== null && organizationInCharge(caller) === host.organizationId);
}

/**
 * The organization whose members' bookings the caller sees; null for who is in charge of none.
 *
 * What acts for somebody else, a web page or an application, is in charge of nothing.
 */
export function organizationInCharge(caller: Caller): number | null {
  const { membership, organizationId } = caller;
  return membership?.accepted && membership.role !== 'MEMBER' && !isDelegated(caller) ? organizationId : null;
}

/** The seats that somebody sees: all, or only the one whose uid is known. */
export function seatsShownTo(caller: Caller | undefined, booking: Booking, seatUid?: string): SeatsShown {
  if (booking.eventType?.seatsShowAttendees || (caller && mayManageBooking(caller, booking))) return 'all';
  return seatUid === undefined ? 'none' : { seatUid };
}
