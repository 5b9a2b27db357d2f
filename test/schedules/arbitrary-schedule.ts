import fc from 'fast-check';
import type { Schedule, WallTime } from '../../src/schedules/schedule.js';

/** Clock times to the minute. */
const time: fc.Arbitrary<WallTime> = fc
  .integer({ min: 0, max: 1438 })
  .map((minute) => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}:00`);

const range = fc
  .tuple(time, time)
  .map(([one, other]) => (one < other ? [one, other] : [other, one]) as [string, string]);

const date = fc.tuple(
  fc.integer({ min: 2000, max: 2090 }),
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 1, max: 28 }),
);

const weekly = fc
  .tuple(fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }), range)
  .map(([days, [start, end]]) => ({ days, start, end, date: null }));

const override = fc
  .tuple(date, range)
  .map(([[year, month, day], [start, end]]) => ({ days: [], start, end, date: `${year}-${pad(month)}-${pad(day)}` }));

/** Schedules to the minute, whose hours may well overlap: mappings must not mind. */
export const schedule: fc.Arbitrary<Schedule> = fc
  .record({
    id: fc.nat(),
    userId: fc.nat(),
    name: fc.string(),
    timeZone: fc.option(fc.constantFrom('Europe/Rome', 'Pacific/Apia', 'America/St_Johns', 'Asia/Kathmandu')),
    ownerTimeZone: fc.constantFrom('Europe/London', 'Pacific/Kiritimati'),
    defaultId: fc.option(fc.nat()),
    ownedCount: fc.nat({ max: 5 }),
    hours: fc.array(fc.oneof(weekly, override), { maxLength: 8 }),
  })
  .map((fields) => ({ ...fields, hours: fields.hours.map((row, index) => ({ id: index + 1, ...row })) }));

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
