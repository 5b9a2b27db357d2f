import { Injectable, type PipeTransform } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { checkedAs, isObject } from '../event-types/input-check.js';
import { CreateBookingInput_2024_04_15 } from './bookings-2024-04-15.dto.js';

/** Longest series. */
const MAX_OCCURRENCES = 100;

/** Checks the body of a request to book a series: one booking for each occurrence. */
@Injectable()
export class SeriesPipe_2024_04_15 implements PipeTransform<unknown, CreateBookingInput_2024_04_15[]> {
  transform(body: unknown): CreateBookingInput_2024_04_15[] {
    if (!Array.isArray(body) || body.length === 0 || body.length > MAX_OCCURRENCES) {
      throw ApiError.badRequest(`The body must be a list of 1 to ${MAX_OCCURRENCES} bookings`);
    }
    return body.map((each: unknown, index) =>
      checkedAs(CreateBookingInput_2024_04_15, isObject(each) ? each : {}, (texts) => `${index}: ${texts.join(', ')}`),
    );
  }
}
