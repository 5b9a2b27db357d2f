import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { SuccessStatus } from '../common/success-status.js';

/** Life of a new key when the request does not say, days. */
export const DEFAULT_DAYS_VALID = 30;
/** A hundred years. */
const MAX_DAYS_VALID = 36_500;

export class RefreshApiKeyInput {
  // improve: api-keys.max-days — a date further away cannot be stored; the original answers 500.
  @ApiPropertyOptional({
    type: Number,
    minimum: 1,
    default: DEFAULT_DAYS_VALID,
    example: 60,
    description: `In how many days the new key ends; at most ${MAX_DAYS_VALID}.`,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_DAYS_VALID)
  apiKeyDaysValid?: number | null;

  @ApiPropertyOptional({ type: Boolean, example: true, description: 'Not together with `apiKeyDaysValid`.' })
  @IsBoolean()
  @IsOptional()
  apiKeyNeverExpires?: boolean | null;
}

export class ApiKeyOutput {
  @ApiProperty({ type: String })
  apiKey: string;
}

export class RefreshApiKeyOutput {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: ApiKeyOutput })
  data: ApiKeyOutput;
}
