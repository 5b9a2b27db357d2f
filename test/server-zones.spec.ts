import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ZONES = ['UTC', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia'];

/** Prints what the mappings make of days and hours, among them those on which clocks are changed. */
const PROGRAM = `
  import { readDay, writeDay } from './dist/event-types/component-days.js';
  import { columnsOf } from './dist/event-types/event-types-2024-06-14.mapping.js';
  import { toDetailedSchedule, toPatch } from './dist/schedules/schedules-2024-04-15.mapping.js';
  import { toOutput } from './dist/schedules/schedules-2024-06-11.mapping.js';
  import { dateIn, readDate, readDateTime } from './dist/schedules/wall-time.js';

  const days = ['2011-12-30', '2026-03-08', '2026-03-29', '2026-04-05', '2026-11-01', '2030-01-01'];
  const hours = days.map((date, id) => ({ id, days: [], start: '00:00:00', end: '23:59:59', date }));
  const weekly = { id: 9, days: [0, 6], start: '01:30:00', end: '03:00:00', date: null };
  const stored = { id: 1, userId: 7, name: 'x', timeZone: 'America/St_Johns', ownerTimeZone: 'UTC', defaultId: 1, ownedCount: 1 };
  const schedule = { ...stored, hours: [weekly, ...hours] };
  const now = Date.parse('2011-12-01T11:30:00Z');
  const detailed = toDetailedSchedule(schedule, now);
  const saved = { schedule: detailed.availability, dateOverrides: detailed.dateOverrides.flatMap(({ ranges }) => ranges) };
  console.log(JSON.stringify([
    days.map((day) => [readDay(day), writeDay(readDay(day)), readDay(writeDay(readDay(day))), readDate(day)]),
    days.map((day) => [readDateTime(day + 'T02:30:00'), dateIn('Pacific/Apia', Date.parse(day + 'T11:00:00Z'))]),
    days.map((day) => columnsOf({ bookingWindow: { type: 'range', value: [day, day] } })),
    detailed, toPatch(saved), toOutput(schedule),
  ]));`;

async function outputIn(zone: string): Promise<string> {
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const env = { ...process.env, TZ: zone, NODE_OPTIONS: '' };
  return (await run(process.execPath, ['--input-type=module', '-e', PROGRAM], { cwd, env })).stdout;
}

describe('the zone of the server', () => {
  it.each(ZONES.slice(1))('does not matter to days and hours: %s is as UTC', async (zone) => {
    const [expected, actual] = await Promise.all([outputIn('UTC'), outputIn(zone)]);
    expect(JSON.parse(expected)).toHaveLength(6);
    expect(actual).toBe(expected);
  });
});
