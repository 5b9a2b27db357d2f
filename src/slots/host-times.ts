import { awayTimes, busyTimes, joinableBookings } from './busy-times.js';
import { fullPeriods, fullPeriodsOf, longPeriods } from './limit-periods.js';
import { join, overlap, type Range, rangeAround, subtract } from './ranges.js';
import type { AvailabilityQuery, SlotHost } from './slot-query.js';
import { workingRanges } from './working-ranges.js';

/** When a host has time. */
export interface HostTime {
  host: SlotHost;
  /** Joined. */
  free: Range[];
  /** Bookings within `free`: nothing may overlap them, but further bookers can join them. */
  joinable: Range[];
}

/**
 * The time that each host has in a window: the working hours without what is busy and without periods that have reached
 * a limit. Dates on which the host is away count as busy when `awayIsBusy`.
 */
export function hostTimes(query: AvailabilityQuery, window: Range, awayIsBusy: boolean): HostTime[] {
  const closed = [...fullPeriods(query), ...longPeriods(query)];
  return query.hosts.map((host) => {
    const away = awayIsBusy ? awayTimes(host) : [];
    const taken = join([...closed, ...fullPeriodsOf(host, query), ...away, ...busyTimes(host, query)]);
    const free = subtract(workingRanges(host.schedule, window), taken);
    return { host, free, joinable: joinableBookings(host, query) };
  });
}

/** Whether a host is free for the whole of a slot, or can take one more into the booking that fills it exactly. */
export function isFreeAt({ free, joinable }: HostTime, slot: Range): boolean {
  if (!rangeAround(free, slot)) return false;
  return joinable.every((booking) => !overlap(booking, slot) || isSame(booking, slot));
}

const isSame = (a: Range, b: Range): boolean => a.start === b.start && a.end === b.end;
