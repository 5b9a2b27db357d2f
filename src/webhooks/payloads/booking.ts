import type { Booking } from '../../bookings/booking.js';
import { notesOf, responsesOf, userFieldsResponsesOf } from './answers.js';
import { attendeesOf, organizerOf } from './people.js';
import { platformKeys, type Surroundings } from './surroundings.js';
import { inMilliseconds, inSeconds } from './times.js';

/** Minutes. */
export const lengthOf = ({ startTime, endTime }: Booking): number => (endTime.getTime() - startTime.getTime()) / 60_000;

/** Where the video call is; undefined when the booking has none. */
const videoUrlOf = ({ metadata }: Booking): string | undefined => metadata['videoCallUrl'];

/** What every payload about a booking tells of its event type. */
export function eventTypeKeys({ eventType }: Booking): object {
  return {
    type: eventType?.slug ?? '',
    eventTypeId: eventType?.id ?? null,
    eventTitle: eventType?.title ?? '',
    eventDescription: eventType?.description ?? '',
    requiresConfirmation: eventType?.requiresConfirmation ?? false,
    currency: 'usd',
  };
}

/** What the booker wrote, and what the event type says of itself. */
export function textKeys(booking: Booking): object {
  const notes = notesOf(booking);
  return { additionalNotes: notes, description: booking.eventType?.description || notes, customInputs: {} };
}

export function seatKeys({ eventType }: Booking): { seatsPerTimeSlot: number | null; seatsShowAttendees: boolean } {
  const seatsPerTimeSlot = eventType?.seatsPerTimeSlot ?? null;
  // Where there are no seats nobody is hidden.
  return { seatsPerTimeSlot, seatsShowAttendees: seatsPerTimeSlot === null || eventType!.seatsShowAttendees };
}

/** Those of an occurrence of a series. */
function recurrenceKeys({ recurringUid, eventType }: Booking): object {
  return recurringUid && eventType?.recurringEvent ? { recurringEvent: eventType.recurringEvent } : {};
}

/** BOOKING_CREATED of a booking that needed nobody's confirmation. */
export function createdPayload(booking: Booking, surroundings: Surroundings): object {
  const { eventType } = booking;
  const { bookerUrl } = surroundings;
  const { seatsPerTimeSlot, seatsShowAttendees } = seatKeys(booking);
  return {
    bookerUrl,
    title: booking.title,
    startTime: inSeconds(booking.startTime),
    endTime: inSeconds(booking.endTime),
    length: lengthOf(booking),
    ...textKeys(booking),
    ...eventTypeKeys(booking),
    price: 0,
    organizer: organizerOf(booking),
    attendees: attendeesOf(booking),
    responses: responsesOf(booking),
    userFieldsResponses: userFieldsResponsesOf(booking),
    location: videoUrlOf(booking) ?? booking.location,
    destinationCalendar: null,
    hideCalendarNotes: eventType?.hideCalendarNotes ?? false,
    hideCalendarEventDetails: eventType?.hideCalendarEventDetails ?? false,
    hideOrganizerEmail: eventType?.hideOrganizerEmail ?? false,
    schedulingType: null,
    seatsPerTimeSlot,
    seatsShowAttendees,
    seatsShowAvailabilityCount: seatsPerTimeSlot === null || (eventType?.seatsShowAvailability ?? true),
    customReplyToEmail: null,
    disableRescheduling: eventType?.disableRescheduling ?? false,
    disableCancelling: eventType?.disableCancelling ?? false,
    hideBranding: false,
    oneTimePassword: null,
    hashedLink: null,
    assignmentReason: [],
    ...recurrenceKeys(booking),
    iCalUID: booking.icalUid,
    iCalSequence: booking.icalSequence,
    uid: booking.uid,
    bookingId: booking.id,
    appsStatus: [],
    metadata: booking.metadata,
    status: booking.status,
    ...platformKeys(surroundings),
  };
}

/** BOOKING_CREATED of a booking that the host has confirmed: slightly other forms, as clients know them. */
export function confirmedPayload(booking: Booking, surroundings: Surroundings): object {
  const videoCallUrl = videoUrlOf(booking);
  const { client } = surroundings;
  return {
    ...createdPayload(booking, surroundings),
    startTime: inMilliseconds(booking.startTime),
    endTime: inMilliseconds(booking.endTime),
    metadata: videoCallUrl === undefined ? {} : { videoCallUrl },
    ...(client && {
      arePlatformEmailsEnabled: client.areEmailsEnabled,
      areCalendarEventsEnabled: client.areCalendarEventsEnabled,
    }),
  };
}

/** BOOKING_RESCHEDULED. @param booking the new one. */
export function rescheduledPayload(booking: Booking, previous: Booking, surroundings: Surroundings): object {
  return { ...createdPayload(booking, surroundings), ...rescheduleKeys(booking, previous) };
}

/** BOOKING_REQUESTED. @param previous the booking that the new one takes the place of, if any. */
export function requestedPayload(booking: Booking, previous: Booking | undefined, surroundings: Surroundings): object {
  // improve: webhooks.one-time-password — there is no page to confirm a booking with one, so none is made.
  const { appsStatus: _, ...payload } = createdPayload(booking, surroundings) as { appsStatus: unknown };
  return {
    ...payload,
    startTime: inMilliseconds(booking.startTime),
    endTime: inMilliseconds(booking.endTime),
    requiresConfirmation: true,
    assignmentReason: null,
    ...(previous && rescheduleKeys(booking, previous)),
  };
}

function rescheduleKeys(booking: Booking, previous: Booking): object {
  return {
    rescheduleId: previous.id,
    rescheduleUid: previous.uid,
    rescheduleStartTime: inSeconds(previous.startTime),
    rescheduleEndTime: inSeconds(previous.endTime),
    rescheduledBy: booking.rescheduledByEmail,
  };
}
