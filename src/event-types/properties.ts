import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions, getSchemaPath } from '@nestjs/swagger';
import { type ClassConstructor, plainToInstance, Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, Max, Min, ValidateBy, ValidateNested } from 'class-validator';
import { ApiError } from '../common/api-error.js';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { IsOmittable, isStorable, OptionalString, RequiredString } from '../common/validation.js';
import { brokenRules, isObject } from './input-check.js';

// Decorators for the properties of event types, in the manner of common/validation.ts.

export { IsOmittable, OptionalString, RequiredString };

/** What stands for a setting that is switched off. */
export class Disabled_2024_06_14 {
  @ApiProperty({ type: Boolean, example: true })
  @IsBoolean()
  disabled: true;
}

export const OptionalFlag = (options: ApiPropertyOptions = {}): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ type: Boolean, ...options }), IsBoolean(), IsOptional());

export const RequiredFlag = (): PropertyDecorator => applyDecorators(ApiProperty({ type: Boolean }), IsBoolean());

/** A whole number that a column can hold. */
export const RequiredInt = (min: number, max = MAX_ID): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: Number }), Max(max), Min(min), IsInt());

export const OptionalInt = (
  min: number,
  options: ApiPropertyOptions = {},
  optional = IsOptional(),
): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ type: Number, ...options }), Max(MAX_ID), Min(min), IsInt(), optional);

/** Refuses lists with texts that could not be stored. */
export const StorableTexts = (): PropertyDecorator =>
  ValidateBy({
    name: 'isStorable',
    validator: {
      validate: (value) => !Array.isArray(value) || value.every(isStorable),
      defaultMessage: (args) => `${args?.property} must not contain NUL characters or unpaired surrogates`,
    },
  });

interface PartOptions {
  /** Whether `{ disabled: true }` is accepted too. */
  disablable?: boolean;
  /** The text of the refusal, where the contract has one; otherwise the failed properties are listed. */
  refusal?: string | ((value: Record<string, unknown>) => string);
  /** The classes that the documentation names, when they are others. */
  documented?: ClassConstructor<object>[];
  schema?: ApiPropertyOptions;
}

const DISABLED_FALSE =
  'When disabled is false {disabled: false} at least one other property must be provided, because it means that the property is enabled but then other properties must be provided too.';

/** An object within an event type. The class is chosen by the value, for example by its `type`. */
export const OptionalPart = (
  choose: (value: Record<string, unknown>) => ClassConstructor<object>,
  { disablable = false, refusal, documented, schema }: PartOptions,
): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional(
      schema ?? {
        oneOf: [...(documented ?? [choose({})]), ...(disablable ? [Disabled_2024_06_14] : [])].map((type) => ({
          $ref: getSchemaPath(type),
        })),
      },
    ),
    Transform(({ value }: { value: unknown }) => {
      if (!isObject(value)) {
        if (refusal === undefined || value === null || value === undefined) return value;
        throw ApiError.badRequest(typeof refusal === 'string' ? refusal : refusal({}));
      }
      if (disablable && value['disabled'] === true) return plainToInstance(Disabled_2024_06_14, value);
      if (disablable && value['disabled'] === false && Object.keys(value).length === 1) {
        throw ApiError.badRequest(DISABLED_FALSE);
      }
      const part = plainToInstance(choose(value), value);
      if (refusal !== undefined && brokenRules(part).length > 0) {
        throw ApiError.badRequest(typeof refusal === 'string' ? refusal : refusal(value));
      }
      return part;
    }),
    ValidateNested(),
    IsOptional(),
  );
