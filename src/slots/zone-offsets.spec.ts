import fc from 'fast-check';
import { ALL_ZONES } from '../../test/slots/slot-arbitraries.js';
import { readOffset } from '../../test/slots/slow-offsets.js';
import { at } from '../../test/slots/slot-query.js';
import { dayOf } from './calendar-days.js';
import { clockOf, DAY, MINUTE, ZoneClock } from './zone-offsets.js';

const HOUR = 60 * MINUTE;
const zone = fc.constantFrom(...ALL_ZONES);
const moment = fc.integer({ min: at('1900-01-01T00:00Z') / 1000, max: at('2200-01-01T00:00Z') / 1000 });
const wall = (date: string, from: number, to: number) => ({
  start: dayOf(date) * DAY + from * HOUR,
  end: dayOf(date) * DAY + to * HOUR,
});
const shown = (ranges: { start: number; end: number }[]) =>
  ranges.map(({ start, end }) => `${new Date(start).toISOString()} ${(end - start) / MINUTE}`);

describe('ZoneClock', () => {
  it('knows every zone at every second since 1900', () => {
    fc.assert(
      fc.property(zone, moment, (timeZone, seconds) => {
        expect(clockOf(timeZone).offsetAt(seconds * 1000)).toBe(readOffset(seconds * 1000, timeZone));
      }),
      { numRuns: 1000 },
    );
  });

  it('knows the seconds around every change of a year', () => {
    fc.assert(
      fc.property(zone, fc.integer({ min: 1900, max: 2050 }), (timeZone, year) => {
        const year0 = Date.UTC(year, 0);
        const spans = new ZoneClock(timeZone).spansIn({ start: year0, end: year0 + 366 * DAY });
        for (const { start, end } of spans) {
          for (const instant of [start - 1, start, end - 1, end]) {
            expect(clockOf(timeZone).offsetAt(instant)).toBe(readOffset(instant, timeZone));
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('answers the same whatever was asked before', () => {
    fc.assert(
      fc.property(zone, fc.array(moment, { minLength: 2 }), (timeZone, moments) => {
        const clock = new ZoneClock(timeZone);
        const offsets = moments.map((seconds) => clock.offsetAt(seconds * 1000));
        expect(offsets).toEqual(moments.map((seconds) => readOffset(seconds * 1000, timeZone)));
      }),
      { numRuns: 5 },
    );
  });

  it.each([
    ['an hour that is skipped takes no time', 'Europe/Rome', wall('2030-03-31', 2, 3), []],
    [
      'hours around it are shorter',
      'Europe/Rome',
      wall('2030-03-31', 1, 4),
      ['2030-03-31T00:00:00.000Z 60', '2030-03-31T01:00:00.000Z 60'],
    ],
    [
      'an hour that comes twice takes two',
      'Europe/Rome',
      wall('2030-10-27', 2, 3),
      ['2030-10-27T00:00:00.000Z 60', '2030-10-27T01:00:00.000Z 60'],
    ],
    [
      'half of it comes twice',
      'Europe/Rome',
      wall('2030-10-27', 2.5, 3),
      ['2030-10-27T00:30:00.000Z 30', '2030-10-27T01:30:00.000Z 30'],
    ],
    [
      'clocks may be changed by half an hour',
      'Australia/Lord_Howe',
      wall('2030-10-06', 0, 24),
      ['2030-10-05T13:30:00.000Z 120', '2030-10-05T15:30:00.000Z 1290'],
    ],
    ['a day may be skipped', 'Pacific/Apia', wall('2011-12-30', 0, 24), []],
    ['midnight may be skipped', 'Africa/Cairo', wall('2030-04-26', 0, 2), ['2030-04-25T22:00:00.000Z 60']],
  ])('%s', (_, timeZone, range, expected) => {
    expect(shown(clockOf(timeZone).momentsOf(range))).toEqual(expected);
  });

  it('covers any span without holes', () => {
    fc.assert(
      fc.property(zone, moment, fc.integer({ min: 1, max: 900 * 24 * 3600 }), (timeZone, seconds, length) => {
        const [start, end] = [seconds * 1000, (seconds + length) * 1000];
        const spans = clockOf(timeZone).spansIn({ start, end });
        expect(spans[0]?.start).toBeLessThanOrEqual(start);
        expect(spans.at(-1)?.end).toBeGreaterThanOrEqual(end);
        for (const [index, span] of spans.entries()) if (index > 0) expect(span.start).toBe(spans[index - 1]?.end);
      }),
      { numRuns: 50 },
    );
  });

  it('takes UTC for a zone that the runtime does not know', () => {
    expect(clockOf('Europe/Atlantis').offsetAt(0)).toBe(0);
  });

  it('answers for the first and the last moment that a date can have', () => {
    expect(clockOf('Europe/Rome').offsetAt(8.64e15)).toBe(2 * HOUR);
    expect(clockOf('Etc/GMT+5').offsetAt(-8.64e15)).toBe(-5 * HOUR);
  });
});
