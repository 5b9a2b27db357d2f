import request, { type Test } from 'supertest';
import { bearer } from '../support/api-client.js';
import { AN_HOUR, aStoredBooking } from '../support/bookings.js';
import {
  aManagedUser,
  anApiKey,
  anOAuthClient,
  anOrganization,
  aPerson,
  type TestClient,
  unique,
} from '../support/factories.js';
import { responseSchemas, type ResponseSchemas } from '../support/response-schema.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const VERSION = { 'cal-api-version': '2024-08-13' };
const BOOKINGS = '/v2/bookings';

interface User {
  userId: number;
  email: string;
  auth: Record<string, string>;
}

interface Shown {
  uid: string;
  status: string;
  attendees: { email: string; seatUid?: string }[];
}

describe('reading bookings', () => {
  let app: TestApp;
  let client: TestClient;
  let host: User;
  let schemas: ResponseSchemas;

  const aUser = async (of = client): Promise<User> => {
    const { user, accessToken } = await aManagedUser(app, of);
    return { userId: user.id, email: user.email, auth: bearer(accessToken) };
  };
  const get = (path: string, headers: Record<string, string> = {}): Test =>
    request(app.url)
      .get(BOOKINGS + path)
      .set({ ...VERSION, ...headers });
  const anEventType = async (userId: number, columns: object = {}): Promise<number> => {
    const data = { userId, title: 'Intro', slug: unique(), length: 60, ...columns };
    return (await app.prisma.eventType.create({ data })).id;
  };
  const message = (answer: { body: { error: { message: string } } }): string => answer.body.error.message;

  beforeAll(async () => {
    app = await startTestApp();
    schemas = await responseSchemas(app);
    client = await anOAuthClient(app, { permissions: 1023 });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    host = await aUser();
  });

  describe('one', () => {
    it('is shown to whoever knows the uid', async () => {
      const eventTypeId = await anEventType(host.userId);
      const { uid } = await aStoredBooking(app, { userId: host.userId, eventTypeId, oauthClientId: client.clientId });
      for (const headers of [{}, host.auth, { 'x-cal-client-id': client.clientId }]) {
        const answer = await get(`/${uid}`, headers).expect(200);
        schemas.check(answer);
        expect(answer.body.data).toMatchObject({ uid, eventTypeId, metadata: { platformClientId: client.clientId } });
      }
    });

    it('is not shown to wrong credentials', async () => {
      const { uid } = await aStoredBooking(app, { userId: host.userId });
      await get(`/${uid}`, bearer('cal_wrong')).expect(401);
      await get(`/${uid}`, { 'x-cal-client-id': client.clientId, 'x-cal-secret-key': 'wrong' }).expect(401);
    });

    it.each(['nobody', encodeURIComponent('ä/..'), '0'])('is not found by the uid %s', async (uid) => {
      const answer = await get(`/${uid}`).expect(404);
      expect(message(answer)).toBe(`Booking with uid=${decodeURIComponent(uid)} was not found in the database`);
    });

    it('is the list of occurrences, in the order of time, by the uid of their series', async () => {
      const recurringUid = `series-${unique()}`;
      const start = app.clock.now() + 24 * AN_HOUR;
      const occurrence = (week: number) =>
        aStoredBooking(app, { userId: host.userId, recurringUid, startTime: new Date(start + week * 168 * AN_HOUR) });
      const [second, first] = [await occurrence(1), await occurrence(0)];
      const answer = await get(`/${recurringUid}`).expect(200);
      expect(answer.body.data.map(({ uid }: Shown) => uid)).toEqual([first.uid, second.uid]);
      const one = await get(`/${second.uid}`).expect(200);
      expect(one.body.data).toMatchObject({ uid: second.uid, recurringBookingUid: recurringUid });
    });
  });

  describe('with seats', () => {
    const aSeated = async (columns: object = {}) => {
      const seats = [`seat-${unique()}`, `seat-${unique()}`] as const;
      const eventTypeId = await anEventType(host.userId, { seatsPerTimeSlot: 3, ...columns });
      const attendees = seats.map((seatUid) => ({ email: `${unique()}@example.com`, seatUid }));
      return { ...(await aStoredBooking(app, { userId: host.userId, eventTypeId, attendees })), seats };
    };
    const shownSeats = (answer: { body: { data: Shown } }) => answer.body.data.attendees.map(({ seatUid }) => seatUid);

    it('shows no seat to strangers, one to who knows it, all to those in charge', async () => {
      const { uid, seats } = await aSeated();
      const answers = await Promise.all([
        get(`/${uid}`),
        get(`/by-seat/${seats[1]}`),
        get(`/${uid}`, host.auth),
        get(`/by-seat/${seats[1]}`, bearer(client.apiKey)),
        get(`/${uid}`, (await aUser()).auth),
      ]);
      for (const answer of answers) schemas.check(answer);
      expect(answers.map(shownSeats)).toEqual([[], [seats[1]], seats, seats, []]);
    });

    it('shows all seats to everybody when the event type says so', async () => {
      const { uid, seats } = await aSeated({ seatsShowAttendees: true });
      expect(shownSeats(await get(`/${uid}`))).toEqual(seats);
      expect(shownSeats(await get(`/by-seat/${seats[0]}`))).toEqual(seats);
    });

    it('is not found by a seat that there is not', async () => {
      const answer = await get('/by-seat/none').expect(404);
      expect(message(answer)).toBe('Booking with seatUid=none was not found in the database');
    });
  });

  describe('lists', () => {
    const uidsOf = (answer: { body: { data: Shown[] } }): string[] => answer.body.data.map(({ uid }) => uid);
    const listed = async (query = '', headers = host.auth): Promise<string[]> => {
      const answer = await get(query, headers).expect(200);
      schemas.check(answer);
      return uidsOf(answer);
    };
    const at = (hours: number) => ({
      startTime: new Date(app.clock.now() + hours * AN_HOUR),
      endTime: new Date(app.clock.now() + (hours + 1) * AN_HOUR),
    });
    const stored = async (columns: object): Promise<string> =>
      (await aStoredBooking(app, { userId: host.userId, ...columns })).uid;

    it('show what the caller holds and attends, and nothing else', async () => {
      const own = await stored(at(1));
      const other = await aUser();
      const attended = await aStoredBooking(app, {
        userId: other.userId,
        ...at(2),
        attendees: [{ email: host.email }],
      });
      const seat = [{ email: host.email, seatUid: unique() }];
      const seated = await aStoredBooking(app, { userId: other.userId, ...at(3), attendees: seat });
      await aStoredBooking(app, { userId: other.userId, ...at(4) });
      expect(await listed()).toEqual([own, attended.uid, seated.uid]);
    });

    it('show those in charge of the organization what its members hold and attend, and not other members', async () => {
      const acme = await anOAuthClient(app);
      const user = await aUser(acme);
      const stranger = (await anOrganization(app)).ownerId;
      const held = await aStoredBooking(app, { userId: user.userId, ...at(1) });
      const attended = await aStoredBooking(app, { userId: stranger, ...at(2), attendees: [{ email: user.email }] });
      await aStoredBooking(app, { userId: stranger, ...at(3) });
      const all = [held.uid, attended.uid];
      expect(await listed('', bearer(acme.apiKey))).toEqual(all);
      expect(await listed('', { ...acme.auth, 'x-cal-client-id': acme.clientId })).toEqual(all);
      const member = await aPerson(app, acme.organizationId, 'MEMBER');
      const invited = await aPerson(app, acme.organizationId, 'ADMIN', false);
      expect(await listed('', bearer(await anApiKey(app, member, acme.organizationId)))).toEqual([]);
      expect(await listed('', bearer(await anApiKey(app, invited, acme.organizationId)))).toEqual([]);
    });

    it('know what is upcoming, recurring, past, cancelled and unconfirmed', async () => {
      const recurringUid = unique();
      const uids: Record<string, string> = {
        past: await stored(at(-5)),
        pastPending: await stored({ ...at(-4), status: 'PENDING' }),
        running: await stored(at(-0.5)),
        accepted: await stored(at(1)),
        pending: await stored({ ...at(2), status: 'PENDING' }),
        cancelled: await stored({ ...at(3), status: 'CANCELLED' }),
        rejected: await stored({ ...at(4), status: 'REJECTED' }),
        series: await stored({ ...at(5), recurringUid }),
        pendingSeries: await stored({ ...at(6), recurringUid, status: 'PENDING' }),
        cancelledSeries: await stored({ ...at(7), recurringUid, status: 'CANCELLED' }),
      };
      const names = async (status: string): Promise<string[]> => {
        const found = await listed(`?${status}`);
        return found.map((uid) => Object.keys(uids).find((name) => uids[name] === uid) as string);
      };
      expect(await names('status=upcoming')).toEqual(['running', 'accepted', 'pending', 'series']);
      expect(await names('status=recurring')).toEqual(['series', 'pendingSeries']);
      expect(await names('status=past')).toEqual(['pastPending', 'past']);
      expect(await names('status=cancelled')).toEqual(['cancelledSeries', 'rejected', 'cancelled']);
      expect(await names('status=unconfirmed')).toEqual(['pending', 'pendingSeries']);
      const union = ['past', 'pastPending', 'running', 'accepted', 'pending', 'series'];
      expect(await names('status=upcoming,past')).toEqual(union);
      expect(await names('status[]=upcoming&status[]=past')).toEqual(union);
      expect(await names('')).toEqual(Object.keys(uids));
    });

    it('go by the clock of the request', async () => {
      const uid = await stored(at(1));
      expect(await listed('?status=upcoming')).toEqual([uid]);
      app.clock.advance(3 * AN_HOUR);
      const later = await aUser();
      await app.prisma.booking.updateMany({ where: { userId: host.userId }, data: { userId: later.userId } });
      expect(await listed('?status=upcoming', later.auth)).toEqual([]);
      expect(await listed('?status=past', later.auth)).toEqual([uid]);
    });

    it('are narrowed by attendee, uid, event type and times', async () => {
      const eventTypeId = await anEventType(host.userId);
      const other = await anEventType(host.userId);
      const address = `${unique()}@example.com`;
      const managed = address.replace('@', `+${client.clientId}@`);
      const plus = `a+${address}`;
      const times = { createdAt: new Date('2020-01-01'), updatedAt: new Date('2020-02-01') };
      const one = await stored({ ...at(1), ...times, eventTypeId, attendees: [{ email: plus, name: 'Ada Lee' }] });
      const two = await stored({ ...at(3), eventTypeId: other, attendees: [{ email: managed }, { email: address }] });
      const encoded = encodeURIComponent;
      const iso = (hours: number) => encoded(new Date(app.clock.now() + hours * AN_HOUR).toISOString());
      const table: [query: string, expected: string[]][] = [
        [`attendeeEmail=${encoded(plus)}`, [one]],
        // Not escaped: arrives as a blank.
        [`attendeeEmail=${plus}`, [one]],
        [`attendeeEmail=${address}`, [two]],
        [`attendeeEmail=${encoded(managed)}`, [two]],
        ['attendeeName=Ada%20Lee', [one]],
        ['attendeeName=ada', []],
        [`bookingUid=${two}`, [two]],
        [`eventTypeId=${eventTypeId}`, [one]],
        [`eventTypeIds=${eventTypeId},${other}`, [one, two]],
        [`eventTypeIds[]=${eventTypeId}&eventTypeIds[]=${eventTypeId}`, [one]],
        ['teamId=1', []],
        ['teamsIds=1,2', []],
        [`afterStart=${iso(2)}`, [two]],
        [`beforeEnd=${iso(2.5)}`, [one]],
        [`afterStart=${iso(0.5)}&beforeEnd=${iso(4.5)}`, [one, two]],
        ['beforeCreatedAt=2020-01-01T00:00:00Z', [one]],
        ['beforeCreatedAt=2019-12-31', []],
        ['afterCreatedAt=2020-01-02', [two]],
        ['afterUpdatedAt=2020-02-01T01:00:00%2B01:00&beforeUpdatedAt=2020-02-01', [one]],
        ['afterUpdatedAt=2020-02-02', [two]],
      ];
      for (const [query, expected] of table) {
        const answer = await get(`?${query}`, host.auth).expect(200);
        expect([query, uidsOf(answer), answer.body.pagination.totalItems]).toEqual([query, expected, expected.length]);
      }
    });

    it('sort by the first key that is given, ties by id', async () => {
      const day = (number: number) => new Date(Date.UTC(2030, 0, number));
      const status = 'CANCELLED';
      const a = await stored({ status, startTime: day(1), endTime: day(9), createdAt: day(3), updatedAt: day(1) });
      const b = await stored({ status, startTime: day(2), endTime: day(4), createdAt: day(1), updatedAt: day(1) });
      const c = await stored({ status, startTime: day(2), endTime: day(5), createdAt: day(2), updatedAt: day(2) });
      expect(await listed('?sortStart=asc')).toEqual([a, b, c]);
      expect(await listed('?sortStart=desc&sortEnd=asc')).toEqual([c, b, a]);
      expect(await listed('?sortEnd=asc')).toEqual([b, c, a]);
      expect(await listed('?sortCreated=desc&sortUpdatedAt=asc')).toEqual([a, c, b]);
      expect(await listed('?sortUpdatedAt=asc')).toEqual([a, b, c]);
      expect(await listed('?sortUpdatedAt=desc')).toEqual([c, b, a]);
    });

    it('come in pages', async () => {
      const uids: string[] = [];
      for (let hour = 1; hour <= 3; hour++) uids.push(await stored(at(hour)));
      const page = await get('?take=2&skip=1', host.auth).expect(200);
      expect(uidsOf(page)).toEqual(uids.slice(1));
      expect(page.body.pagination).toEqual({
        totalItems: 3,
        remainingItems: 0,
        returnedItems: 2,
        itemsPerPage: 2,
        currentPage: 1,
        totalPages: 2,
        hasNextPage: false,
        hasPreviousPage: true,
      });
      const behind = await get('?skip=9007199254740991', host.auth).expect(200);
      expect([behind.body.data, behind.body.pagination.totalItems]).toEqual([[], 3]);
    });

    const notOneOf = 'Invalid status. Allowed are upcoming, recurring, past, cancelled, unconfirmed';
    it.each([
      ['status=', 'status cannot be empty.'],
      ['status=soon', notOneOf],
      ['status=upcoming,', notOneOf],
      ['status[a]=upcoming', notOneOf],
      ['eventTypeIds=', 'eventTypeIds must contain at least 1 event type id'],
      ['eventTypeIds=a', 'each value in eventTypeIds must be an integer number'],
      ['eventTypeId=1.5', 'eventTypeId must be an integer number'],
      ['teamsIds=', 'teamIds must contain at least 1 team id'],
      ['afterStart=soon', 'fromDate must be a valid ISO 8601 date.'],
      ['afterCreatedAt=2020-02-30', 'fromDate must be a valid ISO 8601 date.'],
      ['afterUpdatedAt=', 'fromDate must be a valid ISO 8601 date.'],
      ['beforeEnd=1', 'toDate must be a valid ISO 8601 date.'],
      ['beforeCreatedAt[]=2020-01-01', 'toDate must be a valid ISO 8601 date.'],
      ['beforeUpdatedAt=x', 'toDate must be a valid ISO 8601 date.'],
      ['sortStart=up', 'SortStart must be either "asc" or "desc".'],
      ['sortEnd=up', 'SortEnd must be either "asc" or "desc".'],
      ['sortCreated=up', 'SortCreated must be either "asc" or "desc".'],
      ['sortUpdatedAt=up', 'SortUpdatedAt must be either "asc" or "desc".'],
      ['take=0', 'take must not be less than 1'],
      ['take=251', 'take must not be greater than 250'],
      ['skip=-1', 'skip must not be less than 0'],
      ['attendeeName=%00', 'attendeeName must not contain NUL characters or unpaired surrogates'],
    ])('refuse %s', async (query, text) => {
      const { body } = await get(`?${query}`, host.auth).expect(400);
      const [fault] = body.error.details.errors as { constraints: Record<string, string> }[];
      expect(Object.values(fault!.constraints)).toContain(text);
    });

    it.each(['eventTypeId=2147483647', 'eventTypeIds=1e15', 'eventTypeId=-1'])(
      'refuse event types that are not there: %s',
      async (query) => {
        const { body } = await get(`?${query}`, host.auth).expect(400);
        expect(body.error).toMatchObject({ code: 'TRPCError', message: 'The requested event-types do not exist.' });
      },
    );

    it.each(['eventTypeId=1e300', 'bookingUid=%00', 'skip=1e300', 'status=%00', 'userIds=1'])(
      'never fail on %s',
      async (query) => {
        expect((await get(`?${query}`, host.auth)).status).toBeLessThan(500);
      },
    );
  });

  describe('links and references', () => {
    it('lead to the calendars that people have', async () => {
      const eventTypeId = await anEventType(host.userId);
      const { uid } = await aStoredBooking(app, { userId: host.userId, eventTypeId, title: 'A & B' });
      const answer = await get(`/${uid}/calendar-links`, host.auth).expect(200);
      schemas.check(answer);
      const links = answer.body.data as { id: string; label: string; link: string }[];
      expect(links.map(({ id, label }) => [label, id])).toEqual([
        ['Google Calendar', 'googleCalendar'],
        ['Microsoft Office', 'microsoftOffice'],
        ['Microsoft Outlook', 'microsoftOutlook'],
        ['ICS', 'ics'],
      ]);
      expect(new URL(links[0]!.link).searchParams.get('text')).toBe('A & B');
      expect(decodeURIComponent(links[3]!.link)).toMatch(
        /^data:text\/calendar,BEGIN:VCALENDAR\r\n.*SUMMARY:A & B\r\n/s,
      );
    });

    it('do not name attendees that the event type hides', async () => {
      const eventTypeId = await anEventType(host.userId, { seatsPerTimeSlot: 3 });
      const attendees = [{ email: 'hidden@example.com', seatUid: unique() }];
      const { uid } = await aStoredBooking(app, { userId: host.userId, eventTypeId, attendees });
      const { text } = await get(`/${uid}/calendar-links`, host.auth).expect(200);
      expect(text).not.toContain('hidden');
    });

    it('need the booking, and its event type', async () => {
      expect(message(await get('/none/calendar-links', host.auth).expect(404))).toBe('Booking with uid none not found');
      const { uid } = await aStoredBooking(app, { userId: host.userId });
      const answer = await get(`/${uid}/calendar-links`, host.auth).expect(400);
      expect(message(answer)).toBe(`Booking with uid ${uid} has no event type`);
    });

    it('show the host what stands for the booking elsewhere', async () => {
      const { id, uid } = await aStoredBooking(app, { userId: host.userId });
      const references = [
        { bookingId: id, type: 'google_calendar', uid: 'ev1', externalCalendarId: 'a@example.com' },
        { bookingId: id, type: 'zoom_video', uid: 'z1' },
      ];
      for (const data of references) await app.prisma.bookingReference.create({ data });
      const all = await get(`/${uid}/references`, host.auth).expect(200);
      schemas.check(all);
      expect(all.body.data).toEqual([
        { type: 'google_calendar', eventUid: 'ev1', destinationCalendarId: 'a@example.com', id: expect.any(Number) },
        { type: 'zoom_video', eventUid: 'z1', destinationCalendarId: null, id: expect.any(Number) },
      ]);
      expect((await get(`/${uid}/references?type=zoom_video`, host.auth)).body.data).toHaveLength(1);
      await get(`/${uid}/references?type=apple`, host.auth).expect(400);
      expect(message(await get('/none/references', host.auth).expect(404))).toBe('Booking with uid none not found');
      const stranger = await get(`/${uid}/references`, (await aUser()).auth).expect(400);
      expect(message(stranger)).toBe(`Booking with uid ${uid} does not belong to user`);
    });
  });

  it.each(['recordings', 'transcripts', 'conferencing-sessions'])(
    'has no %s, and says so to those in charge',
    async (what) => {
      const { uid } = await aStoredBooking(app, { userId: host.userId });
      for (const auth of [host.auth, bearer(client.apiKey)]) {
        const answer = await get(`/${uid}/${what}`, auth).expect(404);
        expect(message(answer)).toBe(`No Cal Video reference found with booking uid ${uid}`);
      }
      const other = await aUser();
      for (const asked of [uid, 'none']) {
        const answer = await get(`/${asked}/${what}`, other.auth).expect(403);
        expect(message(answer)).toBe(
          `BookingPbacGuard - user with id=${other.userId} does not have access to booking with uid=${asked}`,
        );
      }
    },
  );
});
