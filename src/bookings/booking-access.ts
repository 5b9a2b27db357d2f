import type { Caller } from '../auth/caller.js';
import { isDelegated, managesUser } from '../auth/organization-role.js';
import type { Booking } from './booking.js';
import type { SeatsShown } from './booking-output-2024-08-13.js';

/** Who changes a booking, and how. */
export interface Acting {
  caller: Caller;
  /** Whether the components ask for e-mails and calendar events whatever the client's settings say. */
  isEmbed: boolean;
}

/** Whether the caller is the host, the owner of the event type or in charge of the host's organization. */
export function mayManageBooking(caller: Caller, { host, eventType }: Pick<Booking, 'host' | 'eventType'>): boolean {
  return caller.userId === eventType?.userId || managesUser(caller, host);
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
