import fc from 'fast-check';
import { computeSlots } from '../../src/slots/compute-slots.js';
import { slotQuery } from './slot-arbitraries.js';
import { slowSlots } from './slow-slots.js';

/** So many queries are looked at: few by default, 20000 with `npm run test:slots`. */
export const CASES = Number(process.env.SLOT_CASES ?? 150);
export const ONE_HOUR = 3_600_000;

/** Declares the comparison with the slow program for half of the queries: there are two files, so that two cores work. */
export function describeHalf(): void {
  describe('the slots of any query', () => {
    it(
      'are those that are found minute by minute: none is outside the hours, none collides, none is missing',
      () => {
        fc.assert(
          fc.property(slotQuery, (query) => {
            expect(Object.fromEntries(computeSlots(query))).toEqual(slowSlots(query));
          }),
          { numRuns: CASES / 2 },
        );
      },
      ONE_HOUR,
    );
  });
}
