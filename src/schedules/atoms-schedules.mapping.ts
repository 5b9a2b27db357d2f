import type {
  AtomsNewSchedule,
  AtomsScheduleList,
  CreateAtomsScheduleInput,
  NoSchedule,
} from './atoms-schedules.dto.js';
import { weekToHours } from './date-range.js';
import { DEFAULT_HOURS } from './default-schedule.js';
import { isDefault, type NewSchedule, type Schedule } from './schedule.js';
import { toHoursRow, zoneOf } from './schedules-2024-04-15.mapping.js';

// What only the components ask for. They share the detailed shape of 2024-04-15.

/** The first schedule of a user becomes its default. */
export function toNewSchedule({ name, schedule }: CreateAtomsScheduleInput): NewSchedule {
  const weekly = schedule ? weekToHours(schedule) : DEFAULT_HOURS;
  return { name, timeZone: null, becomesDefault: 'IF_NONE', weekly, overrides: [] };
}

export function toList(schedules: Schedule[]): AtomsScheduleList {
  return {
    schedules: schedules.map((schedule) => ({
      id: schedule.id,
      name: schedule.name,
      availability: schedule.hours.map((row) => toHoursRow(row, schedule.id, null)),
      timeZone: zoneOf(schedule),
      isDefault: isDefault(schedule),
    })),
  };
}

export function toNewOutput(schedule: Schedule): AtomsNewSchedule {
  const { id, userId, name } = schedule;
  return { schedule: { id, userId, name, timeZone: zoneOf(schedule) } };
}

export function noSchedule(timeZone: string): NoSchedule {
  return {
    id: -1,
    name: 'No schedules found',
    availability: [[], [], [], [], [], [], []],
    dateOverrides: [],
    timeZone,
    workingHours: [],
    isDefault: true,
  };
}

/** The number at the start of a query parameter; null when there is none. */
export function toScheduleId(text: unknown): number | null {
  const id = typeof text === 'string' ? Number.parseInt(text, 10) : NaN;
  return Number.isNaN(id) ? null : id;
}
