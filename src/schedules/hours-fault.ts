import { WEEK_DAYS } from '../common/validation.js';
import type { DateHours, WallTime, WeeklyHours } from './schedule.js';

interface Range {
  start: WallTime;
  end: WallTime;
}

/** More hours than these on one date are no plan but a mistake. */
const MAX_PER_DATE = 100;

// improve: schedules.hours — the original stores all of these, and then offers times that nobody meant.
/** What is wrong with the hours of a week, as a phrase that follows the name of the field; null when nothing is. */
export function weeklyFault(hours: WeeklyHours[]): string | null {
  const byDay = new Map<string, Range[]>();
  for (const [index, { days, start, end }] of hours.entries()) {
    // A day that is named twice in a row is meant once. Without days there is nothing to overlap with.
    const names = days.length === 0 ? [`no day in ${index}`] : new Set(days.map(dayName));
    for (const day of names) add(byDay, day, { start, end });
  }
  return firstFault(byDay, false);
}

/** What is wrong with the hours of dates, as a phrase that follows the name of the field; null when nothing is. */
export function overridesFault(hours: DateHours[]): string | null {
  const byDate = new Map<string, Range[]>();
  for (const { date, start, end } of hours) add(byDate, date, { start, end });
  return firstFault(byDate, true);
}

/** `Sunday` for 0 … `Saturday` for 6, as the API writes days. */
export function dayName(day: number): string {
  return WEEK_DAYS[(day + 6) % 7] as string;
}

/** The reverse of `dayName`. */
export function dayNumber(name: string): number {
  return (WEEK_DAYS.indexOf(name) + 1) % 7;
}

function add(byDay: Map<string, Range[]>, day: string, range: Range): void {
  const ranges = byDay.get(day);
  if (ranges) ranges.push(range);
  else byDay.set(day, [range]);
}

function firstFault(byDay: Map<string, Range[]>, isLimited: boolean): string | null {
  for (const [day, ranges] of byDay) {
    if (isLimited && ranges.length > MAX_PER_DATE) {
      return `must not have more than ${MAX_PER_DATE} ranges for one date (${day})`;
    }
    const fault = faultOf(ranges);
    if (fault) return `${fault} (${day})`;
  }
  return null;
}

function faultOf(ranges: Range[]): string | null {
  const reversed = ranges.find(({ start, end }) => end < start);
  if (reversed) return `must not have a range that ends before it starts: ${written(reversed)}`;
  const sorted = ranges.toSorted((one, other) => compare(one.start, other.start) || compare(one.end, other.end));
  for (const [index, next] of sorted.entries()) {
    const previous = sorted[index - 1];
    if (previous && next.start < previous.end) {
      return `must not have ranges that overlap: ${written(previous)} and ${written(next)}`;
    }
  }
  return null;
}

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

const written = ({ start, end }: Range): string => `${start.slice(0, 5)}-${end.slice(0, 5)}`;
