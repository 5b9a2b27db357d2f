import { readDateTime } from './wall-time.js';

const EXAMPLE = 'Expected format(ISO8061):';

/** What is wrong with a date-time of a schedule, in the words of version 2024-04-15; null when nothing is. */
export function dateTimeFault(property: string, value: unknown): string | null {
  if (value === undefined || value === null || value === '') {
    return `Missing ${property}. Expected value is in ISO8061 format e.g. 2025-0412T13:17:56.324Z`;
  }
  const received = typeof value === 'string' ? value : JSON.stringify(value);
  const invalid = `Invalid datestring format. ${EXAMPLE} 2025-04-12T13:17:56.324Z. Received: ${received}`;
  const time = received.split('T')[1];
  if (!time) return invalid;
  const parts = (time.split(/[.Z]/)[0] as string).split(':');
  if (parts.length !== 3) return `Invalid time format. ${EXAMPLE} 2025-0412T13:17:56.324Z. Received: ${received}`;
  for (const [index, [unit, most]] of UNITS.entries()) {
    const part = Number(parts[index] || NaN);
    if (!(part >= 0 && part <= most)) return `Invalid ${property} ${unit}. Expected value between 0 and ${most}`;
  }
  return readDateTime(value) ? null : invalid;
}

const UNITS: [unit: string, most: number][] = [
  ['hours', 23],
  ['minutes', 59],
  ['seconds', 59],
];
