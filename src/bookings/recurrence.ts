import type { StoredRecurrence } from '../event-types/event-type-row.js';
import { clockOf, DAY } from '../slots/zone-offsets.js';

const [YEARLY, MONTHLY] = [0, 1];

/**
 * When the occurrences of a series begin. Clocks in `timeZone` show the same time at each of them. A day that a month does
 * not have is its last one; a time that clocks skip comes an hour later, as one that comes twice is meant the first time.
 *
 * @param start of the first, epoch milliseconds.
 */
export function occurrencesOf(
  start: number,
  { interval, freq }: Pick<StoredRecurrence, 'interval' | 'freq'>,
  count: number,
  timeZone: string,
): number[] {
  const clock = clockOf(timeZone);
  const wall = clock.wallAt(start);
  return Array.from({ length: count }, (_, index) => {
    if (index === 0) return start;
    const moved = movedWall(wall, freq, index * interval);
    const [first] = clock.momentsOf({ start: moved, end: moved + 1 });
    return first?.start ?? moved - clock.offsetAt(moved - DAY);
  });
}

function movedWall(wall: number, freq: number, steps: number): number {
  if (freq !== YEARLY && freq !== MONTHLY) return wall + steps * 7 * DAY;
  const date = new Date(wall);
  const months = date.getUTCMonth() + steps * (freq === YEARLY ? 12 : 1);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), months + 1, 0)).getUTCDate();
  const day = Math.min(date.getUTCDate(), lastDay);
  return Date.UTC(date.getUTCFullYear(), months, day) + (((wall % DAY) + DAY) % DAY);
}
