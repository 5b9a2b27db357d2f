import { type DateRange, rangesToDateHours, type Week, weekToHours } from './date-range.js';
import { DEFAULT_HOURS } from './default-schedule.js';
import {
  type ChangedSchedule,
  isDefault,
  type NewSchedule,
  overridesOf,
  type Schedule,
  type SchedulePatch,
  type StoredHours,
  type WallTime,
  type WeeklyHours,
  weeklyOf,
} from './schedule.js';
import type {
  BrieflyUpdatedSchedule,
  CreateAvailabilityInput_2024_04_15,
  CreateScheduleInput_2024_04_15,
  DetailedSchedule,
  HoursRow,
  UpdatedSchedule,
  UpdateScheduleInput_2024_04_15,
} from './schedules-2024-04-15.dto.js';
import { dateIn, minutesOf, readDateTime, utcDate } from './wall-time.js';

// The shape of 2024-04-15 and of the components: clock times travel as ISO date-times whose UTC time of day is meant.

export function toWeeklyHours(rows: CreateAvailabilityInput_2024_04_15[]): WeeklyHours[] {
  return rows.map(({ days, startTime, endTime }) => ({
    days,
    start: readDateTime(startTime)?.time as string,
    end: readDateTime(endTime)?.time as string,
  }));
}

export function toNewSchedule({ name, timeZone, ...input }: CreateScheduleInput_2024_04_15): NewSchedule {
  const weekly = input.availabilities?.length ? toWeeklyHours(input.availabilities) : DEFAULT_HOURS;
  return { name, timeZone, becomesDefault: input.isDefault ? 'YES' : 'NO', weekly, overrides: [] };
}

// improve: schedules.partial-change — the original ignores what comes without a name, and forgets what is left out with one.
export function toPatch(input: UpdateScheduleInput_2024_04_15): SchedulePatch {
  return {
    name: input.name,
    timeZone: input.timeZone,
    isDefault: input.isDefault ?? undefined,
    weekly: input.schedule ? weekToHours(input.schedule) : undefined,
    overrides: input.dateOverrides ? rangesToDateHours(input.dateOverrides) : undefined,
  };
}

/** @param now epoch milliseconds: overrides of dates that are over are left out, and times are those of today. */
export function toDetailedSchedule(schedule: Schedule, now: number): DetailedSchedule {
  const { id, name, userId, hours, ownedCount } = schedule;
  const timeZone = zoneOf(schedule);
  return {
    id,
    name,
    // Only the owner sees a schedule.
    isManaged: false,
    workingHours: toWorkingHours(schedule),
    schedule: hours.map((row) => toHoursRow(row, id, userId)),
    availability: toWeek(weeklyOf(schedule), now),
    timeZone,
    dateOverrides: toDateOverrides(schedule, dateIn(timeZone, now)),
    isDefault: isDefault(schedule),
    isLastSchedule: ownedCount <= 1,
    readOnly: false,
    userId,
  };
}

// compat: schedules.brief-answer — an answer to a change without a name says little.
export function toUpdateOutput(
  schedule: ChangedSchedule,
  { name: givenName }: UpdateScheduleInput_2024_04_15,
  now: number,
): UpdatedSchedule | BrieflyUpdatedSchedule {
  const { id, userId, name, timeZone, eventTypes } = schedule;
  if (!givenName) return { schedule: { userId, name, id }, isDefault: isDefault(schedule) };
  const availability = schedule.hours.map((row) => toHoursRow(row, id, null));
  return {
    schedule: { id, userId, name, timeZone, availability, eventType: eventTypes },
    availability: toWeek(weeklyOf(schedule), now),
    timeZone: zoneOf(schedule),
    isDefault: isDefault(schedule),
    prevDefaultId: schedule.previousDefaultId,
    currentDefaultId: schedule.defaultId,
  };
}

export const zoneOf = ({ timeZone, ownerTimeZone }: Schedule): string => timeZone ?? ownerTimeZone;

export function toHoursRow(
  { id, days, start, end, date }: StoredHours,
  scheduleId: number,
  userId: number | null,
): HoursRow {
  return {
    id,
    userId,
    eventTypeId: null,
    days,
    startTime: `1970-01-01T${start}.000Z`,
    endTime: `1970-01-01T${end}.000Z`,
    date: date && `${date}T00:00:00.000Z`,
    scheduleId,
  };
}

function toWorkingHours(schedule: Schedule): DetailedSchedule['workingHours'] {
  return weeklyOf(schedule)
    .filter(({ days }) => days.length > 0)
    .map(({ days, start, end }) => ({
      days,
      startTime: minutesOf(start),
      endTime: minutesOf(end),
      userId: schedule.userId,
    }))
    .sort((one, other) => one.startTime - other.startTime);
}

/** The components compare times with those of today, so they get today's date. */
function toWeek(hours: StoredHours[], now: number): Week {
  const today = utcDate(now);
  const sorted = hours.toSorted((one, other) => (one.start < other.start ? -1 : Number(one.start > other.start)));
  return Array.from({ length: 7 }, (_, day) =>
    sorted.filter(({ days }) => days.includes(day)).map((range) => toDateRange(today, range)),
  );
}

function toDateOverrides(schedule: Schedule, today: string): DetailedSchedule['dateOverrides'] {
  const byDate = new Map<string, DateRange[]>();
  const dated = overridesOf(schedule).filter(({ date }) => date >= today);
  const key = ({ date, start }: { date: string; start: WallTime }) => date + start;
  for (const range of dated.toSorted((one, other) => (key(one) < key(other) ? -1 : Number(key(one) > key(other))))) {
    const ranges = byDate.get(range.date) ?? [];
    ranges.push(toDateRange(range.date, range));
    byDate.set(range.date, ranges);
  }
  return [...byDate.values()].map((ranges) => ({ ranges }));
}

/** The last minute of a day is written as its last instant, as the components do. */
function toDateRange(date: string, { start, end }: { start: WallTime; end: WallTime }): DateRange {
  const last = end.startsWith('23:59') ? '23:59:59.999' : `${end}.000`;
  return { start: `${date}T${start}.000Z`, end: `${date}T${last}Z` };
}
