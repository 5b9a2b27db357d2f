const QUARTER = 15 * 60_000;
const FORMATS = new Map<string, Intl.DateTimeFormat>();
const OFFSETS = new Map<string, Map<number, number>>();
const MAX_KNOWN = 20_000;

/**
 * How far the clocks of a zone are ahead of UTC: what `Intl` says for the quarter of an hour that the moment lies in. Since
 * 1972 no clock was changed within one.
 */
export function offsetAt(instant: number, zone: string): number {
  const quarter = Math.floor(instant / QUARTER);
  let known = OFFSETS.get(zone);
  if (!known || known.size > MAX_KNOWN) OFFSETS.set(zone, (known = new Map()));
  let offset = known.get(quarter);
  if (offset === undefined) known.set(quarter, (offset = readOffset(quarter * QUARTER, zone)));
  return offset;
}

/** What `Intl` shows on the clock of a zone, minus the moment itself: milliseconds. */
export function readOffset(instant: number, zone: string): number {
  let format = FORMATS.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    FORMATS.set(zone, format);
  }
  const seconds = Math.floor(instant / 1000) * 1000;
  return Date.parse(`${format.format(seconds).replace(' ', 'T')}Z`) - seconds;
}
