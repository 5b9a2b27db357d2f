import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import type { ClassConstructor } from 'class-transformer';
import { SuccessStatus } from '../common/success-status.js';
import * as outputs from './booking-outputs-2024-08-13.dto.js';

// Envelopes of what is read of bookings, for the API documentation.

const ref = (type: ClassConstructor<object>) => ({ $ref: getSchemaPath(type) });
const listOf = (type: ClassConstructor<object>) => ({ type: 'array' as const, items: ref(type) });
const SHAPES = [
  outputs.BookingOutput_2024_08_13,
  outputs.RecurringBookingOutput_2024_08_13,
  outputs.GetSeatedBookingOutput_2024_08_13,
  outputs.GetRecurringSeatedBookingOutput_2024_08_13,
] as const;

/** One booking in any shape, or all occurrences of a series. */
export const ANY_BOOKING = {
  oneOf: [ref(SHAPES[0]), ref(SHAPES[1]), listOf(SHAPES[1]), ref(SHAPES[2]), ref(SHAPES[3]), listOf(SHAPES[3])],
};

@ApiExtraModels(...SHAPES)
export class GetBookingOutput_2024_08_13 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty(ANY_BOOKING)
  data: object;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Never sent with a success.' })
  error?: object;
}

export class PaginationMetaDto {
  @ApiProperty({ type: Number, minimum: 0, example: 123 })
  totalItems: number;

  @ApiProperty({ type: Number, minimum: 0, example: 103, description: 'Behind this page.' })
  remainingItems: number;

  @ApiProperty({ type: Number, example: 10 })
  returnedItems: number;

  @ApiProperty({ type: Number, minimum: 1, example: 10 })
  itemsPerPage: number;

  @ApiProperty({ type: Number, minimum: 1, example: 2, description: 'The first is 1. An empty list has page 0.' })
  currentPage: number;

  @ApiProperty({ type: Number, minimum: 0, example: 13 })
  totalPages: number;

  @ApiProperty({ type: Boolean, example: true })
  hasNextPage: boolean;

  @ApiProperty({ type: Boolean, example: true })
  hasPreviousPage: boolean;
}

@ApiExtraModels(...SHAPES)
export class GetBookingsOutput_2024_08_13 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: 'array', items: { oneOf: SHAPES.map(ref) } })
  data: object[];

  @ApiProperty({ type: PaginationMetaDto })
  pagination: PaginationMetaDto;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Never sent with a success.' })
  error?: object;
}

export class CalendarLink {
  @ApiProperty({ type: String, example: 'Google Calendar' })
  label: string;

  @ApiPropertyOptional({ type: String, example: 'googleCalendar' })
  id?: string;

  @ApiProperty({ type: String, description: 'A page; for `ics` the file itself, as a `data:` address.' })
  link: string;
}

export class CalendarLinksOutput_2024_08_13 {
  // The published document has no better type for it.
  @ApiProperty({ type: Object, example: 'success' })
  status: 'success';

  @ApiProperty({ type: [CalendarLink] })
  data: CalendarLink[];
}

export class BookingReference {
  @ApiProperty({ type: String, example: 'google_calendar' })
  type: string;

  @ApiProperty({ type: String, description: 'Id over there.' })
  eventUid: string;

  @ApiProperty({ type: String, nullable: true, description: 'The calendar over there.' })
  destinationCalendarId: string | null;

  @ApiProperty({ type: Number })
  id: number;
}

export class BookingReferencesOutput_2024_08_13 {
  @ApiProperty({ type: Object, example: 'success' })
  status: 'success';

  @ApiProperty({ type: [BookingReference] })
  data: BookingReference[];
}
