import type { Booking } from '../../bookings/booking.js';
import { responsesOf } from './answers.js';
import { inMilliseconds } from './times.js';

/** The whole body of MEETING_STARTED or MEETING_ENDED: the booking as it was when the event was laid up for later. */
export function meetingBody(triggerEvent: 'MEETING_STARTED' | 'MEETING_ENDED', booking: Booking): object {
  const { host } = booking;
  return {
    triggerEvent,
    id: booking.id,
    uid: booking.uid,
    idempotencyKey: booking.uid,
    userId: host.id,
    userPrimaryEmail: host.email,
    eventTypeId: booking.eventType?.id ?? null,
    title: booking.title,
    description: booking.description ?? '',
    customInputs: {},
    responses: responsesOf(booking),
    startTime: inMilliseconds(booking.startTime),
    endTime: inMilliseconds(booking.endTime),
    location: booking.location,
    createdAt: inMilliseconds(booking.createdAt),
    updatedAt: null,
    status: booking.status,
    paid: false,
    destinationCalendarId: null,
    cancellationReason: booking.cancellationReason,
    rejectionReason: booking.rejectionReason,
    metadata: booking.metadata,
    iCalUID: booking.icalUid,
    iCalSequence: booking.icalSequence,
    user: {
      uuid: host.uuid,
      email: host.email,
      name: host.name,
      timeZone: host.timeZone,
      username: host.username,
      isPlatformManaged: host.isPlatformManaged,
    },
    attendees: booking.attendees.map(({ id, email, name, timeZone, phoneNumber, locale, absent }) => ({
      ...{ id, email, name, timeZone, phoneNumber, locale },
      ...{ bookingId: booking.id, noShow: absent },
    })),
    payment: [],
    references: booking.references.map(({ id, type, uid }) => ({ id, type, uid, bookingId: booking.id })),
  };
}
