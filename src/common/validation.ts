import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsEnum, IsIn, IsNumber, IsObject, IsOptional, IsString, IsUrl, ValidateBy, ValidateIf } from 'class-validator';
import { LOCALES } from './locales.js';
import { canonicalTimeZone } from './time-zones.js';

// Decorators for the properties of DTO classes: one line for documentation, conversion and rules together. The rule that
// is named last in a decorator comes last in `constraints`.

export const WEEK_DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export const RequiredString = (options: ApiPropertyOptions = {}): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: String, ...options }), IsString());

/** Lets `undefined` pass, unlike `IsOptional`, which lets `null` pass too: for what can be left out but not be empty. */
export const IsOmittable = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

export const OptionalString = (options: ApiPropertyOptions = {}): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ type: String, ...options }), IsString(), IsOptional());

/** 12 or 24, also as text: the value passes through `Number()` first. */
export const OptionalTimeFormat = (message?: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: Number, enum: [12, 24], example: 12 }),
    Transform(({ value }: { value: unknown }) => toNumber(value)),
    IsIn([12, 24], message ? { message } : undefined),
    IsNumber(),
    IsOptional(),
  );

export const OptionalWeekDay = (optional = IsOptional()): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, enum: WEEK_DAYS, example: 'Monday' }),
    IsIn(WEEK_DAYS),
    IsString(),
    optional,
  );

/** An IANA time zone in any letter case; becomes the spelling of the zone database. */
export const OptionalTimeZone = (options: ApiPropertyOptions = {}, optional = IsOptional()): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, ...options }),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? (canonicalTimeZone(value) ?? value) : value,
    ),
    ValidateBy({
      name: 'isTimeZone',
      validator: {
        validate: (value) => typeof value === 'string' && canonicalTimeZone(value) !== null,
        defaultMessage: (args) => `${args?.property} must be a valid IANA time-zone`,
      },
    }),
    optional,
  );

export const OptionalLocale = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, enum: LOCALES, example: 'en' }),
    IsEnum(Object.fromEntries(LOCALES.map((locale) => [locale, locale]))),
    IsOptional(),
  );

export const OptionalUrl = (options: ApiPropertyOptions = {}): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ type: String, ...options }), IsUrl(), IsOptional());

/** A flat object of texts, numbers and booleans, within the limits that the refusal names. */
export const OptionalMetadata = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'object', additionalProperties: true, example: { key: 'value' } }),
    ValidateBy({
      name: 'ValidateMetadata',
      validator: {
        validate: isMetadata,
        defaultMessage: () =>
          'Metadata must have at most 50 keys, each key up to 40 characters, and values up to 500 characters.',
      },
    }),
    IsObject(),
    IsOptional(),
  );

function isMetadata(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const entries = Object.entries(value);
  return entries.length <= 50 && entries.every(([key, item]) => key.length <= 40 && isMetadataValue(item));
}

function isMetadataValue(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value.length <= 500);
}

function toNumber(value: unknown): unknown {
  if (value === null || value === undefined) return value;
  return Array.isArray(value) ? value.map(Number) : Number(value);
}
