import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsOptional, Max } from 'class-validator';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { OptionalString } from '../common/validation.js';
import { IsInstant } from './instant.js';

export class ReserveSlotInput_2024_04_15 {
  @ApiProperty({ type: Number, example: 1 })
  @Max(MAX_ID)
  @IsInt()
  eventTypeId: number;

  @ApiProperty({ type: String, example: '2050-09-05T09:00:00Z' })
  @IsInstant()
  slotUtcStartDate: string;

  @ApiProperty({ type: String, example: '2050-09-05T09:30:00Z' })
  @IsInstant()
  slotUtcEndDate: string;

  @OptionalString({ description: 'A booking with seats that somebody wants to join.' })
  bookingUid?: string | null;

  @ApiPropertyOptional({ type: Boolean, description: 'Reserves nothing.' })
  @IsBoolean()
  @IsOptional()
  _isDryRun?: boolean | null;
}

export class SelectedSlotQuery_2024_04_15 {
  @OptionalString()
  uid?: string;
}
