import { badRequest, expectError, failedProperties } from '../support/expected-errors.js';
import { anOAuthClient, type TestClient } from '../support/factories.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { aBooking, aHost, EVERY_DAY, type Host, NEW, slotsApi, type SlotsApi } from './setting.js';

const MONDAY = { startTime: '2050-09-05T00:00:00.000Z', endTime: '2050-09-05T23:59:59.999Z' };

describe('GET /v2/slots/available (2024-04-15)', () => {
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
    host = await aHost(app, client, {}, [[EVERY_DAY, '09:00', '11:00']]);
  });
  afterAll(() => app.close());

  const get = (query: Record<string, unknown>, cookie?: string) =>
    slots.get('/available', query, cookie ? { cookie } : {});
  const shown = async (query: Record<string, unknown> = {}, cookie?: string) =>
    (await get({ eventTypeId: host.eventTypeId, ...MONDAY, ...query }, cookie).expect(200)).body.data.slots;
  const times = async (query: Record<string, unknown> = {}, cookie?: string): Promise<string[]> =>
    Object.values((await shown(query, cookie)) as Record<string, { time: string }[]>)
      .flat()
      .map(({ time }) => time.slice(11, 16));

  it('lists times in UTC', async () => {
    const { body } = await get({ eventTypeId: host.eventTypeId, ...MONDAY }).expect(200);
    const ofDate = [{ time: '2050-09-05T09:00:00.000Z' }, { time: '2050-09-05T10:00:00.000Z' }];
    expect(body).toEqual({ status: 'success', data: { slots: { '2050-09-05': ofDate } } });
  });

  it('lists times in a zone', async () => {
    expect(await shown({ timeZone: 'Europe/Rome' })).toEqual({
      '2050-09-05': [{ time: '2050-09-05T11:00:00.000+02:00' }, { time: '2050-09-05T12:00:00.000+02:00' }],
    });
  });

  it.each(['range', 'time'])('lists ends too with slotFormat=%s', async (slotFormat) => {
    expect(await shown({ slotFormat, duration: 90, timeZone: 'Europe/Rome' })).toEqual({
      '2050-09-05': [{ startTime: '2050-09-05T11:00:00.000+02:00', endTime: '2050-09-05T12:30:00.000+02:00' }],
    });
  });

  it('knows no rule for midnight', async () => {
    expect(Object.keys(await shown({ endTime: '2050-09-06T00:00:00Z' }))).toEqual(['2050-09-05']);
  });

  it('has an empty object where nothing is free', async () => {
    expect(await shown({ startTime: '2050-09-05T12:00:00Z' })).toEqual({});
  });

  it('says who sits in a slot', async () => {
    await app.prisma.eventType.update({ where: { id: host.eventTypeId }, data: { seatsPerTimeSlot: 2 } });
    const { uid } = await aBooking(app, host, '2050-09-05T09:00:00Z', { seats: true });
    expect(await shown({ timeZone: 'UTC' })).toEqual({
      '2050-09-05': [
        { time: '2050-09-05T09:00:00.000Z', attendees: 1, bookingUid: uid },
        { time: '2050-09-05T10:00:00.000Z' },
      ],
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['raw', {}],
    ['in a zone', { timeZone: 'UTC' }],
  ])('says that the host is away, and who is there instead: %s', async (_, query) => {
    const other = await aHost(app, client);
    const days = { startDate: new Date('2050-09-05'), endDate: new Date('2050-09-05') };
    await app.prisma.outOfOfficeEntry.create({
      data: { userId: host.userId, toUserId: other.userId, ...days, reason: 'sick', notes: 'private' },
    });
    expect((await shown(query))['2050-09-05'][0]).toEqual({
      time: '2050-09-05T09:00:00.000Z',
      away: true,
      fromUser: { id: host.userId, displayName: 'Ann Lee' },
      toUser: { id: other.userId, username: other.username, displayName: 'Ann Lee' },
      reason: 'ooo_reasons_sick_leave',
      emoji: '🤒',
      showNotePublicly: false,
    });
  });

  describe('finds the event type', () => {
    it('by user name and slug while the id is not known, hidden or not', async () => {
      await app.prisma.eventType.update({ where: { id: host.eventTypeId }, data: { hidden: true } });
      const named = { 'usernameList[]': host.username.toUpperCase(), eventTypeSlug: host.slug };
      for (const eventTypeId of ['0', '', 'null', undefined])
        expect(await times({ ...named, eventTypeId })).toHaveLength(2);
      expect(
        await times({ usernameList: host.username, eventTypeSlug: host.slug, eventTypeId: undefined }),
      ).toHaveLength(2);
    });

    it('of several people', async () => {
      const other = await aHost(app, client, {}, [[[1], '10:00', '14:00']]);
      const usernameList = [host.username, other.username];
      const query = { usernameList, eventTypeSlug: 'dynamic', eventTypeId: 0 };
      expect(await times(query)).toEqual(['10:00', '10:30']);
    });

    it.each<[string, Record<string, unknown>]>([
      ['an unknown id', { eventTypeId: 2_147_483_647 }],
      ['an id that is none', { eventTypeId: 1e30 }],
      ['nothing', {}],
      ['an unknown name', { usernameList: 'nobody', eventTypeSlug: 'talk' }],
      ['a team', { isTeamEvent: 'true', teamId: 5, eventTypeSlug: 'talk' }],
    ])('and says so when there is none: %s', async (_, query) => {
      const error = { code: 'TRPCError', message: 'Event Type not found' };
      expectError(await get({ ...MONDAY, ...query }), { status: 404, error });
    });
  });

  it('accepts whatever else the components and old clients send', async () => {
    const query = {
      ...{
        teamMemberEmail: 'x',
        routedTeamMemberIds: [1],
        'rrHostSubsetIds[]': 'x',
        skipContactOwner: 'yes',
        email: '',
      },
      ...{
        isTeamEvent: 'false',
        teamId: 'x',
        orgSlug: 'acme',
        debug: 1,
        embedConnectVersion: 'x',
        shouldServeCache: 1,
      },
      ...{ _isDryRun: 'x', isBookingDryRun: 'true', _silentCalendarFailures: 'false', _bypassCalendarBusyTimes: 'x' },
      ...{ unknown: 'x', timeZone: 'UTC' },
    };
    expect(await times(query)).toHaveLength(2);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ startTime: undefined }, 'startTime'],
    [{ endTime: 'soon' }, 'endTime'],
    [{ timeZone: 'Mars' }, 'timeZone'],
    [{ duration: 0 }, 'duration'],
    [{ duration: 'x' }, 'duration'],
    [{ usernameList: [{ a: 1 }] }, 'usernameList'],
    [{ usernameList: Array.from({ length: 51 }, () => 'a') }, 'usernameList'],
    [{ rescheduleUid: '\0' }, 'rescheduleUid'],
  ])('refuses %j', async (query, property) => {
    const response = await get({ eventTypeId: host.eventTypeId, ...MONDAY, ...query });
    expect(failedProperties(response).map((failed) => failed.property)).toEqual([property]);
  });

  it('refuses another format, and windows of years', async () => {
    const query = { eventTypeId: host.eventTypeId, ...MONDAY };
    expectError(
      await get({ ...query, slotFormat: 'x' }),
      badRequest("Invalid slot format. Must be either 'range' or 'time'"),
    );
    expectError(
      await get({ ...query, endTime: '2060-01-01T00:00:00Z' }),
      badRequest("Invalid time range given - check the 'startTime' and 'endTime' query parameters."),
    );
  });

  it('hides what others have chosen, but not from the visitor whose choice it is', async () => {
    const window = { slotUtcStartDate: '2050-09-05T09:00:00Z', slotUtcEndDate: '2050-09-05T10:00:00Z' };
    await slots.post('/reserve', { eventTypeId: host.eventTypeId, ...window }, { cookie: 'uid=v-1' }).expect(201);
    expect(await times()).toEqual(['10:00']);
    expect(await times({}, 'uid=v-2')).toEqual(['10:00']);
    expect(await times({}, 'uid=v-1')).toEqual(['09:00', '10:00']);
  });

  it('does not hide for longer than five minutes what a visitor chose whose browser sends no cookie', async () => {
    const window = { slotUtcStartDate: '2050-09-05T09:00:00Z', slotUtcEndDate: '2050-09-05T10:00:00Z' };
    const choose = () => slots.post('/reserve', { eventTypeId: host.eventTypeId, ...window }).expect(201);
    await choose();
    app.clock.advance(298_000);
    const uid = (await choose()).body.data as string;
    app.clock.advance(2_000);
    expect(await times()).toEqual(['10:00']);
    await slots.delete(`/selected-slot?uid=${uid}`).expect(200);
    expect(await times()).toEqual(['09:00', '10:00']);
  });

  it('does not count the booking that is to be moved', async () => {
    const { uid } = await aBooking(app, host, '2050-09-05T09:00:00Z');
    expect(await times()).toEqual(['10:00']);
    expect(await times({ rescheduleUid: uid })).toHaveLength(2);
  });

  it('asks the database for the hours and what is busy, and for nothing else', async () => {
    const sent = await statementsOf(() =>
      get({ eventTypeId: host.eventTypeId, ...MONDAY, rescheduleUid: 'x' }).expect(200),
    );
    expect(sent).toHaveLength(2);
  });

  it('is there for all versions but 2024-09-04', async () => {
    for (const version of ['2024-04-15', '2024-06-11', '2024-06-14', '2024-08-13', 'x']) {
      const query = { eventTypeId: host.eventTypeId, ...MONDAY };
      await slots.get('/available', query, { 'cal-api-version': version }).expect(200);
    }
    await slots.get('/available', { eventTypeId: host.eventTypeId, ...MONDAY }, NEW).expect(404);
  });
});
