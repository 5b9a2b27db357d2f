import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsNumber, IsOptional, Max, Min, ValidateBy, ValidateNested } from 'class-validator';
import { ApiError } from '../common/api-error.js';
import { IsOmittable, OptionalString, OptionalTimeZone, RequiredString } from '../common/validation.js';
import { AreDateRanges, type DateRange, IsWeek, type Week } from './date-range.js';
import { dateTimeFault } from './date-time-fault.js';
import { weeklyFault } from './hours-fault.js';
import { toWeeklyHours } from './schedules-2024-04-15.mapping.js';

/** A date-time of which only the UTC clock time counts. Faults are answered with their own text, not in a list. */
const ClockDateTime = (): PropertyDecorator =>
  ValidateBy({
    name: 'isClockDateTime',
    validator: {
      validate(value, args) {
        const fault = dateTimeFault(args?.property as string, value);
        if (fault) throw ApiError.badRequest(fault);
        return true;
      },
    },
  });

export class CreateAvailabilityInput_2024_04_15 {
  @IsArray()
  @IsNumber({ maxDecimalPlaces: 0 }, { each: true })
  @Min(0, { each: true })
  @Max(6, { each: true })
  days: number[];

  @ClockDateTime()
  startTime: string;

  @ClockDateTime()
  endTime: string;
}

/** Refuses rows that are well formed each, but make no sense together. */
const AreHours = (): PropertyDecorator =>
  ValidateBy({
    name: 'areHours',
    validator: {
      validate: (value) => hoursFault(value) === null,
      defaultMessage: (args) => `${args?.property} ${hoursFault(args?.value)}`,
    },
  });

function hoursFault(value: unknown): string | null {
  if (!Array.isArray(value)) return null;
  const rows = value as CreateAvailabilityInput_2024_04_15[];
  if (rows.some((row) => typeof row !== 'object' || row === null || Array.isArray(row))) {
    return 'must contain nothing but objects';
  }
  const isComplete = rows.every(
    ({ days, startTime, endTime }) =>
      Array.isArray(days) &&
      days.every((day) => Number.isInteger(day) && day >= 0 && day <= 6) &&
      !dateTimeFault('', startTime) &&
      !dateTimeFault('', endTime),
  );
  return isComplete ? weeklyFault(toWeeklyHours(rows)) : null;
}

export class CreateScheduleInput_2024_04_15 {
  @RequiredString()
  name: string;

  @ApiProperty({ required: true })
  @OptionalTimeZone({}, () => undefined)
  timeZone: string;

  @ApiPropertyOptional({ type: [CreateAvailabilityInput_2024_04_15] })
  @Type(() => CreateAvailabilityInput_2024_04_15)
  @AreHours()
  @ValidateNested({ each: true })
  @IsArray()
  @IsOptional()
  availabilities?: CreateAvailabilityInput_2024_04_15[] | null;

  @ApiProperty({ type: Boolean })
  @IsBoolean()
  isDefault: boolean;
}

/** The change of a schedule in version 2024-04-15, and that of the components. */
export class UpdateScheduleInput_2024_04_15 {
  @OptionalString({}, IsOmittable())
  name?: string;

  // improve: schedules.atoms-zone — the components' route of the original stores any text.
  @OptionalTimeZone({}, IsOmittable())
  timeZone?: string;

  @IsBoolean()
  @IsOptional()
  isDefault?: boolean | null;

  @IsWeek()
  @IsOptional()
  schedule?: Week | null;

  @AreDateRanges()
  @IsOptional()
  dateOverrides?: DateRange[] | null;
}

/** A stored row. `userId` is only known where the contract shows it. */
export interface HoursRow {
  id: number;
  userId: number | null;
  eventTypeId: null;
  days: number[];
  startTime: string;
  endTime: string;
  date: string | null;
  scheduleId: number;
}

/** Everything that the components know of a schedule. */
export interface DetailedSchedule {
  id: number;
  name: string;
  isManaged: boolean;
  /** Minutes since midnight. */
  workingHours: { days: number[]; startTime: number; endTime: number; userId: number }[];
  schedule: HoursRow[];
  availability: Week;
  timeZone: string;
  dateOverrides: { ranges: DateRange[] }[];
  isDefault: boolean;
  isLastSchedule: boolean;
  readOnly: boolean;
  userId: number;
}

export interface UpdatedSchedule {
  schedule: {
    id: number;
    userId: number;
    name: string;
    timeZone: string | null;
    availability: HoursRow[];
    eventType: { id: number; eventName: string | null }[];
  };
  availability: Week;
  timeZone: string;
  isDefault: boolean;
  prevDefaultId: number | null;
  currentDefaultId: number | null;
}

/** The answer to a change without a name. */
export interface BrieflyUpdatedSchedule {
  schedule: { userId: number; name: string; id: number };
  isDefault: boolean;
}
