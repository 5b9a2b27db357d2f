import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
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

export class BulkUpdateEventTypeToDefaultLocationDto {
  @Max(MAX_ID, { each: true })
  @Min(1, { each: true })
  @IsInt({ each: true })
  @ArrayMaxSize(1000)
  @ArrayNotEmpty()
  @IsArray()
  eventTypeIds: number[];
}

export interface AtomsEventTypeList {
  eventTypes: {
    id: number;
    title: string;
    slug: string;
    description: string | null;
    length: number;
    locations: object[];
    parentId: null;
    logo: null;
  }[];
}

/** An event type, of the caller or of one of its teams. */
export interface AtomsEventTypeInTeams {
  id: number;
  team: null;
  title: string;
  slug: string;
  length: number;
  username: string | null;
}
