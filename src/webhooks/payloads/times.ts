// The three ways in which payloads write an instant, all of them in UTC.

/** `2026-08-10T09:00:00Z` */
export const inSeconds = (instant: Date): string => instant.toISOString().replace(/\.\d{3}Z$/, 'Z');

/** `2026-08-10T09:00:00.000Z` */
export const inMilliseconds = (instant: Date): string => instant.toISOString();

/** `2026-08-10T09:00:00+00:00` */
export const withOffset = (instant: Date): string => instant.toISOString().replace(/\.\d{3}Z$/, '+00:00');

const OFFSET = /GMT([+-])(\d{2}):(\d{2})/;

/** Minutes by which clocks in the zone are ahead of UTC at the instant; 0 for a zone that this runtime does not know. */
export function utcOffset(timeZone: string, instant: Date): number {
  try {
    const text = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).format(instant);
    const [, sign, hours, minutes] = OFFSET.exec(text) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) || 0;
  } catch {
    return 0;
  }
}
