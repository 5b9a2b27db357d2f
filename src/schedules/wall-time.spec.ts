import fc from 'fast-check';
import { dateIn, minutesOf, readDate, readDateTime, utcDate } from './wall-time.js';

describe('readDateTime', () => {
  it.each([
    ['2025-04-12T13:17:56.324Z', '2025-04-12', '13:17:56'],
    ['2025-04-12T13:17:56Z', '2025-04-12', '13:17:56'],
    ['2025-04-12T13:17Z', '2025-04-12', '13:17:00'],
    ['2025-04-12T23:59:59.999Z', '2025-04-12', '23:59:59'],
    ['2025-04-12T23:30:00-05:00', '2025-04-13', '04:30:00'],
    ['2025-04-12T00:30:00+05:45', '2025-04-11', '18:45:00'],
    // Without a zone: not that of the server.
    ['2025-04-12T13:17:56', '2025-04-12', '13:17:56'],
    ['2024-02-29T00:00:00Z', '2024-02-29', '00:00:00'],
  ])('reads %s', (text, date, time) => {
    expect(readDateTime(text)).toEqual({ date, time });
  });

  it.each([
    '2025-04-12',
    '13:17',
    '2025-02-30T00:00:00Z',
    '2025-13-01T00:00:00Z',
    '2025-04-12T24:00:01Z',
    '2025-04-12T13:60:00Z',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+14:00',
    '9999-12-31T23:00:00-05:00',
    '2025-04-12T13:17:56.324Z and more',
    '',
    null,
    undefined,
    20250412,
    {},
    ['2025-04-12T13:17:56.324Z'],
  ])('reads nothing from %j', (text) => {
    expect(readDateTime(text)).toBeNull();
  });

  it('gives back the UTC parts of every instant', () => {
    const [min, max] = [new Date('0001-01-02T00:00:00Z'), new Date('9999-12-30T00:00:00Z')];
    fc.assert(
      fc.property(fc.date({ min, max, noInvalidDate: true }), (instant) => {
        const text = instant.toISOString();
        expect(readDateTime(text)).toEqual({ date: text.slice(0, 10), time: text.slice(11, 19) });
      }),
    );
  });
});

describe('readDate', () => {
  it.each([
    ['2024-02-29', '2024-02-29'],
    ['2026-12-24T23:30:00-05:00', '2026-12-25'],
    ['2023-02-29', null],
    ['2026-1-1', null],
    ['2026', null],
    ['2026-W05', null],
    [7, null],
  ])('makes of %j: %j', (text, date) => {
    expect(readDate(text)).toBe(date);
  });
});

describe('dateIn', () => {
  const now = Date.parse('2026-03-02T10:30:00Z');

  it.each([
    ['Pacific/Pago_Pago', '2026-03-01'],
    ['America/St_Johns', '2026-03-02'],
    ['Asia/Kathmandu', '2026-03-02'],
    ['Pacific/Kiritimati', '2026-03-03'],
  ])('is what calendars in %s show', (timeZone, date) => {
    expect(dateIn(timeZone, now)).toBe(date);
  });

  it('is that of UTC in a zone that the runtime does not know', () => {
    expect(dateIn('Mars/Olympus', now)).toBe(utcDate(now));
  });
});

describe('minutesOf', () => {
  it.each([
    ['00:00:00', 0],
    ['09:30:59', 570],
    ['23:59:59', 1439],
  ])('counts %s as %i', (time, minutes) => {
    expect(minutesOf(time)).toBe(minutes);
  });
});
