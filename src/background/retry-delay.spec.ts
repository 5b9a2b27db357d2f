import { retryDelay } from './retry-delay.js';

const MINUTE = 60_000;

describe('retryDelay', () => {
  it.each([
    [1, 5_000],
    [2, 5 * MINUTE],
    [3, 30 * MINUTE],
    [4, 120 * MINUTE],
    [5, 300 * MINUTE],
    [6, 600 * MINUTE],
  ])('after failure %i waits %i ms and up to a tenth more', (failed, delay) => {
    const delays = Array.from({ length: 100 }, () => Number(retryDelay(failed)));
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(delay);
    expect(Math.max(...delays)).toBeLessThanOrEqual(delay * 1.1);
    expect(new Set(delays).size).toBeGreaterThan(1);
  });

  it('waits longer when that is asked for, and never less', () => {
    expect(retryDelay(1, MINUTE)).toBe(MINUTE);
    expect(retryDelay(2, MINUTE)).toBeGreaterThanOrEqual(5 * MINUTE);
  });

  it('gives up after the seventh', () => {
    expect(retryDelay(7, MINUTE)).toBeNull();
  });
});
