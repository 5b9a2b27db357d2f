import { Clock } from '../../src/common/clock.js';

/** A clock that runs like the real one from where it was put. */
export class TestClock extends Clock {
  private offset = 0;

  override now(): number {
    return Date.now() + this.offset;
  }

  /** Goes forward by so many milliseconds. */
  advance(milliseconds: number): void {
    this.offset += milliseconds;
  }
}
