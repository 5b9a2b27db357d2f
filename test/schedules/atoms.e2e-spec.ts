import { anOAuthClient, type TestClient } from '../support/factories.js';
import { expectError, failedProperties, forbidden, notFound } from '../support/expected-errors.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { anOwner, NO_SCHEDULE, type ScheduleOwner, type SchedulesApi, schedulesApi } from './schedules-api.js';

const SCHEDULES = '/v2/atoms/schedules';

describe("the components' routes of schedules", () => {
  let app: TestApp;
  let client: TestClient;
  let owner: ScheduleOwner;
  let api: SchedulesApi;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
  });
  beforeEach(async () => {
    owner = await anOwner(app, client, 'Europe/Rome');
    api = schedulesApi(app, owner.headers, '2024-06-14');
  });
  afterAll(() => app.close());

  const create = async (body: object = { name: 'Evenings' }) =>
    (await api.post(`${SCHEDULES}/create`, body).expect(201)).body.data.schedule;
  const read = async (id: number | null = null) =>
    (await api.get(id === null ? SCHEDULES : `${SCHEDULES}?scheduleId=${id}`).expect(200)).body.data;
  const listed = async () => (await api.get(`${SCHEDULES}/all`).expect(200)).body.data.schedules;

  /** A user without any schedule. */
  const aNewcomer = async (): Promise<SchedulesApi> =>
    schedulesApi(app, (await anOwner(app, client)).headers, '2024-06-14');

  describe('GET /v2/atoms/schedules', () => {
    it('shows the default schedule in the detailed shape of 2024-04-15', async () => {
      const old = await schedulesApi(app, owner.headers).get('/v2/schedules/default').expect(200);
      expect((await api.get(SCHEDULES).expect(200)).body).toEqual(old.body);
      expect(await read()).toMatchObject({ id: owner.defaultId, isDefault: true, isManaged: false, readOnly: false });
    });

    it('shows the schedule that is asked for', async () => {
      const { id } = await create();
      expect(await read(id)).toMatchObject({ id, name: 'Evenings', isDefault: false, isLastSchedule: false });
    });

    it.each(['abc', '', '[]'])('shows the default schedule for the id "%s"', async (id) => {
      const { body } = await api.get(`${SCHEDULES}?scheduleId=${id}`).expect(200);
      expect(body.data).toMatchObject({ id: owner.defaultId });
    });

    it('is null for a user without a default schedule, who may still ask for another', async () => {
      const { id } = await create();
      await api.delete(`/v2/schedules/${owner.defaultId}`).expect(200);
      expect(await read()).toBeNull();
      expect(await read(id)).toMatchObject({ id, isDefault: false, isLastSchedule: true });
    });

    it.each(['true', 'false', 'x'])('refuses isManagedEventType=%s', async (value) => {
      const errors = failedProperties(await api.get(`${SCHEDULES}?isManagedEventType=${value}`).expect(400));
      expect(errors).toMatchObject([
        {
          property: 'isManagedEventType',
          constraints: { isBoolean: 'isManagedEventType must be a boolean value' },
        },
      ]);
    });
  });

  describe('GET /v2/atoms/schedules/all', () => {
    it('lists the schedules with their rows, keys in the order of the contract', async () => {
      const { id } = await create();
      const { text, body } = await api.get(`${SCHEDULES}/all`).expect(200);
      const expected = [
        { id: owner.defaultId, name: 'Default schedule', isDefault: true },
        { id, name: 'Evenings', isDefault: false },
      ].map((schedule, index) => ({
        id: schedule.id,
        name: schedule.name,
        availability: [
          {
            id: body.data.schedules[index].availability[0].id,
            userId: null,
            eventTypeId: null,
            days: [1, 2, 3, 4, 5],
            startTime: '1970-01-01T09:00:00.000Z',
            endTime: '1970-01-01T17:00:00.000Z',
            date: null,
            scheduleId: schedule.id,
          },
        ],
        timeZone: 'Europe/Rome',
        isDefault: schedule.isDefault,
      }));
      expect(text).toBe(JSON.stringify({ status: 'success', data: { schedules: expected } }));
    });

    it('is empty for a user without schedules', async () => {
      const { body } = await (await aNewcomer()).get(`${SCHEDULES}/all`).expect(200);
      expect(body.data).toEqual({ schedules: [] });
    });

    it('makes the first schedule the default when there is none', async () => {
      const { id } = await create();
      await create({ name: 'Nights' });
      await api.delete(`/v2/schedules/${owner.defaultId}`).expect(200);
      expect(await listed()).toMatchObject([{ id, isDefault: true }, { isDefault: false }]);
      expect(await read()).toMatchObject({ id });
    });
  });

  describe('GET /v2/atoms/schedules/event-type/:eventSlug', () => {
    const ofEventType = async (slug: string, as = api) =>
      (await as.get(`${SCHEDULES}/event-type/${slug}`).expect(200)).body.data;
    const anEventType = (slug: string, scheduleId: number | null) =>
      app.prisma.eventType.create({ data: { userId: owner.id, title: slug, slug, length: 30, scheduleId } });

    it("shows the event type's own schedule, else the default one", async () => {
      const { id } = await create();
      await anEventType('evening-talk', id);
      await anEventType('talk', null);
      expect(await ofEventType('evening-talk')).toEqual(await read(id));
      expect(await ofEventType('talk')).toEqual(await read());
      expect(await ofEventType('no-such-talk')).toEqual(await read());
    });

    it("shows nothing of somebody else's event type with the same slug", async () => {
      await anEventType('evening-talk', (await create()).id);
      const other = await anOwner(app, client, 'Asia/Tokyo');
      const shown = await ofEventType('evening-talk', schedulesApi(app, other.headers));
      expect(shown).toMatchObject({ id: other.defaultId, userId: other.id });
    });

    it('says so when there is no schedule', async () => {
      expect(await ofEventType('talk', await aNewcomer())).toEqual({
        id: -1,
        name: 'No schedules found',
        availability: [[], [], [], [], [], [], []],
        dateOverrides: [],
        timeZone: 'Europe/London',
        workingHours: [],
        isDefault: true,
      });
    });
  });

  describe('POST /v2/atoms/schedules/create', () => {
    it("creates a schedule with office hours in the user's zone that is not the default", async () => {
      const { text, body } = await api.post(`${SCHEDULES}/create`, { name: 'Evenings' }).expect(201);
      const { id } = body.data.schedule;
      const schedule = { id, userId: owner.id, name: 'Evenings', timeZone: 'Europe/Rome' };
      expect(text).toBe(JSON.stringify({ status: 'success', data: { schedule } }));
      expect(await read(id)).toMatchObject({
        isDefault: false,
        workingHours: [{ days: [1, 2, 3, 4, 5], startTime: 540, endTime: 1020 }],
      });
    });

    it('takes the hours that it is given', async () => {
      const range = { start: '2026-03-02T19:00:00.000Z', end: '2026-03-02T23:59:59.999Z' };
      const { id } = await create({ name: 'Nights', schedule: [[range], [], [], [], [], [], [range]] });
      expect((await read(id)).workingHours).toMatchObject([{ days: [0, 6], startTime: 1140, endTime: 1439 }]);
    });

    it('makes the first schedule of a user the default', async () => {
      const newcomer = await aNewcomer();
      const { body } = await newcomer.post(`${SCHEDULES}/create`, { name: 'First' }).expect(201);
      const shown = await newcomer.get(SCHEDULES).expect(200);
      expect(shown.body.data).toMatchObject({ id: body.data.schedule.id, timeZone: 'Europe/London', isDefault: true });
    });

    it('gives the hours to an event type of the user', async () => {
      const { id: eventTypeId } = await app.prisma.eventType.create({
        data: { userId: owner.id, title: 'Talk', slug: 'talk', length: 30 },
      });
      const { id } = await create({ name: 'Talks', eventTypeId });
      const { scheduleId } = await app.prisma.eventType.findUniqueOrThrow({ where: { id: eventTypeId } });
      expect(scheduleId).toBe(id);
    });

    it("refuses somebody else's event type, and creates nothing", async () => {
      const other = await anOwner(app, client);
      const theirs = await app.prisma.eventType.create({
        data: { userId: other.id, title: 'Talk', slug: 'talk', length: 30 },
      });
      for (const eventTypeId of [theirs.id, 2_000_000_000, 2 ** 40]) {
        expectError(await api.post(`${SCHEDULES}/create`, { name: 'Talks', eventTypeId }), {
          status: 401,
          error: {
            code: 'TRPCError',
            message: 'You are not authorized to create a schedule for this event type',
          },
        });
      }
      expect(await listed()).toHaveLength(1);
      const { scheduleId } = await app.prisma.eventType.findUniqueOrThrow({ where: { id: theirs.id } });
      expect(scheduleId).toBeNull();
    });

    it.each([
      [{}, 'name'],
      [{ name: null }, 'name'],
      [{ name: 'x', schedule: [[]] }, 'schedule'],
      [{ name: 'x', eventTypeId: '7' }, 'eventTypeId'],
    ])('refuses %j, and names the field', async (body, property) => {
      const errors = failedProperties(await api.post(`${SCHEDULES}/create`, body).expect(400));
      expect(errors).toMatchObject([{ property }]);
    });
  });

  describe('PATCH /v2/atoms/schedules/:scheduleId', () => {
    it('stores again what it showed, as the components do when they save', async () => {
      const { id } = await create();
      const range = (date: string, start: string, end: string) => ({
        start: `${date}T${start}.000Z`,
        end: `${date}T${end}Z`,
      });
      const day = [range('2026-03-02', '08:00:00', '12:00:00.000'), range('2026-03-02', '13:00:00', '23:59:59.999')];
      const dateOverrides = [
        range('2030-12-24', '09:00:00', '12:00:00.000'),
        range('2030-12-25', '00:00:00', '00:00:00.000'),
      ];
      const saved = { name: 'Late', timeZone: 'Asia/Kathmandu', isDefault: true };
      const schedule = [[], day, [], day, [], [], []];
      await api.patch(`${SCHEDULES}/${id}`, { ...saved, schedule, dateOverrides }).expect(200);
      const shown = await read(id);
      expect(shown).toMatchObject(saved);
      expect(shown.dateOverrides).toEqual(dateOverrides.map((override) => ({ ranges: [override] })));
      const again = {
        ...saved,
        schedule: shown.availability,
        dateOverrides: shown.dateOverrides.flatMap(({ ranges }: { ranges: object[] }) => ranges),
      };
      const { body } = await api.patch(`${SCHEDULES}/${id}`, again).expect(200);
      expect(body.data).toMatchObject({ prevDefaultId: id, currentDefaultId: id, schedule: { id, eventType: [] } });
      const reread = await read(id);
      const withoutIds = (rows: { id: number }[]) => rows.map((row) => ({ ...row, id: 0 }));
      expect({ ...reread, schedule: withoutIds(reread.schedule) }).toEqual({
        ...shown,
        schedule: withoutIds(shown.schedule),
      });
    });

    it('makes a schedule the default when that is all it is told', async () => {
      const { id } = await create();
      const { body } = await api.patch(`${SCHEDULES}/${id}`, { isDefault: true }).expect(200);
      expect(body.data).toEqual({ schedule: { userId: owner.id, name: 'Evenings', id }, isDefault: true });
      expect(await read()).toMatchObject({ id });
    });

    it('keeps the hours when it is only told a name', async () => {
      const { id } = await create();
      await api.patch(`${SCHEDULES}/${id}`, { name: 'Late' }).expect(200);
      expect(await read(id)).toMatchObject({ name: 'Late', workingHours: [{ startTime: 540, endTime: 1020 }] });
    });

    it('refuses a time zone that there is not', async () => {
      const response = await api.patch(`${SCHEDULES}/${owner.defaultId}`, { timeZone: 'Mars/Olympus' }).expect(400);
      expect(failedProperties(response)).toMatchObject([{ property: 'timeZone' }]);
    });
  });

  describe('POST /v2/atoms/schedules/:scheduleId/duplicate', () => {
    it('copies zone, hours and overrides into a schedule that is not the default', async () => {
      const id = owner.defaultId as number;
      const override = { start: '2030-12-24T09:00:00.000Z', end: '2030-12-24T12:00:00.000Z' };
      await api.patch(`${SCHEDULES}/${id}`, { timeZone: 'Asia/Tokyo', dateOverrides: [override] }).expect(200);
      const { text, body } = await api.post(`${SCHEDULES}/${id}/duplicate`).expect(201);
      const copy = {
        id: body.data.schedule.id,
        userId: owner.id,
        name: 'Default schedule (Copy)',
        timeZone: 'Asia/Tokyo',
      };
      expect(text).toBe(JSON.stringify({ status: 'success', data: { schedule: copy } }));
      const [original, shown] = [await read(id), await read(copy.id)];
      expect(shown).toMatchObject({
        isDefault: false,
        timeZone: 'Asia/Tokyo',
        workingHours: original.workingHours,
        dateOverrides: [{ ranges: [override] }],
      });
    });
  });

  describe('refusals', () => {
    const calls = (as: SchedulesApi, id: number) => [
      as.get(`${SCHEDULES}?scheduleId=${id}`),
      as.patch(`${SCHEDULES}/${id}`, { name: 'x', isDefault: true }),
      as.post(`${SCHEDULES}/${id}/duplicate`),
    ];

    it('say that a schedule does not exist', async () => {
      const expected = notFound(`Schedule with ID=${NO_SCHEDULE} does not exist.`);
      for (const call of calls(api, NO_SCHEDULE)) expectError(await call, expected);
    });

    it('say that a schedule is of somebody else, and change nothing', async () => {
      const id = owner.defaultId as number;
      const before = await read();
      const stranger = await anOwner(app, client);
      const expected = forbidden(`User with ID=${stranger.id} does not own schedule with ID=${id}`);
      for (const call of calls(schedulesApi(app, stranger.headers), id)) expectError(await call, expected);
      expect(await read()).toEqual(before);
      expect(await app.prisma.schedule.count({ where: { userId: stranger.id } })).toBe(0);
    });
  });
});
