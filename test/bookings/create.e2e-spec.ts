import { aManagedUser, anOAuthClient, type TestClient, unique } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { aBookableHost, aRequest, at, type BookingApi, bookingApi, GRACE, type ShownBooking } from './booking-api.js';

describe('POST /v2/bookings', () => {
  let app: TestApp;
  let client: TestClient;
  let anybody: BookingApi;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    anybody = bookingApi(app);
  });
  afterAll(() => app.close());

  it('books for whoever knows the event type', async () => {
    const host = await aBookableHost(app, client);
    const { status, body } = await anybody.post(
      '',
      aRequest(host, at('10:00'), {
        guests: ['bob@example.com'],
        bookingFieldsResponses: { notes: 'Bring slides', title: 'Slides' },
        metadata: { orderId: '77', constructor: 'kept' },
      }),
    );
    expect(status).toBe(201);
    expect(body.status).toBe('success');
    expect(body.data).toMatchObject({
      uid: expect.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{22}$/),
      title: 'Intro call between Ada Host and Grace Guest',
      description: 'Bring slides',
      hosts: [{ id: host.userId, name: 'Ada Host', email: host.email, username: host.username }],
      status: 'accepted',
      start: at('10:00'),
      end: at('11:00'),
      duration: 60,
      eventType: { id: host.eventTypeId, slug: host.slug },
      location: 'integrations:daily',
      attendees: [
        {
          name: 'Grace Guest',
          email: 'grace@example.com',
          timeZone: 'America/New_York',
          language: 'en',
          absent: false,
        },
        { name: '', email: 'bob@example.com' },
      ],
      guests: ['bob@example.com'],
      metadata: { orderId: '77', constructor: 'kept', platformClientId: client.clientId },
      bookingFieldsResponses: {
        name: 'Grace Guest',
        email: 'grace@example.com',
        guests: ['bob@example.com'],
        notes: 'Bring slides',
        title: 'Slides',
        location: { value: 'integrations:daily', optionValue: '' },
      },
      isPlatformManagedUserBooking: true,
    });
    expect(body.data.icsUid).toBe(`${body.data.uid}@Cal.com`);
    const read = await anybody.get(`/${body.data.uid}`).expect(200);
    const { isPlatformManagedUserBooking: _, ...same } = body.data;
    expect(read.body.data).toEqual(same);
  });

  it('finds the event type by the names of its owner and itself', async () => {
    const host = await aBookableHost(app, client);
    const { body } = await anybody
      .post('', { start: at('10:00'), attendee: GRACE, eventTypeSlug: host.slug, username: host.username })
      .expect(201);
    expect(body.data.eventTypeId).toBe(host.eventTypeId);
  });

  it.each<[string, object, object]>([
    [
      'a phone number in the place of an address',
      { email: undefined, phoneNumber: '+390111234567' },
      { email: '390111234567@sms.invalid', phoneNumber: '+390111234567' },
    ],
    ['a language', { language: 'it' }, { language: 'it' }],
    ['a time zone in another spelling', { timeZone: 'europe/rome' }, { timeZone: 'Europe/Rome' }],
  ])('takes %s', async (_, attendee, shown) => {
    const host = await aBookableHost(app, client);
    const booking = await anybody.book(host, at('10:00'), { attendee: { ...GRACE, ...attendee } });
    expect((booking['attendees'] as object[])[0]).toMatchObject(shown);
  });

  it.each<[string, object, object | undefined, string | null, object]>([
    [
      'the first place of the event type',
      { type: 'link', link: 'https://meet.example.com/a' },
      undefined,
      'https://meet.example.com/a',
      { value: 'link', optionValue: '' },
    ],
    [
      'an address',
      { type: 'inPerson', address: 'Via Roma 1' },
      { type: 'address' },
      'Via Roma 1',
      { value: 'inPerson', optionValue: '' },
    ],
    [
      'a link',
      { type: 'link', link: 'https://meet.example.com/a' },
      { type: 'link' },
      'https://meet.example.com/a',
      { value: 'link', optionValue: '' },
    ],
    [
      'the number of the host',
      { type: 'userPhone', hostPhoneNumber: '+390111234567' },
      { type: 'phone' },
      '+390111234567',
      { value: 'userPhone', optionValue: '' },
    ],
    [
      'an integration',
      { type: 'integrations:daily' },
      { type: 'integration', integration: 'cal-video' },
      'integrations:daily',
      { value: 'integrations:daily', optionValue: '' },
    ],
    [
      'the default app',
      { type: 'conferencing' },
      { type: 'organizersDefaultApp' },
      'integrations:daily',
      { value: 'conferencing', optionValue: '' },
    ],
    [
      'the address of the booker',
      { type: 'attendeeInPerson' },
      { type: 'attendeeAddress', address: 'At home' },
      'At home',
      { value: 'attendeeInPerson', optionValue: 'At home' },
    ],
    [
      'the number of the booker',
      { type: 'phone' },
      { type: 'attendeePhone', phone: '+390111234567' },
      '+390111234567',
      { value: 'phone', optionValue: '+390111234567' },
    ],
    [
      'any place',
      { type: 'somewhereElse' },
      { type: 'attendeeDefined', location: 'The park' },
      'The park',
      { value: 'somewhereElse', optionValue: 'The park' },
    ],
  ])('takes place at %s', async (_, stored, location, place, answer) => {
    const host = await aBookableHost(app, client, { locations: [stored] as never });
    const booking = await anybody.book(host, at('10:00'), { location });
    expect(booking).toMatchObject({ location: place, bookingFieldsResponses: { location: answer } });
  });

  it.each([
    ['https://meet.example.com/x', 'link'],
    ['+390111234567', 'phone'],
    ['The park', 'somewhereElse'],
  ])('takes the text %s that older clients send for a place', async (location, value) => {
    const host = await aBookableHost(app, client, { locations: [{ type: value }] as never });
    const booking = await anybody.book(host, at('10:00'), { location });
    expect(booking).toMatchObject({ location, bookingFieldsResponses: { location: { value, optionValue: location } } });
  });

  it('lets the booker choose among the lengths', async () => {
    const host = await aBookableHost(app, client, { lengthOptions: [30, 60] });
    expect(await anybody.book(host, at('10:00'), { lengthInMinutes: 30 })).toMatchObject({ duration: 30 });
    expect(await anybody.book(host, at('11:00'))).toMatchObject({ duration: 60 });
  });

  it('names the booking as the event type says', async () => {
    const host = await aBookableHost(app, client, { eventName: '{Event duration} with {Organiser first name}' });
    expect(await anybody.book(host, at('10:00'))).toMatchObject({ title: '60 mins with Ada' });
  });

  it('writes to users of the same client under the address that the client knows', async () => {
    const host = await aBookableHost(app, client);
    const email = `grace-${unique()}@example.org`;
    const { user } = await aManagedUser(app, client, { email });
    const booking = await anybody.book(host, at('10:00'), { attendee: { ...GRACE, email: email.toUpperCase() } });
    expect(booking['attendees']).toMatchObject([{ email: user.email, displayEmail: email }]);
    const other = await aBookableHost(app, await anOAuthClient(app));
    expect(await anybody.book(other, at('10:00'), { attendee: { ...GRACE, email } })).toMatchObject({
      attendees: [{ email }],
    });
  });

  it('waits for the host where the event type says so', async () => {
    const host = await aBookableHost(app, client, { requiresConfirmation: true });
    const first = await anybody.book(host, at('10:00'));
    expect(first.status).toBe('pending');
    const again = await anybody.book(host, at('10:00'), { metadata: { changed: 'yes' } });
    expect(again).toEqual(first);
    expect((await anybody.book(host, at('10:00'), { attendee: { ...GRACE, email: 'x@example.com' } })).uid).not.toBe(
      first.uid,
    );
  });

  it('keeps the slot of who waits where the event type says so, and gives the waiting request again', async () => {
    const host = await aBookableHost(app, client, { requiresConfirmation: true, confirmationBlocksSlot: true });
    const { uid } = await anybody.book(host, at('10:00'));
    expect((await anybody.book(host, at('10:00'))).uid).toBe(uid);
    await anybody.post('', aRequest(host, at('10:00'), { attendee: { ...GRACE, email: 'x@example.com' } })).expect(400);
  });

  it('waits for the host only for what begins soon, with a threshold', async () => {
    const host = await aBookableHost(app, client, {
      requiresConfirmation: true,
      confirmationThreshold: { unit: 'hours', time: 48 },
    });
    expect((await anybody.book(host, at('10:00'))).status).toBe('accepted');
    const soon = new Date(app.clock.now() + 86_400_000).toISOString().slice(0, 10);
    expect((await anybody.book(host, at('10:00', soon))).status).toBe('pending');
  });

  it('books a series at the same time of the booker’s clock', async () => {
    const host = await aBookableHost(app, client, { recurringEvent: { freq: 2, interval: 1, count: 5 } });
    const { body } = await anybody
      .post('', {
        ...aRequest(host, at('12:00', '2050-03-21')),
        attendee: { ...GRACE, timeZone: 'Europe/Rome' },
        recurrenceCount: 3,
      })
      .expect(201);
    const series = body.data as ShownBooking[];
    expect(series.map(({ start }) => start)).toEqual([
      at('12:00', '2050-03-21'),
      at('11:00', '2050-03-28'),
      at('11:00', '2050-04-04'),
    ]);
    expect(new Set(series.map(({ recurringBookingUid }) => recurringBookingUid)).size).toBe(1);
    expect(new Set(series.map(({ uid }) => uid)).size).toBe(3);
  });

  it('books as many as the event type has when the request does not say how many', async () => {
    const host = await aBookableHost(app, client, { recurringEvent: { freq: 2, interval: 1, count: 4 } });
    const { body } = await anybody.post('', aRequest(host, at('12:00'))).expect(201);
    expect(body.data).toHaveLength(4);
  });

  it('gives seats in one booking to those who book the same time', async () => {
    const host = await aBookableHost(app, client, { seatsPerTimeSlot: 2 });
    const first = await anybody.book(host, at('10:00'), { metadata: { a: '1' } });
    const second = await anybody.book(host, at('10:00'), {
      attendee: { ...GRACE, name: 'Bob', email: 'bob@example.com' },
    });
    expect(second.uid).toBe(first.uid);
    expect(second.seatUid).not.toBe(first.seatUid);
    expect(second['attendees']).toMatchObject([{ name: 'Bob', seatUid: second.seatUid }]);
    expect(first).toMatchObject({ title: 'Intro call', description: null, metadata: {} });
    expect(first['attendees']).toMatchObject([{ seatUid: first.seatUid, metadata: { a: '1' } }]);
    const { body } = await bookingApi(app, host.token).get(`/${first.uid}`).expect(200);
    expect(body.data.attendees).toHaveLength(2);
  });

  it('ends reservations of the slot', async () => {
    const host = await aBookableHost(app, client);
    const { eventTypeId, userId } = host;
    const slot = { eventTypeId, userId, releaseAt: new Date(app.clock.now() + 300_000) };
    const from = (time: string) => ({
      slotStart: new Date(at(time)),
      slotEnd: new Date(Date.parse(at(time)) + 3_600_000),
    });
    await app.prisma.slotReservation.createMany({
      data: [
        { ...slot, ...from('10:00'), uid: unique() },
        { ...slot, ...from('12:00'), uid: unique() },
      ],
    });
    await anybody.book(host, at('10:00'));
    const left = await app.prisma.slotReservation.findMany({ where: { eventTypeId } });
    expect(left.map(({ slotStart }) => slotStart.toISOString())).toEqual([at('12:00')]);
  });

  it('answers a repetition with the same key with the first answer', async () => {
    const host = await aBookableHost(app, client);
    const key = { 'idempotency-key': unique() };
    const first = await anybody.post('', aRequest(host, at('10:00')), key).expect(201);
    const again = await anybody.post('', aRequest(host, at('10:00')), key).expect(201);
    expect(again.body).toEqual(first.body);
    await anybody.post('', aRequest(host, at('11:00')), key).expect(422);
    // Others have keys of their own.
    await bookingApi(app, host.token)
      .post('', aRequest(host, at('12:00')), key)
      .expect(201);
  });

  it('books beside the grid of slots only when that is allowed', async () => {
    const host = await aBookableHost(app, client);
    await anybody.post('', aRequest(host, at('10:07'))).expect(400);
    const lenient = await startTestApp({ bookAnyStart: true });
    try {
      await bookingApi(lenient)
        .post('', aRequest(host, at('10:07')))
        .expect(201);
    } finally {
      await lenient.close();
    }
  });

  it('knows the half hours of bookers in other zones', async () => {
    const host = await aBookableHost(app, client);
    await anybody.post('', aRequest(host, at('10:30'))).expect(400);
    await anybody.book(host, at('10:30'), { attendee: { ...GRACE, timeZone: 'Asia/Kolkata' } });
  });
});
