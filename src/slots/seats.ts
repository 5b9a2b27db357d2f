import { seatedBookings } from './busy-times.js';
import type { AvailabilityQuery, Reservation } from './slot-query.js';

/** Seats of a slot that are taken or reserved. */
export interface TakenSeats {
  attendees: number;
  bookingUid?: string;
}

/** The taken seats of slots of this length in milliseconds, by start. Slots nobody has a seat in are absent. */
export function takenSeats(query: AvailabilityQuery, length: number): Map<number, TakenSeats> {
  const taken = new Map<number, TakenSeats>();
  if (!query.eventType.seatsPerTimeSlot) return taken;
  for (const { start, end, uid, seats } of seatedBookings(query.hosts, query)) {
    // Of several bookings, the next one joins that with the most room.
    const fewest = taken.get(start)?.attendees ?? Infinity;
    if (end - start === length && seats < fewest) taken.set(start, { attendees: seats, bookingUid: uid });
  }
  for (const { start, eventTypeId, isSeat } of othersReservations(query)) {
    if (!isSeat || eventTypeId !== query.eventType.id) continue;
    const seats = taken.get(start);
    taken.set(start, { ...seats, attendees: (seats?.attendees ?? 0) + 1 });
  }
  return taken;
}

/** Reservations that hold something now and are not the caller's own. */
export function othersReservations({ reservations, ownReservationUid, now }: AvailabilityQuery): Reservation[] {
  return reservations.filter(({ uid, until }) => until > now && uid !== ownReservationUid);
}
