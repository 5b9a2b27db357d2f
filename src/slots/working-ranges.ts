import { minutesOf } from '../schedules/wall-time.js';
import { dayOf, weekdayOf } from './calendar-days.js';
import { clip, join, type Range } from './ranges.js';
import type { HostSchedule } from './slot-query.js';
import { clockOf, DAY, MINUTE, type ZoneClock } from './zone-offsets.js';

/** Written so, hours end with the day. */
const LAST_MINUTE = 23 * 60 + 59;

/**
 * When a schedule is open in `window`: joined ranges. A moment is open when the clocks of the schedule's zone show a time
 * within the hours of the date that calendars show there, so 09:00 is 09:00 on the days of clock changes too.
 */
export function workingRanges(schedule: HostSchedule, window: Range): Range[] {
  const overrides = overridesByDay(schedule);
  const clockOn = clocksOf(schedule);
  const weekly = hoursByWeekday(schedule);
  const ranges: Range[] = [];
  for (const day of daysAround(window)) {
    const override = overrides.get(day);
    // compat: slots.overrides-unclipped — they count in full, on the dates beside the window too.
    if (override) ranges.push(...momentsOn(day, override, clockOn(day)));
    else {
      const moments = momentsOn(day, weekly[weekdayOf(day)] as Range[], clockOn(day));
      ranges.push(...moments.flatMap((range) => clip(range, window) ?? []));
    }
  }
  return join(ranges);
}

/** The dates of UTC in the window, with one more at each end: dates of all zones that have a part in it are among them. */
function daysAround({ start, end }: Range): number[] {
  const first = Math.floor(start / DAY) - 1;
  const last = Math.floor((end - 1) / DAY) + 1;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

function momentsOn(day: number, hours: Range[], clock: ZoneClock): Range[] {
  return hours.flatMap(({ start, end }) => clock.momentsOf({ start: day * DAY + start, end: day * DAY + end }));
}

/** Sunday first. Hours are milliseconds since midnight. */
function hoursByWeekday({ weekly }: HostSchedule): Range[][] {
  return [0, 1, 2, 3, 4, 5, 6].map((weekday) =>
    weekly.filter(({ days }) => days.includes(weekday)).map(({ start, end }) => hoursBetween(start, end)),
  );
}

function overridesByDay({ overrides }: HostSchedule): Map<number, Range[]> {
  const byDay = new Map<number, Range[]>();
  for (const { date, start, end } of overrides) {
    const hours = hoursBetween(start, end);
    const others = byDay.get(dayOf(date));
    if (others) others.push(hours);
    else byDay.set(dayOf(date), [hours]);
  }
  return byDay;
}

/** Hours that end before they begin are none, which `momentsOf` sees for itself. */
function hoursBetween(start: string, end: string): Range {
  const last = minutesOf(end);
  return { start: minutesOf(start) * MINUTE, end: last === LAST_MINUTE ? DAY : last * MINUTE };
}

/** Says which clock the hours of a day are meant by. */
function clocksOf({ timeZone, travels }: HostSchedule): (day: number) => ZoneClock {
  const home = clockOf(timeZone);
  if (travels.length === 0) return () => home;
  return (day) => {
    const midnight = startOfDay(day, home);
    const travel = travels.find(({ start, end }) => midnight >= start && (end === null || midnight <= end));
    return travel ? clockOf(travel.timeZone) : home;
  };
}

/** The first moment of a day; of a day that the zone skips, that of the next one. */
export function startOfDay(day: number, clock: ZoneClock): number {
  const wall = { start: day * DAY, end: (day + 2) * DAY };
  return (clock.momentsOf(wall)[0] as Range).start;
}
