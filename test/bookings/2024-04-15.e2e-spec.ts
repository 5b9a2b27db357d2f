import request, { type Test } from 'supertest';
import {
  BOOKING_EVENT_RECORDERS,
  type BookingEvent,
  type BookingEventRecorder,
} from '../../src/bookings/booking-event.js';
import { bearer } from '../support/api-client.js';
import { aStoredBooking } from '../support/bookings.js';
import { aManagedUser, anOAuthClient, type TestClient, unique } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Host {
  userId: number;
  username: string;
  email: string;
  auth: Record<string, string>;
}

// A Monday on which hosts work from 9 to 5.
const at = (hour: number, day = 5): string => new Date(Date.UTC(2050, 8, day, hour)).toISOString();

describe('bookings, shape 2024-04-15', () => {
  let app: TestApp;
  let client: TestClient;
  let host: Host;
  let eventTypeId: number;
  const events: BookingEvent[] = [];

  const call = (
    method: 'get' | 'post',
    path: string,
    body?: object | string,
    headers: Record<string, string> = {},
  ): Test => {
    const called = request(app.url)
      [method](`/v2/bookings${path}`)
      .set({ 'cal-api-version': '2024-06-14', ...headers });
    return body === undefined ? called : called.type('json').send(body);
  };
  const aHost = async (): Promise<Host> => {
    const { user, accessToken } = await aManagedUser(app, client, { timeZone: 'UTC', name: 'Ada Host' });
    const { id: userId, username, email } = user;
    return { userId, username: username ?? '', email, auth: bearer(accessToken) };
  };
  const anEventType = async (columns: object = {}): Promise<number> => {
    const data = {
      userId: host.userId,
      title: 'Intro',
      slug: unique(),
      length: 60,
      minimumBookingNotice: 0,
      ...columns,
    };
    return (await app.prisma.eventType.create({ data })).id;
  };
  const responses = {
    name: 'Grace Guest',
    email: 'grace@example.com',
    guests: [],
    location: { value: '', optionValue: '' },
  };
  const body = (overrides: object = {}): object => ({
    start: at(10),
    end: at(11),
    eventTypeId,
    timeZone: 'America/New_York',
    language: 'en',
    metadata: {},
    responses,
    hasHashedBookingLink: false,
    routedTeamMemberIds: null,
    dub_id: null,
    ...overrides,
  });
  const book = async (overrides: object = {}): Promise<Record<string, unknown> & { uid: string; id: number }> =>
    (await call('post', '', body(overrides)).expect(201)).body.data;
  const message = (answer: { body: { error: { message: string } } }): string => answer.body.error.message;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app, { permissions: 1023 });
    const recorder: BookingEventRecorder = { record: async (event) => void events.push(event) };
    app.app.get<BookingEventRecorder[]>(BOOKING_EVENT_RECORDERS, { strict: false }).push(recorder);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    host = await aHost();
    eventTypeId = await anEventType();
    events.length = 0;
  });

  describe('making', () => {
    it('answers the row of what the Booker sends', async () => {
      const given = {
        ...responses,
        name: { firstName: 'Grace', lastName: 'Guest' },
        notes: 'Hi',
        guests: ['bo@example.com'],
      };
      const row = await book({
        start: '2050-09-05T06:00:00-04:00',
        end: '2050-09-05T07:00:00-04:00',
        responses: given,
        metadata: { a: 'b' },
      });
      expect(row).toMatchObject({
        userId: host.userId,
        userPrimaryEmail: host.email,
        eventTypeId,
        title: 'Intro between Ada Host and Grace Guest',
        startTime: at(10),
        endTime: at(11),
        status: 'ACCEPTED',
        location: 'integrations:daily',
        description: 'Hi',
        attendees: [
          { name: 'Grace Guest', email: 'grace@example.com', timeZone: 'America/New_York', locale: 'en' },
          { name: '', email: 'bo@example.com' },
        ],
        user: {
          id: host.userId,
          uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
          name: 'Ada Host',
          username: host.username,
          email: null,
          timeZone: 'UTC',
          isPlatformManaged: true,
        },
        responses: { email: 'grace@example.com', notes: 'Hi', guests: ['bo@example.com'] },
        metadata: { a: 'b' },
        references: [],
        iCalUID: `${row.uid}@Cal.com`,
        payment: [],
        paymentRequired: false,
        luckyUsers: [],
        isDryRun: false,
      });
      expect(events.map(({ kind }) => kind)).toEqual(['created']);
    });

    it('finds the event type by its slug and its owner', async () => {
      const slug = unique();
      const id = await anEventType({ slug });
      const row = await book({ eventTypeId: undefined, eventTypeSlug: slug, user: host.username });
      expect(row['eventTypeId']).toBe(id);
    });

    it('waits for the host where the event type wants it', async () => {
      const row = await book({ eventTypeId: await anEventType({ requiresConfirmation: true }) });
      expect(row['status']).toBe('PENDING');
    });

    it('stores nothing when it is only tried', async () => {
      const row = await book({ _isDryRun: true });
      expect(row).toMatchObject({ uid: 'DRY_RUN_UID', id: -101, isDryRun: true, startTime: at(10) });
      expect(await app.prisma.booking.count({ where: { userId: host.userId } })).toBe(0);
      expect(events).toEqual([]);
    });

    it('gives one of many at the same time the slot, and the others the key that the components translate', async () => {
      const others = Array.from({ length: 4 }, (_, index) =>
        call('post', '', body({ responses: { ...responses, email: `g${index}@example.com` } })),
      );
      const answers = await Promise.all(others);
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      for (const answer of answers.filter(({ status }) => status !== 201)) {
        expect([answer.status, message(answer)]).toEqual([400, 'no_available_users_found_error']);
      }
    });

    it.each([
      [{ start: '2020-01-06T10:00:00Z', end: '2020-01-06T11:00:00Z' }, 400, 'booking_time_out_of_bounds_error'],
      [{ start: at(20), end: at(21) }, 400, 'no_available_users_found_error'],
      [{ end: at(12) }, 400, 'Invalid event length'],
      [{ eventTypeId: 2_147_483_647 }, 404, 'Event type with id 2147483647 not found.'],
      [{ eventTypeId: undefined }, 400, 'Either eventTypeId or eventTypeSlug and user must be provided'],
      [{ responses: { ...responses, email: 'grace' } }, 400, 'responses - {email}email_validation_error'],
      [{ responses: { email: 'grace@example.com' } }, 400, 'responses - {name}error_required_field'],
      [{ responses: { ...responses, guests: [1] } }, 400, 'responses - {email}email_validation_error'],
    ])('refuses %j', async (part, status, text) => {
      const answer = await call('post', '', body(part));
      expect([answer.status, message(answer), answer.body.status]).toEqual([status, text, 'error']);
    });

    it('takes English where no language is given', async () => {
      const { body: answer } = await call('post', '', body({ language: undefined })).expect(201);
      expect(answer.data.attendees).toEqual([expect.objectContaining({ locale: 'en' })]);
    });

    it('refuses those who may not book an event type for managers, in the words of this version', async () => {
      const wanted = body({ eventTypeId: await anEventType({ bookingRequiresAuthentication: true }) });
      const anonymous = await call('post', '', wanted).expect(401);
      expect(message(anonymous)).toBe('This event type requires authentication. Please provide valid credentials.');
      const other = await call('post', '', wanted, (await aHost()).auth).expect(403);
      expect(message(other)).toMatch(/^You are not authorized to book this event type\./);
      await call('post', '', wanted, host.auth).expect(201);
    });

    it.each([
      ['start', { start: 'soon' }],
      ['end', { end: 7 }],
      ['timeZone', { timeZone: 'Mars' }],
      ['language', { language: null }],
      ['responses', { responses: 'x' }],
      ['responses', { responses: { ...responses, notes: '\0' } }],
      ['metadata', { metadata: { a: ['\ud800'] } }],
      ['eventTypeId', { eventTypeId: 1e20 }],
    ])('names %s when it is wrong', async (property, part) => {
      const answer = await call('post', '', body(part)).expect(400);
      expect(answer.body.error.details.errors).toEqual([expect.objectContaining({ property })]);
    });

    it('is refused for instant bookings, which need a team', async () => {
      const answer = await call('post', '/instant', body()).expect(400);
      expect(message(answer)).toBe('Instant bookings are only possible for event types of teams.');
    });
  });

  describe('by a private link', () => {
    const aLink = async (limit: object): Promise<object> => {
      const { link } = await app.prisma.privateLink.create({ data: { eventTypeId, link: unique(), ...limit } });
      return { hasHashedBookingLink: true, hashedLink: link };
    };
    const uses = async () => (await app.prisma.privateLink.findFirstOrThrow({ where: { eventTypeId } })).usageCount;

    it('counts its uses, as often as bookings are made by it', async () => {
      const link = await aLink({ maxUsageCount: 2 });
      await book(link);
      expect(message(await call('post', '', body(link)))).toBe('no_available_users_found_error');
      expect(await uses()).toBe(1);
      await book({ ...link, start: at(12), end: at(13) });
      const late = await call('post', '', body({ ...link, start: at(14), end: at(15) }));
      expect([late.status, message(late), await uses()]).toEqual([400, 'private_link_expired', 2]);
    });

    it.each([
      ['is over', async () => aLink({ expiresAt: new Date(app.clock.now() - 1000) })],
      ['is unknown', async () => ({ hasHashedBookingLink: true, hashedLink: 'x' })],
    ])('is refused when the link %s', async (_, linkOf) => {
      const refused = await call('post', '', body(await linkOf()));
      expect([refused.status, message(refused)]).toEqual([400, 'private_link_expired']);
    });
  });

  describe('a series', () => {
    const weekly = { interval: 1, count: 4, freq: 2 };
    const series = (days: number[], part: object = {}): object[] =>
      days.map((day) =>
        body({ start: at(10, day), end: at(11, day), recurringEventId: 'x', recurringCount: 3, ...part }),
      );

    it('is made as a whole and has a common id', async () => {
      const id = await anEventType({ recurringEvent: weekly });
      const { body: answer } = await call('post', '/recurring', series([5, 12, 19], { eventTypeId: id })).expect(201);
      const rows = answer.data as { startTime: string; recurringEventId: string }[];
      expect(rows.map(({ startTime }) => startTime)).toEqual([at(10, 5), at(10, 12), at(10, 19)]);
      expect(new Set(rows.map(({ recurringEventId }) => recurringEventId)).size).toBe(1);
      const { data } = (await call('get', '?limit=2', undefined, host.auth).expect(200)).body;
      expect(data).toMatchObject({
        totalCount: 3,
        nextCursor: 2,
        recurringInfo: [
          { count: 3, firstDate: at(10, 5), bookings: { ACCEPTED: [at(10, 5), at(10, 12), at(10, 19)] } },
        ],
      });
    });

    it.each<[unknown, string]>([
      [{}, 'The body must be a list of 1 to 100 bookings'],
      [[], 'The body must be a list of 1 to 100 bookings'],
      [[null], '0: '],
    ])('is refused as %j', async (given, text) => {
      expect(message(await call('post', '/recurring', given as object).expect(400))).toContain(text);
    });
  });

  describe('moving', () => {
    const reschedule = { start: at(14), end: at(15) };

    it('makes a new booking and ends the old one, with the data that the form asks for before', async () => {
      const old = await book();
      const { body: before } = await call('get', `/${old.uid}/reschedule`).expect(200);
      expect(before.data).toMatchObject({
        uid: old.uid,
        startTime: at(10),
        responses: { name: 'Grace Guest', email: 'grace@example.com' },
        attendees: [{ name: 'Grace Guest', email: 'grace@example.com', bookingSeat: null }],
        user: { username: host.username },
        eventType: { disableRescheduling: false, minimumRescheduleNotice: null },
      });
      const why = { ...responses, rescheduleReason: 'Ill' };
      const row = await book({
        ...reschedule,
        rescheduleUid: old.uid,
        bookingUid: old.uid,
        bookingId: old.id,
        responses: why,
      });
      expect(row).toMatchObject({ startTime: at(14), previousBooking: { uid: old.uid, startTime: at(10) } });
      expect(await app.prisma.booking.findUnique({ where: { uid: row.uid } })).toMatchObject({
        reschedulingReason: 'Ill',
        rescheduledFromUid: old.uid,
      });
      expect((await call('get', `/${old.uid}`)).body.data.status).toBe('CANCELLED');
      const again = await call('post', '', body({ ...reschedule, rescheduleUid: old.uid }));
      expect(again.status).toBe(400);
    });

    it('moves the seat by its uid, and shows nobody else', async () => {
      const id = await anEventType({ seatsPerTimeSlot: 3 });
      const first = await book({ eventTypeId: id });
      const second = await book({ eventTypeId: id, responses: { ...responses, name: 'Bo', email: 'bo@example.com' } });
      expect(second.uid).toBe(first.uid);
      const seatUid = second['seatReferenceUid'] as string;
      expect(second['attendees']).toEqual([expect.objectContaining({ email: 'bo@example.com' })]);
      await call('get', `/${first.uid}/reschedule`).expect(404);
      expect(
        (await call('get', `/${first.uid}/reschedule`, undefined, host.auth).expect(200)).body.data.attendees,
      ).toEqual([]);
      const { data } = (await call('get', `/${seatUid}/reschedule`).expect(200)).body;
      expect(data).toMatchObject({
        uid: first.uid,
        responses: { name: 'Bo', email: 'bo@example.com' },
        attendees: [{ email: 'bo@example.com', bookingSeat: { referenceUid: seatUid } }],
      });
      const moved = await book({ ...reschedule, eventTypeId: id, rescheduleUid: seatUid });
      expect(moved['startTime']).toBe(at(14));
      expect((await call('get', `/${first.uid}`, undefined, host.auth)).body.data).toMatchObject({
        status: 'ACCEPTED',
        attendees: [{ email: 'grace@example.com' }],
      });
    });

    it('is refused for what is not there', async () => {
      for (const path of ['/none', '/none/reschedule']) {
        expect(message(await call('get', path).expect(404))).toBe('Booking with UID=none does not exist.');
      }
      await call('post', '', body({ rescheduleUid: 'none' })).expect(404);
    });
  });

  describe('reading', () => {
    it('shows a booking to whoever knows its uid', async () => {
      const { uid, id } = await book();
      const { data } = (await call('get', `/${uid}`).expect(200)).body;
      expect(data).toEqual({
        id,
        uid,
        title: 'Intro between Ada Host and Grace Guest',
        description: '',
        customInputs: {},
        smsReminderNumber: null,
        recurringEventId: null,
        startTime: at(10),
        endTime: at(11),
        location: 'integrations:daily',
        status: 'ACCEPTED',
        metadata: {},
        cancellationReason: null,
        rejectionReason: null,
        responses: expect.objectContaining({ name: 'Grace Guest' }),
        userPrimaryEmail: host.email,
        user: {
          id: host.userId,
          name: 'Ada Host',
          email: host.email,
          username: host.username,
          timeZone: 'UTC',
          avatarUrl: null,
        },
        attendees: [
          { name: 'Grace Guest', email: 'grace@example.com', timeZone: 'America/New_York', phoneNumber: null },
        ],
        eventTypeId,
        eventType: {
          eventName: null,
          slug: expect.any(String),
          timeZone: null,
          schedulingType: null,
          hideOrganizerEmail: false,
        },
        seatsReferences: [],
      });
    });

    it("hides the host's address where the event type wants it", async () => {
      const { uid } = await book({ eventTypeId: await anEventType({ hideOrganizerEmail: true }) });
      expect((await call('get', `/${uid}`)).text).not.toContain(host.email);
    });

    it('lists what the caller holds, by status', async () => {
      const { uid } = await book();
      await aStoredBooking(app, { userId: host.userId, startTime: new Date('2020-01-01') });
      const list = async (query: string) => (await call('get', query, undefined, host.auth).expect(200)).body.data;
      expect((await list('')).bookings).toHaveLength(2);
      const upcoming = await list('?filters[status]=upcoming');
      expect(upcoming).toMatchObject({ bookings: [{ uid }], recurringInfo: [], totalCount: 1, nextCursor: null });
      expect((await list('?limit=1&cursor=1')).bookings).toMatchObject([{ uid }]);
      await call('get', '').expect(401);
      for (const query of ['?filters[status]=soon', '?limit=0', '?limit=101', '?cursor=-1', '?filters=x']) {
        await call('get', query, undefined, host.auth).expect(400);
      }
    });
  });

  describe('ending', () => {
    it('cancels with whatever else is in the body', async () => {
      const { uid, id } = await book();
      const given = {
        uid,
        cancellationReason: 'Ill',
        cancelSubsequentBookings: false,
        cancelledBy: 'grace@example.com',
      };
      const { body: answer } = await call('post', `/${uid}/cancel`, given).expect(201);
      expect(answer.data).toEqual({ bookingId: id, bookingUid: uid, onlyRemovedAttendee: false });
      expect(events.map(({ kind }) => kind)).toEqual(['created', 'cancelled']);
      const again = await call('post', `/${uid}/cancel`).expect(400);
      expect(message(again)).toBe(
        `Can't cancel booking with uid=${uid} because it has been cancelled already. Please provide uid of a booking that is not cancelled.`,
      );
      const byId = await call('post', `/${id}/cancel`).expect(400);
      expect(message(byId)).toBe('Please provide booking uid instead of booking id.');
    });

    it('takes away one seat while others stay', async () => {
      const id = await anEventType({ seatsPerTimeSlot: 3 });
      await book({ eventTypeId: id });
      const { uid, seatReferenceUid } = await book({
        eventTypeId: id,
        responses: { ...responses, email: 'bo@example.com' },
      });
      const { body: answer } = await call('post', `/${uid}/cancel`, { seatReferenceUid }).expect(201);
      expect(answer.data).toMatchObject({ bookingUid: uid, onlyRemovedAttendee: true });
    });

    it('notes who did not come', async () => {
      const email = 'grace@example.com';
      const { uid } = await aStoredBooking(app, {
        userId: host.userId,
        startTime: new Date('2020-01-01'),
        attendees: [{ email }],
      });
      const given = { noShowHost: true, attendees: [{ email, noShow: true }] };
      const { body: answer } = await call('post', `/${uid}/mark-no-show`, given, host.auth).expect(201);
      expect(answer.data).toEqual({ message: 'No-show status updated', ...given });
      await call('post', `/${uid}/mark-no-show`, given).expect(401);
      await call('post', `/${uid}/mark-no-show`, given, (await aHost()).auth).expect(403);
      await call('post', `/${uid}/mark-no-show`, { attendees: [{ email }] }, host.auth).expect(400);
    });
  });
});
