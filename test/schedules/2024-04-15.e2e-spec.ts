import { anOAuthClient, type TestClient } from '../support/factories.js';
import { badRequest, expectError, failedProperties, forbidden, notFound } from '../support/expected-errors.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { anOwner, NO_SCHEDULE, type ScheduleOwner, type SchedulesApi, schedulesApi } from './schedules-api.js';

const HOUR = 3_600_000;
const at = (time: string) => `2025-04-12T${time}:00.000Z`;
const STUDIO = {
  name: 'Studio hours',
  timeZone: 'Europe/Rome',
  isDefault: true,
  availabilities: [{ days: [1, 3], startTime: at('10:00'), endTime: at('18:30') }],
};
const EVENINGS = { name: 'Evenings', timeZone: 'Europe/Rome', isDefault: false };

describe('schedules of version 2024-04-15', () => {
  let app: TestApp;
  let client: TestClient;
  let owner: ScheduleOwner;
  let api: SchedulesApi;

  beforeAll(async () => {
    app = await startTestApp();
    // Noon of tomorrow in UTC: answers name today's date, which must not change between a call and its check.
    app.clock.advance(36 * HOUR - (app.clock.now() % (24 * HOUR)));
    client = await anOAuthClient(app);
  });
  beforeEach(async () => {
    owner = await anOwner(app, client);
    api = schedulesApi(app, owner.headers);
  });
  afterAll(() => app.close());

  const create = async (body: object = STUDIO) => (await api.post('/v2/schedules', body).expect(201)).body.data;
  const read = async (id: number) => (await api.get(`/v2/schedules/${id}`).expect(200)).body.data;
  const change = async (id: number, body: object) =>
    (await api.patch(`/v2/schedules/${id}`, body).expect(200)).body.data;
  /** Today's date in UTC by the server's clock. */
  const today = () => new Date(app.clock.now()).toISOString().slice(0, 10);
  const todayFrom = (start: string, end: string) => ({
    start: `${today()}T${start}:00.000Z`,
    end: `${today()}T${end}:00.000Z`,
  });

  describe('POST /v2/schedules', () => {
    it('creates a schedule and answers it in detail, keys in the order of the contract', async () => {
      const { text, body } = await api.post('/v2/schedules', STUDIO).expect(201);
      const range = todayFrom('10:00', '18:30');
      const { id, schedule } = body.data;
      const row = {
        id: schedule[0].id,
        userId: owner.id,
        eventTypeId: null,
        days: [1, 3],
        startTime: '1970-01-01T10:00:00.000Z',
        endTime: '1970-01-01T18:30:00.000Z',
        date: null,
        scheduleId: id,
      };
      const data = {
        id,
        name: 'Studio hours',
        isManaged: false,
        workingHours: [{ days: [1, 3], startTime: 600, endTime: 1110, userId: owner.id }],
        schedule: [row],
        availability: [[], [range], [], [range], [], [], []],
        timeZone: 'Europe/Rome',
        dateOverrides: [],
        isDefault: true,
        isLastSchedule: true,
        readOnly: false,
        userId: owner.id,
      };
      expect(text).toBe(JSON.stringify({ status: 'success', data }));
      expect(await read(id)).toEqual(data);
    });

    it.each([undefined, null, []])('gives office hours when availabilities is %p', async (availabilities) => {
      const { workingHours } = await create({ ...EVENINGS, availabilities });
      expect(workingHours).toMatchObject([{ days: [1, 2, 3, 4, 5], startTime: 540, endTime: 1020 }]);
    });

    it('takes the UTC clock time of a date-time, to the second', async () => {
      const startTime = '2025-04-12T01:02:03.456+05:30';
      const { schedule } = await create({
        ...EVENINGS,
        timeZone: 'Pacific/Apia',
        availabilities: [{ days: [6], startTime, endTime: '2025-04-12T23:59:59Z' }],
      });
      expect(schedule).toMatchObject([
        { startTime: '1970-01-01T19:32:03.000Z', endTime: '1970-01-01T23:59:59.000Z', date: null },
      ]);
    });

    const refusal = (property: string, value?: unknown) => {
      const row = { days: [1], startTime: at('09:00'), endTime: at('17:00'), [property]: value };
      return api.post('/v2/schedules', { ...EVENINGS, availabilities: [row] });
    };

    it.each(['startTime', 'endTime'])('refuses a faulty %s with a text of its own', async (name) => {
      const missing = `Missing ${name}. Expected value is in ISO8061 format e.g. 2025-0412T13:17:56.324Z`;
      const noDateTime = (value: string) =>
        `Invalid datestring format. Expected format(ISO8061): 2025-04-12T13:17:56.324Z. Received: ${value}`;
      const noTime = (value: string) =>
        `Invalid time format. Expected format(ISO8061): 2025-0412T13:17:56.324Z. Received: ${value}`;
      const cases: [unknown, string][] = [
        [undefined, missing],
        [null, missing],
        ['11:15', noDateTime('11:15')],
        [1115, noDateTime('1115')],
        ['2025-02-30T11:15:00.000Z', noDateTime('2025-02-30T11:15:00.000Z')],
        ['2025-04-12T11:15', noTime('2025-04-12T11:15')],
        ['2025-04-12T11:15:00:00', noTime('2025-04-12T11:15:00:00')],
        ['2025-04-12T24:15:00.000Z', `Invalid ${name} hours. Expected value between 0 and 23`],
        ['2025-04-12T11:60:00.000Z', `Invalid ${name} minutes. Expected value between 0 and 59`],
        ['2025-04-12T11:15:60.000Z', `Invalid ${name} seconds. Expected value between 0 and 59`],
      ];
      for (const [value, text] of cases) expectError(await refusal(name, value), badRequest(text));
    });

    it.each([
      [['Monday'], 'each value in days must be a number conforming to the specified constraints'],
      [[7], 'each value in days must not be greater than 6'],
      [[-1], 'each value in days must not be less than 0'],
      [1, 'days must be an array'],
    ])('refuses the days %p', async (days, text) => {
      const [error] = failedProperties(await refusal('days', days).expect(400));
      expect(error).toMatchObject({ property: 'availabilities', children: [{ children: [{ property: 'days' }] }] });
      expect(JSON.stringify(error)).toContain(text);
    });

    it.each([
      ['reversed', [['17:00', '09:00']]],
      [
        'overlapping',
        [
          ['09:00', '12:00'],
          ['11:00', '13:00'],
        ],
      ],
    ])('refuses %s hours', async (_, ranges) => {
      const availabilities = ranges.map(([start, end]) => ({
        days: [1],
        startTime: at(start as string),
        endTime: at(end as string),
      }));
      const response = await api.post('/v2/schedules', { ...EVENINGS, availabilities }).expect(400);
      expect(failedProperties(response)).toMatchObject([{ property: 'availabilities' }]);
    });

    it('refuses null instead of a row', async () => {
      const response = await api.post('/v2/schedules', { ...EVENINGS, availabilities: [null] }).expect(400);
      expect(failedProperties(response)).toMatchObject([{ property: 'availabilities' }]);
    });

    it('must have a name, a time zone and a word on being the default', async () => {
      const errors = failedProperties(await api.post('/v2/schedules', { timeZone: 'Mars/Olympus' }).expect(400));
      expect(errors.map(({ constraints }) => Object.values(constraints))).toEqual([
        ['name must be a string'],
        ['timeZone must be a valid IANA time-zone'],
        ['isDefault must be a boolean value'],
      ]);
    });
  });

  describe('the detailed shape', () => {
    it('sorts hours by their start, and writes the last minute of a day as its last instant', async () => {
      const { workingHours, availability } = await create({
        ...EVENINGS,
        availabilities: [
          { days: [2], startTime: at('20:00'), endTime: at('23:59') },
          { days: [2], startTime: at('08:00'), endTime: at('09:00') },
        ],
      });
      expect(workingHours).toMatchObject([
        { startTime: 480, endTime: 540 },
        { startTime: 1200, endTime: 1439 },
      ]);
      expect(availability[2]).toEqual([
        todayFrom('08:00', '09:00'),
        { start: `${today()}T20:00:00.000Z`, end: `${today()}T23:59:59.999Z` },
      ]);
    });

    it('groups overrides by date, sorted, without those that are over in the zone of the schedule', async () => {
      const apia = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Pacific/Apia' }).format(app.clock.now());
      const [year = 0, month = 1, day = 1] = apia.split('-').map(Number);
      const dayAfter = (days: number) => new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
      const { id } = await create({ ...EVENINGS, timeZone: 'Pacific/Apia' });
      const ranges = [
        [dayAfter(1), '14:00', '15:00'],
        [dayAfter(0), '09:00', '12:00'],
        [dayAfter(1), '08:00', '09:00'],
        [dayAfter(-1), '09:00', '12:00'],
      ].map(([date, start, end]) => ({ start: `${date}T${start}:00.000Z`, end: `${date}T${end}:00.000Z` }));
      await change(id, { name: 'Apia', dateOverrides: ranges });
      const { dateOverrides, schedule } = await read(id);
      expect(dateOverrides).toEqual([{ ranges: [ranges[1]] }, { ranges: [ranges[2], ranges[0]] }]);
      expect(schedule).toHaveLength(5);
      expect(schedule[4]).toMatchObject({ days: [], date: `${dayAfter(-1)}T00:00:00.000Z` });
    });

    it('shows the zone of the owner when the schedule has none', async () => {
      const other = await anOwner(app, client, 'Asia/Kathmandu');
      await app.prisma.schedule.update({ where: { id: other.defaultId as number }, data: { timeZone: null } });
      const { body } = await schedulesApi(app, other.headers).get('/v2/schedules/default').expect(200);
      expect(body.data).toMatchObject({ timeZone: 'Asia/Kathmandu' });
    });
  });

  describe('GET', () => {
    it('lists the schedules, and tells of each whether it is the last one', async () => {
      expect((await api.get('/v2/schedules').expect(200)).body).toEqual({ status: 'success', data: [] });
      const { id } = await create();
      expect(await read(id)).toMatchObject({ isLastSchedule: true });
      const second = await create(EVENINGS);
      const { body } = await api.get('/v2/schedules').expect(200);
      expect(body.data).toMatchObject([
        { id, isDefault: true, isLastSchedule: false },
        { id: second.id, isDefault: false, isLastSchedule: false },
      ]);
    });

    it('answers null for a default schedule that there is not, or no more', async () => {
      const getDefault = async () => (await api.get('/v2/schedules/default').expect(200)).body;
      expect(await getDefault()).toEqual({ status: 'success', data: null });
      const { id } = await create();
      expect(await getDefault()).toMatchObject({ data: { id, isDefault: true } });
      expect((await api.delete(`/v2/schedules/${id}`).expect(200)).text).toBe('{"status":"success"}');
      expect(await getDefault()).toEqual({ status: 'success', data: null });
    });
  });

  describe('PATCH /v2/schedules/:scheduleId', () => {
    it('answers a change with a name in full, keys in the order of the contract', async () => {
      const first = await create();
      const { id } = await create(EVENINGS);
      const eventType = await app.prisma.eventType.create({
        data: { userId: owner.id, title: 'Talk', slug: 'talk', length: 30, scheduleId: id },
      });
      const monday = { start: '2026-03-02T10:00:00.000Z', end: '2026-03-02T18:00:00.000Z' };
      const schedule = [[], [monday], [], [monday], [], [], []];
      const { text, body } = await api
        .patch(`/v2/schedules/${id}`, { name: 'Late', isDefault: true, schedule })
        .expect(200);
      const range = todayFrom('10:00', '18:00');
      const row = {
        id: body.data.schedule.availability[0].id,
        userId: null,
        eventTypeId: null,
        // What is the same on several days is one row.
        days: [1, 3],
        startTime: '1970-01-01T10:00:00.000Z',
        endTime: '1970-01-01T18:00:00.000Z',
        date: null,
        scheduleId: id,
      };
      const data = {
        schedule: {
          id,
          userId: owner.id,
          name: 'Late',
          timeZone: 'Europe/Rome',
          availability: [row],
          eventType: [{ id: eventType.id, eventName: null }],
        },
        availability: [[], [range], [], [range], [], [], []],
        timeZone: 'Europe/Rome',
        isDefault: true,
        prevDefaultId: first.id,
        currentDefaultId: id,
      };
      expect(text).toBe(JSON.stringify({ status: 'success', data }));
    });

    it('answers a change without a name briefly, and makes it', async () => {
      await create();
      const { id } = await create(EVENINGS);
      const { text } = await api.patch(`/v2/schedules/${id}`, { isDefault: true, timeZone: 'Asia/Tokyo' }).expect(200);
      const data = { schedule: { userId: owner.id, name: 'Evenings', id }, isDefault: true };
      expect(text).toBe(JSON.stringify({ status: 'success', data }));
      expect(await read(id)).toMatchObject({ isDefault: true, timeZone: 'Asia/Tokyo' });
    });

    it('never takes the default away', async () => {
      const { id } = await create();
      expect(await change(id, { isDefault: false })).toMatchObject({ isDefault: true });
    });

    it('keeps the hours and overrides that it does not name', async () => {
      const { id } = await create();
      const override = { start: '2030-12-24T09:00:00.000Z', end: '2030-12-24T12:00:00.000Z' };
      await change(id, { name: 'A', dateOverrides: [override] });
      const before = await read(id);
      expect(before.workingHours).toMatchObject([{ days: [1, 3] }]);
      await change(id, { name: 'B' });
      expect(await read(id)).toEqual({ ...before, name: 'B' });
      await change(id, { name: 'B', schedule: [[], [], [], [], [], [], []] });
      expect(await read(id)).toMatchObject({ workingHours: [], dateOverrides: before.dateOverrides });
    });

    it('takes the end of a day as it is written', async () => {
      const { id } = await create();
      const whole = { start: `${today()}T00:00:00.000Z`, end: `${today()}T23:59:59.999Z` };
      await change(id, { name: 'A', schedule: [[whole], [], [], [], [], [], []] });
      expect((await read(id)).availability[0]).toEqual([whole]);
    });

    const range = (start: string, end: string) => ({ start: at(start), end: at(end) });
    it.each([
      ['name', 7],
      ['name', null],
      ['timeZone', 'Mars/Olympus'],
      ['isDefault', 'yes'],
      ['schedule', [[]]],
      ['schedule', [null, [], [], [], [], [], []]],
      ['schedule', [[{ start: '09:00', end: '17:00' }], [], [], [], [], [], []]],
      ['schedule', [[range('17:00', '09:00')], [], [], [], [], [], []]],
      ['schedule', [[range('09:00', '12:00'), range('11:00', '13:00')], [], [], [], [], [], []]],
      ['schedule', [[range('09:00', '12:00'), range('09:00', '12:00')], [], [], [], [], [], []]],
      ['dateOverrides', {}],
      ['dateOverrides', [null]],
      ['dateOverrides', [{ start: at('09:00') }]],
      ['dateOverrides', [range('09:00', '12:00'), range('11:00', '13:00')]],
      ['dateOverrides', [range('12:00', '09:00')]],
    ])('refuses %s %j, and names the field', async (property, value) => {
      const { id } = await create(EVENINGS);
      const before = await read(id);
      const response = await api.patch(`/v2/schedules/${id}`, { name: 'X', [property]: value }).expect(400);
      expect(failedProperties(response)).toMatchObject([{ property }]);
      expect(await read(id)).toEqual(before);
    });
  });

  describe('refusals', () => {
    it('say that a schedule does not exist: 404, and 400 on delete', async () => {
      const text = `Schedule with ID=${NO_SCHEDULE} does not exist.`;
      expectError(await api.get(`/v2/schedules/${NO_SCHEDULE}`), notFound(text));
      expectError(await api.patch(`/v2/schedules/${NO_SCHEDULE}`, { name: 'x' }), notFound(text));
      expectError(await api.delete(`/v2/schedules/${NO_SCHEDULE}`), badRequest(text));
    });

    it('say that a schedule is of somebody else', async () => {
      const { id } = await create();
      const stranger = await anOwner(app, client);
      const other = schedulesApi(app, stranger.headers);
      const expected = forbidden(`User with ID=${stranger.id} does not own schedule with ID=${id}`);
      expectError(await other.get(`/v2/schedules/${id}`), expected);
      expectError(await other.patch(`/v2/schedules/${id}`, { name: 'x' }), expected);
      expectError(await other.delete(`/v2/schedules/${id}`), expected);
      expect(await read(id)).toMatchObject({ name: 'Studio hours' });
    });
  });
});
