import { IsBoolean, IsInt, IsOptional } from 'class-validator';
import { RequiredString } from '../common/validation.js';
import { IsWeek, type Week } from './date-range.js';
import type { DetailedSchedule, HoursRow } from './schedules-2024-04-15.dto.js';

export class GetAtomsScheduleQuery {
  /** Read up to the first character that is no digit; without a number the default schedule is meant. */
  @IsOptional()
  scheduleId?: unknown;

  // compat: schedules.managed-event-type — nothing in a query is a boolean, so every value is refused.
  @IsBoolean()
  @IsOptional()
  isManagedEventType?: boolean;
}

// improve: schedules.atoms-create — the original does not look at the body, and answers 500 to a missing name.
export class CreateAtomsScheduleInput {
  @RequiredString()
  name: string;

  @IsWeek()
  @IsOptional()
  schedule?: Week | null;

  @IsInt()
  @IsOptional()
  eventTypeId?: number | null;
}

export interface AtomsScheduleList {
  schedules: { id: number; name: string; availability: HoursRow[]; timeZone: string; isDefault: boolean }[];
}

/** A schedule that was just made. */
export interface AtomsNewSchedule {
  schedule: { id: number; userId: number; name: string; timeZone: string };
}

/** What stands for the schedule of an event type when there is none. */
export type NoSchedule = Pick<
  DetailedSchedule,
  'id' | 'name' | 'availability' | 'dateOverrides' | 'timeZone' | 'workingHours' | 'isDefault'
>;
