import type { Booking } from '../../bookings/booking.js';
import { platformKeys, type Surroundings } from './surroundings.js';

/** Who was marked as absent, or as present after all. */
export interface NoShowMark {
  email: string;
  noShow: boolean;
}

/** BOOKING_NO_SHOW_UPDATED. */
export function noShowPayload(booking: Booking, attendees: NoShowMark[], surroundings: Surroundings): object {
  return {
    message: messageFor(attendees),
    attendees: attendees.map(({ email, noShow }) => ({ email, noShow })),
    bookingUid: booking.uid,
    bookingId: booking.id,
    ...platformKeys(surroundings),
  };
}

function messageFor(attendees: NoShowMark[]): string {
  const [first] = attendees;
  if (!first || attendees.length > 1) return 'No-show status updated for attendees';
  return `${first.email} ${first.noShow ? 'marked' : 'unmarked'} as no-show`;
}
