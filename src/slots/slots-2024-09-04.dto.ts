import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { SuccessStatus } from '../common/success-status.js';
import { RequiredString } from '../common/validation.js';
import { MAX_RESERVATION } from './slot-reservation.js';

// improve: slots.bounds — numbers that are too great for a time are 400; the original answers 500.
export class ReserveSlotInput_2024_09_04 {
  @ApiProperty({ type: Number, example: 1, description: 'Id of the event type.' })
  @Max(MAX_ID)
  @IsInt()
  eventTypeId: number;

  @RequiredString({ example: '2050-09-05T09:00:00Z', description: 'ISO 8601; UTC unless it has an offset.' })
  slotStart: string;

  @ApiPropertyOptional({ type: Number, example: '30', description: 'Minutes: one of the lengths to choose from.' })
  @Max(MAX_ID)
  @IsInt()
  @IsOptional()
  slotDuration?: number | null;

  @ApiPropertyOptional({
    type: Number,
    example: 5,
    description: 'For how many minutes the slot is kept; 5 unless a caller with credentials says so.',
  })
  @Max(MAX_RESERVATION)
  @Min(1)
  @IsInt()
  @IsOptional()
  reservationDuration?: number | null;
}

/** A slot that is kept for somebody. */
export class ReserveSlotOutput_2024_09_04 {
  @ApiProperty({ type: Number, example: 1 })
  eventTypeId: number;

  @ApiProperty({ type: String, example: '2050-09-05T09:00:00.000Z' })
  slotStart: string;

  @ApiProperty({ type: String, example: '2050-09-05T10:00:00.000Z' })
  slotEnd: string;

  @ApiProperty({ type: Number, example: '30', description: 'Minutes.' })
  slotDuration: number;

  @ApiProperty({ type: String, example: 'b0b5a1f8-7b0e-4a3a-9d0f-3c7d8e1f2a34' })
  reservationUid: string;

  @ApiProperty({ type: Number, example: 5, description: 'Minutes.' })
  reservationDuration: number;

  @ApiProperty({ type: String, example: '2050-09-01T10:05:00.000Z', description: 'Until then the slot is kept.' })
  reservationUntil: string;
}

export class ReserveSlotOutputResponse_2024_09_04 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: ReserveSlotOutput_2024_09_04 })
  data: ReserveSlotOutput_2024_09_04;
}

// compat: slots.documented-reservation — the published document refers from here to itself.
@ApiExtraModels(ReserveSlotOutput_2024_09_04)
export class GetReservedSlotOutput_2024_09_04 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({
    nullable: true,
    allOf: [{ $ref: getSchemaPath('GetReservedSlotOutput_2024_09_04') }],
    description: 'In truth the reservation without `reservationDuration`; null for an unknown uid.',
  })
  data: Omit<ReserveSlotOutput_2024_09_04, 'reservationDuration'> | null;
}

const example = (...slots: object[]): object => ({ status: 'success', data: { '2050-09-05': slots } });

// compat: slots.documented-shape — the published document leaves out the envelope, and says that slots are texts.
/** What lists of slots look like, for the API documentation. */
export const SLOTS_BY_DATE = [
  {
    type: 'object',
    title: 'Without format, or with format=time',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    example: example({ start: '2050-09-05T09:00:00.000+02:00' }, { start: '2050-09-05T10:00:00.000+02:00' }),
  },
  {
    type: 'object',
    title: 'With format=range',
    additionalProperties: {
      type: 'array',
      items: { type: 'object', properties: { start: { type: 'string' }, end: { type: 'string' } } },
    },
    example: example({ start: '2050-09-05T09:00:00.000+02:00', end: '2050-09-05T10:00:00.000+02:00' }),
  },
];
