import type { Range } from './ranges.js';

export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** A span in which the clocks of a zone go evenly. */
interface EvenSpan extends Range {
  /** What a clock on the wall is ahead of UTC, in milliseconds. */
  offset: number;
}

/** About a hundred days: short enough to be read quickly, long enough for most questions. */
const CHUNK = 2 ** 33;
/** So many of a zone's chunks are remembered: seventeen years. */
const MAX_CHUNKS = 64;
/** The moments that a `Date` can tell. */
const [FIRST, LAST] = [-8.64e15, 8.64e15];

/**
 * The clocks of one time zone. Their changes are read from `Intl` once for each hundred days, so that questions about
 * thousands of moments cost no call of it. "Wall" times are what clocks there show, in milliseconds, written as if they
 * were UTC; a "day" is a date there, counted from 1970-01-01 as 0.
 */
export class ZoneClock {
  readonly #chunks = new Map<number, EvenSpan[]>();
  #last: EvenSpan = { start: 0, end: 0, offset: 0 };

  constructor(private readonly timeZone: string) {}

  /** How far the clocks are ahead of UTC at a moment, in milliseconds. */
  offsetAt(instant: number): number {
    if (instant < this.#last.start || instant >= this.#last.end) {
      this.#last = this.#chunkAt(instant).find(({ end }) => instant < end) as EvenSpan;
    }
    return this.#last.offset;
  }

  /** What the clocks show at a moment. */
  wallAt(instant: number): number {
    return instant + this.offsetAt(instant);
  }

  /** The date that calendars show at a moment. */
  dayAt(instant: number): number {
    return Math.floor(this.wallAt(instant) / DAY);
  }

  /**
   * All moments at which the clocks show something from `wall.start` to before `wall.end`: none for an hour that is
   * skipped when clocks are put forward, two ranges or a longer one for an hour that comes twice.
   */
  momentsOf(wall: Range): Range[] {
    return this.spansIn({ start: wall.start - DAY, end: wall.end + DAY }).flatMap((span) => {
      const start = Math.max(wall.start - span.offset, span.start);
      const end = Math.min(wall.end - span.offset, span.end);
      return start < end ? [{ start, end }] : [];
    });
  }

  /** The even spans, in order, that cover `range`; those at its ends are not cut. */
  spansIn({ start, end }: Range): EvenSpan[] {
    const spans: EvenSpan[] = [];
    for (let at = start; at < end; at = (spans.at(-1) as EvenSpan).end) {
      spans.push(...this.#chunkAt(at).filter((span) => span.end > at && span.start < end));
    }
    return spans;
  }

  #chunkAt(instant: number): EvenSpan[] {
    const index = Math.floor(instant / CHUNK);
    const known = this.#chunks.get(index);
    if (known) return known;
    const spans = readSpans(this.timeZone, { start: index * CHUNK, end: (index + 1) * CHUNK });
    if (this.#chunks.size >= MAX_CHUNKS) this.#chunks.clear();
    this.#chunks.set(index, spans);
    return spans;
  }
}

const CLOCKS = new Map<string, ZoneClock>();

/** The clocks of an IANA time zone, which must be one: names that are none are not asked for. */
export function clockOf(timeZone: string): ZoneClock {
  let clock = CLOCKS.get(timeZone);
  if (!clock) CLOCKS.set(timeZone, (clock = new ZoneClock(timeZone)));
  return clock;
}

function readSpans(timeZone: string, { start, end }: Range): EvenSpan[] {
  const offsetAt = offsetReader(timeZone);
  const spans: EvenSpan[] = [{ start, end, offset: offsetAt(start) }];
  // No zone has put its clocks back to where they were within half a day.
  for (let before = start; before < end; before += DAY / 2) {
    const after = Math.min(before + DAY / 2, end - 1);
    const last = spans.at(-1) as EvenSpan;
    const offset = offsetAt(after);
    if (offset === last.offset) continue;
    last.end = firstWith(offset, before, after, offsetAt);
    spans.push({ start: last.end, end, offset });
  }
  return spans;
}

/** The first whole second after `before` with the offset that `after` has. */
function firstWith(offset: number, before: number, after: number, offsetAt: (instant: number) => number): number {
  let [low, high] = [Math.floor(before / 1000), Math.ceil(after / 1000)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * 1000) === offset) high = middle;
    else low = middle;
  }
  return high * 1000;
}

function offsetReader(timeZone: string): (instant: number) => number {
  const format = offsetFormat(timeZone);
  return (instant) => {
    const text = format.format(Math.min(Math.max(instant, FIRST), LAST));
    const [, sign, hours, minutes, seconds = '0'] = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text) ?? [];
    if (!sign) return 0;
    const offset = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
    return sign === '-' ? -offset : offset;
  };
}

function offsetFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    // A zone that is younger than the zone data of this runtime.
    return new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', timeZoneName: 'longOffset' });
  }
}
