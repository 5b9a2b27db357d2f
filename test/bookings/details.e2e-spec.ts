import request, { type Test } from 'supertest';
import {
  BOOKING_EVENT_RECORDERS,
  type BookingEvent,
  type BookingEventRecorder,
} from '../../src/bookings/booking-event.js';
import { bearer } from '../support/api-client.js';
import { aStoredBooking, type StoredBooking } from '../support/bookings.js';
import { aManagedUser, anOAuthClient, type TestClient, unique } from '../support/factories.js';
import { responseSchemas, type ResponseSchemas } from '../support/response-schema.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface User {
  userId: number;
  email: string;
  auth: Record<string, string>;
}

describe('attendees, guests and places of bookings', () => {
  let app: TestApp;
  let client: TestClient;
  let host: User;
  let schemas: ResponseSchemas;
  const events: BookingEvent[] = [];

  const aUser = async (email = `${unique()}@example.org`): Promise<User> => {
    const { user, accessToken } = await aManagedUser(app, client, { email });
    return { userId: user.id, email: user.email, auth: bearer(accessToken) };
  };
  const call = (method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object, auth = host.auth): Test =>
    request(app.url)
      [method](`/v2/bookings/${path}`)
      .set({ 'cal-api-version': '2024-08-13', ...auth })
      .send(body);
  const stored = (columns: Partial<StoredBooking> = {}) => aStoredBooking(app, { userId: host.userId, ...columns });
  const anEventType = async (columns: object = {}): Promise<number> => {
    const data = { userId: host.userId, title: 'Intro', slug: unique(), length: 60, ...columns };
    return (await app.prisma.eventType.create({ data })).id;
  };
  const addressesOf = async (bookingId: number): Promise<string[]> => {
    const rows = await app.prisma.attendee.findMany({ where: { bookingId }, orderBy: { id: 'asc' } });
    return rows.map(({ email }) => email);
  };
  const refusal = ({ body, status }: { body: { error: { code: string; message: string } }; status: number }) => [
    status,
    body.error.code,
    body.error.message,
  ];
  const aGuest = (email = `${unique()}@example.com`) => ({ email });
  const NEW = { name: 'Bo', timeZone: 'europe/rome', email: 'bo@example.com' };

  beforeAll(async () => {
    app = await startTestApp();
    schemas = await responseSchemas(app);
    client = await anOAuthClient(app, { permissions: 1023 });
    const recorder: BookingEventRecorder = { record: async (event) => void events.push(event) };
    app.app.get<BookingEventRecorder[]>(BOOKING_EVENT_RECORDERS, { strict: false }).push(recorder);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    host = await aUser();
    events.length = 0;
  });

  it.each<[string, 'post' | 'patch' | 'delete', (attendeeId: number) => string, object | undefined]>([
    ['attendees', 'post', () => '/attendees', NEW],
    ['guests', 'post', () => '/guests', { guests: [{ email: 'bo@example.com' }] }],
    ['less attendees', 'delete', (id) => `/attendees/${id}`, undefined],
    ['a place', 'patch', () => '/location', { location: { type: 'address', address: 'Here' } }],
    ['the word of the host', 'post', () => '/confirm', {}],
  ])('the components have e-mails sent for %s whatever the client says', async (_, method, pathOf, body) => {
    const attendees = [aGuest(), aGuest()];
    const { uid, attendeeIds } = await stored({
      attendees,
      ...(pathOf(0) === '/confirm' ? { status: 'PENDING' as const } : {}),
    });
    const auth = { ...host.auth, 'x-cal-platform-embed': 'true' };
    const { status } = await call(method, uid + pathOf(attendeeIds[1] as number), body, auth);
    expect([status < 300, events.map(({ isEmbed }) => isEmbed)]).toEqual([true, [true]]);
  });

  describe('attendees', () => {
    it('are shown with their ids to those who manage the booking', async () => {
      const email = `ada+${client.clientId}@example.com`;
      const attendees = [{ email, name: 'Ada', phoneNumber: '+15550100' }, aGuest('bo@example.com')];
      const { uid, attendeeIds } = await stored({ attendees });
      const ada = {
        id: attendeeIds[0],
        name: 'Ada',
        email,
        displayEmail: client.clientId.length === 25 ? 'ada@example.com' : email,
        timeZone: 'Europe/Rome',
        language: 'en',
        absent: false,
        phoneNumber: '+15550100',
      };
      const all = await call('get', `${uid}/attendees`).expect(200);
      schemas.check(all);
      expect(all.body.data).toEqual([ada, expect.objectContaining({ email: 'bo@example.com' })]);
      const one = await call('get', `${uid}/attendees/${attendeeIds[0]}`).expect(200);
      schemas.check(one);
      expect(one.body.data).toEqual(ada);
      await call('get', `${uid}/attendees`, undefined, bearer(client.apiKey)).expect(200);
      const missing = await call('get', `${uid}/attendees/2147483647`);
      expect(refusal(missing)).toEqual([
        404,
        'NotFoundException',
        `Attendee with id 2147483647 not found in booking ${uid}`,
      ]);
      const other = await aUser();
      const text = (of: string) =>
        `BookingPbacGuard - user with id=${other.userId} does not have access to booking with uid=${of}`;
      for (const [path, of] of [
        [`${uid}/attendees`, uid],
        [`${uid}/attendees/1`, uid],
        ['none/attendees', 'none'],
      ] as const) {
        expect(refusal(await call('get', path, undefined, other.auth))).toEqual([403, 'ForbiddenException', text(of)]);
      }
    });

    it('are added, told of, and named among the guests', async () => {
      const eventTypeId = await anEventType();
      const { id, uid } = await stored({ eventTypeId });
      const body = { ...NEW, phoneNumber: '+39061234567', language: 'it' };
      const answer = await call('post', `${uid}/attendees`, body).expect(201);
      schemas.check(answer);
      expect(answer.body.data).toEqual({
        id: expect.any(Number),
        bookingId: id,
        name: 'Bo',
        email: 'bo@example.com',
        displayEmail: 'bo@example.com',
        timeZone: 'Europe/Rome',
        language: 'it',
        absent: false,
        phoneNumber: '+39061234567',
      });
      expect(events).toEqual([
        expect.objectContaining({
          kind: 'attendees-added',
          attendees: [expect.objectContaining({ email: body.email })],
        }),
      ]);
      expect(events[0]?.booking.attendees).toHaveLength(2);
      const { body: shown } = await call('get', uid).expect(200);
      expect(shown.data.guests).toEqual(['bo@example.com']);
    });

    it('are known by the address of the user that the client has', async () => {
      const user = await aUser('known@example.org');
      const { id, uid } = await stored();
      await call('post', `${uid}/attendees`, { ...NEW, email: 'Known@example.org' }).expect(201);
      expect((await addressesOf(id))[1]).toBe(user.email);
    });

    it.each([
      [{ name: undefined }, 'name'],
      [{ name: '\0' }, 'name'],
      [{ timeZone: 'Rome' }, 'timeZone'],
      [{ email: 'bo' }, 'email'],
      [{ email: undefined }, 'email'],
      [{ phoneNumber: '123' }, 'phoneNumber'],
      [{ language: 'xx' }, 'language'],
    ])('are not added with %j', async (part, field) => {
      const { id, uid } = await stored();
      const { body } = await call('post', `${uid}/attendees`, { ...NEW, ...part }).expect(400);
      expect(body.error.details.errors).toEqual([expect.objectContaining({ property: field })]);
      expect(await addressesOf(id)).toHaveLength(1);
    });

    it('are removed, told of, and no longer named among the guests', async () => {
      const attendees = [aGuest(), aGuest('bo@example.com')];
      const responses = { name: 'Ada', email: attendees[0]!.email, guests: ['bo@example.com', 'cy@example.com'] };
      const { id, uid, attendeeIds } = await stored({ attendees, responses });
      const answer = await call('delete', `${uid}/attendees/${attendeeIds[1]}`).expect(200);
      schemas.check(answer);
      expect(answer.body.data).toEqual({
        id: attendeeIds[1],
        bookingId: id,
        name: 'Grace',
        email: 'bo@example.com',
        timeZone: 'Europe/Rome',
      });
      expect(events).toEqual([expect.objectContaining({ kind: 'attendee-removed' })]);
      expect(await addressesOf(id)).toEqual([attendees[0]!.email]);
      expect((await call('get', uid)).body.data.guests).toEqual(['cy@example.com']);
    });

    it('are not removed when they booked, are of another booking, or by strangers', async () => {
      const { id, uid, attendeeIds } = await stored({ attendees: [aGuest(), aGuest()] });
      const { attendeeIds: others } = await stored({
        startTime: new Date('2040-01-01'),
        attendees: [aGuest(), aGuest()],
      });
      const remove = async (path: string, auth = host.auth) => refusal(await call('delete', path, undefined, auth));
      const { auth } = await aUser();
      expect(await remove(`${uid}/attendees/${attendeeIds[0]}`)).toEqual([
        400,
        'TRPCError',
        'cannot_remove_primary_attendee',
      ]);
      expect(await remove(`${uid}/attendees/${others[1]}`)).toEqual([404, 'TRPCError', 'attendee_not_found']);
      expect(await remove(`none/attendees/1`)).toEqual([404, 'NotFoundException', 'Booking with uid none not found']);
      expect(await remove(`${uid}/attendees/${attendeeIds[1]}`, auth)).toEqual([
        403,
        'TRPCError',
        'you_do_not_have_permission',
      ]);
      expect(await addressesOf(id)).toHaveLength(2);
      expect(events).toEqual([]);
    });
  });

  describe('guests', () => {
    const invite = (uid: string, guests: unknown, auth = host.auth): Test =>
      call('post', `${uid}/guests`, { guests }, auth);

    it('are invited by those who manage the booking and by those who take part', async () => {
      const attendee = await aUser();
      const { id, uid } = await stored({ attendees: [{ email: attendee.email }] });
      const guest = {
        email: 'cy@example.com',
        name: 'Cy',
        timeZone: 'Asia/Tokyo',
        language: 'it',
        phoneNumber: '+12125550123',
      };
      await invite(uid, [aGuest('bo@example.com')], attendee.auth).expect(200);
      const last = await invite(uid, [guest, { email: 'bo@example.com' }], bearer(client.apiKey)).expect(200);
      schemas.check(last);
      expect(last.body.data).toMatchObject({ uid, guests: ['bo@example.com', 'cy@example.com'] });
      expect(last.body.data.attendees.slice(1)).toEqual([
        expect.objectContaining({ email: 'bo@example.com', name: '', timeZone: 'Europe/Rome', language: 'en' }),
        expect.objectContaining({ name: 'Cy', timeZone: 'Asia/Tokyo', language: 'it', phoneNumber: guest.phoneNumber }),
      ]);
      expect(events.map((event) => event.kind === 'attendees-added' && event.attendees.length)).toEqual([1, 1]);
      expect(await addressesOf(id)).toHaveLength(3);
    });

    it('are refused', async () => {
      const { id, uid } = await stored({ attendees: [aGuest('ada@example.com')] });
      const unwanted = await anEventType({ disableGuests: true });
      const seated = await anEventType({ seatsPerTimeSlot: 3 });
      const startTime = (day: number) => ({ startTime: new Date(Date.UTC(2040, 0, day)) });
      const disabled = await stored({ eventTypeId: unwanted, ...startTime(1) });
      const ofSeats = await stored({
        eventTypeId: seated,
        ...startTime(2),
        attendees: [{ ...aGuest(), seatUid: unique() }],
      });
      const full = await stored({ attendees: Array.from({ length: 28 }, () => aGuest()), ...startTime(3) });
      const text = (eventTypeId: number) =>
        `Cannot add guests to this booking. The guests field is disabled for event type "Intro" (ID: ${eventTypeId}). Please contact the event organizer to enable guest additions.`;
      const unique_ = [400, 'TRPCError', 'emails_must_be_unique_valid'];
      expect(refusal(await invite(uid, [aGuest('ADA@example.com')]))).toEqual(unique_);
      expect(refusal(await invite(uid, [aGuest('b@x.example'), aGuest('B@x.example')]))).toEqual(unique_);
      expect(refusal(await invite(disabled.uid, [aGuest()]))).toEqual([400, 'TRPCError', text(unwanted)]);
      expect(refusal(await invite(ofSeats.uid, [aGuest()]))).toEqual([400, 'TRPCError', text(seated)]);
      expect(refusal(await invite(full.uid, [aGuest(), aGuest(), aGuest()]))).toEqual([
        400,
        'BadRequestException',
        'Cannot add 3 guests. This booking already has 28 attendees. Maximum total guests allowed is 30. You can add up to 2 more guests.',
      ]);
      expect(refusal(await invite('none', [aGuest()]))).toEqual([
        404,
        'NotFoundException',
        'Booking with uid none not found',
      ]);
      const { auth } = await aUser();
      expect(refusal(await invite(uid, [aGuest()], auth))).toEqual([403, 'TRPCError', 'you_do_not_have_permission']);
      expect(await addressesOf(id)).toHaveLength(1);
      expect(events).toEqual([]);
    });

    it.each([
      [[], 'guests must contain at least 1 elements'],
      [Array.from({ length: 11 }, () => ({ email: 'a@example.com' })), 'Cannot add more than 10 guests at a time'],
      ['a@example.com', 'guests must be an array'],
      [undefined, 'guests must be an array'],
    ])('are refused as %j', async (guests, message) => {
      const { uid } = await stored();
      const { body } = await invite(uid, guests).expect(400);
      expect(Object.values(body.error.details.errors[0].constraints)).toContain(message);
    });

    it.each([[['a@example.com']], [[null]], [[{ email: 'x' }]], [[{ email: 'a@example.com', name: '\ud800' }]]])(
      'are never taken as %j',
      async (guests) => {
        const { uid } = await stored();
        await invite(uid, guests).expect(400);
      },
    );

    it('who come at the same time are all there afterwards, and not above the limit', async () => {
      const { id, uid } = await stored({ attendees: Array.from({ length: 25 }, () => aGuest()) });
      const answers = await Promise.all(Array.from({ length: 8 }, () => invite(uid, [aGuest()])));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
      expect(await addressesOf(id)).toHaveLength(30);
      expect((await call('get', uid)).body.data.guests).toHaveLength(5);
    });
  });

  describe('places', () => {
    const move = (uid: string, location?: unknown, auth = host.auth): Test =>
      call('patch', `${uid}/location`, { location }, auth);

    it.each([
      [{ type: 'address', address: '1 Main St' }, '1 Main St', { value: 'inPerson', optionValue: '' }],
      [{ type: 'link', link: 'https://a.example/b' }, 'https://a.example/b', { value: 'link', optionValue: '' }],
      [{ type: 'phone', phone: '+12125550123' }, '+12125550123', { value: 'userPhone', optionValue: '' }],
      [{ type: 'attendeeAddress', address: 'Home' }, 'Home', { value: 'attendeeInPerson', optionValue: 'Home' }],
      [
        { type: 'attendeePhone', phone: '+12125550123' },
        '+12125550123',
        { value: 'phone', optionValue: '+12125550123' },
      ],
      [{ type: 'attendeeDefined', location: 'Here' }, 'Here', { value: 'somewhereElse', optionValue: 'Here' }],
      [
        { type: 'integration', integration: 'cal-video' },
        'integrations:daily',
        { value: 'integrations:daily', optionValue: '' },
      ],
      // There is no Google Calendar.
      [
        { type: 'integration', integration: 'google-meet' },
        'integrations:daily',
        { value: 'integrations:daily', optionValue: '' },
      ],
    ])('change to %j', async (location, place, answer) => {
      const { uid } = await stored({ metadata: { videoCallUrl: 'https://old.example', a: 'b' } });
      const moved = await move(uid, location).expect(200);
      schemas.check(moved);
      expect(moved.body.data).toMatchObject({ location: place, meetingUrl: place, metadata: { a: 'b' } });
      expect(moved.body.data.bookingFieldsResponses.location).toEqual(answer);
      expect(events).toEqual([expect.objectContaining({ kind: 'location-changed' })]);
    });

    it('change to a service that the host has connected, and to no other', async () => {
      const { uid } = await stored();
      const zoom = { type: 'integration', integration: 'zoom' };
      expect(refusal(await move(uid, zoom))).toEqual([
        400,
        'BadRequestException',
        'Video integration "zoom" is not connected. Please connect the integration in your settings first.',
      ]);
      const credential = { userId: host.userId, type: 'zoom_video', appId: 'zoom', sealedKey: Buffer.alloc(1) };
      await app.prisma.appCredential.create({ data: credential });
      expect((await move(uid, zoom).expect(200)).body.data.location).toBe('integrations:zoom');
    });

    it('stay without a location', async () => {
      const { uid } = await stored({ location: 'Here' });
      for (const location of [undefined, null]) {
        expect((await move(uid, location).expect(200)).body.data.location).toBe('Here');
      }
      expect(events).toEqual([]);
    });

    const prefix = 'UpdateBookingInputLocationValidator_2024_08_13 -';
    const types =
      'Valid types are address, link, phone, attendeePhone, attendeeAddress, attendeeDefined, and integration.';
    it.each([
      ['text', `${prefix} Booking 'location' must have a 'type' property.`],
      [{}, `${prefix} Booking 'location' must have a 'type' property.`],
      [
        { type: 'organizersDefaultApp' },
        `${prefix} Unsupported booking location type 'organizersDefaultApp'. ${types}`,
      ],
      [{ type: 'constructor' }, `${prefix} Unsupported booking location type 'constructor'. ${types}`],
      [
        { type: 'link', link: 'x' },
        `UpdateBookingInputLocationValidator_2024_08_13 - Validation failed for link location: link must be a URL address`,
      ],
      [{ type: 'integration', integration: 'fax' }, 'Unsupported integration: fax'],
      [{ type: 'integration', integration: 'constructor' }, 'Unsupported integration: constructor'],
    ])('do not change to %j', async (location, text) => {
      const { uid } = await stored({ location: 'Here' });
      expect(refusal(await move(uid, location))).toEqual([400, 'BadRequestException', text]);
      expect((await call('get', uid)).body.data.location).toBe('Here');
    });

    it('are changed by those who manage the booking only', async () => {
      const attendee = await aUser();
      const { uid } = await stored({ attendees: [{ email: attendee.email }] });
      const address = { type: 'address', address: 'There' };
      expect(refusal(await move(uid, address, attendee.auth))).toEqual([
        403,
        'ForbiddenException',
        'User is not authorized to update this booking location. User must be the event type owner, host, team admin or owner, or org admin or owner.',
      ]);
      await move(uid, address, bearer(client.apiKey)).expect(200);
      expect(refusal(await move('none', address))).toEqual([
        404,
        'NotFoundException',
        'Booking with uid=none not found',
      ]);
    });
  });

  it('are changed five times a minute at most by one caller, then not for a minute', async () => {
    const limited = await startTestApp({ rateLimitEnabled: true });
    try {
      const owner = await anOAuthClient(limited);
      const patch = () =>
        request(limited.url)
          .patch('/v2/bookings/none/location')
          .set({ 'cal-api-version': '2024-08-13', ...bearer(owner.apiKey) });
      const statuses: number[] = [];
      for (let attempt = 0; attempt < 6; attempt++) statuses.push((await patch()).status);
      expect(statuses).toEqual([404, 404, 404, 404, 404, 429]);
      limited.clock.advance(61_000);
      expect((await patch()).status).toBe(404);
      const read = request(limited.url)
        .get('/v2/bookings')
        .set({ 'cal-api-version': '2024-08-13', ...bearer(owner.apiKey) });
      expect((await read).status).toBe(200);
    } finally {
      await limited.close();
    }
  });
});
