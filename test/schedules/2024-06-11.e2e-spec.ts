import { anOAuthClient, type TestClient } from '../support/factories.js';
import { badRequest, expectError, failedProperties, forbidden, notFound } from '../support/expected-errors.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { anOwner, NO_SCHEDULE, type ScheduleOwner, type SchedulesApi, schedulesApi } from './schedules-api.js';

const MONDAY_TO_FRIDAY = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];
const OFFICE_HOURS = [{ days: MONDAY_TO_FRIDAY, startTime: '09:00', endTime: '17:00' }];
const STUDIO = {
  name: 'Studio hours',
  timeZone: 'Europe/Rome',
  isDefault: true,
  availability: [{ days: ['Monday', 'Wednesday'], startTime: '10:00', endTime: '18:30' }],
  overrides: [{ date: '2026-12-24', startTime: '09:00', endTime: '12:00' }],
};
const EVENINGS = { name: 'Evenings', timeZone: 'Europe/Rome', isDefault: false };

describe('schedules of version 2024-06-11', () => {
  let app: TestApp;
  let client: TestClient;
  let owner: ScheduleOwner;
  let api: SchedulesApi;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
  });
  beforeEach(async () => {
    owner = await anOwner(app, client);
    api = schedulesApi(app, owner.headers, '2024-06-11');
  });
  afterAll(() => app.close());

  const create = async (body: object = STUDIO) => (await api.post('/v2/schedules', body).expect(201)).body.data;
  const read = async (id: number) => (await api.get(`/v2/schedules/${id}`).expect(200)).body.data;
  const change = async (id: number, body: object) =>
    (await api.patch(`/v2/schedules/${id}`, body).expect(200)).body.data;
  const defaultSchedule = async () => (await api.get('/v2/schedules/default').expect(200)).body.data;

  describe('POST /v2/schedules', () => {
    it('creates a schedule and answers it, keys in the order of the contract', async () => {
      const { text, body } = await api.post('/v2/schedules', STUDIO).expect(201);
      const { name, timeZone, availability, overrides } = STUDIO;
      const data = { id: body.data.id, ownerId: owner.id, name, timeZone, availability, isDefault: true, overrides };
      expect(text).toBe(JSON.stringify({ status: 'success', data }));
      expect(await read(body.data.id)).toEqual(data);
    });

    it.each([undefined, null])('gives office hours when availability is %p', async (availability) => {
      expect(await create({ ...EVENINGS, availability })).toMatchObject({ availability: OFFICE_HOURS, overrides: [] });
    });

    it('gives no weekly hours for an empty availability', async () => {
      expect(await create({ ...EVENINGS, availability: [] })).toMatchObject({ availability: [] });
    });

    it('does not make the first schedule the default unless told so', async () => {
      expect(await create(EVENINGS)).toMatchObject({ isDefault: false });
      expect(await defaultSchedule()).toBeNull();
    });

    it('moves the default to the new schedule when told so', async () => {
      const first = await create();
      const second = await create({ ...EVENINGS, isDefault: true });
      expect(await defaultSchedule()).toEqual(second);
      expect(await read(first.id)).toMatchObject({ isDefault: false });
    });

    it('keeps rows as they come: neither merged nor sorted, days in their order, empty days and past dates too', async () => {
      const rows = {
        availability: [
          { days: ['Friday', 'Monday'], startTime: '13:00', endTime: '17:00' },
          { days: ['Friday', 'Friday'], startTime: '09:00', endTime: '13:00' },
          { days: [], startTime: '08:00', endTime: '09:00' },
        ],
        overrides: [
          { date: '2031-01-02', startTime: '10:00', endTime: '11:00' },
          { date: '2001-01-02', startTime: '00:00', endTime: '00:00' },
          { date: '2031-01-02', startTime: '08:00', endTime: '09:00' },
        ],
      };
      expect(await create({ ...EVENINGS, ...rows })).toMatchObject(rows);
    });

    it('reduces a date-time to its UTC date, whatever the zones of schedule and server are', async () => {
      const dates = ['2027-05-20T23:30:00-05:00', '2027-05-22T10:30:00+14:00', '2027-05-23T12:00:00', '2027-05-24'];
      const overrides = dates.map((date, hour) => ({ date, startTime: `0${hour}:00`, endTime: `0${hour}:30` }));
      const created = await create({ ...EVENINGS, timeZone: 'Pacific/Apia', overrides });
      const stored = created.overrides.map(({ date }: { date: string }) => date);
      expect(stored).toEqual(['2027-05-21', '2027-05-21', '2027-05-23', '2027-05-24']);
    });

    it('takes an empty name, and a time zone in any letter case', async () => {
      const created = await create({ ...EVENINGS, name: '', timeZone: 'america/port-au-prince' });
      expect(created).toMatchObject({ name: '', timeZone: 'America/Port-au-Prince' });
    });

    it('drops properties that it does not know, at every level', async () => {
      const created = await create({
        ...EVENINGS,
        ownerId: 1,
        availability: [{ ...OFFICE_HOURS[0], note: 'x' }],
      });
      expect(created).toMatchObject({ ownerId: owner.id, availability: OFFICE_HOURS });
    });
  });

  describe('input', () => {
    const refused = async (body: object) => failedProperties(await api.post('/v2/schedules', body).expect(400));
    const textsOf = (errors: { property: string; constraints: Record<string, string> }[]) =>
      errors.map(({ property, constraints }) => [property, Object.values(constraints)]);

    it('must have a name, a time zone and a word on being the default', async () => {
      expect(textsOf(await refused({}))).toEqual([
        ['name', ['name must be a string']],
        ['timeZone', ['timeZone must be a valid IANA time-zone']],
        ['isDefault', ['isDefault must be a boolean value']],
      ]);
    });

    it.each([
      ['timeZone', 'Mars/Olympus', 'timeZone must be a valid IANA time-zone'],
      ['timeZone', null, 'timeZone must be a valid IANA time-zone'],
      ['isDefault', 'true', 'isDefault must be a boolean value'],
      ['name', 7, 'name must be a string'],
      ['availability', 'always', 'availability must be an array'],
      ['overrides', {}, 'overrides must be an array'],
    ])('is refused with %s %p', async (property, value, text) => {
      const errors = await refused({ ...EVENINGS, [property]: value });
      expect(errors).toHaveLength(1);
      expect(errors[0]?.property).toBe(property);
      expect(Object.values(errors[0]?.constraints ?? {})).toContain(text);
    });

    const DAYS = `each value in days must be one of the following values: ${MONDAY_TO_FRIDAY.join(', ')}, Saturday, Sunday`;
    it.each([
      ['availability', 'days', ['monday'], [DAYS]],
      ['availability', 'days', [1], [DAYS]],
      ['availability', 'days', 'Monday', ['days must be an array']],
      ['availability', 'days', null, [DAYS, 'days must be an array']],
      ['availability', 'startTime', '9:00', ['startTime must be a valid time format HH:MM']],
      ['availability', 'startTime', 900, ['startTime must be a valid time format HH:MM', 'startTime must be a string']],
      ['availability', 'endTime', '24:00', ['endTime must be a valid time format HH:MM']],
      ['availability', 'endTime', '17:60', ['endTime must be a valid time format HH:MM']],
      ['overrides', 'date', '2024-02-30', ['date must be a valid ISO 8601 date string']],
      ['overrides', 'date', '24.12.2026', ['date must be a valid ISO 8601 date string']],
      ['overrides', 'date', 20261224, ['date must be a valid ISO 8601 date string']],
      ['overrides', 'startTime', '09:00:00', ['startTime must be a valid time format HH:MM']],
      ['overrides', 'endTime', null, ['endTime must be a valid time format HH:MM', 'endTime must be a string']],
    ] as const)('is refused with %s whose %s is %p, named in the children', async (list, property, value, texts) => {
      const row = list === 'availability' ? OFFICE_HOURS[0] : STUDIO.overrides[0];
      const errors = await refused({ ...EVENINGS, [list]: [row, { ...row, [property]: value }] });
      expect(errors).toMatchObject([
        { property: list, children: [{ property: '1', children: [{ property, value, children: [] }] }] },
      ]);
      const [child] = (errors[0] as unknown as { children: { children: { constraints: object }[] }[] }).children;
      expect(Object.values(child?.children[0]?.constraints ?? {})).toEqual(texts);
    });

    it.each([
      [
        'a range that is reversed',
        [{ days: ['Monday'], startTime: '17:00', endTime: '09:00' }],
        'ends before it starts',
      ],
      [
        'ranges that overlap on a day',
        [...OFFICE_HOURS, { days: ['Saturday', 'Friday'], startTime: '16:59', endTime: '18:00' }],
        'overlap: 09:00-17:00 and 16:59-18:00 (Friday)',
      ],
      ['the same row twice', [...OFFICE_HOURS, ...OFFICE_HOURS], 'overlap'],
      ['null instead of a row', [null], 'nothing but objects'],
      ['a list instead of a row', [[]], 'nothing but objects'],
    ])('is refused with %s in availability', async (_, availability, text) => {
      const [error] = await refused({ ...EVENINGS, availability });
      expect(error).toMatchObject({ property: 'availability' });
      expect(Object.values(error?.constraints ?? {}).join()).toContain(text);
    });

    it.each([
      [
        'ranges that overlap on a date',
        [
          ['09:00', '12:00'],
          ['11:00', '13:00'],
        ],
        'overlap',
      ],
      ['a range that is reversed', [['12:00', '09:00']], 'ends before it starts'],
      [
        'more than a hundred ranges for a date',
        Array.from({ length: 101 }, (_, index) => [minute(index), minute(index + 1)]),
        'more than 100 ranges',
      ],
    ])('is refused with %s in overrides', async (_, ranges, text) => {
      const overrides = ranges.map(([startTime, endTime]) => ({ date: '2027-01-01', startTime, endTime }));
      const [error] = await refused({ ...EVENINGS, overrides });
      expect(error).toMatchObject({ property: 'overrides' });
      expect(Object.values(error?.constraints ?? {}).join()).toContain(text);
    });

    it('may have a hundred ranges for a date, and ranges that touch', async () => {
      const overrides = Array.from({ length: 100 }, (_, index) => ({
        date: '2027-01-01',
        startTime: minute(index),
        endTime: minute(index + 1),
      }));
      expect((await create({ ...EVENINGS, overrides })).overrides).toEqual(overrides);
    });

    it('is refused as a whole when it is larger than the limit of bodies', async () => {
      await api.post('/v2/schedules', { ...EVENINGS, name: 'x'.repeat(102_400) }).expect(413);
    });
  });

  describe('GET /v2/schedules', () => {
    it('lists the schedules in the order of their making; none is an empty list', async () => {
      expect((await api.get('/v2/schedules').expect(200)).body).toEqual({ status: 'success', data: [] });
      const schedules = [await create(), await create(EVENINGS)];
      await change(schedules[0].id, { overrides: [] });
      const { body } = await api.get('/v2/schedules').expect(200);
      expect(body.data).toEqual([{ ...schedules[0], overrides: [] }, schedules[1]]);
    });

    it('shows Europe/London when a schedule has no zone', async () => {
      const { id } = await create();
      await app.prisma.schedule.update({ where: { id }, data: { timeZone: null } });
      expect(await read(id)).toMatchObject({ timeZone: 'Europe/London' });
    });
  });

  describe('GET /v2/schedules/default', () => {
    it('is the schedule that a managed user was created with', async () => {
      const other = await anOwner(app, client, 'Asia/Kathmandu');
      const { body } = await schedulesApi(app, other.headers, '2024-06-11').get('/v2/schedules/default').expect(200);
      expect(body.data).toEqual({
        id: other.defaultId,
        ownerId: other.id,
        name: 'Default schedule',
        timeZone: 'Asia/Kathmandu',
        availability: OFFICE_HOURS,
        isDefault: true,
        overrides: [],
      });
    });

    it('is null for a user without one', async () => {
      expect((await api.get('/v2/schedules/default').expect(200)).body).toEqual({ status: 'success', data: null });
    });
  });

  describe('PATCH /v2/schedules/:scheduleId', () => {
    it('changes what is named and leaves the rest', async () => {
      const created = await create();
      const availability = [{ days: ['Sunday'], startTime: '10:00', endTime: '11:00' }];
      const overrides = [{ date: '2027-01-01', startTime: '00:00', endTime: '00:00' }];
      expect(await change(created.id, {})).toEqual(created);
      expect(await change(created.id, { name: 'Atelier' })).toEqual({ ...created, name: 'Atelier' });
      expect(await change(created.id, { timeZone: 'Asia/Tokyo' })).toMatchObject({
        timeZone: 'Asia/Tokyo',
        availability: STUDIO.availability,
      });
      expect(await change(created.id, { availability })).toMatchObject({ availability, overrides: STUDIO.overrides });
      expect(await change(created.id, { overrides })).toMatchObject({ availability, overrides });
      expect(await read(created.id)).toMatchObject({
        name: 'Atelier',
        timeZone: 'Asia/Tokyo',
        availability,
        overrides,
      });
    });

    it('empties each list by itself', async () => {
      const { id } = await create();
      expect(await change(id, { overrides: [] })).toMatchObject({ availability: STUDIO.availability, overrides: [] });
      expect(await change(id, { availability: [] })).toMatchObject({ availability: [] });
    });

    it('takes null lists and a null isDefault for absent', async () => {
      const created = await create();
      expect(await change(created.id, { availability: null, overrides: null, isDefault: null })).toEqual(created);
    });

    it.each(['name', 'timeZone'])('refuses null for the %s', async (property) => {
      const { id } = await create();
      const errors = failedProperties(await api.patch(`/v2/schedules/${id}`, { [property]: null }).expect(400));
      expect(errors).toMatchObject([{ property }]);
    });

    it('moves the default, and never takes it away', async () => {
      const [first, second] = [await create(), await create(EVENINGS)];
      expect(await change(second.id, { isDefault: true, overrides: [] })).toMatchObject({ isDefault: true });
      expect(await read(first.id)).toMatchObject({ isDefault: false });
      expect(await change(second.id, { isDefault: false })).toMatchObject({ isDefault: true });
      expect(await defaultSchedule()).toMatchObject({ id: second.id });
    });

    it('refuses overlapping hours and keeps those it has', async () => {
      const created = await create();
      const availability = [...OFFICE_HOURS, ...OFFICE_HOURS];
      failedProperties(await api.patch(`/v2/schedules/${created.id}`, { availability }).expect(400));
      expect(await read(created.id)).toEqual(created);
    });

    it('leaves one of two simultaneous weeks, not both', async () => {
      const { id } = await create();
      const weeks = ['08:00', '09:00', '10:00', '11:00'].map((startTime) => [
        { days: ['Monday'], startTime, endTime: '12:00' },
      ]);
      await Promise.all(weeks.map((availability) => change(id, { availability, isDefault: true })));
      expect(weeks).toContainEqual((await read(id)).availability);
    });
  });

  describe('DELETE /v2/schedules/:scheduleId', () => {
    it('deletes a schedule with its hours, the last one too', async () => {
      const { id } = await create(EVENINGS);
      expect((await api.delete(`/v2/schedules/${id}`).expect(200)).text).toBe('{"status":"success"}');
      await api.get(`/v2/schedules/${id}`).expect(404);
      expect(await app.prisma.availability.count({ where: { scheduleId: id } })).toBe(0);
    });

    it('leaves the user without a default schedule when it was the default', async () => {
      const [first, second] = [await create(), await create(EVENINGS)];
      await api.delete(`/v2/schedules/${first.id}`).expect(200);
      expect(await defaultSchedule()).toBeNull();
      expect(await read(second.id)).toMatchObject({ isDefault: false });
      const { defaultScheduleId } = await app.prisma.user.findUniqueOrThrow({ where: { id: owner.id } });
      expect(defaultScheduleId).toBeNull();
    });

    it('leaves event types with the hours of their owner', async () => {
      const { id } = await create(EVENINGS);
      const eventType = await app.prisma.eventType.create({
        data: { userId: owner.id, title: 'Talk', slug: 'talk', length: 30, scheduleId: id },
      });
      await api.delete(`/v2/schedules/${id}`).expect(200);
      const left = await app.prisma.eventType.findUniqueOrThrow({ where: { id: eventType.id } });
      expect(left.scheduleId).toBeNull();
    });
  });

  describe('the database', () => {
    const time = (text: string) => new Date(`1970-01-01T${text}:00Z`);
    it.each([
      ['a range that is reversed', { days: [1], startTime: time('17:00'), endTime: time('09:00') }],
      ['a day that no week has', { days: [7], startTime: time('09:00'), endTime: time('17:00') }],
      ['days of a date', { days: [1], date: new Date('2027-01-01'), startTime: time('09:00'), endTime: time('17:00') }],
    ])('takes no %s, whoever writes it', async (_, row) => {
      const { id: scheduleId } = await create({ ...EVENINGS, availability: [] });
      await expect(app.prisma.availability.create({ data: { ...row, scheduleId } })).rejects.toThrow(/check/);
      const right = { days: [1], startTime: time('09:00'), endTime: time('17:00'), scheduleId };
      await app.prisma.availability.create({ data: right });
      expect((await read(scheduleId)).availability).toEqual([{ ...OFFICE_HOURS[0], days: ['Monday'] }]);
    });
  });

  describe('refusals', () => {
    it.each([NO_SCHEDULE, 2 ** 31, -1, 1e15])(
      'say that schedule %p does not exist: 404, and 400 on delete',
      async (id) => {
        const text = `Schedule with ID=${id} does not exist.`;
        expectError(await api.get(`/v2/schedules/${id}`), notFound(text));
        expectError(await api.patch(`/v2/schedules/${id}`, { name: 'x' }), notFound(text));
        expectError(await api.delete(`/v2/schedules/${id}`), badRequest(text));
      },
    );

    it('say that an id is no number', async () => {
      const expected = badRequest('Validation failed (numeric string is expected)');
      expectError(await api.get('/v2/schedules/abc'), expected);
      expectError(await api.patch('/v2/schedules/abc', {}), expected);
      expectError(await api.delete('/v2/schedules/abc'), expected);
    });

    it("show, change and delete nothing of somebody else's, in the same client or another", async () => {
      const created = await create();
      for (const from of [client, await anOAuthClient(app)]) {
        const stranger = await anOwner(app, from);
        const other = schedulesApi(app, stranger.headers, '2024-06-11');
        const expected = forbidden(`User with ID=${stranger.id} does not own schedule with ID=${created.id}`);
        expectError(await other.get(`/v2/schedules/${created.id}`), expected);
        expectError(await other.patch(`/v2/schedules/${created.id}`, { name: 'x', isDefault: true }), expected);
        expectError(await other.delete(`/v2/schedules/${created.id}`), expected);
      }
      expect(await read(created.id)).toEqual(created);
    });
  });
});

/** `00:00` for 0, `01:01` for 61. */
function minute(index: number): string {
  return `${String(Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`;
}
