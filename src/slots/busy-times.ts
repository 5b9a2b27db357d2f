import { dayOf } from './calendar-days.js';
import type { Range } from './ranges.js';
import type { AvailabilityQuery, HostBooking, SlotEventType, SlotHost } from './slot-query.js';
import { clockOf, DAY, MINUTE } from './zone-offsets.js';

/** The time that bookings and calendars of a host take, buffers included, in no order. */
export function busyTimes(host: SlotHost, query: AvailabilityQuery): Range[] {
  const calendars = host.calendarBusy ?? [{ start: -Infinity, end: Infinity }];
  const isMoved = sameTimeAs(query.rescheduled);
  const { beforeEventBuffer: before, afterEventBuffer: after } = query.eventType;
  return [
    ...blockingBookings(host, query).flatMap((booking) => busyAround(booking, query.eventType)),
    ...calendars
      .filter((entry) => !isMoved(entry))
      .map(({ start, end }) => ({ start: start - after * MINUTE, end: end + before * MINUTE })),
  ];
}

/** The time of seated bookings that further bookers can join: busy for every slot but the same. */
export function joinableBookings(host: SlotHost, query: AvailabilityQuery): HostBooking[] {
  return blockingBookings(host, query).filter((booking) => isJoinable(booking, query.eventType));
}

/** Seated bookings of the event type, the one to be moved included: others may sit in it. */
export function seatedBookings(hosts: SlotHost[], { eventType }: AvailabilityQuery): HostBooking[] {
  return hosts.flatMap(({ bookings }) =>
    bookings.filter((booking) => takesTime(booking, eventType) && isJoinable(booking, eventType)),
  );
}

/** The dates on which a host is away, as moments, in no order. */
export function awayTimes(host: SlotHost): Range[] {
  const clock = clockOf(host.schedule.timeZone);
  // improve: slots.away-overrides — also on days without weekly hours, which an override may have opened.
  return host.away.flatMap(({ from, to }) => clock.momentsOf({ start: dayOf(from) * DAY, end: (dayOf(to) + 1) * DAY }));
}

function blockingBookings(host: SlotHost, { eventType, rescheduled }: AvailabilityQuery): HostBooking[] {
  return host.bookings.filter((booking) => booking.uid !== rescheduled?.uid && takesTime(booking, eventType));
}

/** Requests that wait for confirmation only take time where the event type wants it. */
function takesTime({ status, eventTypeId }: HostBooking, eventType: SlotEventType): boolean {
  if (status === 'ACCEPTED') return true;
  const { requiresConfirmation, confirmationBlocksSlot } = eventType;
  return status === 'PENDING' && eventTypeId === eventType.id && requiresConfirmation && confirmationBlocksSlot;
}

function isJoinable({ seats, eventTypeId }: HostBooking, eventType: SlotEventType): boolean {
  return seats > 0 && eventTypeId === eventType.id && (eventType.seatsPerTimeSlot ?? 0) > 1;
}

/** Both events want their buffers: what one needs after itself and the other before itself adds up. */
function busyAround(booking: HostBooking, eventType: SlotEventType): Range[] {
  const start = booking.start - (booking.beforeEventBuffer + eventType.afterEventBuffer) * MINUTE;
  const end = booking.end + (booking.afterEventBuffer + eventType.beforeEventBuffer) * MINUTE;
  if (!isJoinable(booking, eventType)) return [{ start, end }];
  return [
    { start, end: booking.start },
    { start: booking.end, end },
  ];
}

function sameTimeAs(range: Range | null): (other: Range) => boolean {
  return ({ start, end }) => start === range?.start && end === range.end;
}
