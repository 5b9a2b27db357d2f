import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, Max } from 'class-validator';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { OptionalString } from './properties.js';

/** Decimal digits become a number; everything else is refused as none, the empty text too. */
const toNumber = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;

const toBoolean = ({ value }: { value: unknown }): unknown =>
  value === 'true' || value === 'false' ? value === 'true' : value;

export class GetPublicEventTypeQuery {
  @OptionalString()
  username?: string | null;

  @Transform(toBoolean)
  @IsBoolean()
  @IsOptional()
  isTeamEvent?: boolean | null;

  @Transform(toNumber)
  @Max(MAX_ID)
  @IsInt()
  @IsOptional()
  teamId?: number | null;

  @Transform(toNumber)
  @Max(MAX_ID)
  @IsInt()
  @IsOptional()
  orgId?: number | null;
}
