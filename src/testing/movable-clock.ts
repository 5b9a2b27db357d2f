import { Clock } from '../common/clock.js';

/** A clock that runs like the real one from where it was put. */
export class MovableClock extends Clock {
  /** Milliseconds ahead of the real clock. */
  offset = 0;

  override now(): number {
    return Date.now() + this.offset;
  }

  /** @param time epoch milliseconds. */
  set(time: number): void {
    this.offset = time - Date.now();
  }

  advance(milliseconds: number): void {
    this.offset += milliseconds;
  }
}
