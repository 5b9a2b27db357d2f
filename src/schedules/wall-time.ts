import type { CalendarDate, WallTime } from './schedule.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * The UTC date and clock time of an ISO 8601 date-time; one without a zone is taken for UTC, whatever the server's zone is.
 * Null for everything else, such as dates that no calendar has.
 */
export function readDateTime(text: unknown): { date: CalendarDate; time: WallTime } | null {
  const match = typeof text === 'string' ? DATE_TIME.exec(text) : null;
  if (!match || !isRealDate(match[1] as string)) return null;
  const instant = new Date(match[2] ? match[0] : `${match[0]}Z`);
  if (Number.isNaN(instant.getTime())) return null;
  const [date = '', time = ''] = instant.toISOString().split('T');
  return isRealDate(date) ? { date, time: time.slice(0, 8) } : null;
}

/** The date of a text that is one, or the UTC date of a date-time; null for everything else. */
export function readDate(text: unknown): CalendarDate | null {
  if (typeof text === 'string' && DATE.test(text)) return isRealDate(text) ? text : null;
  return readDateTime(text)?.date ?? null;
}

/** Whether a calendar has this date, and the database too: there is no year 0. */
function isRealDate(date: string): boolean {
  const instant = new Date(`${date}T00:00:00Z`);
  // Otherwise February 30 would be March 1.
  return (
    DATE.test(date) && date >= '0001' && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date)
  );
}

/** Minutes since midnight, 0 to 1439. */
export function minutesOf(time: WallTime): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/** @param now epoch milliseconds. */
export function utcDate(now: number): CalendarDate {
  return new Date(now).toISOString().slice(0, 10);
}

/** The date that calendars in `timeZone` show now. @param now epoch milliseconds. */
export function dateIn(timeZone: string, now: number): CalendarDate {
  try {
    // The Swedish way to write a date is that of ISO 8601.
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
  } catch {
    // A zone that is younger than the zone data of this runtime.
    return utcDate(now);
  }
}
