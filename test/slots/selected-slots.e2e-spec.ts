import { expectError, failedProperties, notFound } from '../support/expected-errors.js';
import { anOAuthClient, type TestClient } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { aBooking, aHost, type Host, NEW, slotsApi, type SlotsApi } from './setting.js';

const MINUTE = 60_000;
const WINDOW = { slotUtcStartDate: '2050-09-05T10:00:00Z', slotUtcEndDate: '2050-09-05T11:00:00Z' };

describe('/v2/slots/reserve and /v2/slots/selected-slot (2024-04-15)', () => {
  let app: TestApp;
  let client: TestClient;
  let host: Host;
  let slots: SlotsApi;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    slots = slotsApi(app, {});
  });
  beforeEach(async () => {
    host = await aHost(app, client);
  });
  afterAll(() => app.close());

  const reserve = (body: object = {}, cookie?: string) =>
    slots.post('/reserve', { eventTypeId: host.eventTypeId, ...WINDOW, ...body }, cookie ? { cookie } : {});
  const rows = () => app.prisma.slotReservation.findMany({ where: { eventTypeId: host.eventTypeId } });

  it('keeps the slot for five minutes and answers a uid, in a cookie too', async () => {
    const response = await reserve().expect(201);
    const uid = response.body.data as string;
    expect(response.body).toEqual({ status: 'success', data: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(response.headers['set-cookie']).toEqual([`uid=${uid}; Path=/; HttpOnly; SameSite=Lax`]);
    const [row, ...more] = await rows();
    expect(more).toEqual([]);
    expect(row).toMatchObject({ uid, userId: host.userId, isSeat: false });
    expect(row?.slotStart.toISOString()).toBe('2050-09-05T10:00:00.000Z');
    expect(row?.slotEnd.toISOString()).toBe('2050-09-05T11:00:00.000Z');
    expect(Number(row?.releaseAt) - app.clock.now()).toBeGreaterThan(4 * MINUTE);
  });

  it('lasts longer when the same visitor asks again', async () => {
    await reserve({}, 'other=1; uid=visitor-1').expect(201, { status: 'success', data: 'visitor-1' });
    const [before] = await rows();
    app.clock.advance(2 * MINUTE);
    await reserve({}, 'uid=visitor-1').expect(201, { status: 'success', data: 'visitor-1' });
    const [after, ...more] = await rows();
    expect(more).toEqual([]);
    expect(Number(after?.releaseAt) - Number(before?.releaseAt)).toBeGreaterThanOrEqual(2 * MINUTE);
  });

  it.each(['uid=a b', 'uid=', `uid=${'x'.repeat(200)}`, 'xuid=1'])(
    'gives a new uid for the cookie %.20s',
    async (cookie) => {
      expect((await reserve({}, cookie).expect(201)).body.data).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('asks nobody whether the slot is free', async () => {
    await aBooking(app, host, WINDOW.slotUtcStartDate);
    await reserve().expect(201);
    await reserve().expect(201);
    expect(await rows()).toHaveLength(2);
  });

  it('keeps nothing in a dry run', async () => {
    expect((await reserve({ _isDryRun: true }).expect(201)).body.data).toEqual(expect.any(String));
    expect(await rows()).toEqual([]);
  });

  it('keeps a seat only in a booking that has one left', async () => {
    await app.prisma.eventType.update({ where: { id: host.eventTypeId }, data: { seatsPerTimeSlot: 2 } });
    const seats = true;
    const half = await aBooking(app, host, '2050-09-05T10:00:00Z', { seats });
    const full = await aBooking(app, host, '2050-09-06T10:00:00Z', { seats, attendees: ['a@x.org', 'b@x.org'] });
    const foreign = await aBooking(app, await aHost(app, client, { seatsPerTimeSlot: 2 }), '2050-09-05T10:00:00Z', {
      seats,
    });
    for (const bookingUid of [undefined, null, 'unknown', full.uid, foreign.uid]) {
      expect((await reserve({ bookingUid }).expect(201)).body.data).toEqual(expect.any(String));
    }
    expect(await rows()).toEqual([]);
    await reserve({ bookingUid: half.uid }).expect(201);
    expect(await rows()).toMatchObject([{ isSeat: true }]);
  });

  it('refuses an event type that does not exist', async () => {
    expectError(await reserve({ eventTypeId: 0 }), notFound('Event Type not found'));
  });

  it.each([
    [{ eventTypeId: 'x' }, 'eventTypeId'],
    [{ slotUtcStartDate: 'soon' }, 'slotUtcStartDate'],
    [{ slotUtcEndDate: undefined }, 'slotUtcEndDate'],
    [{ bookingUid: '\0' }, 'bookingUid'],
    [{ _isDryRun: 'yes' }, '_isDryRun'],
  ])('refuses %j', async (body, property) => {
    expect(failedProperties(await reserve(body)).map((failed) => failed.property)).toEqual([property]);
  });

  it.each(['2050-09-05T10:00:00Z', '2050-09-05T09:00:00Z', '2050-09-05T11:00:01Z', '9999-09-05T11:00:00Z'])(
    'refuses a slot that ends at %s: it is longer than the event, or has no length',
    async (slotUtcEndDate) => {
      await reserve({ slotUtcEndDate }).expect(400);
      expect(await rows()).toEqual([]);
    },
  );

  it.each([
    ['by the uid', (uid: string) => [`?uid=${uid}`, {}]],
    ['by the cookie, whatever uid is given', (uid: string) => ['?uid=x', { cookie: `uid=${uid}` }]],
  ] as const)('gives free what was reserved %s', async (_, how) => {
    const uid = (await reserve().expect(201)).body.data as string;
    const other = (await reserve().expect(201)).body.data as string;
    const [query, headers] = how(uid);
    expect((await slots.delete(`/selected-slot${query}`, { ...headers }).expect(200)).body).toEqual({
      status: 'success',
    });
    expect((await rows()).map((row) => row.uid)).toEqual([other]);
  });

  it.each(['', '?uid=', '?uid=unknown'])('gives nothing free for %j', async (query) => {
    await reserve().expect(201);
    await slots.delete(`/selected-slot${query}`).expect(200, { status: 'success' });
    expect(await rows()).toHaveLength(1);
  });

  it('is not there for the version 2024-09-04', async () => {
    const newer = slotsApi(app, NEW);
    await newer.post('/reserve', { eventTypeId: host.eventTypeId, ...WINDOW }).expect(404);
    await newer.delete('/selected-slot?uid=x').expect(404);
  });

  it.each(['2024-04-15', '2024-06-11', '2024-06-14', '2024-08-13', 'x'])(
    'is there for the version %s',
    async (version) => {
      await slotsApi(app, { 'cal-api-version': version }).delete('/selected-slot').expect(200);
    },
  );
});
