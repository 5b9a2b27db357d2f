import fc from 'fast-check';
import { computeSlots, isOffered } from '../../src/slots/compute-slots.js';
import { overlap } from '../../src/slots/ranges.js';
import { refusalOfTime } from '../../src/slots/refusal-of-time.js';
import type { SlotQuery } from '../../src/slots/slot-query.js';
import { CASES, ONE_HOUR } from './minute-by-minute.js';
import { slotQuery, withOddTimes } from './slot-arbitraries.js';

const slotsOf = (query: SlotQuery) => [...computeSlots(query).values()].flat();
const lengthOf = ({ duration, eventType }: SlotQuery): number => (duration ?? eventType.length) * 60_000;

describe('the slots of any query', () => {
  it(
    'can be booked unless the host is away, also when things begin and end at odd milliseconds',
    () => {
      fc.assert(
        fc.property(withOddTimes, (query) => {
          for (const { start, away } of slotsOf(query)) {
            expect(refusalOfTime(query, { start, end: start + lengthOf(query) })).toBe(away ? 'UNAVAILABLE' : null);
          }
        }),
        { numRuns: CASES },
      );
    },
    ONE_HOUR,
  );

  it(
    'never overlap what the only host has in a calendar, nor a reservation of somebody else where nobody sits',
    () => {
      fc.assert(
        fc.property(withOddTimes, (query) => {
          const entries = query.hosts.length === 1 ? query.hosts.flatMap(({ calendarBusy }) => calendarBusy ?? []) : [];
          const { rescheduled, reservations, ownReservationUid, now } = query;
          const busy = entries.filter(({ start, end }) => start !== rescheduled?.start || end !== rescheduled.end);
          const held = reservations.filter((one) => !one.isSeat && one.until > now && one.uid !== ownReservationUid);
          for (const { start, attendees } of slotsOf(query)) {
            const slot = { start, end: start + lengthOf(query) };
            expect([...busy, ...(attendees ? [] : held)].filter((one) => overlap(one, slot))).toEqual([]);
          }
        }),
        { numRuns: CASES },
      );
    },
    ONE_HOUR,
  );

  it(
    'are what isOffered knows',
    () => {
      fc.assert(
        fc.property(slotQuery, (query) => {
          for (const { start, away } of slotsOf(query).slice(0, 3)) {
            expect(isOffered(query, start)).toBe(!away);
            expect(isOffered(query, start + 1)).toBe(false);
          }
        }),
        { numRuns: CASES / 10 },
      );
    },
    ONE_HOUR,
  );
});
