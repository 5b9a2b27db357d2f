import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsOptional, IsString, Matches, ValidateBy, ValidateNested } from 'class-validator';
import { SuccessStatus } from '../common/success-status.js';
import { IsOmittable, OptionalString, OptionalTimeZone, RequiredString, WEEK_DAYS } from '../common/validation.js';
import { overridesFault, weeklyFault } from './hours-fault.js';
import { isTime, toDateHours, toWeeklyHours } from './schedules-2024-06-11.mapping.js';
import { readDate } from './wall-time.js';

/** `09:00`; hours and minutes have two digits. */
const Time =
  (example: string): PropertyDecorator =>
  (target, property) =>
    applyDecorators(
      ApiProperty({ type: String, pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', example }),
      Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: `${String(property)} must be a valid time format HH:MM` }),
      IsString(),
    )(target as object, property);

export class ScheduleAvailabilityInput_2024_06_11 {
  // compat: schedules.documented-days — the published document gives the names to the list as well as to what is in it.
  @ApiProperty({
    type: 'array',
    enum: WEEK_DAYS,
    items: { type: 'string', enum: WEEK_DAYS },
    example: ['Monday', 'Tuesday'],
  })
  @IsArray()
  @IsIn(WEEK_DAYS, {
    each: true,
    message: `each value in days must be one of the following values: ${WEEK_DAYS.join(', ')}`,
  })
  days: string[];

  @Time('08:00')
  startTime: string;

  @Time('15:00')
  endTime: string;
}

export class ScheduleOverrideInput_2024_06_11 {
  @ApiProperty({ type: String, example: '2027-05-20' })
  @ValidateBy({
    name: 'isIso8601',
    validator: {
      validate: (value) => readDate(value) !== null,
      defaultMessage: () => 'date must be a valid ISO 8601 date string',
    },
  })
  date: string;

  @Time('12:00')
  startTime: string;

  @Time('13:00')
  endTime: string;
}

/** Refuses rows that are well formed each, but make no sense together; others are reported one by one. */
const AreHours = (faultOf: (rows: object[]) => string | null): PropertyDecorator =>
  ValidateBy({
    name: 'areHours',
    validator: {
      validate: (value) => faultIn(value, faultOf) === null,
      defaultMessage: (args) => `${args?.property} ${faultIn(args?.value, faultOf)}`,
    },
  });

function faultIn(value: unknown, faultOf: (rows: object[]) => string | null): string | null {
  if (!Array.isArray(value)) return null;
  const isRow = (row: unknown): row is object => typeof row === 'object' && row !== null && !Array.isArray(row);
  return value.every(isRow) ? faultOf(value) : 'must contain nothing but objects';
}

const hasTimes = ({ startTime, endTime }: { startTime: unknown; endTime: unknown }): boolean =>
  isTime(startTime) && isTime(endTime);

const isDays = (days: unknown): boolean =>
  Array.isArray(days) && days.every((day) => WEEK_DAYS.includes(day as string));

const Availability = (example: object[]): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: [ScheduleAvailabilityInput_2024_06_11],
      example,
      description: 'Hours that return every week, in the time zone of the schedule.',
    }),
    Type(() => ScheduleAvailabilityInput_2024_06_11),
    AreHours((rows) => {
      const given = rows as ScheduleAvailabilityInput_2024_06_11[];
      const isComplete = given.every((row) => hasTimes(row) && isDays(row.days));
      return isComplete ? weeklyFault(toWeeklyHours(given)) : null;
    }),
    ValidateNested({ each: true }),
    IsArray(),
    IsOptional(),
  );

const Overrides = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: [ScheduleOverrideInput_2024_06_11],
      example: [{ date: '2027-05-20', startTime: '18:00', endTime: '21:00' }],
      description: 'Hours of single dates, instead of the weekly ones. 00:00 to 00:00: not available on that date.',
    }),
    Type(() => ScheduleOverrideInput_2024_06_11),
    AreHours((rows) => {
      const given = rows as ScheduleOverrideInput_2024_06_11[];
      const isComplete = given.every((row) => hasTimes(row) && readDate(row.date) !== null);
      return isComplete ? overridesFault(toDateHours(given)) : null;
    }),
    ValidateNested({ each: true }),
    IsArray(),
    IsOptional(),
  );

const WEEK = [
  { days: ['Monday', 'Tuesday'], startTime: '17:00', endTime: '19:00' },
  { days: ['Wednesday', 'Thursday'], startTime: '16:00', endTime: '20:00' },
];

export class CreateScheduleInput_2024_06_11 {
  @RequiredString({ example: 'Catch up hours' })
  name: string;

  @ApiProperty({ required: true })
  @OptionalTimeZone({ example: 'Europe/Rome' }, () => undefined)
  timeZone: string;

  @Availability(WEEK)
  availability?: ScheduleAvailabilityInput_2024_06_11[] | null;

  @ApiProperty({ type: Boolean, example: true, description: 'Whether it becomes the default schedule of its owner.' })
  @IsBoolean()
  isDefault: boolean;

  @Overrides()
  overrides?: ScheduleOverrideInput_2024_06_11[] | null;
}

// improve: schedules.null — the original answers 500 to a name that is null, and forgets a time zone that is.
export class UpdateScheduleInput_2024_06_11 {
  @OptionalString({ example: 'One-on-one coaching' }, IsOmittable())
  name?: string;

  @OptionalTimeZone({ example: 'Europe/Rome' }, IsOmittable())
  timeZone?: string;

  @Availability([{ days: ['Monday', 'Tuesday'], startTime: '09:00', endTime: '10:00' }])
  availability?: ScheduleAvailabilityInput_2024_06_11[] | null;

  @ApiPropertyOptional({ type: Boolean, example: true, description: 'False changes nothing.' })
  @IsBoolean()
  @IsOptional()
  isDefault?: boolean | null;

  @Overrides()
  overrides?: ScheduleOverrideInput_2024_06_11[] | null;
}

export class ScheduleOutput_2024_06_11 {
  @ApiProperty({ type: Number, example: 254 })
  id: number;

  @ApiProperty({ type: Number, example: 478 })
  ownerId: number;

  @ApiProperty({ type: String, example: 'Catch up hours' })
  name: string;

  @ApiProperty({ type: String, example: 'Europe/Rome' })
  timeZone: string;

  @ApiProperty({ type: [ScheduleAvailabilityInput_2024_06_11], example: WEEK })
  availability: ScheduleAvailabilityInput_2024_06_11[];

  @ApiProperty({ type: Boolean, example: true })
  isDefault: boolean;

  @ApiProperty({ type: [ScheduleOverrideInput_2024_06_11] })
  overrides: ScheduleOverrideInput_2024_06_11[];
}

// The envelopes of the answers, for the API documentation.

export class CreateScheduleOutput_2024_06_11 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: ScheduleOutput_2024_06_11 })
  data: ScheduleOutput_2024_06_11;
}

const NeverSent = (): PropertyDecorator =>
  ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Never sent with a success.' });

export class GetSchedulesOutput_2024_06_11 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: [ScheduleOutput_2024_06_11] })
  data: ScheduleOutput_2024_06_11[];

  @NeverSent()
  error?: object;
}

export class GetDefaultScheduleOutput_2024_06_11 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: ScheduleOutput_2024_06_11, description: 'Null when the user has no default schedule.' })
  data: ScheduleOutput_2024_06_11 | null;
}

export class GetScheduleOutput_2024_06_11 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: ScheduleOutput_2024_06_11, nullable: true })
  data: ScheduleOutput_2024_06_11 | null;

  @NeverSent()
  error?: object;
}

export class UpdateScheduleOutput_2024_06_11 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: ScheduleOutput_2024_06_11 })
  data: ScheduleOutput_2024_06_11;

  @NeverSent()
  error?: object;
}

export class DeleteScheduleOutput_2024_06_11 {
  @SuccessStatus()
  status: 'success';
}
