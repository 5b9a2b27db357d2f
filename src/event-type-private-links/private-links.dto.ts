import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsDate, IsInt, IsOptional, Max, Min } from 'class-validator';
import { MAX_ID } from '../common/numeric-id.pipe.js';

/** The years that both JavaScript and the database write alike. */
const isStorableTime = (time: Date): boolean => time.getUTCFullYear() >= 0 && time.getUTCFullYear() <= 9999;

const toDate = ({ value }: { value: unknown }): unknown => {
  if (typeof value !== 'string') return value;
  const time = new Date(value);
  return isStorableTime(time) ? time : value;
};

export class CreatePrivateLinkInput {
  @ApiPropertyOptional({ type: Date, example: '2030-12-31T23:59:59.000Z', description: 'Until when it is valid.' })
  @Transform(toDate)
  @IsDate()
  @IsOptional()
  expiresAt?: Date | null;

  @ApiPropertyOptional({ type: Number, minimum: 1, default: 1, example: 10, description: 'For how many bookings.' })
  @Max(MAX_ID)
  @Min(1)
  @IsInt()
  @IsOptional()
  maxUsageCount?: number | null;
}

export class UpdatePrivateLinkBody extends CreatePrivateLinkInput {}

export class TimeBasedPrivateLinkOutput {
  @ApiProperty({ type: String })
  linkId: string;

  @ApiProperty({ type: Number })
  eventTypeId: number;

  @ApiProperty({ type: Boolean })
  isExpired: boolean;

  @ApiProperty({ type: String, format: 'uri' })
  bookingUrl: string;

  @ApiProperty({ type: Date })
  expiresAt: Date;
}

export class UsageBasedPrivateLinkOutput {
  @ApiProperty({ type: String })
  linkId: string;

  @ApiProperty({ type: Number })
  eventTypeId: number;

  @ApiProperty({ type: Boolean })
  isExpired: boolean;

  @ApiProperty({ type: String, format: 'uri' })
  bookingUrl: string;

  @ApiProperty({ type: Number })
  maxUsageCount: number;

  @ApiProperty({ type: Number })
  usageCount: number;
}

export type PrivateLinkOutput = TimeBasedPrivateLinkOutput | UsageBasedPrivateLinkOutput;

const LINK = {
  oneOf: [{ $ref: getSchemaPath(TimeBasedPrivateLinkOutput) }, { $ref: getSchemaPath(UsageBasedPrivateLinkOutput) }],
};
const STATUS = { type: String, example: 'success' };

// The envelopes of the answers, for the API documentation.

@ApiExtraModels(TimeBasedPrivateLinkOutput, UsageBasedPrivateLinkOutput)
export class CreatePrivateLinkOutput {
  @ApiProperty(STATUS)
  status: 'success';

  @ApiProperty(LINK)
  data: PrivateLinkOutput;
}

export class UpdatePrivateLinkOutput extends CreatePrivateLinkOutput {}

export class GetPrivateLinksOutput {
  @ApiProperty(STATUS)
  status: 'success';

  @ApiProperty({ type: 'array', items: LINK })
  data: PrivateLinkOutput[];
}

export class DeletePrivateLinkOutput {
  @ApiProperty(STATUS)
  status: 'success';

  @ApiProperty({ type: 'object', properties: { linkId: { type: 'string' }, message: { type: 'string' } } })
  data: { linkId: string; message: string };
}
