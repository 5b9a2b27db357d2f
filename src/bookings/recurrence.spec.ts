import { occurrencesOf } from './recurrence.js';

const WEEKLY = { freq: 2, interval: 1 };
const MONTHLY = { freq: 1, interval: 1 };
const YEARLY = { freq: 0, interval: 1 };

const series = (start: string, rule: typeof WEEKLY, count: number, timeZone: string): string[] =>
  occurrencesOf(Date.parse(start), rule, count, timeZone).map((instant) => new Date(instant).toISOString());

describe('occurrencesOf', () => {
  it('keeps the wall clock of the zone over a clock change', () => {
    expect(series('2030-03-25T08:00:00Z', WEEKLY, 3, 'Europe/Rome')).toEqual([
      '2030-03-25T08:00:00.000Z',
      '2030-04-01T07:00:00.000Z',
      '2030-04-08T07:00:00.000Z',
    ]);
  });

  it('goes on every second week', () => {
    expect(series('2030-01-07T09:00:00Z', { freq: 2, interval: 2 }, 2, 'UTC')[1]).toBe('2030-01-21T09:00:00.000Z');
  });

  it('takes the last day of a month that is too short, and the given one of the next', () => {
    expect(series('2030-01-31T09:00:00Z', MONTHLY, 3, 'UTC')).toEqual([
      '2030-01-31T09:00:00.000Z',
      '2030-02-28T09:00:00.000Z',
      '2030-03-31T09:00:00.000Z',
    ]);
  });

  it('takes the last of February for a leap day', () => {
    expect(series('2032-02-29T09:00:00Z', YEARLY, 2, 'UTC')[1]).toBe('2033-02-28T09:00:00.000Z');
  });

  it('counts the days of the zone, not those of UTC', () => {
    // 31 January 08:00 in Tokyo.
    expect(series('2030-01-30T23:00:00Z', MONTHLY, 2, 'Asia/Tokyo')[1]).toBe('2030-02-27T23:00:00.000Z');
  });

  it('moves a time that clocks skip an hour on', () => {
    expect(series('2030-03-24T01:30:00Z', WEEKLY, 2, 'Europe/Rome')[1]).toBe('2030-03-31T01:30:00.000Z');
  });

  it('takes the first of two when clocks show a time twice', () => {
    expect(series('2030-10-20T00:30:00Z', WEEKLY, 2, 'Europe/Rome')[1]).toBe('2030-10-27T00:30:00.000Z');
  });

  it('gives one for a count of one', () => {
    expect(series('2030-01-07T09:00:00Z', WEEKLY, 1, 'UTC')).toEqual(['2030-01-07T09:00:00.000Z']);
  });
});
