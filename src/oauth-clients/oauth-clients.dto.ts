import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { IsArray, IsBoolean, IsEnum, IsNumber, IsOptional, IsString, Max, Min } from 'class-validator';
import { EVERY_PERMISSION, type Permission, PERMISSION_NAMES } from '../auth/permissions.js';
import { IsOmittable, OptionalString, RequiredString } from '../common/validation.js';

const PERMISSION_CHOICES = [...PERMISSION_NAMES, EVERY_PERMISSION] as const;

const OptionalBoolean = (options: ApiPropertyOptions = {}, optional = IsOptional()): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ type: Boolean, ...options }), IsBoolean(), optional);

const Texts = (): PropertyDecorator => applyDecorators(IsString({ each: true }), IsArray());

const DEFAULT_EVENT_TYPES = 'Whether a new managed user gets four event types.';

export class CreateOAuthClientInput {
  @OptionalString()
  logo?: string | null;

  @RequiredString()
  name: string;

  @ApiProperty({
    type: [String],
    description: 'Origins from which access tokens may be used; `*` stands for any text.',
  })
  @Texts()
  redirectUris: string[];

  // compat: oauth-clients.permissions-text — the rule gets a list, of which its refusal names nothing.
  @ApiProperty({ type: String, enum: PERMISSION_CHOICES, isArray: true, description: '`*` stands for all.' })
  @IsArray()
  @IsEnum(PERMISSION_CHOICES, { each: true })
  permissions: (Permission | typeof EVERY_PERMISSION)[];

  @OptionalString()
  bookingRedirectUri?: string | null;

  @OptionalString()
  bookingCancelRedirectUri?: string | null;

  @OptionalString()
  bookingRescheduleRedirectUri?: string | null;

  @OptionalBoolean({ description: 'False when left out.' })
  areEmailsEnabled?: boolean | null;

  @OptionalBoolean({ default: false, description: DEFAULT_EVENT_TYPES })
  areDefaultEventTypesEnabled: boolean | null = false;

  @OptionalBoolean({ default: true })
  areCalendarEventsEnabled: boolean | null = true;
}

// improve: oauth-clients.null — the original answers 500 when one of the omittable ones is null.
/** What is left out stays. `null` clears the logo and the three URIs; for the others it is refused. */
export class UpdateOAuthClientInput {
  @OptionalString()
  logo?: string | null;

  @OptionalString({}, IsOmittable())
  name?: string;

  @ApiPropertyOptional({ type: [String] })
  @Texts()
  @IsOmittable()
  redirectUris?: string[];

  @OptionalString()
  bookingRedirectUri?: string | null;

  @OptionalString()
  bookingCancelRedirectUri?: string | null;

  @OptionalString()
  bookingRescheduleRedirectUri?: string | null;

  @OptionalBoolean({}, IsOmittable())
  areEmailsEnabled?: boolean;

  @OptionalBoolean({ description: DEFAULT_EVENT_TYPES }, IsOmittable())
  areDefaultEventTypesEnabled?: boolean;

  @OptionalBoolean({}, IsOmittable())
  areCalendarEventsEnabled?: boolean;
}

/** For how long the older secrets go on when the request does not say, hours. */
export const DEFAULT_KEEP_HOURS = 24;
const MAX_KEEP_HOURS = 720;

export class RotateSecretInput {
  @ApiPropertyOptional({
    type: Number,
    minimum: 0,
    maximum: MAX_KEEP_HOURS,
    default: DEFAULT_KEEP_HOURS,
    description: 'For how many hours the older secrets stay valid; 0 ends them at once.',
  })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(MAX_KEEP_HOURS)
  keepOldSecretHours?: number | null;
}
