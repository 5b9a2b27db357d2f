import { Injectable, type PipeTransform } from '@nestjs/common';
import { setImmediate } from 'node:timers/promises';
import { ApiError } from './api-error.js';

/** The largest number that the id of a row can have. */
export const MAX_ID = 2 ** 31 - 1;

/**
 * A whole number in a path, in every spelling that JavaScript's unary plus understands: generated clients send `12.0`.
 */
@Injectable()
export class NumericIdPipe implements PipeTransform<string, Promise<number>> {
  async transform(text: string): Promise<number> {
    const id = +text;
    if (/^-?\d+$/.test(String(id))) return id;
    // compat: errors.precedence — a faulty body is reported rather than a faulty id, so the body gets its turn first.
    await setImmediate();
    throw ApiError.badRequest('Validation failed (numeric string is expected)');
  }
}
