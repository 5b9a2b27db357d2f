import { badRequest, expectError, notFound } from '../support/expected-errors.js';
import { anOAuthClient, type TestClient } from '../support/factories.js';
import { statementsOf } from '../support/statements.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { aBooking, aHost, anEventType, type Host, slotsApi, type SlotsApi } from './setting.js';

// What becomes of each setting is tested beside the computation, in src/slots; here, that it gets there from the database.

const MONDAY = { start: '2050-09-05T00:00:00Z', end: '2050-09-05T23:59:59Z' };

type Shown = Record<string, { start: string; end?: string }[]>;

describe('GET /v2/slots (2024-09-04)', () => {
  let app: TestApp;
  let client: TestClient;
  let host: Host;
  let slots: SlotsApi;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    slots = slotsApi(app);
  });
  beforeEach(async () => {
    host = await aHost(app, client, {}, [[[0, 1, 2, 3, 4, 5, 6], '09:00', '12:00']]);
  });
  afterAll(() => app.close());

  const get = (query: Record<string, unknown>) => slots.get('', query);
  const data = async (query: Record<string, unknown> = {}): Promise<Shown> =>
    (await get({ eventTypeId: host.eventTypeId, ...MONDAY, ...query }).expect(200)).body.data;
  /** The clock times of all slots, in the zone that they are shown in. */
  const times = async (query: Record<string, unknown> = {}): Promise<string[]> =>
    Object.values(await data(query))
      .flat()
      .map(({ start }) => start.slice(11, 16));
  const change = (settings: object) => app.prisma.eventType.update({ where: { id: host.eventTypeId }, data: settings });

  it('lists the slots of a day, in UTC', async () => {
    const { body } = await get({ eventTypeId: host.eventTypeId, ...MONDAY }).expect(200);
    const [nine, ten, eleven] = ['09', '10', '11'].map((hour) => ({ start: `2050-09-05T${hour}:00:00.000Z` }));
    expect(body).toEqual({ status: 'success', data: { '2050-09-05': [nine, ten, eleven] } });
  });

  it('needs no credentials and ignores those that are wrong', async () => {
    await slots.get('', { eventTypeId: host.eventTypeId, ...MONDAY }, { authorization: 'Bearer x' }).expect(200);
  });

  it.each<[string | undefined, string[]]>([
    [
      'Europe/Rome',
      ['2050-09-05T11:00:00.000+02:00', '2050-09-05T12:00:00.000+02:00', '2050-09-05T13:00:00.000+02:00'],
    ],
    [
      'america/new_york',
      ['2050-09-05T05:00:00.000-04:00', '2050-09-05T06:00:00.000-04:00', '2050-09-05T07:00:00.000-04:00'],
    ],
    ['Asia/Kolkata', ['2050-09-05T15:00:00.000+05:30', '2050-09-05T16:00:00.000+05:30']],
    ['Africa/Abidjan', ['2050-09-05T09:00:00.000Z', '2050-09-05T10:00:00.000Z', '2050-09-05T11:00:00.000Z']],
  ])('shows times in %s', async (timeZone, expected) => {
    const start = expected.map((text) => ({ start: text }));
    expect(await data({ timeZone })).toEqual({ '2050-09-05': start });
  });

  it('shows ends, of the chosen length', async () => {
    const range = await data({ format: 'range' });
    expect(range['2050-09-05']?.[0]).toEqual({ start: '2050-09-05T09:00:00.000Z', end: '2050-09-05T10:00:00.000Z' });
    const longer = await data({ format: 'RANGE', duration: 90, timeZone: 'Europe/Rome' });
    expect(longer['2050-09-05']).toEqual([
      { start: '2050-09-05T11:00:00.000+02:00', end: '2050-09-05T12:30:00.000+02:00' },
      { start: '2050-09-05T12:30:00.000+02:00', end: '2050-09-05T14:00:00.000+02:00' },
    ]);
    expect(await data({ format: 'Time' })).toEqual(await data());
  });

  it.each([
    ['2050-09-05', '2050-09-05', ['2050-09-05']],
    ['2050-09-05', '2050-09-06', ['2050-09-05', '2050-09-06']],
    ['2050-09-05T00:00:00', '2050-09-06T00:00:00Z', ['2050-09-05', '2050-09-06']],
    ['2050-09-05', '2050-09-06T02:00:00+02:00', ['2050-09-05', '2050-09-06']],
    ['2050-09-05T10:00:00Z', '2050-09-06T00:00:01Z', ['2050-09-05']],
    ['2050-09-06', '2050-09-05T10:00:00Z', []],
    ['2020-09-05', '2020-09-06', []],
  ])('from %s to %s has the dates %j', async (start, end, dates) => {
    expect(Object.keys(await data({ start, end }))).toEqual(dates);
  });

  it('clips to the window', async () => {
    expect(await times({ start: '2050-09-05T09:15:00Z', end: '2050-09-05T11:10:00Z' })).toEqual(['10:00']);
  });

  describe('finds the event type', () => {
    it('by user name and slug', async () => {
      const query = { username: host.username, eventTypeSlug: host.slug, ...MONDAY };
      expect((await get(query).expect(200)).body.data).toEqual(await data());
      await get({ ...query, organizationSlug: 'acme' }).expect(200);
      expectError(await get({ ...query, username: 'nobody' }), notFound('User with username nobody not found'));
      expectError(await get({ ...query, eventTypeSlug: 'nothing' }), notFound('Event Type not found'));
    });

    it('by slug unless it is hidden, by id always', async () => {
      await change({ hidden: true });
      const query = { username: host.username, eventTypeSlug: host.slug, ...MONDAY };
      expectError(await get(query), notFound('Event Type not found'));
      expect(await times()).toHaveLength(3);
    });

    it('of the person that has it, when several have the name', async () => {
      const namesake = await aHost(app, client);
      await app.prisma.user.update({ where: { id: namesake.userId }, data: { username: host.username } });
      const query = { username: host.username, eventTypeSlug: namesake.slug, ...MONDAY };
      expect(Object.values((await get(query).expect(200)).body.data as Shown)[0]).toHaveLength(8);
    });

    it.each([0, 2_147_483_647])('and says so when there is none with the id %i', async (eventTypeId) => {
      expectError(await get({ eventTypeId, ...MONDAY }), notFound('Event Type not found'));
    });

    it('of teams never: there are none', async () => {
      const query = { teamSlug: 'sales', eventTypeSlug: 'demo', ...MONDAY };
      expectError(await get(query), notFound('Team with slug sales not found'));
    });

    it('of several people, when all of them have time', async () => {
      const other = await aHost(app, client, {}, [[[1], '10:30', '14:00']]);
      await aBooking(app, other, '2050-09-05T11:30:00Z', { minutes: 30 });
      const usernames = `${host.username}, ${other.username}`;
      const query = { usernames, ...MONDAY };
      const shown = (await get(query).expect(200)).body.data as Shown;
      expect(
        Object.values(shown)
          .flat()
          .map(({ start }) => start.slice(11, 16)),
      ).toEqual(['10:30', '11:00']);
      expect((await get({ ...query, duration: 60, organizationSlug: 'x' }).expect(200)).body.data).toEqual({});
      const unknown = { ...query, usernames: `${host.username},nobody` };
      expectError(await get(unknown), notFound('User with username nobody not found'));
    });
  });

  const WRONG = (property: string, text: string) => `${property} property is wrong,${text} `;
  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown parameter', { eventTypeId: 1, ...MONDAY, sart: 1 }, WRONG('sart', 'property sart should not exist')],
    [
      'another way to name it',
      { eventTypeId: 1, username: 'x', ...MONDAY },
      WRONG('username', 'property username should not exist'),
    ],
    ['no start', { eventTypeId: 1, end: '2050-09-05' }, WRONG('start', 'start must be a valid ISO 8601 date string')],
    [
      'a start that is no date',
      { eventTypeId: 1, ...MONDAY, start: '2050-02-30' },
      WRONG('start', 'start must be a valid ISO 8601 date string'),
    ],
    [
      'two starts',
      { eventTypeId: 1, ...MONDAY, start: ['2050', '2051'] },
      WRONG('start', 'start must be a valid ISO 8601 date string'),
    ],
    [
      'an end that is no date',
      { eventTypeId: 1, ...MONDAY, end: 'soon' },
      WRONG('end', 'end must be a valid ISO 8601 date string'),
    ],
    [
      'no zone',
      { eventTypeId: 1, ...MONDAY, timeZone: 'Mars' },
      WRONG('timeZone', 'timeZone must be a valid IANA time-zone'),
    ],
    ['no length', { eventTypeId: 1, ...MONDAY, duration: 0 }, WRONG('duration', 'duration must not be less than 1')],
    [
      'no format',
      { eventTypeId: 1, ...MONDAY, format: 'x' },
      WRONG('format', "slotFormat must be either 'range' or 'time'"),
    ],
    ['one name', { usernames: 'ann', ...MONDAY }, WRONG('usernames', 'The array must contain at least 2 elements.')],
    [
      'hosts that are no numbers',
      { eventTypeId: 1, ...MONDAY, rrHostSubsetIds: 'a' },
      WRONG('rrHostSubsetIds', 'rrHostSubsetIds must match /^\\d+(,\\d+)*$/ regular expression'),
    ],
    [
      'a NUL',
      { eventTypeId: 1, ...MONDAY, bookingUidToReschedule: '\0' },
      WRONG('bookingUidToReschedule', 'bookingUidToReschedule must not contain NUL characters or unpaired surrogates'),
    ],
    [
      'a year and two days',
      { start: '2050-01-01', end: '2051-01-02' },
      "Invalid time range given - check the 'start' and 'end' query parameters.",
    ],
    [
      'too many slots',
      { start: '2050-01-01', end: '2050-03-01', duration: 1 },
      "Invalid time range given - check the 'start' and 'end' query parameters.",
    ],
    [
      'nobody',
      MONDAY,
      'Say which event type: with eventTypeId, with username and eventTypeSlug, with teamSlug and eventTypeSlug, or with usernames.',
    ],
  ])('refuses %s', async (_, query, message) => {
    const known = 'timeZone' in query || 'eventTypeId' in query || 'usernames' in query || query === MONDAY;
    expectError(await get(known ? query : { eventTypeId: host.eventTypeId, ...query }), badRequest(message));
  });

  it.each(['5.5', 'x', '1e3', '99999999999'])('refuses the id %s', async (eventTypeId) => {
    await get({ eventTypeId, ...MONDAY }).expect(400);
  });

  it('refuses more than fifty names', async () => {
    await get({ usernames: Array.from({ length: 51 }, (_, index) => `n${index}`).join(','), ...MONDAY }).expect(400);
  });

  describe('leaves out what is taken', () => {
    it('by bookings of all event types, with the buffers of both', async () => {
      const { id } = await anEventType(app, host.userId);
      await aBooking(app, host, '2050-09-05T10:10:00Z', { eventTypeId: id, minutes: 10, buffers: [15, 0] });
      expect(await times({ duration: 30 })).toEqual(['09:00', '10:30', '11:00', '11:30']);
      await change({ beforeEventBuffer: 15 });
      expect(await times({ duration: 30 })).toEqual(['09:00', '11:00', '11:30']);
    });

    it('by bookings of deleted event types, and by those that began before the window or long ago', async () => {
      await aBooking(app, host, '2050-09-05T09:30:00Z', { eventTypeId: null, minutes: 15 });
      await aBooking(app, host, '2050-07-01T00:00:00Z', { minutes: 66 * 1440 + 9 * 60 + 15 });
      expect(await times()).toEqual(['10:00', '11:00']);
    });

    it('by bookings that the host attends', async () => {
      const other = await aHost(app, client);
      await aBooking(app, other, '2050-09-05T10:00:00Z', { attendees: ['bob@example.org', host.email] });
      expect(await times()).toEqual(['09:00', '11:00']);
      expect((await get({ eventTypeId: other.eventTypeId, ...MONDAY })).body.data['2050-09-05']).toHaveLength(7);
    });

    it.each(['CANCELLED', 'REJECTED', 'PENDING', 'AWAITING_HOST'] as const)(
      'not by bookings that are %s',
      async (status) => {
        await aBooking(app, host, '2050-09-05T10:00:00Z', { status });
        expect(await times()).toHaveLength(3);
      },
    );

    it('by bookings that wait for confirmation, where the event type says so', async () => {
      await change({ requiresConfirmation: true, confirmationBlocksSlot: true });
      await aBooking(app, host, '2050-09-05T10:00:00Z', { status: 'PENDING', holdsSlot: true });
      expect(await times()).toEqual(['09:00', '11:00']);
      const { id } = await anEventType(app, host.userId);
      expect(await times({ eventTypeId: id })).toHaveLength(3);
    });

    it('but not by the booking that is to be moved', async () => {
      const { uid } = await aBooking(app, host, '2050-09-05T10:00:00Z');
      expect(await times({ bookingUidToReschedule: uid })).toHaveLength(3);
      expect(await times({ bookingUidToReschedule: 'unknown' })).toHaveLength(2);
      expect(await times({ bookingUidToReschedule: '' })).toHaveLength(2);
    });

    it('by reservations of all event types, until they are over', async () => {
      const { id } = await anEventType(app, host.userId);
      const body = { eventTypeId: id, slotStart: '2050-09-05T10:15:00Z' };
      await slots.post('/reservations', body).expect(201);
      expect(await times({ duration: 30 })).toEqual(['09:00', '09:30', '11:30']);
      app.clock.advance(300_000);
      expect(await times({ duration: 30 })).toHaveLength(6);
    });

    it('by limits', async () => {
      await change({ bookingLimits: { PER_DAY: 1 } });
      await aBooking(app, host, '2050-09-05T15:00:00Z');
      expect(Object.keys(await data({ end: '2050-09-06' }))).toEqual(['2050-09-06']);
      await change({ bookingLimits: {}, durationLimits: { PER_WEEK: 90 } });
      expect(await data({ end: '2050-09-11' })).toMatchObject({ '2050-09-11': expect.any(Array) });
      expect(Object.keys(await data({ end: '2050-09-11' }))).toEqual(['2050-09-11']);
    });

    it('by dates out of office', async () => {
      const days = { startDate: new Date('2050-09-05'), endDate: new Date('2050-09-06') };
      await app.prisma.outOfOfficeEntry.create({ data: { userId: host.userId, ...days } });
      expect(Object.keys(await data({ end: '2050-09-07' }))).toEqual(['2050-09-07']);
    });
  });

  describe('of an event type with seats', () => {
    beforeEach(() => change({ seatsPerTimeSlot: 3 }));

    it('says how many are left', async () => {
      const { uid } = await aBooking(app, host, '2050-09-05T09:00:00Z', {
        seats: true,
        attendees: ['a@x.org', 'b@x.org'],
      });
      await slots
        .post('/reservations', { eventTypeId: host.eventTypeId, slotStart: '2050-09-05T10:00:00Z' })
        .expect(201);
      expect(await data()).toEqual({
        '2050-09-05': [
          { start: '2050-09-05T09:00:00.000Z', seatsBooked: 2, seatsRemaining: 1, seatsTotal: 3, bookingUid: uid },
          { start: '2050-09-05T10:00:00.000Z', seatsBooked: 1, seatsRemaining: 2, seatsTotal: 3 },
          { start: '2050-09-05T11:00:00.000Z', seatsBooked: 0, seatsRemaining: 3, seatsTotal: 3 },
        ],
      });
    });

    it('lists slots without a free seat too', async () => {
      const attendees = ['a@x.org', 'b@x.org', 'c@x.org'];
      await aBooking(app, host, '2050-09-05T09:00:00Z', { seats: true, attendees });
      expect((await data())['2050-09-05']?.[0]).toMatchObject({ seatsBooked: 3, seatsRemaining: 0 });
    });
  });

  describe('reads the hours', () => {
    const aSchedule = async (
      hours: object[],
      timeZone: string | null = 'UTC',
      isOf: 'event type' | 'user' = 'event type',
    ) => {
      const availabilities = { create: hours as never };
      const { id } = await app.prisma.schedule.create({
        data: { userId: host.userId, name: 'Other', timeZone, availabilities },
      });
      if (isOf === 'event type') await change({ scheduleId: id });
      return id;
    };
    const weekly = (start: string, end: string) => ({
      days: [1],
      startTime: new Date(`1970-01-01T${start}:00Z`),
      endTime: new Date(`1970-01-01T${end}:00Z`),
    });
    const onDate = (date: string, start: string, end: string) => ({
      ...weekly(start, end),
      days: [],
      date: new Date(date),
    });

    it('of the event type rather than those of the host', async () => {
      await aSchedule([weekly('20:00', '22:00')]);
      expect(await times()).toEqual(['20:00', '21:00']);
    });

    it('in the zone of the schedule, else of the event type, else of the user', async () => {
      await aSchedule([weekly('20:00', '22:00')], 'Europe/Rome');
      expect(await times()).toEqual(['18:00', '19:00']);
      await app.prisma.user.update({ where: { id: host.userId }, data: { timeZone: 'Asia/Tokyo' } });
      await aSchedule([weekly('20:00', '22:00')], null);
      expect(await times()).toEqual(['11:00', '12:00']);
      await change({ timeZone: 'Asia/Kolkata' });
      expect(await times()).toEqual(['15:00']);
      await aSchedule([weekly('20:00', '22:00')], 'Europe/Rome');
      expect(await times()).toEqual(['18:00', '19:00']);
    });

    it('of single dates', async () => {
      await aSchedule([
        weekly('09:00', '10:00'),
        onDate('2050-09-05', '08:00', '09:30'),
        onDate('2050-09-05', '18:00', '23:59'),
        onDate('2050-09-12', '00:00', '00:00'),
      ]);
      expect(await times()).toEqual(['08:00', '18:00', '19:00', '20:00', '21:00', '22:00', '23:00']);
      expect(await data({ start: '2050-09-12', end: '2050-09-12' })).toEqual({});
    });

    it('of the oldest schedule without a default one, and office hours without any', async () => {
      await app.prisma.user.update({ where: { id: host.userId }, data: { defaultScheduleId: null } });
      await app.prisma.schedule.deleteMany({ where: { userId: host.userId, id: { not: host.scheduleId } } });
      expect(await times()).toEqual(['09:00', '10:00', '11:00']);
      await app.prisma.schedule.deleteMany({ where: { userId: host.userId } });
      await app.prisma.user.update({ where: { id: host.userId }, data: { timeZone: 'Europe/Rome' } });
      const week = await data({ start: '2050-09-03', end: '2050-09-09' });
      expect(Object.keys(week)).toEqual(['2050-09-05', '2050-09-06', '2050-09-07', '2050-09-08', '2050-09-09']);
      expect(week['2050-09-05']?.map(({ start }) => start.slice(11, 13))).toEqual([
        '07',
        '08',
        '09',
        '10',
        '11',
        '12',
        '13',
        '14',
      ]);
    });
  });

  it.each<[string, object, string[]]>([
    ['slotInterval', { slotInterval: 30 }, ['09:00', '09:30', '10:00', '10:30', '11:00']],
    ['offsetStart', { offsetStart: 10 }, ['09:10', '10:20']],
    ['onlyFirstSlot', { onlyFirstSlot: true }, ['09:00']],
    [
      'a range',
      { periodType: 'RANGE', periodStartDate: new Date('2050-09-06'), periodEndDate: new Date('2050-09-08') },
      [],
    ],
    [
      'a range of that day',
      { periodType: 'RANGE', periodStartDate: new Date('2050-09-05'), periodEndDate: new Date('2050-09-05') },
      ['09:00', '10:00', '11:00'],
    ],
    [
      'a range in its own zone, where the day ends at 10:00 UTC',
      {
        ...{ periodType: 'RANGE', periodStartDate: new Date('2050-09-05'), periodEndDate: new Date('2050-09-05') },
        timeZone: 'Pacific/Kiritimati',
      },
      ['09:00'],
    ],
    ['a rolling window', { periodType: 'ROLLING', periodDays: 30, periodCountCalendarDays: true }, []],
    ['a notice', { minimumBookingNotice: 50 * 366 * 1440 }, []],
  ])('heeds %s', async (_, settings, expected) => {
    await change(settings);
    expect(await times()).toEqual(expected);
  });

  it.each([undefined, '2024-04-15', '2024-06-11', '2024-06-14', '2024-08-13', 'x'])(
    'is not there for the version %s',
    async (version) => {
      const old = slotsApi(app, version ? { 'cal-api-version': version } : {});
      const { body } = await old.get('', { eventTypeId: host.eventTypeId, ...MONDAY }).expect(404);
      expect(body.error).toMatchObject({
        code: 'NotFoundException',
        message: expect.stringMatching(/^Cannot GET \/v2\/slots/),
      });
    },
  );

  it.each<[string, () => Record<string, unknown>]>([
    ['an id', () => ({ eventTypeId: host.eventTypeId })],
    ['a slug', () => ({ username: host.username, eventTypeSlug: host.slug })],
    ['two people', () => ({ usernames: `${host.username},${host.username}` })],
  ])('asks the database for the hours and what is busy, and for nothing else, for %s', async (_, query) => {
    const sent = await statementsOf(() => get({ ...query(), ...MONDAY, bookingUidToReschedule: 'x' }).expect(200));
    expect(sent).toHaveLength(2);
  });

  it('does not ask it for what is busy in the past', async () => {
    const past = { start: '2020-09-05', end: '2020-09-06' };
    const sent = await statementsOf(() => get({ eventTypeId: host.eventTypeId, ...past }).expect(200));
    expect(sent).toHaveLength(1);
  });
});
