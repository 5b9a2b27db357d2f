import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, ValidateBy } from 'class-validator';
import { ApiError } from '../common/api-error.js';
import type { BookingMetadata } from './booking.js';

const [MAX_KEYS, MAX_KEY_LENGTH, MAX_VALUE_LENGTH] = [50, 40, 500];

/** What a booker sends along: a flat object of texts. */
export const OptionalBookingMetadata = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' }, example: { key: 'value' } }),
    // As it was sent: on the way to a class keys that JavaScript objects have by nature are lost.
    Transform(({ obj }: { obj: { metadata?: unknown } }) => obj.metadata),
    ValidateBy({
      name: 'ValidateMetadata',
      validator: {
        validate: isBookingMetadata,
        defaultMessage: () =>
          'Metadata must have at most 50 keys, each key up to 40 characters, and string values up to 500 characters.',
      },
    }),
    IsOptional(),
  );

function isBookingMetadata(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= MAX_KEYS && entries.every(([key, item]) => key.length <= MAX_KEY_LENGTH && isValue(item));
}

function isValue(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= MAX_VALUE_LENGTH;
  return typeof value === 'number' || typeof value === 'boolean';
}

/**
 * Texts by key.
 *
 * @throws ApiError 400 for values that are no texts.
 */
export function readBookingMetadata(metadata: Record<string, unknown>): BookingMetadata {
  // compat: bookings.metadata-texts — numbers and booleans pass the first check and are refused by the second.
  const faults = Object.entries(metadata)
    .filter(([, value]) => typeof value !== 'string')
    .map(([key, value]) => `metadata.${key} - Expected string, received ${typeof value}`);
  if (faults.length > 0) throw new ApiError(400, { code: 'BAD_REQUEST', message: faults.join(', ') });
  return metadata as BookingMetadata;
}
