import type { AvailabilityQuery } from '../slots/slot-query.js';
import { paceOf } from '../slots/slot-starts.js';
import { clockOf } from '../slots/zone-offsets.js';

const HOUR = 3_600_000;

/**
 * Whether a list of slots could begin a slot at `start` for somebody in one of the zones. Lists begin their grid at the
 * next aligned minute after a free time, the past or the time that was asked for begins: so every aligned start is in some.
 */
export function isOnGrid(start: number, query: AvailabilityQuery, timeZones: string[]): boolean {
  const { interval, offset, isOptimized } = paceOf(query);
  const step = greatestCommonDivisor(interval, offset);
  // Optimized lists leave the grid wherever that makes room for one slot more.
  if (isOptimized) return start % 60_000 === 0;
  return timeZones.some((timeZone) => (clockOf(timeZone).wallAt(start) % HOUR) % step === 0);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
