import { CleanupService } from '../../src/cleanup/cleanup.service.js';
import { bearer } from '../support/api-client.js';
import {
  badRequest,
  expectError,
  failedProperties,
  forbidden,
  notFound,
  unauthorized,
  unprocessable,
} from '../support/expected-errors.js';
import { anApiKey, anOAuthClient, type TestClient } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { aBooking, aHost, anEventType, type Host, slotsApi, type SlotsApi } from './setting.js';

const MINUTE = 60_000;
const AT_TEN = '2050-09-05T10:00:00.000Z';

const needsCredentials = unauthorized(
  'reservationDuration can only be used for authenticated requests - use access token, api key or OAuth credentials',
);
const alreadyReserved = unprocessable(
  'This time slot is already reserved by another user. Please choose a different time.',
);
const alreadyBooked = unprocessable("Can't reserve a slot if the event is already booked.");
const noConnection = forbidden(
  "authenticated user is not owner of event type, does not have memberships in common with owner of the event type, nor does belong to event type's team or org.",
);

describe('/v2/slots/reservations (2024-09-04)', () => {
  let app: TestApp;
  let client: TestClient;
  let host: Host;
  let slots: SlotsApi;
  let auth: Record<string, string>;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    slots = slotsApi(app);
  });
  beforeEach(async () => {
    host = await aHost(app, client);
    auth = bearer(host.token);
  });
  afterAll(() => app.close());

  const reserve = (body: object = {}, headers: Record<string, string> = {}) =>
    slots.post('/reservations', { eventTypeId: host.eventTypeId, slotStart: AT_TEN, ...body }, headers);
  const reserved = async (body: object = {}, headers: Record<string, string> = {}) =>
    (await reserve(body, headers).expect(201)).body.data;
  const count = () => app.prisma.slotReservation.count({ where: { eventTypeId: host.eventTypeId } });

  it('keeps a slot for five minutes', async () => {
    const before = app.clock.now();
    const { body } = await reserve().expect(201);
    expect(body).toEqual({
      status: 'success',
      data: {
        eventTypeId: host.eventTypeId,
        slotStart: AT_TEN,
        slotEnd: '2050-09-05T11:00:00.000Z',
        slotDuration: 60,
        reservationUid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        reservationUntil: expect.any(String),
        reservationDuration: 5,
      },
    });
    const until = Date.parse(body.data.reservationUntil) - 5 * MINUTE;
    expect(until).toBeGreaterThanOrEqual(before);
    expect(until).toBeLessThanOrEqual(app.clock.now());
  });

  it.each([
    ['2050-09-05T10:00:00', AT_TEN],
    ['2050-09-05T12:00+02:00', AT_TEN],
    ['2050-09-05T12:00:00.5+0200', '2050-09-05T10:00:00.500Z'],
    ['2050-09-05', '2050-09-05T00:00:00.000Z'],
  ])('understands the start %s', async (slotStart, expected) => {
    expect((await reserved({ slotStart })).slotStart).toBe(expected);
  });

  describe('with reservationDuration', () => {
    it.each<[string, () => Promise<Record<string, string>>]>([
      ['an access token of the owner', async () => auth],
      ['an API key', async () => ({ ...bearer(client.apiKey) })],
      ['client credentials', async () => ({ 'x-cal-client-id': client.clientId, ...client.auth })],
      ['a token of another user of the organization', async () => bearer((await aHost(app, client)).token)],
    ])('keeps the slot as long as asked for with %s', async (_, credentials) => {
      const data = await reserved({ reservationDuration: 30 }, await credentials());
      expect(data.reservationDuration).toBe(30);
      expect(Date.parse(data.reservationUntil)).toBeGreaterThan(app.clock.now() + 29 * MINUTE);
    });

    it('refuses callers without credentials, before anything else', async () => {
      expectError(await reserve({ reservationDuration: 5, eventTypeId: 0 }), needsCredentials);
      const half = { 'x-cal-client-id': client.clientId };
      expectError(await reserve({ reservationDuration: 5 }, half), needsCredentials);
    });

    it('refuses people who have nothing to do with the event type, before looking at the start', async () => {
      const stranger = await anOAuthClient(app);
      const body = { reservationDuration: 5, slotStart: 'soon' };
      expectError(await reserve(body, bearer(stranger.apiKey)), noConnection);
      await reserve({}, bearer(stranger.apiKey)).expect(201);
    });

    it('refuses wrong credentials', async () => {
      await reserve({}, bearer('cal_nobody')).expect(401);
    });

    it('lets system administrators', async () => {
      const admin = await anOAuthClient(app);
      await app.prisma.user.update({ where: { id: admin.ownerId }, data: { role: 'ADMIN' } });
      await reserved({ reservationDuration: 5 }, bearer(await anApiKey(app, admin.ownerId)));
    });
  });

  it.each([
    [{ eventTypeId: 'x' }, ['eventTypeId']],
    [{ eventTypeId: 1.5 }, ['eventTypeId']],
    [{ eventTypeId: 1e12 }, ['eventTypeId']],
    [{ slotStart: 5 }, ['slotStart']],
    [{ slotStart: '\0' }, ['slotStart']],
    [{ slotDuration: 'long' }, ['slotDuration']],
    [{ reservationDuration: 0 }, ['reservationDuration']],
    [{ reservationDuration: 1e9 }, ['reservationDuration']],
  ])('refuses %j', async (body, properties) => {
    expect(failedProperties(await reserve(body, auth)).map(({ property }) => property)).toEqual(properties);
    expect(await count()).toBe(0);
  });

  it('refuses an event type that does not exist', async () => {
    const body = { eventTypeId: 2_147_483_647, slotStart: 'soon' };
    expectError(await reserve(body), notFound('Event Type with ID=2147483647 not found'));
  });

  it.each(['soon', '2050-02-30T10:00:00Z', '2050-09-05T25:00:00Z', '2050-09-05T10:00:00+99:00', ''])(
    'refuses the start %j, before looking at the duration',
    async (slotStart) => {
      expectError(await reserve({ slotStart, slotDuration: 7 }), badRequest('Invalid start date'));
    },
  );

  it('takes a length only if the event type leaves the choice, and only one of its lengths', async () => {
    expectError(
      await reserve({ slotDuration: 60 }),
      badRequest("You passed 'slotDuration' but this event type is not a variable length event type."),
    );
    const { id } = await anEventType(app, host.userId, { lengthOptions: [15, 30, 60] });
    const message =
      "Provided 'slotDuration' is not one of the possible lengths for the event type. The possible lengths for this variable length event type are: 15, 30, 60";
    expectError(await reserve({ eventTypeId: id, slotDuration: 45 }), badRequest(message));
    const data = await reserved({ eventTypeId: id, slotDuration: 15 });
    expect(data).toMatchObject({ slotDuration: 15, slotEnd: '2050-09-05T10:15:00.000Z' });
  });

  it.each(['ACCEPTED', 'PENDING', 'AWAITING_HOST'] as const)(
    'refuses a slot that overlaps a booking that is %s',
    async (status) => {
      await aBooking(app, host, '2050-09-05T10:30:00Z', { status });
      expectError(await reserve(), alreadyBooked);
      await reserve({ slotStart: '2050-09-05T09:30:00Z' }).expect(201);
    },
  );

  it('does not look at bookings that are over or of other event types', async () => {
    await aBooking(app, host, AT_TEN, { status: 'CANCELLED' });
    await aBooking(app, host, AT_TEN, { status: 'REJECTED' });
    await aBooking(app, host, AT_TEN, { eventTypeId: (await anEventType(app, host.userId)).id });
    await reserve().expect(201);
  });

  it('refuses what overlaps a reservation of the event type until that is over', async () => {
    await reserved();
    expectError(await reserve({ slotStart: '2050-09-05T10:59:00Z' }), alreadyReserved);
    expectError(await reserve({ slotStart: '2050-09-05T09:01:00Z' }), alreadyReserved);
    await reserve({ slotStart: '2050-09-05T11:00:00Z' }).expect(201);
    await reserve({ slotStart: '2050-09-05T09:00:00Z' }).expect(201);
    await reserve({ eventTypeId: (await anEventType(app, host.userId)).id }).expect(201);
    app.clock.advance(5 * MINUTE);
    await reserve({ slotStart: '2050-09-05T10:30:00Z' }).expect(201);
    // Those that were in the way are gone, and nothing else.
    expect(await count()).toBe(2);
  });

  it('refuses what overlaps the choice of a visitor of the booking page', async () => {
    const window = { slotUtcStartDate: AT_TEN, slotUtcEndDate: '2050-09-05T11:00:00Z' };
    await slotsApi(app, {})
      .post('/reserve', { eventTypeId: host.eventTypeId, ...window })
      .expect(201);
    expectError(await reserve(), alreadyReserved);
  });

  describe('of an event type with seats', () => {
    beforeEach(async () => {
      await app.prisma.eventType.update({ where: { id: host.eventTypeId }, data: { seatsPerTimeSlot: 2 } });
    });

    it('takes a seat while one is left', async () => {
      await aBooking(app, host, AT_TEN, { seats: true, attendees: ['a@x.org'] });
      await reserve().expect(201);
      const rows = await app.prisma.slotReservation.findMany({ where: { eventTypeId: host.eventTypeId } });
      expect(rows.map(({ isSeat }) => isSeat)).toEqual([true]);
    });

    it('refuses when all seats are taken', async () => {
      await aBooking(app, host, AT_TEN, { seats: true, attendees: ['a@x.org', 'b@x.org'] });
      const message = `Booking with id=${host.eventTypeId} at ${AT_TEN} has no more seats left.`;
      expectError(await reserve(), unprocessable(message));
    });

    it('keeps one seat at a time', async () => {
      await reserved();
      expectError(await reserve(), alreadyReserved);
    });
  });

  it('shows a reservation without how long it was asked for, also when it is over', async () => {
    const { reservationDuration: _, ...data } = await reserved();
    const path = `/reservations/${data.reservationUid}`;
    expect((await slots.get(path).expect(200)).body).toEqual({ status: 'success', data });
    app.clock.advance(6 * MINUTE);
    expect((await slots.get(path).expect(200)).body.data).toEqual(data);
  });

  it.each(['unknown', '%F0%9F%8C%B5', 'x'.repeat(3_000)])('shows null for the uid %.10s', async (uid) => {
    expect((await slots.get(`/reservations/${uid}`).expect(200)).body).toEqual({ status: 'success', data: null });
  });

  it('refuses a uid with a NUL character', async () => {
    await slots.get('/reservations/%00').expect(400);
  });

  it('cleans up what has been over for an hour', async () => {
    await reserved();
    app.clock.advance(66 * MINUTE);
    await app.app.get(CleanupService).clean();
    expect(await count()).toBe(0);
  });

  describe('PATCH', () => {
    let uid: string;
    const move = (body: object, headers: Record<string, string> = {}) =>
      slots.patch(`/reservations/${uid}`, { eventTypeId: host.eventTypeId, slotStart: AT_TEN, ...body }, headers);

    beforeEach(async () => {
      uid = (await reserved()).reservationUid;
    });

    it('moves the reservation and begins its time anew, also when it was over', async () => {
      app.clock.advance(6 * MINUTE);
      const { body } = await move({ slotStart: '2050-09-06T10:00:00Z' }).expect(200);
      expect(body.data).toMatchObject({
        reservationUid: uid,
        reservationDuration: 5,
        slotStart: '2050-09-06T10:00:00.000Z',
      });
      expect(Date.parse(body.data.reservationUntil)).toBeGreaterThan(app.clock.now() + 4 * MINUTE);
      const { reservationDuration: _, ...data } = body.data;
      expect((await slots.get(`/reservations/${uid}`)).body.data).toEqual(data);
      await reserve().expect(201);
    });

    it('is not in its own way', async () => {
      await move({}).expect(200);
      await move({ slotStart: '2050-09-05T10:30:00Z' }).expect(200);
    });

    it('moves it to another event type', async () => {
      const { id } = await anEventType(app, host.userId, { length: 15 });
      expect((await move({ eventTypeId: id }).expect(200)).body.data).toMatchObject({
        eventTypeId: id,
        slotDuration: 15,
      });
    });

    it('keeps it for up to an hour without credentials, longer with them', async () => {
      expect((await move({ reservationDuration: 60 }).expect(200)).body.data.reservationDuration).toBe(60);
      expectError(await move({ reservationDuration: 61 }), needsCredentials);
      await move({ reservationDuration: 61 }, auth).expect(200);
    });

    it('refuses an unknown uid, before looking at the event type', async () => {
      uid = 'unknown';
      expectError(await move({ eventTypeId: 0 }), notFound('Slot with uid=unknown not found'));
    });

    it('refuses what reserving would refuse, and stays as it was', async () => {
      const before = (await slots.get(`/reservations/${uid}`)).body.data;
      await reserved({ slotStart: '2050-09-06T10:00:00Z' });
      await aBooking(app, host, '2050-09-07T10:00:00Z');
      expectError(await move({ eventTypeId: 0 }), notFound('Event Type with ID=0 not found'));
      expectError(await move({ slotStart: 'soon' }), badRequest('Invalid start date'));
      expectError(await move({ slotStart: '2050-09-06T10:30:00Z' }), alreadyReserved);
      expectError(await move({ slotStart: '2050-09-07T10:30:00Z' }), alreadyBooked);
      expect((await slots.get(`/reservations/${uid}`)).body.data).toEqual(before);
    });
  });

  it('gives a slot free, as often as asked', async () => {
    const { reservationUid } = await reserved();
    for (const uid of [reservationUid, reservationUid, 'unknown']) {
      expect((await slots.delete(`/reservations/${uid}`).expect(200)).body).toEqual({ status: 'success' });
    }
    expect(await count()).toBe(0);
    await reserve().expect(201);
  });

  it.each([undefined, '2024-04-15', '2024-06-11', '2024-06-14', '2024-08-13', 'x'])(
    'is not there for the version %s',
    async (version) => {
      const old = slotsApi(app, version ? { 'cal-api-version': version } : {});
      const { body } = await old.post('/reservations', {}).expect(404);
      expect(body.error.code).toBe('NotFoundException');
      await old.get('/reservations/x').expect(404);
      await old.patch('/reservations/x', {}).expect(404);
      await old.delete('/reservations/x').expect(404);
    },
  );
});
