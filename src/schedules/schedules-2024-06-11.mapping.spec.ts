import fc from 'fast-check';
import { schedule } from '../../test/schedules/arbitrary-schedule.js';
import { overridesOf, weeklyOf } from './schedule.js';
import { isTime, toNewSchedule, toOutput, toPatch } from './schedules-2024-06-11.mapping.js';

describe('the shape of 2024-06-11', () => {
  it('brings back what it shows, row by row', () => {
    fc.assert(
      fc.property(schedule, (stored) => {
        const shown = toOutput(stored);
        const weekly = weeklyOf(stored).map(({ days, start, end }) => ({ days, start, end }));
        const overrides = overridesOf(stored);
        const { name, isDefault } = shown;
        expect(toPatch(shown)).toEqual({ name, timeZone: shown.timeZone, isDefault, weekly, overrides });
        expect(toNewSchedule(shown)).toEqual({
          name,
          timeZone: shown.timeZone,
          becomesDefault: isDefault ? 'YES' : 'NO',
          weekly,
          overrides,
        });
      }),
    );
  });

  it('only shows times that it would take', () => {
    fc.assert(
      fc.property(schedule, (stored) => {
        const { availability, overrides } = toOutput(stored);
        for (const { startTime, endTime } of [...availability, ...overrides]) {
          expect([startTime, endTime].every(isTime)).toBe(true);
        }
      }),
    );
  });

  it('names nothing to change in an empty input', () => {
    expect(JSON.stringify(toPatch({}))).toBe('{}');
  });
});
