import type { Range } from './ranges.js';
import type { AvailabilityQuery } from './slot-query.js';
import { clockOf, MINUTE, type ZoneClock } from './zone-offsets.js';

/** How slots follow each other. Milliseconds. */
export interface Pace {
  length: number;
  /** From one start to the next. */
  step: number;
  /** From the aligned start of a range to its first slot. */
  offset: number;
  /** Starts are aligned to multiples of it within the hour of the booker's clock. */
  interval: number;
  /** Whether to align less, where that makes room for a slot. */
  isOptimized: boolean;
  clock: ZoneClock;
}

const INTERVALS = [60, 30, 20, 15, 10, 5];
const HOUR = 60 * MINUTE;

export function paceOf({ eventType, duration, timeZone }: AvailabilityQuery): Pace {
  const length = Math.max(1, duration ?? eventType.length);
  const frequency = Math.max(1, eventType.slotInterval || length);
  const interval = INTERVALS.find((minutes) => frequency % minutes === 0) ?? 1;
  const offset = Math.max(0, eventType.offsetStart);
  return {
    length: length * MINUTE,
    // compat: slots.offset-step — the offset lies between all slots, not only before the first.
    step: (frequency + offset) * MINUTE,
    offset: offset * MINUTE,
    interval: interval * MINUTE,
    isOptimized: eventType.showOptimizedSlots,
    clock: clockOf(timeZone ?? 'UTC'),
  };
}

/**
 * When slots start in free ranges: ascending, each start once.
 * @param ranges ascending by start and end.
 * @param earliest nothing starts before this moment.
 */
export function slotStarts(ranges: Range[], earliest: number, pace: Pace): number[] {
  const starts: number[] = [];
  for (const range of ranges) {
    const first = Math.max(range.start, earliest);
    addStarts(
      starts,
      gridStart(starts, range, aligned({ start: first, end: range.end }, pace), pace),
      range,
      first,
      pace,
    );
  }
  return starts;
}

/** Adds the starts of the grid that begins with `at`, where they are not before `first`. */
function addStarts(starts: number[], at: number, { end }: Range, first: number, { length, step }: Pace): void {
  let index = placeOf(at, starts);
  for (let start = at; start + length <= end; start += step) {
    // improve: slots.whole-minutes — a range that begins within a minute does not offer the beginning of that minute.
    if (start < first) continue;
    while (index < starts.length && (starts[index] as number) < start) index++;
    if (starts[index] !== start) starts.splice(index, 0, start);
  }
}

/** Keeps the grid of ranges before: `start`, or a start of that grid when `start` would come too soon after one. */
function gridStart(starts: number[], range: Range, start: number, { step }: Pace): number {
  const before = starts[placeOf(start, starts) - 1];
  if (before === undefined || before + step <= start) return start;
  return before >= range.start ? before : before + step;
}

/** The first start that a range would have alone. */
function aligned(range: Range, { interval, offset, isOptimized, clock }: Pace): number {
  const wall = clock.wallAt(range.start);
  const start = range.start - modulo(wall, MINUTE);
  const minute = modulo(wall, HOUR) - modulo(wall, MINUTE);
  const need = (to: number): number => to - (minute % to);
  if (minute % interval === 0) return start + offset;
  if (!isOptimized) return start + need(interval) + offset;
  const room = Math.floor((range.end - start) / MINUTE) * MINUTE;
  const fits = [interval, 15 * MINUTE, 5 * MINUTE].find((to) => need(to) <= room % interval);
  return start + (fits ? need(fits) : 0) + offset;
}

/** Where `start` is among ascending `starts`, or would be. */
function placeOf(start: number, starts: number[]): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] as number) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;
