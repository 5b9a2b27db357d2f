import { clockOf, MINUTE } from './zone-offsets.js';

/**
 * A moment as clocks in `timeZone` show it, with milliseconds and the offset: `2050-09-05T09:00:00.000+02:00`, or with `Z`
 * where they show UTC.
 */
export function localIso(instant: number, timeZone: string): string {
  const offset = clockOf(timeZone).offsetAt(instant);
  if (offset === 0) return new Date(instant).toISOString();
  return new Date(instant + offset).toISOString().slice(0, -1) + offsetText(offset);
}

/** Offsets of old local times, to the second, lose their seconds: ISO 8601 has none. */
function offsetText(offset: number): string {
  const minutes = Math.trunc(Math.abs(offset) / MINUTE);
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}
