import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  ValidateNested,
} from 'class-validator';
import { OptionalFlag, OptionalInt, RequiredFlag, RequiredInt, RequiredString } from './properties.js';
import { AreDaysInOrder } from './days-in-order.js';
import type { Layout } from './event-type-row.js';

const WINDOW_TYPES = ['businessDays', 'calendarDays', 'range'];
export const LAYOUTS: Layout[] = ['month', 'week', 'column'];
export const FREQUENCIES = ['yearly', 'monthly', 'weekly'] as const;

/** At most so many, by interval. */
export class BaseBookingLimitsCount_2024_06_14 {
  @OptionalInt(1)
  day?: number | null;

  @OptionalInt(1)
  week?: number | null;

  @OptionalInt(1)
  month?: number | null;

  @OptionalInt(1)
  year?: number | null;

  @ApiPropertyOptional({ type: Boolean, default: false })
  @IsBoolean()
  @IsOptional()
  disabled?: boolean | null;
}

/** Minutes, by interval. */
export class BaseBookingLimitsDuration_2024_06_14 extends BaseBookingLimitsCount_2024_06_14 {}

export class BookerActiveBookingsLimit_2024_06_14 {
  @OptionalInt(1)
  maximumActiveBookings?: number | null;

  @OptionalFlag()
  offerReschedule?: boolean | null;
}

export class BusinessDaysWindow_2024_06_14 {
  @ApiProperty({ type: String, enum: WINDOW_TYPES, example: 'businessDays' })
  @IsIn(['businessDays', 'calendarDays'])
  type: string;

  @RequiredInt(0)
  value: number;

  @OptionalFlag({ description: 'Whether the window moves on so that as many days stay free.' })
  rolling?: boolean | null;
}

export class CalendarDaysWindow_2024_06_14 extends BusinessDaysWindow_2024_06_14 {}

export class RangeWindow_2024_06_14 {
  @ApiProperty({ type: String, enum: WINDOW_TYPES, example: 'range' })
  @IsIn(['range'])
  type: string;

  @ApiProperty({ type: [String], example: ['2030-01-01', '2030-01-31'], description: 'The first and the last day.' })
  @AreDaysInOrder()
  @ArrayMinSize(2)
  @ArrayMaxSize(2)
  @IsArray()
  value: string[];
}

export class BookerLayouts_2024_06_14 {
  @ApiProperty({ type: String, enum: LAYOUTS })
  @IsIn(LAYOUTS)
  defaultLayout: Layout;

  @ApiProperty({ type: String, enum: LAYOUTS, isArray: true })
  @IsIn(LAYOUTS, { each: true })
  @IsArray()
  enabledLayouts: Layout[];
}

export class NoticeThreshold_2024_06_14 {
  @ApiProperty({ type: String, example: 'minutes', description: '`minutes` or `hours`.' })
  @IsIn(['minutes', 'hours'])
  unit: string;

  @RequiredInt(1)
  count: number;
}

export class BaseConfirmationPolicy_2024_06_14 {
  @ApiProperty({ type: String, enum: ['always', 'time'] })
  @IsIn(['always', 'time'])
  type: 'always' | 'time';

  @ApiPropertyOptional({ type: NoticeThreshold_2024_06_14, description: 'Needed for the type `time`.' })
  @Type(() => NoticeThreshold_2024_06_14)
  @ValidateNested()
  @IsOptional()
  noticeThreshold?: NoticeThreshold_2024_06_14 | null;

  @RequiredFlag()
  blockUnconfirmedBookingsInBooker: boolean;
}

export class Recurrence_2024_06_14 {
  @RequiredInt(1)
  interval: number;

  @RequiredInt(1)
  occurrences: number;

  @ApiProperty({ type: String, enum: FREQUENCIES })
  @IsIn(FREQUENCIES)
  frequency: (typeof FREQUENCIES)[number];
}

export class Seats_2024_06_14 {
  @RequiredInt(1, 1000)
  seatsPerTimeSlot: number;

  @RequiredFlag()
  showAttendeeInfo: boolean;

  @RequiredFlag()
  showAvailabilityCount: boolean;
}

export class DestinationCalendar_2024_06_14 {
  @ApiProperty({ type: String })
  @IsString()
  integration: string;

  @ApiProperty({ type: String })
  @IsString()
  externalId: string;
}

export class EventTypeColor_2024_06_14 {
  // compat: event-types.color — any text is a colour.
  @RequiredString({ example: '#292929' })
  lightThemeHex: string;

  @RequiredString({ example: '#fafafa' })
  darkThemeHex: string;
}
