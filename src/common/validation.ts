import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsEnum,
  isEmail,
  IsIn,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUrl,
  ValidateBy,
  ValidateIf,
  type ValidationOptions,
} from 'class-validator';
import { LOCALES } from './locales.js';
import { canonicalTimeZone } from './time-zones.js';

// Decorators for the properties of DTO classes: one line for documentation, conversion and rules together. Rules stand in
// the order in which `constraints` lists them when several fail; in a stack of `@` lines it is the other way round.

export const WEEK_DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** NUL characters and halves of a surrogate pair. PostgreSQL has no place for them. */
export const UNSTORABLE = /[\0\p{Surrogate}]/u;

// improve: errors.unstorable-text — the original answers 500.
/** Refuses texts, and objects with keys or values, that could not be stored as they are. */
const IsStorable = (): PropertyDecorator =>
  ValidateBy({
    name: 'isStorable',
    validator: {
      validate: isStorable,
      defaultMessage: (args) => `${args?.property} must not contain NUL characters or unpaired surrogates`,
    },
  });

/** An e-mail address. Unlike the library's own rule it does not throw for halves of a surrogate pair. */
export const IsEmail = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isEmail',
      validator: {
        validate: (value) => typeof value === 'string' && !UNSTORABLE.test(value) && isEmail(value),
        defaultMessage: (args) => `${options?.each ? 'each value in ' : ''}${args?.property} must be an email`,
      },
    },
    options,
  );

export const RequiredString = (options: ApiPropertyOptions = {}): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: String, ...options }), IsStorable(), IsString());

/** Lets `undefined` pass, unlike `IsOptional`, which lets `null` pass too: for what can be left out but not be empty. */
export const IsOmittable = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

export const OptionalString = (options: ApiPropertyOptions = {}, optional = IsOptional()): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ type: String, ...options }), IsStorable(), IsString(), optional);

// compat: managed-users.time-format — texts and booleans become numbers, and an empty text becomes 0.
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
  applyDecorators(ApiPropertyOptional({ type: String, ...options }), IsStorable(), IsUrl(), IsOptional());

const givenMetadata = new WeakMap<object, object>();

/**
 * Keeps the `metadata` of a body for `OptionalMetadata`. On the way to a DTO keys such as `constructor` and `toString` are
 * dropped, but in metadata every key is the customer's choice.
 */
export function keepMetadata(body: unknown): void {
  const metadata = (body as { metadata?: unknown } | null)?.metadata;
  if (metadata instanceof Object && !Array.isArray(metadata)) givenMetadata.set(body as object, { ...metadata });
}

// improve: managed-users.metadata-keys — the original loses keys that JavaScript's own objects have.
/** A flat object of texts, numbers and booleans, within the limits that the refusal names. */
export const OptionalMetadata = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'object', additionalProperties: true, example: { key: 'value' } }),
    Transform(({ obj, value }: { obj: object; value: unknown }) => givenMetadata.get(obj) ?? value),
    IsStorable(),
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
  // JSON has no other numbers, but `1e400` is read as infinity, which would be stored as null.
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'boolean' || (typeof value === 'string' && value.length <= 500);
}

/** Whether a text, or every text in an object or a list, keys included, can be stored. True for everything else. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !UNSTORABLE.test(value);
  if (!(value instanceof Object)) return true;
  return Object.entries(value).every(([key, item]) => isStorable(key) && isStorable(item));
}

function toNumber(value: unknown): unknown {
  if (value === null || value === undefined) return value;
  return Array.isArray(value) ? value.map(Number) : Number(value);
}
