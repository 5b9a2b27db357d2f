import type { BookingStatus } from '../generated/prisma/client.js';
import type { Booking } from './booking.js';
import type { EventTypeRow } from '../event-types/event-type-row.js';
import { type NewAttendee, newBooking, type NewBooking } from './new-booking.js';
import type { RescheduleRequest } from './reschedule-request.js';

/**
 * The booking that takes the place of another one: as long, with the same answers and people, and the same entry in
 * calendars.
 *
 * @param attendees who moves: all, or somebody with a seat.
 * @param now epoch milliseconds.
 */
export function movedBooking(
  old: Booking & { eventType: EventTypeRow },
  { start, reason, rescheduledBy }: RescheduleRequest,
  { status, attendees, now }: { status: BookingStatus; attendees: NewAttendee[]; now: number },
): NewBooking {
  const { host, eventType, title, location, responses, metadata, recurringUid } = old;
  const length = old.endTime.getTime() - old.startTime.getTime();
  const answers = reason === null ? responses : { ...responses, rescheduleReason: reason };
  const draft = newBooking({
    ...{ host, eventType, title, location, metadata, recurringUid, status, attendees, now },
    responses: answers,
    start,
    end: start + length,
  });
  return {
    ...draft,
    description: old.description,
    reschedulingReason: reason,
    rescheduledByEmail: rescheduledBy,
    rescheduledFromUid: old.uid,
    icalUid: old.icalUid,
    icalSequence: old.icalSequence + 1,
  };
}

/** As they would join anew. */
export function asNew({ email, name, timeZone, locale, phoneNumber, seat }: NewAttendee): NewAttendee {
  return { email, name, timeZone, locale, phoneNumber, seat, absent: false };
}
