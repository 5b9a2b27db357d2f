import { readDate } from '../schedules/wall-time.js';

// Days as the components know them.

/** `Thu Jan 01 2026 00:00:00 GMT+0000 (Coordinated Universal Time)`: how JavaScript writes midnight of a day, in UTC. */
export function writeDay(day: Date | null): string | null {
  if (!day) return null;
  const [weekDay = '', date, month, year] = day.toUTCString().split(' ');
  return `${weekDay.slice(0, 3)} ${month} ${date} ${year} 00:00:00 GMT+0000 (Coordinated Universal Time)`;
}

/**
 * Midnight in UTC of the day with which a text begins, or that is written as above. Null for the empty text; what is no day
 * stays as it is.
 */
export function readDay(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value === '') return null;
  const date = readDate(value.slice(0, 10)) ?? dateOfText(value);
  return date === null ? value : new Date(`${date}T00:00:00Z`);
}

function dateOfText(text: string): string | null {
  if (!/^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{2} \d{4} \d{2}:\d{2}:\d{2} GMT[+-]\d{4}/.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString().slice(0, 10);
}
