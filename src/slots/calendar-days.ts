import type { CalendarDate } from '../schedules/schedule.js';
import { DAY } from './zone-offsets.js';

// Dates as numbers: days since 1970-01-01, which is 0.

export function dayOf(date: CalendarDate): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY);
}

export function dateOf(day: number): CalendarDate {
  return new Date(day * DAY).toISOString().slice(0, -'T00:00:00.000Z'.length);
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: number): number {
  // 1970-01-01 was a Thursday.
  return (((day + 4) % 7) + 7) % 7;
}

export function isWeekend(day: number): boolean {
  return weekdayOf(day) % 6 === 0;
}

/** The first day of the month that is `months` after the one of `day`. */
export function startOfMonth(day: number, months = 0): number {
  const date = new Date(day * DAY);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months) / DAY;
}

/** The first day of the year that is `years` after the one of `day`. */
export function startOfYear(day: number, years = 0): number {
  return Date.UTC(new Date(day * DAY).getUTCFullYear() + years, 0) / DAY;
}
