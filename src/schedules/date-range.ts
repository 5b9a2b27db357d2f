import { ValidateBy } from 'class-validator';
import type { DateHours, WeeklyHours } from './schedule.js';
import { overridesFault, weeklyFault } from './hours-fault.js';
import { readDateTime } from './wall-time.js';

/** A range as the components write it: ISO date-times whose UTC clock times are meant in the schedule's zone. */
export interface DateRange {
  start: string;
  end: string;
}

/** A week: the ranges of each day, Sunday first. */
export type Week = DateRange[][];

/** The weekly hours of a week. What is the same on several days becomes one row. */
export function weekToHours(week: Week): WeeklyHours[] {
  const rows = new Map<string, WeeklyHours>();
  for (const [day, ranges] of week.entries()) {
    for (const range of ranges) {
      const [start, end] = [timeOf(range.start), timeOf(range.end)];
      const row = rows.get(start + end);
      if (!row) rows.set(start + end, { days: [day], start, end });
      else if (!row.days.includes(day)) row.days.push(day);
    }
  }
  return [...rows.values()];
}

/** The hours of dates; the date is that of the start. */
export function rangesToDateHours(ranges: DateRange[]): DateHours[] {
  return ranges.map(({ start, end }) => ({
    date: readDateTime(start)?.date as string,
    start: timeOf(start),
    end: timeOf(end),
  }));
}

/** Seven lists of ranges that make sense together. */
export const IsWeek = (): PropertyDecorator => Fits('isWeek', weekFault);

/** A list of ranges that make sense together. */
export const AreDateRanges = (): PropertyDecorator => Fits('areDateRanges', dateRangesFault);

function weekFault(value: unknown): string | null {
  if (!Array.isArray(value) || value.length !== 7 || !value.every(isRanges)) {
    return 'must be 7 arrays, Sunday first, of objects with the ISO 8601 date-times start and end';
  }
  // Row by row: merging would hide a range that is there twice.
  return weeklyFault(
    (value as Week).flatMap((ranges, day) =>
      ranges.map(({ start, end }) => ({ days: [day], start: timeOf(start), end: timeOf(end) })),
    ),
  );
}

function dateRangesFault(value: unknown): string | null {
  if (!isRanges(value)) return 'must be an array of objects with the ISO 8601 date-times start and end';
  return overridesFault(rangesToDateHours(value));
}

function isRanges(value: unknown): value is DateRange[] {
  return Array.isArray(value) && value.every((item) => readDateTime(item?.start) && readDateTime(item?.end));
}

const Fits = (name: string, faultOf: (value: unknown) => string | null): PropertyDecorator =>
  ValidateBy({
    name,
    validator: {
      validate: (value) => faultOf(value) === null,
      defaultMessage: (args) => `${args?.property} ${faultOf(args?.value)}`,
    },
  });

const timeOf = (dateTime: string): string => readDateTime(dateTime)?.time as string;
