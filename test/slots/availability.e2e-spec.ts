import { AvailabilityService } from '../../src/slots/availability.service.js';
import type { Bookable } from '../../src/slots/bookable.js';
import { CalendarBusyTimes } from '../../src/slots/calendar-busy-times.js';
import type { Range } from '../../src/slots/ranges.js';
import { expectError } from '../support/expected-errors.js';
import { anOAuthClient } from '../support/factories.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { aBooking, aHost, type Host, slotsApi } from './setting.js';

const at = (time: string): number => Date.parse(`2050-09-05T${time}:00Z`);
const range = (start: string, end: string): Range => ({ start: at(start), end: at(end) });

describe('availability', () => {
  let app: TestApp;
  let availability: AvailabilityService;
  let calendars: CalendarBusyTimes;
  let host: Host;
  let bookable: Bookable;
  const original = { of: undefined as unknown as CalendarBusyTimes['of'] };

  beforeAll(async () => {
    app = await startTestApp();
    availability = app.app.get(AvailabilityService);
    calendars = app.app.get(CalendarBusyTimes);
    original.of = calendars.of.bind(calendars);
  });
  beforeEach(async () => {
    calendars.of = original.of;
    host = await aHost(app, await anOAuthClient(app));
    bookable = (await availability.find(host.eventTypeId)) as Bookable;
  });
  afterAll(() => app.close());

  it.each<[string, Range, string | null]>([
    ['within the hours', range('09:10', '10:10'), null],
    ['before the hours', range('08:30', '09:30'), 'UNAVAILABLE'],
    ['in a booking', range('13:30', '14:30'), 'UNAVAILABLE'],
    ['beside a booking', range('15:00', '16:00'), null],
    ['in the past', { start: Date.parse('2020-09-07T10:00:00Z'), end: Date.parse('2020-09-07T11:00:00Z') }, 'PAST'],
  ])('tells of a time %s', async (_, time, refusal) => {
    await aBooking(app, host, '2050-09-05T14:00:00Z');
    expect(await availability.refusalOfTime(bookable, time)).toBe(refusal);
  });

  it('does not know event types that do not exist', async () => {
    expect(await availability.find(0)).toBeNull();
    expect(await availability.find(1e30)).toBeNull();
  });

  it('counts the booking to be moved as free', async () => {
    const { uid } = await aBooking(app, host, '2050-09-05T14:00:00Z');
    expect(await availability.refusalOfTime(bookable, range('14:00', '15:00'), { rescheduledUid: uid })).toBeNull();
  });

  it('does not look at reservations', async () => {
    const body = { eventTypeId: host.eventTypeId, slotStart: '2050-09-05T14:00:00Z' };
    await slotsApi(app).post('/reservations', body).expect(201);
    expect(await availability.refusalOfTime(bookable, range('14:00', '15:00'))).toBeNull();
  });

  it('sees within a transaction what the transaction wrote, with one statement', async () => {
    await app.prisma.transaction(async (on) => {
      const text = `INSERT INTO bookings (uid, user_id, event_type_id, status, title, start_time, end_time, occupied_from,
        occupied_to, responses, ical_uid) VALUES ($1, $2, $3, 'ACCEPTED', 'x', $4, $5, $4, $5, '{}', 'x')`;
      const values = [host.scheduleId, host.userId, host.eventTypeId, '2050-09-05T14:00Z', '2050-09-05T15:00Z'];
      await on.run({ name: 'test.insert', text }, values);
      const time = range('14:00', '15:00');
      expect(await availability.refusalOfTime(bookable, time)).toBeNull();
      let inside: unknown;
      const sent = await statementsOf(async () => {
        inside = await availability.refusalOfTime(bookable, time, { calendars: new Map() }, on);
      });
      expect([inside, sent.length]).toEqual(['UNAVAILABLE', 1]);
    });
  });

  it('asks for calendars of nobody who selected none', async () => {
    calendars.of = () => Promise.reject(new Error('was asked'));
    expect(await availability.refusalOfTime(bookable, range('14:00', '15:00'))).toBeNull();
  });

  describe('with calendars', () => {
    beforeEach(async () => {
      const { userId } = host;
      const feed = { userId, type: 'ics-feed_calendar', appId: 'ics-feed', sealedKey: Buffer.from('x') };
      const { id: credentialId, type: integration } = await app.prisma.appCredential.create({ data: feed });
      await app.prisma.selectedCalendar.create({ data: { userId, integration, externalId: 'feed', credentialId } });
      bookable = (await availability.find(host.eventTypeId)) as Bookable;
    });

    const list = (query: object = {}) =>
      slotsApi(app).get('', { eventTypeId: host.eventTypeId, start: '2050-09-05', end: '2050-09-05', ...query });
    const oldList = (query: object) =>
      slotsApi(app, {}).get('/available', {
        ...{ eventTypeId: host.eventTypeId, startTime: '2050-09-05T00:00:00Z', endTime: '2050-09-05T23:59:00Z' },
        ...query,
      });

    it('leaves out what they hold, read for all of the window', async () => {
      const asked: unknown[][] = [];
      calendars.of = async (...parameters) => {
        asked.push(parameters);
        return new Map([[host.userId, [range('09:00', '16:00')]]]);
      };
      const { body } = await list().expect(200);
      expect(body.data).toEqual({ '2050-09-05': [{ start: '2050-09-05T16:00:00.000Z' }] });
      const [[users, from, to]] = asked as [[number[], number, number]];
      expect(users).toEqual([host.userId]);
      expect(from).toBeLessThanOrEqual(at('00:00'));
      expect(to).toBeGreaterThanOrEqual(at('23:59'));
      expect(asked).toHaveLength(1);
      expect(await availability.refusalOfTime(bookable, range('15:30', '16:30'))).toBe('UNAVAILABLE');
    });

    it('says that one cannot be read, instead of that nobody has time', async () => {
      calendars.of = async () => new Map([[host.userId, null]]);
      const message =
        'A calendar of the host cannot be read at the moment, so nobody knows when the host has time. Try again.';
      const response = await list();
      expectError(response, { status: 503, error: { code: 'CALENDAR_UNAVAILABLE', message } });
      expect(response.headers['retry-after']).toBe('30');
      await oldList({ _silentCalendarFailures: 'false' }).expect(503);
    });

    it('goes on without it for who asks so, and without all of them', async () => {
      calendars.of = async () => new Map([[host.userId, null]]);
      const { body } = await oldList({ _silentCalendarFailures: 'true' }).expect(200);
      expect(body.data.slots['2050-09-05']).toHaveLength(8);
      await oldList({ _bypassCalendarBusyTimes: 'true' }).expect(200);
    });
  });
});
