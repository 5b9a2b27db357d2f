import fc from 'fast-check';
import { dayName, dayNumber, overridesFault, weeklyFault } from './hours-fault.js';
import { minutesOf } from './wall-time.js';

const on = (days: number[], start: string, end: string) => ({ days, start: `${start}:00`, end: `${end}:00` });
const at = (date: string, start: string, end: string) => ({ date, start: `${start}:00`, end: `${end}:00` });

describe('weeklyFault', () => {
  it.each([
    ['no hours', []],
    ['ranges that touch', [on([1], '09:00', '12:00'), on([1], '12:00', '13:00')]],
    ['the same range on different days', [on([1], '09:00', '12:00'), on([2], '09:00', '12:00')]],
    ['a day that is named twice in a row', [on([1, 1], '09:00', '12:00')]],
    ['rows without days', [on([], '09:00', '12:00'), on([], '09:00', '12:00'), on([6], '09:00', '12:00')]],
    ['a range of no length', [on([1], '00:00', '00:00')]],
  ])('finds nothing wrong with %s', (_, hours) => {
    expect(weeklyFault(hours)).toBeNull();
  });

  it.each([
    [
      [on([1, 2], '09:00', '12:00'), on([2, 3], '11:59', '13:00')],
      'must not have ranges that overlap: 09:00-12:00 and 11:59-13:00 (Tuesday)',
    ],
    [
      [on([0], '12:00', '13:00'), on([0], '09:00', '18:00')],
      'must not have ranges that overlap: 09:00-18:00 and 12:00-13:00 (Sunday)',
    ],
    [[on([6], '12:00', '09:00')], 'must not have a range that ends before it starts: 12:00-09:00 (Saturday)'],
    [[on([], '12:00', '09:00')], 'must not have a range that ends before it starts: 12:00-09:00 (no day in 0)'],
  ])('says what is wrong with %j', (hours, text) => {
    expect(weeklyFault(hours)).toBe(text);
  });

  it('finds an overlap exactly when a minute of a day is given twice', () => {
    const minute = fc.integer({ min: 0, max: 30 }).map((value) => `00:${String(value).padStart(2, '0')}`);
    const row = fc
      .tuple(fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }), minute, minute)
      .filter(([, start, end]) => start < end)
      .map(([days, start, end]) => on(days, start, end));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), (hours) => {
        const minutes = hours.flatMap(({ days, start, end }) =>
          days.flatMap((day) =>
            Array.from(
              { length: minutesOf(end) - minutesOf(start) },
              (_, index) => `${day} ${minutesOf(start) + index}`,
            ),
          ),
        );
        expect(weeklyFault(hours) !== null).toBe(new Set(minutes).size < minutes.length);
      }),
    );
  });
});

describe('overridesFault', () => {
  it('looks at each date by itself', () => {
    expect(overridesFault([at('2027-01-01', '09:00', '12:00'), at('2027-01-02', '09:00', '12:00')])).toBeNull();
    expect(overridesFault([at('2027-01-01', '09:00', '12:00'), at('2027-01-01', '11:00', '13:00')])).toBe(
      'must not have ranges that overlap: 09:00-12:00 and 11:00-13:00 (2027-01-01)',
    );
  });

  it('takes a day off, and a hundred ranges for a date but not one more', () => {
    const unavailable = at('2027-01-01', '00:00', '00:00');
    expect(overridesFault([unavailable])).toBeNull();
    expect(overridesFault(Array.from({ length: 100 }, () => unavailable))).toBeNull();
    expect(overridesFault(Array.from({ length: 101 }, () => unavailable))).toBe(
      'must not have more than 100 ranges for one date (2027-01-01)',
    );
  });
});

describe('dayName', () => {
  it('counts from Sunday, and dayNumber back', () => {
    const names = [0, 1, 2, 3, 4, 5, 6].map(dayName);
    expect(names).toEqual(['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']);
    expect(names.map(dayNumber)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});
