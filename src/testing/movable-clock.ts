import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';

/** Epoch milliseconds. */
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/** A clock that runs like the real one from where it was put. */
export class MovableClock extends Clock {
  /** Milliseconds ahead of the real clock. */
  offset = 0;

  override now(): number {
    return Date.now() + this.offset;
  }

  /**
   * Sets the clock, moves it, or both: first the one, then the other.
   *
   * @param to epoch milliseconds; where it stands when it is not said.
   * @throws ApiError 400 for a time before 1970 or after 9999, which cannot be stored.
   */
  move(to = this.now(), by = 0): void {
    const time = to + by;
    if (!(time >= 0 && time <= LATEST)) throw ApiError.badRequest('The clock goes from 1970 to 9999');
    this.offset = time - Date.now();
  }
}
