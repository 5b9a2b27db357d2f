import type { BookingStatus } from '../generated/prisma/client.js';
import type { Booking, BookingAttendee, BookingHost, Responses } from './booking.js';
import type { EventTypeRow } from '../event-types/event-type-row.js';
import { icalUidOf, newBookingUid } from './booking-uid.js';

/** A booking that is about to be stored: without the ids that the database gives. */
export type NewBooking = Omit<Booking, 'id' | 'attendees' | 'references' | 'eventType'> & {
  eventType: EventTypeRow;
  attendees: NewAttendee[];
  /** With the buffers of the event type. */
  occupiedFrom: Date;
  occupiedTo: Date;
  /** While pending it keeps its slot from others of the event type. */
  holdsSlot: boolean;
};

/** In the order of joining; only the first, the booker, can have a seat. */
export type NewAttendee = Omit<BookingAttendee, 'id'>;

/** The ids that the database gave. */
export interface StoredIds {
  id: number;
  attendeeIds: number[];
}

const MINUTE = 60_000;

/** What makes a booking, times in epoch milliseconds. */
export interface BookingParts {
  host: BookingHost;
  eventType: EventTypeRow;
  status: BookingStatus;
  title: string;
  start: number;
  end: number;
  location: string | null;
  responses: Responses;
  metadata: Booking['metadata'];
  attendees: NewAttendee[];
  recurringUid: string | null;
  now: number;
}

export function newBooking({ host, eventType, status, start, end, now, ...parts }: BookingParts): NewBooking {
  const uid = newBookingUid();
  return {
    ...parts,
    uid,
    host,
    eventType,
    status,
    description: eventType.seatsPerTimeSlot === null ? descriptionOf(parts.responses) : null,
    startTime: new Date(start),
    endTime: new Date(end),
    ...occupied(eventType, start, end),
    holdsSlot: eventType.requiresConfirmation && eventType.confirmationBlocksSlot,
    cancellationReason: null,
    cancelledByEmail: null,
    rejectionReason: null,
    reschedulingReason: null,
    rescheduledByEmail: null,
    rescheduledFromUid: null,
    rescheduledToUid: null,
    icalUid: icalUidOf(uid),
    icalSequence: 0,
    absentHost: false,
    oauthClientId: host.oauthClientId,
    createdAt: new Date(now),
    updatedAt: new Date(now),
  };
}

/** The booking as it is once it is stored. */
export function stored(draft: NewBooking, { id, attendeeIds }: StoredIds): Booking {
  const { occupiedFrom: _from, occupiedTo: _to, holdsSlot: _holds, ...booking } = draft;
  const attendees = draft.attendees.map((attendee, index) => ({ ...attendee, id: attendeeIds[index] as number }));
  return { ...booking, id, attendees, references: [] };
}

function occupied(
  { beforeEventBuffer, afterEventBuffer }: EventTypeRow,
  start: number,
  end: number,
): Pick<NewBooking, 'occupiedFrom' | 'occupiedTo'> {
  return {
    occupiedFrom: new Date(start - Math.max(0, beforeEventBuffer) * MINUTE),
    occupiedTo: new Date(end + Math.max(0, afterEventBuffer) * MINUTE),
  };
}

/** What the booker notes for the host. */
function descriptionOf({ notes }: Responses): string {
  return typeof notes === 'string' ? notes : '';
}
