import fc from 'fast-check';
import { schedule } from '../../test/schedules/arbitrary-schedule.js';
import { type DateHours, overridesOf, type Schedule, type WeeklyHours, weeklyOf } from './schedule.js';
import { toDetailedSchedule, toNewSchedule, toPatch } from './schedules-2024-04-15.mapping.js';
import { dateIn } from './wall-time.js';

const NOW = Date.parse('2045-06-15T11:30:00Z');
const OFFICE_HOURS = [{ days: [1, 2, 3, 4, 5], start: '09:00:00', end: '17:00:00' }];

/** What the components send when they save what they were shown. */
const saved = (stored: Schedule) => {
  const { name, timeZone, isDefault, availability, dateOverrides } = toDetailedSchedule(stored, NOW);
  return toPatch({
    name,
    timeZone,
    isDefault,
    schedule: availability,
    dateOverrides: dateOverrides.flatMap(({ ranges }) => ranges),
  });
};

/** The ranges of every day, each once, in order: rows may be merged. */
const byDay = (hours: WeeklyHours[]) =>
  [...new Set(hours.flatMap(({ days, start, end }) => days.map((day) => `${day} ${start} ${end}`)))].sort();
const sorted = (hours: DateHours[]) => hours.map(({ date, start, end }) => `${date} ${start} ${end}`).sort();

describe('the shape of 2024-04-15', () => {
  it('brings back what it shows: the hours of every day, and the overrides from today on', () => {
    fc.assert(
      fc.property(schedule, (stored) => {
        const { weekly = [], overrides = [] } = saved(stored);
        expect(byDay(weekly)).toEqual(byDay(weeklyOf(stored)));
        const today = dateIn(stored.timeZone ?? stored.ownerTimeZone, NOW);
        expect(sorted(overrides)).toEqual(sorted(overridesOf(stored).filter(({ date }) => date >= today)));
      }),
    );
  });

  it('shows the same again after it was saved', () => {
    fc.assert(
      fc.property(schedule, (stored) => {
        const { weekly = [], overrides = [] } = saved(stored);
        const hours = [
          ...weekly.map((row) => ({ ...row, date: null })),
          ...overrides.map((row) => ({ ...row, days: [] })),
        ].map((row, index) => ({ id: index + 1, ...row }));
        const again = saved({ ...stored, hours });
        expect(byDay(again.weekly ?? [])).toEqual(byDay(weekly));
        expect(again.overrides).toEqual(overrides);
      }),
    );
  });

  it('keeps the end of a day', () => {
    fc.assert(
      fc.property(schedule, (stored) => {
        const hours = [{ id: 1, days: [4], start: '20:00:00', end: '23:59:59', date: null }];
        expect(saved({ ...stored, hours }).weekly).toEqual([{ days: [4], start: '20:00:00', end: '23:59:59' }]);
      }),
    );
  });

  it('judges by the zone of the schedule what is over', () => {
    const hours = [{ id: 1, days: [], start: '09:00:00', end: '12:00:00', date: '2045-06-15' }];
    const stored: Schedule = {
      id: 1,
      userId: 7,
      name: 'x',
      timeZone: null,
      ownerTimeZone: 'Pacific/Kiritimati',
      defaultId: null,
      ownedCount: 1,
      hours,
    };
    // There it is June 16 already.
    expect(toDetailedSchedule(stored, NOW).dateOverrides).toEqual([]);
    expect(toDetailedSchedule({ ...stored, timeZone: 'Pacific/Pago_Pago' }, NOW).dateOverrides).toHaveLength(1);
  });

  it.each([undefined, null, []])('creates office hours when availabilities is %j', (availabilities) => {
    const created = toNewSchedule({ name: 'x', timeZone: 'Europe/Rome', isDefault: false, availabilities });
    expect(created).toMatchObject({ weekly: OFFICE_HOURS, overrides: [], becomesDefault: 'NO' });
  });

  it('names nothing to change in an empty input', () => {
    expect(JSON.stringify(toPatch({}))).toBe('{}');
  });
});
