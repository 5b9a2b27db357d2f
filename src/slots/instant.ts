import { ValidateBy } from 'class-validator';

const INSTANT = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * The instant of an ISO 8601 date or date-time in epoch milliseconds; without an offset it is taken for UTC, a date alone for
 * its midnight. Null for everything else, such as dates that no calendar has.
 */
export function readInstant(text: unknown): number | null {
  const match = typeof text === 'string' ? INSTANT.exec(text) : null;
  if (!match) return null;
  const [, date = '', time = '00:00', offset = 'Z'] = match;
  const midnight = new Date(`${date}T00:00:00Z`);
  // Otherwise February 30 would be March 1.
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(date)) return null;
  const instant = Date.parse(`${date}T${time}${withColon(offset.toUpperCase())}`);
  return Number.isNaN(instant) ? null : instant;
}

/** The offset in the only spelling that JavaScript reads. */
function withColon(offset: string): string {
  if (offset === 'Z') return offset;
  return `${offset.slice(0, 3)}:${offset.slice(3).replace(':', '') || '00'}`;
}

/** An instant in the spelling of the API, with milliseconds and in UTC. @param instant epoch milliseconds. */
export const writeInstant = (instant: number): string => new Date(instant).toISOString();

/** A property that `readInstant` understands. */
export const IsInstant = (): PropertyDecorator =>
  ValidateBy({
    name: 'isIso8601',
    validator: {
      validate: (value) => readInstant(value) !== null,
      defaultMessage: (args) => `${args?.property} must be a valid ISO 8601 date string`,
    },
  });
