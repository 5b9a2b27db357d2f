import { DEFAULT_HOURS } from './default-schedule.js';
import { dayName, dayNumber } from './hours-fault.js';
import {
  type DateHours,
  isDefault,
  type NewSchedule,
  overridesOf,
  type Schedule,
  type SchedulePatch,
  type WeeklyHours,
  weeklyOf,
} from './schedule.js';
import type {
  CreateScheduleInput_2024_06_11,
  ScheduleAvailabilityInput_2024_06_11,
  ScheduleOutput_2024_06_11,
  ScheduleOverrideInput_2024_06_11,
  UpdateScheduleInput_2024_06_11,
} from './schedules-2024-06-11.dto.js';
import { readDate } from './wall-time.js';

// The shape of 2024-06-11: names of days, times to the minute.

/** Whether it is a time as this generation writes it, `09:00`. */
export function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value);
}

export function toWeeklyHours(rows: ScheduleAvailabilityInput_2024_06_11[]): WeeklyHours[] {
  return rows.map(({ days, ...range }) => ({ days: days.map(dayNumber), ...toRange(range) }));
}

export function toDateHours(rows: ScheduleOverrideInput_2024_06_11[]): DateHours[] {
  return rows.map(({ date, ...range }) => ({ date: readDate(date) as string, ...toRange(range) }));
}

export function toNewSchedule(input: CreateScheduleInput_2024_06_11): NewSchedule {
  return {
    name: input.name,
    timeZone: input.timeZone,
    becomesDefault: input.isDefault ? 'YES' : 'NO',
    weekly: input.availability ? toWeeklyHours(input.availability) : DEFAULT_HOURS,
    overrides: toDateHours(input.overrides ?? []),
  };
}

export function toPatch(input: UpdateScheduleInput_2024_06_11): SchedulePatch {
  return {
    name: input.name,
    timeZone: input.timeZone,
    isDefault: input.isDefault ?? undefined,
    weekly: input.availability ? toWeeklyHours(input.availability) : undefined,
    overrides: input.overrides ? toDateHours(input.overrides) : undefined,
  };
}

/** Rows as stored: neither merged nor sorted. */
export function toOutput(schedule: Schedule): ScheduleOutput_2024_06_11 {
  return {
    id: schedule.id,
    ownerId: schedule.userId,
    name: schedule.name,
    // compat: schedules.no-zone — not the owner's zone, as in the other generation.
    timeZone: schedule.timeZone ?? 'Europe/London',
    availability: weeklyOf(schedule).map(({ days, ...range }) => ({ days: days.map(dayName), ...fromRange(range) })),
    isDefault: isDefault(schedule),
    overrides: overridesOf(schedule).map(({ date, ...range }) => ({ date, ...fromRange(range) })),
  };
}

interface Times {
  startTime: string;
  endTime: string;
}

const toRange = ({ startTime, endTime }: Times) => ({ start: `${startTime}:00`, end: `${endTime}:00` });

const fromRange = ({ start, end }: { start: string; end: string }): Times => ({
  startTime: start.slice(0, 5),
  endTime: end.slice(0, 5),
});
