import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max } from 'class-validator';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { OptionalString } from './properties.js';

export class GetEventTypesQuery_2024_06_14 {
  @OptionalString({ description: 'Whose event types; without it the own ones.' })
  username?: string | null;

  @OptionalString({ description: 'With `username`: only the event type with this slug.' })
  eventSlug?: string | null;

  @OptionalString({ description: 'Several user names with commas between them: an event type for all of them.' })
  usernames?: string | null;

  @OptionalString({ description: 'Looks the user up in the organization with this slug.' })
  orgSlug?: string | null;

  @ApiPropertyOptional({ type: Number, description: 'Looks the user up in this organization.' })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? Number(value) : value))
  @Max(MAX_ID)
  @IsInt()
  @IsOptional()
  orgId?: number | null;

  @ApiPropertyOptional({ type: String, enum: ['asc', 'desc'], description: 'Orders by creation.' })
  @IsIn(['asc', 'desc'])
  @IsOptional()
  sortCreatedAt?: 'asc' | 'desc' | null;
}
