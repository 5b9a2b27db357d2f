/**
 * The moment at which clocks in the zone show `wall`, which is in milliseconds, written as if it were UTC. In an hour that is
 * skipped it is the moment with the offset of before; in one that comes twice the first.
 *
 * @param timeZone an IANA name.
 */
export function instantOfWall(wall: number, timeZone: string): number {
  const early = offsetAt(wall - 86_400_000, timeZone);
  const late = offsetAt(wall + 86_400_000, timeZone);
  const candidates = [wall - early, wall - late].filter((instant) => instant + offsetAt(instant, timeZone) === wall);
  return candidates.length > 0 ? Math.min(...candidates) : wall - early;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks are ahead of UTC, milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) formats.set(timeZone, (format = offsetFormat(timeZone)));
  const [, sign, hours, minutes, seconds = '0'] =
    /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(format.format(instant)) ?? [];
  if (!sign) return 0;
  const offset = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -offset : offset;
}

function offsetFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    // A zone that is younger than the zone data of this runtime.
    return new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', timeZoneName: 'longOffset' });
  }
}
