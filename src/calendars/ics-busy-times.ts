import ICAL from 'ical.js';
import { canonicalTimeZone } from '../common/time-zones.js';
import { clockOf, DAY } from '../slots/zone-offsets.js';

/** Beyond so many occurrences and periods a feed counts as unreadable. */
const MAX_STEPS = 60_000;
const MAX_TITLE = 500;

/** What is looked for in a feed. Instants are epoch milliseconds, as everything here that goes from thread to thread. */
export interface IcsQuestion {
  text: string;
  from: number;
  to: number;
  /** For times that say no zone, in a feed that says none. */
  timeZone: string;
}

export interface IcsBusyTime {
  start: number;
  end: number;
  title?: string;
}

export interface IcsAnswer {
  /** Of the calendar; empty when the feed does not tell it. */
  name: string;
  /** In no order; may overlap. */
  busy: IcsBusyTime[];
}

/**
 * Reads a feed. Its cost is bounded in occurrences, but not in time: a rule can be made that never gives one.
 *
 * @throws Error when the text is no calendar, or holds too much.
 */
export function readIcs({ text, from, to, timeZone }: IcsQuestion): IcsAnswer {
  const calendars = componentsIn(text).filter(({ name }) => name === 'vcalendar');
  if (calendars.length === 0) throw new Error('no calendar');
  const reading = new Reading(from, to);
  for (const calendar of calendars) reading.read(calendar, zoneOf(calendar) ?? timeZone);
  return {
    name: textOf(calendars[0] as ICAL.Component, 'x-wr-calname')
      .trim()
      .slice(0, MAX_TITLE),
    busy: reading.busy,
  };
}

class TooMuchError extends Error {}

class Reading {
  readonly busy: IcsBusyTime[] = [];
  private steps = 0;

  constructor(
    private readonly from: number,
    private readonly to: number,
  ) {}

  read(calendar: ICAL.Component, zone: string): void {
    const events = calendar.getAllSubcomponents('vevent');
    const changed = new Map<string, ICAL.Component[]>();
    for (const event of events.filter(isChange)) {
      const uid = textOf(event, 'uid');
      changed.set(uid, [...(changed.get(uid) ?? []), event]);
    }
    for (const event of events) {
      const changes = changed.get(textOf(event, 'uid')) ?? [];
      const isSeries = isRecurring(event) && !isChange(event);
      this.trying(() => (isSeries ? this.readSeries(event, changes, zone) : this.readSingle(event, zone)));
    }
    for (const block of calendar.getAllSubcomponents('vfreebusy')) this.trying(() => this.readFreeBusy(block, zone));
  }

  /** One event that makes no sense does not spoil the calendar. */
  private trying(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof TooMuchError) throw error;
    }
  }

  private readSingle(component: ICAL.Component, zone: string): void {
    const event = new ICAL.Event(component);
    if (!component.hasProperty('dtstart') || !isBlocking(component)) return;
    const own = zoneNamed(event.startDate) ?? zone;
    this.add(component, instantOf(event.startDate, own), instantOf(event.endDate, own));
  }

  private readSeries(component: ICAL.Component, changes: ICAL.Component[], zone: string): void {
    const event = new ICAL.Event(component);
    if (!component.hasProperty('dtstart') || !isBlocking(component)) return;
    const own = zoneNamed(event.startDate) ?? zone;
    const duration = event.duration;
    const gaps = gapsOf(component, changes, own);
    const seen = new Set<number>();
    const occur = (start: ICAL.Time): boolean => {
      this.step();
      const at = instantOf(start, own);
      if (at >= this.to) return false;
      if (seen.has(at) || gaps.has(at) || gaps.has(start.toString().slice(0, 10))) return true;
      seen.add(at);
      const end = start.clone();
      end.addDuration(duration);
      this.add(component, at, instantOf(end, own));
      return true;
    };
    occur(event.startDate);
    for (const date of valuesOf(component, 'rdate'))
      occur(date instanceof ICAL.Period ? date.start : (date as ICAL.Time));
    for (const rule of valuesOf(component, 'rrule') as ICAL.Recur[]) {
      const iterator = rule.iterator(this.shortlyBefore(event.startDate, rule, duration, own));
      for (let start = iterator.next(); start && occur(start); start = iterator.next());
    }
  }

  /** A start of the rule shortly before the window, where every period is like the others. */
  private shortlyBefore(first: ICAL.Time, rule: ICAL.Recur, duration: ICAL.Duration, zone: string): ICAL.Time {
    const start = first.clone();
    const period = (rule.interval || 1) * ({ DAILY: 1, WEEKLY: 7 }[rule.freq as string] ?? 0);
    if (rule.count || period === 0) return start;
    const gap = (this.from - instantOf(start, zone) - Math.abs(duration.toSeconds()) * 1000) / DAY - 2 * period;
    const periods = Math.floor(gap / period);
    if (periods > 0) start.adjust(periods * period, 0, 0, 0);
    return start;
  }

  private readFreeBusy(block: ICAL.Component, zone: string): void {
    for (const property of block.getAllProperties('freebusy')) {
      if (property.getParameter('fbtype') === 'FREE') continue;
      for (const period of property.getValues() as ICAL.Period[]) {
        this.step();
        this.addInstants(instantOf(period.start, zone), instantOf(period.getEnd(), zone));
      }
    }
  }

  private add(component: ICAL.Component, start: number, end: number): void {
    this.step();
    this.addInstants(start - travelTime(component), end, textOf(component, 'summary').slice(0, MAX_TITLE));
  }

  private addInstants(start: number, end: number, title = ''): void {
    if (!(start < end) || start >= this.to || end <= this.from) return;
    this.busy.push({ start, end, ...(title && { title }) });
  }

  private step(): void {
    if (++this.steps > MAX_STEPS) throw new TooMuchError();
  }
}

function componentsIn(text: string): ICAL.Component[] {
  const parsed = ICAL.parse(text) as unknown[];
  // A text with several calendars gives a list of them.
  const lists = typeof parsed[0] === 'string' ? [parsed] : (parsed as unknown[][]);
  return lists.map((jCal) => new ICAL.Component(jCal as never));
}

/** A component that stands for one occurrence of a series. */
const isChange = (event: ICAL.Component): boolean => event.hasProperty('recurrence-id');
const isRecurring = (event: ICAL.Component): boolean => event.hasProperty('rrule') || event.hasProperty('rdate');

// improve: calendars.transparent — in the original everything in a feed blocks, also what says that it does not.
function isBlocking(event: ICAL.Component): boolean {
  const is = (property: string, value: string): boolean => textOf(event, property).toUpperCase() === value;
  return !is('transp', 'TRANSPARENT') && !is('status', 'CANCELLED');
}

/** How long it takes to get there, milliseconds. */
function travelTime(event: ICAL.Component): number {
  const text = textOf(event, 'x-apple-travel-duration');
  const seconds = /^P/.test(text) ? ICAL.Duration.fromString(text).toSeconds() : 0;
  return Math.min(Math.max(seconds, 0), DAY / 1000) * 1000;
}

function zoneOf(calendar: ICAL.Component): string | null {
  return canonicalTimeZone(textOf(calendar, 'x-wr-timezone'));
}

function textOf(component: ICAL.Component, property: string): string {
  const value = component.getFirstPropertyValue(property);
  return value === null ? '' : String(value);
}

const valuesOf = (component: ICAL.Component, property: string): unknown[] =>
  component.getAllProperties(property).flatMap((found) => found.getValues() as unknown[]);

/**
 * Where a series has no occurrence: what was taken out, as a moment or a whole date; and what was changed, which stands for
 * itself, also when the change says that the time is free.
 */
function gapsOf(component: ICAL.Component, changes: ICAL.Component[], zone: string): Set<number | string> {
  const changed = changes.flatMap((change) => valuesOf(change, 'recurrence-id')) as ICAL.Time[];
  const dates = [...changed, ...(valuesOf(component, 'exdate') as ICAL.Time[])];
  return new Set(dates.map((date) => (date.isDate ? date.toString() : instantOf(date, zone))));
}

/** The zone that a time names without the calendar defining it; null when it names none that anybody knows. */
function zoneNamed(time: ICAL.Time): string | null {
  return canonicalTimeZone((time as { timezone?: string }).timezone ?? '');
}

/**
 * Epoch milliseconds. A zone that the zone database knows is read there, whatever the feed says of it; another one in the
 * feed's definition.
 */
function instantOf(time: ICAL.Time, fallback: string): number {
  const { zone } = time;
  const isFloating = !zone || zone.tzid === 'floating';
  const named = zoneNamed(time) ?? (isFloating ? '' : zone.tzid);
  if (named === 'UTC' || named === 'Z') return time.toUnixTime() * 1000;
  const known = canonicalTimeZone(named);
  if (!known && !isFloating) return time.toUnixTime() * 1000;
  const { year, month, day, hour, minute, second } = time;
  const wall = time.isDate ? Date.UTC(year, month - 1, day) : Date.UTC(year, month - 1, day, hour, minute, second);
  const clock = clockOf(known ?? fallback);
  // An hour that is skipped is read with the offset of before; of one that comes twice the first counts.
  return clock.momentsOf({ start: wall, end: wall + 1 })[0]?.start ?? wall - clock.offsetAt(wall - DAY);
}
