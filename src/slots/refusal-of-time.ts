import { earliestStart, isInWindow } from './booking-window.js';
import { areEnough } from './combine-hosts.js';
import { bookingWindowOf } from './compute-slots.js';
import { hostTimes, isFreeAt } from './host-times.js';
import { fullPeriods, longPeriods } from './limit-periods.js';
import { overlap, type Range } from './ranges.js';
import type { AvailabilityQuery, SlotHost, TimeRefusal } from './slot-query.js';
import { MINUTE } from './zone-offsets.js';

/**
 * Why a time cannot be booked; null when it can. It need not be one of the offered slots: it must lie in the working hours
 * of enough hosts who are free then. Reservations are left out of account, and so is whether a seated booking that the time
 * would join has seats left.
 * @param time its length takes the place of `query.duration`.
 */
export function refusalOfTime(query: AvailabilityQuery, time: Range): TimeRefusal | null {
  const wanted = { ...query, duration: (time.end - time.start) / MINUTE };
  return refusalOfStart(query, time.start) ?? refusalByLimits(wanted, time) ?? refusalByHosts(wanted, time);
}

/** What speaks against a start already, whoever is free: the past, the minimum notice and the booking window. */
export function refusalOfStart(query: AvailabilityQuery, start: number): TimeRefusal | null {
  if (start < query.now) return 'PAST';
  if (start < earliestStart(query)) return 'TOO_SOON';
  // improve: slots.rolling-window — ROLLING_WINDOW holds for bookings too; in the original it only hides slots.
  return isInWindow(start, bookingWindowOf(query)) ? null : 'OUTSIDE_WINDOW';
}

/** The hosts who are free for the whole time, limits and dates away included. */
export function hostsFreeAt(query: AvailabilityQuery, time: Range): SlotHost[] {
  return hostTimes(query, time, true)
    .filter((hostTime) => isFreeAt(hostTime, time))
    .map(({ host }) => host);
}

function refusalByLimits(query: AvailabilityQuery, time: Range): TimeRefusal | null {
  const isClosed = (period: Range): boolean => overlap(period, time);
  if (fullPeriods(query).some(isClosed)) return 'BOOKING_LIMIT_REACHED';
  return longPeriods(query).some(isClosed) ? 'DURATION_LIMIT_REACHED' : null;
}

function refusalByHosts(query: AvailabilityQuery, time: Range): TimeRefusal | null {
  return areEnough(hostsFreeAt(query, time), query.hosts) ? null : 'UNAVAILABLE';
}
