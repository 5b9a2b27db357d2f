import type { SeatsShown } from './booking-output-2024-08-13.js';
import type { Booking, BookingAttendee, Responses } from './booking.js';

/** What the answers to making bookings have beside the row. */
interface RowOptions {
  /** Of the booker. */
  seatUid?: string | null;
  /** The booking that this one replaces. */
  previous?: Booking | null;
}

/** A booking as the answer to who made or moved it: the row with what belongs to it. */
export function toRow(booking: Booking, { seatUid, previous }: RowOptions = {}) {
  const { host, metadata, eventType } = booking;
  const { videoCallUrl } = metadata;
  return {
    id: booking.id,
    uid: booking.uid,
    userId: host.id,
    userPrimaryEmail: eventType?.hideOrganizerEmail ? null : host.email,
    eventTypeId: eventType?.id ?? null,
    title: booking.title,
    startTime: booking.startTime.toISOString(),
    endTime: booking.endTime.toISOString(),
    status: booking.status,
    location: booking.location,
    description: booking.description,
    attendees: visibleTo(booking, seatUid ? { seatUid } : 'none').map(
      ({ id, name, email, timeZone, locale, phoneNumber, absent }) => ({
        ...{ id, bookingId: booking.id, name, email, timeZone, locale, phoneNumber, noShow: absent },
      }),
    ),
    user: {
      ...{ id: host.id, uuid: host.uuid, name: host.name, username: host.username, email: null },
      ...{ timeZone: host.timeZone, isPlatformManaged: host.isPlatformManaged },
    },
    responses: booking.responses,
    metadata,
    recurringEventId: booking.recurringUid,
    references: booking.references.map(({ id, type, uid }) => ({ id, type, uid })),
    iCalUID: booking.icalUid,
    createdAt: booking.createdAt.toISOString(),
    payment: [],
    paymentRequired: false,
    ...(seatUid ? { seatReferenceUid: seatUid } : {}),
    ...(videoCallUrl ? { videoCallUrl } : {}),
    luckyUsers: [],
    isDryRun: false,
    ...(previous ? { previousBooking: previousOf(previous) } : {}),
  };
}

export type BookingRow_2024_04_15 = ReturnType<typeof toRow>;

/** A booking as it is read. */
export function toInfo(booking: Booking, seats: SeatsShown) {
  const { host, eventType } = booking;
  const email = eventType?.hideOrganizerEmail ? null : host.email;
  const attendees = visibleTo(booking, seats);
  return {
    id: booking.id,
    uid: booking.uid,
    title: booking.title,
    description: booking.description,
    customInputs: {},
    smsReminderNumber: null,
    recurringEventId: booking.recurringUid,
    startTime: booking.startTime.toISOString(),
    endTime: booking.endTime.toISOString(),
    location: booking.location,
    status: booking.status,
    metadata: booking.metadata,
    cancellationReason: booking.cancellationReason,
    rejectionReason: booking.rejectionReason,
    responses: booking.responses,
    userPrimaryEmail: email,
    user: {
      ...{ id: host.id, name: host.name, email, username: host.username },
      ...{ timeZone: host.timeZone, avatarUrl: host.avatarUrl },
    },
    attendees: attendees.map(({ name, email, timeZone, phoneNumber }) => ({ name, email, timeZone, phoneNumber })),
    eventTypeId: eventType?.id ?? null,
    eventType: eventType && {
      ...{ eventName: eventType.eventName, slug: eventType.slug, timeZone: eventType.timeZone, schedulingType: null },
      hideOrganizerEmail: eventType.hideOrganizerEmail,
    },
    seatsReferences: attendees.flatMap(({ seat }) => (seat ? [{ referenceUid: seat.seatUid }] : [])),
  };
}

export type BookingInfo_2024_04_15 = ReturnType<typeof toInfo>;

/** What the form needs to move a booking, or the seat of one attendee. */
export function toReschedule(booking: Booking, seat?: BookingAttendee) {
  const { host, eventType } = booking;
  const isSeatOfOthers = booking.attendees.some((attendee) => attendee.seat) && !seat;
  const shown = seat ? [seat] : isSeatOfOthers ? [] : booking.attendees;
  return {
    id: booking.id,
    uid: booking.uid,
    startTime: booking.startTime.toISOString(),
    endTime: booking.endTime.toISOString(),
    description: booking.description,
    customInputs: {},
    responses: withPerson(seat?.seat?.responses ?? booking.responses, shown[0]),
    smsReminderNumber: null,
    location: booking.location,
    eventTypeId: eventType?.id ?? null,
    status: booking.status,
    userId: host.id,
    eventType: eventType && {
      disableRescheduling: eventType.disableRescheduling,
      minimumRescheduleNotice: eventType.minimumRescheduleNotice,
    },
    attendees: shown.map(({ email, name, seat }) => ({
      ...{ email, name },
      bookingSeat: seat && { referenceUid: seat.seatUid, data: { responses: seat.responses } },
    })),
    user: { id: host.id, username: host.username },
  };
}

export type RescheduleInfo_2024_04_15 = ReturnType<typeof toReschedule>;

/** The form fills in name and address and cannot do without. */
function withPerson(responses: Responses, attendee: BookingAttendee | undefined): Responses {
  return attendee ? { name: attendee.name, email: attendee.email, ...responses } : responses;
}

function visibleTo({ attendees, eventType }: Booking, seats: SeatsShown): BookingAttendee[] {
  if (seats === 'all' || eventType?.seatsShowAttendees) return attendees;
  const seatUid = seats === 'none' ? undefined : seats.seatUid;
  return attendees.filter(({ seat }) => !seat || seat.seatUid === seatUid);
}

function previousOf({ id, uid, status, startTime, endTime }: Booking) {
  return { id, uid, status, startTime: startTime.toISOString(), endTime: endTime.toISOString() };
}
