import fc from 'fast-check';
import { schedule } from '../../test/schedules/arbitrary-schedule.js';
import { toList, toNewSchedule, toScheduleId } from './atoms-schedules.mapping.js';
import { weeklyOf } from './schedule.js';
import { toDetailedSchedule } from './schedules-2024-04-15.mapping.js';

describe('the shape of the components', () => {
  it('creates the week that another schedule shows, each range of a day once', () => {
    fc.assert(
      fc.property(schedule, (stored) => {
        const { availability } = toDetailedSchedule(stored, 0);
        const { weekly } = toNewSchedule({ name: 'x', schedule: availability });
        const rangesOf = (hours: { days: number[]; start: string; end: string }[]) =>
          new Set(hours.flatMap(({ days, start, end }) => days.map((day) => `${day} ${start} ${end}`)));
        expect(rangesOf(weekly)).toEqual(rangesOf(weeklyOf(stored)));
        // What is the same on several days is one row.
        expect(new Set(weekly.map(({ start, end }) => start + end)).size).toBe(weekly.length);
      }),
    );
  });

  it('lists every row of a schedule, with the times that it has', () => {
    fc.assert(
      fc.property(schedule, (stored) => {
        const rows = toList([stored]).schedules[0]?.availability.map(({ id, days, startTime, endTime, date }) => ({
          id,
          days,
          start: startTime.slice(11, 19),
          end: endTime.slice(11, 19),
          date: date && date.slice(0, 10),
        }));
        expect(rows).toEqual(stored.hours.map(({ id, days, start, end, date }) => ({ id, days, start, end, date })));
      }),
    );
  });

  it.each([
    ['41', 41],
    ['41abc', 41],
    ['-1', -1],
    ['abc', null],
    ['', null],
    [undefined, null],
    [['41'], null],
  ])('reads %j as the id %j', (text, id) => {
    expect(toScheduleId(text)).toBe(id);
  });
});
