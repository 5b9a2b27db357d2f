import { Transform } from 'class-transformer';
import { Allow, ArrayMaxSize, IsInt, IsOptional, Max, Min, ValidateBy } from 'class-validator';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { isStorable, OptionalString, OptionalTimeZone } from '../common/validation.js';
import { IsInstant } from './instant.js';

const toFlag = ({ value }: { value: unknown }): boolean => value === 'true' || value === true;
const toNumber = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? Number(value) : value);
const toNames = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? [value] : value);

const AreNames = (): PropertyDecorator =>
  ValidateBy({
    name: 'areNames',
    validator: {
      validate: (value) => Array.isArray(value) && value.every((name) => typeof name === 'string' && isStorable(name)),
      defaultMessage: () => 'each value in usernameList must be a string',
    },
  });

// compat: slots.tolerant — parameters that are unknown, or mean nothing here, are accepted whatever their values are.
/** What the booking components send. */
export class GetAvailableSlotsInput_2024_04_15 {
  @IsInstant()
  startTime: string;

  @IsInstant()
  endTime: string;

  /** 0, or something that is no number, while the components do not know it. */
  @Transform(toNumber)
  @Allow()
  eventTypeId?: unknown;

  @OptionalString()
  eventTypeSlug?: string;

  @ArrayMaxSize(50)
  @AreNames()
  @Transform(toNames)
  @IsOptional()
  usernameList?: string[];

  @Transform(toFlag)
  @Allow()
  isTeamEvent?: boolean;

  @OptionalTimeZone()
  timeZone?: string;

  @Transform(toNumber)
  @Max(MAX_ID)
  @Min(1, { message: 'Duration must be a positive number' })
  @IsInt()
  @IsOptional()
  duration?: number;

  @OptionalString()
  rescheduleUid?: string;

  @OptionalString()
  slotFormat?: string;

  @Transform(toFlag)
  @Allow()
  _silentCalendarFailures?: boolean;

  @Transform(toFlag)
  @Allow()
  _bypassCalendarBusyTimes?: boolean;
}
