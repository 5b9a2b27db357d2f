import { readIcs } from './ics-busy-times.js';

const ZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:Company Time',
  ...['BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0300', 'TZOFFSETTO:+0300', 'END:STANDARD'],
  'END:VTIMEZONE',
];

const calendar = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\r\n');
const event = (...lines: string[]): string[] => ['BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT'];

/** Busy times from a day to another, as `start/end` in UTC without seconds. */
function read(lines: string[], from = '2030-01-01', to = '2030-02-01', timeZone = 'Europe/Rome'): string[] {
  const window = { from: Date.parse(from), to: Date.parse(to) };
  const { busy } = readIcs({ text: calendar(...lines), ...window, timeZone });
  const show = (instant: number): string => new Date(instant).toISOString().slice(0, 16);
  return busy.map(({ start, end }) => `${show(start)}/${show(end)}`).sort();
}

describe('a calendar file', () => {
  it.each([
    ['in UTC', ['DTSTART:20300107T090000Z', 'DTEND:20300107T100000Z'], '2030-01-07T09:00/2030-01-07T10:00'],
    ['with a duration', ['DTSTART:20300107T090000Z', 'DURATION:PT45M'], '2030-01-07T09:00/2030-01-07T09:45'],
    [
      'in a named zone that it does not define',
      ['DTSTART;TZID=America/New_York:20300107T090000', 'DURATION:PT1H'],
      '2030-01-07T14:00/2030-01-07T15:00',
    ],
    ['in the zone of the user', ['DTSTART:20300107T090000', 'DURATION:PT1H'], '2030-01-07T08:00/2030-01-07T09:00'],
    [
      'in a zone of its own',
      ['DTSTART;TZID=Company Time:20300107T090000', 'DURATION:PT1H'],
      '2030-01-07T06:00/2030-01-07T07:00',
    ],
    ['of a whole day', ['DTSTART;VALUE=DATE:20300107'], '2030-01-06T23:00/2030-01-07T23:00'],
    [
      'of several days',
      ['DTSTART;VALUE=DATE:20300107', 'DTEND;VALUE=DATE:20300110'],
      '2030-01-06T23:00/2030-01-09T23:00',
    ],
    [
      'with the way there',
      ['DTSTART:20300107T090000Z', 'DURATION:PT1H', 'X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT30M'],
      '2030-01-07T08:30/2030-01-07T10:00',
    ],
    [
      'that began before the window',
      ['DTSTART:20291231T230000Z', 'DURATION:PT2H'],
      '2029-12-31T23:00/2030-01-01T01:00',
    ],
  ])('blocks for an event %s', (_, lines, expected) => {
    expect(read([...ZONE, ...event(...lines)])).toEqual([expected]);
  });

  it.each([
    ['is transparent', ['TRANSP:TRANSPARENT']],
    ['is cancelled', ['STATUS:CANCELLED']],
    ['has no length', ['DURATION:PT0S']],
    ['lies outside the window', ['DTSTART:20310107T090000Z', 'DTEND:20310107T100000Z']],
  ])('does not block for an event that %s', (_, lines) => {
    const when = lines.some((line) => /^D/.test(line)) ? [] : ['DTEND:20300107T100000Z'];
    const start = lines.some((line) => /^DTSTART/.test(line)) ? [] : ['DTSTART:20300107T090000Z'];
    expect(read(event(...start, ...when, ...lines))).toEqual([]);
  });

  it('reads times without a zone in the zone that the calendar names', () => {
    const lines = event('DTSTART:20300107T090000', 'DURATION:PT1H');
    expect(read(['X-WR-TIMEZONE:Asia/Tokyo', ...lines])).toEqual(['2030-01-07T00:00/2030-01-07T01:00']);
  });

  it('knows a zone by its name, whatever the calendar says of it', () => {
    const zone = ZONE.map((line) => line.replace('Company Time', 'Asia/Tokyo'));
    const lines = event('DTSTART;TZID=Asia/Tokyo:20300107T090000', 'DURATION:PT1H');
    expect(read([...zone, ...lines])).toEqual(['2030-01-07T00:00/2030-01-07T01:00']);
  });

  it.each([
    ['every day, however long ago it began', ['DTSTART:19700101T090000Z', 'RRULE:FREQ=DAILY'], 31],
    ['every other week', ['DTSTART:20200106T090000Z', 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE'], 4],
    ['every month on the last Friday', ['DTSTART:20200131T090000Z', 'RRULE:FREQ=MONTHLY;BYDAY=-1FR'], 1],
    ['every year', ['DTSTART:20000110T090000Z', 'RRULE:FREQ=YEARLY'], 1],
    ['five times', ['DTSTART:20291230T090000Z', 'RRULE:FREQ=DAILY;COUNT=5'], 3],
    ['until a day', ['DTSTART:20291230T090000Z', 'RRULE:FREQ=DAILY;UNTIL=20300104T090000Z'], 4],
    [
      'but for some days',
      ['DTSTART:20300101T090000Z', 'RRULE:FREQ=DAILY;COUNT=5', 'EXDATE:20300102T090000Z,20300103T090000Z'],
      3,
    ],
    ['but for whole days', ['DTSTART:20300101T090000Z', 'RRULE:FREQ=DAILY;COUNT=5', 'EXDATE;VALUE=DATE:20300102'], 4],
    ['on further days', ['DTSTART:20300101T090000Z', 'RDATE:20300101T090000Z,20300110T090000Z,20300120T090000Z'], 3],
    ['every hour', ['DTSTART:20300101T000000Z', 'RRULE:FREQ=HOURLY;COUNT=30'], 30],
  ])('blocks for a series %s', (_, lines, count) => {
    expect(read(event(...lines, 'DURATION:PT1H'))).toHaveLength(count);
  });

  it('keeps the clock time of a series when clocks change', () => {
    const lines = ['DTSTART;TZID=Europe/Rome:20290101T090000', 'RRULE:FREQ=DAILY', 'DURATION:PT1H'];
    expect(read(event(...lines), '2030-03-30', '2030-04-01')).toEqual([
      '2030-03-30T08:00/2030-03-30T09:00',
      '2030-03-31T07:00/2030-03-31T08:00',
    ]);
  });

  it('follows occurrences that were moved, into the window and out of it, or taken out', () => {
    const series = event('DTSTART:20300101T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=60');
    const change = (id: string, ...lines: string[]): string[] =>
      event(`RECURRENCE-ID:${id}`, 'DURATION:PT1H', ...lines);
    const changes = [
      ...change('20300102T090000Z', 'DTSTART:20300102T150000Z'),
      ...change('20300103T090000Z', 'DTSTART:20300103T090000Z', 'STATUS:CANCELLED'),
      ...change('20300210T090000Z', 'DTSTART:20300103T200000Z'),
    ];
    expect(read([...series, ...changes], '2030-01-01', '2030-01-04')).toEqual([
      '2030-01-01T09:00/2030-01-01T10:00',
      '2030-01-02T15:00/2030-01-02T16:00',
      '2030-01-03T20:00/2030-01-03T21:00',
    ]);
  });

  it('reads the blocks of a file that only tells them', () => {
    const periods = 'FREEBUSY;FBTYPE=BUSY:20300107T090000Z/20300107T100000Z,20300108T090000Z/PT2H';
    const free = 'FREEBUSY;FBTYPE=FREE:20300109T090000Z/PT2H';
    expect(read(['BEGIN:VFREEBUSY', periods, free, 'END:VFREEBUSY'])).toEqual([
      '2030-01-07T09:00/2030-01-07T10:00',
      '2030-01-08T09:00/2030-01-08T11:00',
    ]);
  });

  it('reads several calendars in one file, and the name of the first', () => {
    const one = calendar('X-WR-CALNAME: Team ', ...event('DTSTART:20300107T090000Z', 'DURATION:PT1H'));
    const { name, busy } = readIcs({ text: `${one}\r\n${one}`, from: 0, to: 4e12, timeZone: 'UTC' });
    expect([name, busy.length]).toEqual(['Team', 2]);
  });

  it.each(['', '<html></html>', 'BEGIN:VCARD\r\nEND:VCARD', 'BEGIN:VCALENDAR', '{"a":1}', '\0'])(
    '%j is none',
    (text) => {
      expect(() => readIcs({ text, from: 0, to: 1, timeZone: 'UTC' })).toThrow();
    },
  );

  it.each([
    ['no start', ['SUMMARY:x']],
    ['a start that is none', ['DTSTART:soon']],
    ['an end before its start', ['DTSTART:20300107T090000Z', 'DTEND:20300106T090000Z']],
    ['a zone that nobody knows', ['DTSTART;TZID=Mars/Base:20300199T990000']],
    [
      'a rule that never gives a day',
      ['DTSTART:20300107T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'],
    ],
  ])('reads what it can beside an event with %s', (_, lines) => {
    const good = event('DTSTART:20300108T090000Z', 'DURATION:PT1H');
    expect(read([...event(...lines), ...good])).toContain('2030-01-08T09:00/2030-01-08T10:00');
  });

  it.each([
    ['a rule for every second', ['DTSTART:19700101T090000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY']],
    ['a series without end', ['DTSTART:20300101T090000Z', 'DURATION:PT1S', 'RRULE:FREQ=MINUTELY;COUNT=999999999']],
  ])('gives up at %s', (_, lines) => {
    expect(() => read(event(...lines), '2030-01-01', '2040-01-01')).toThrow();
  });
});
