import fc from 'fast-check';
import { computeSlots } from '../../src/slots/compute-slots.js';
import { slotQuery } from './slot-arbitraries.js';
import { slowSlots } from './slow-slots.js';

/** So many questions are asked: few by default, 20000 in `npm run test:slots`. */
const CASES = Number(process.env.SLOT_CASES ?? 150);

describe('the slots of any query', () => {
  it('are those that are found minute by minute', () => {
    let [count, withSlots] = [0, 0];
    fc.assert(
      fc.property(slotQuery, (query) => {
        const slots = Object.fromEntries(computeSlots(query));
        count++;
        if (Object.keys(slots).length > 0) withSlots++;
        expect(slots).toEqual(slowSlots(query));
      }),
      { numRuns: CASES },
    );
    console.log(count, withSlots);
  }, 3_600_000);
});
