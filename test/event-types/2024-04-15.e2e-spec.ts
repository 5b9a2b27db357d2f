import request from 'supertest';
import { anOAuthClient, type TestClient } from '../support/factories.js';
import { badRequest, expectError, failedProperties, forbidden, notFound } from '../support/expected-errors.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { asManagedUser, api, type EventTypesApi } from './as-user.js';

const OLD = { 'cal-api-version': '2024-04-15' };
const MINIMUM = { length: 30, title: 'Intro call', slug: 'intro' };
const EMAIL = { name: 'email', type: 'email', required: true };

describe('/v2/event-types in the version 2024-04-15', () => {
  let app: TestApp;
  let client: TestClient;
  let ann: EventTypesApi;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
  });
  beforeEach(async () => {
    ann = await asManagedUser(app, client);
  });
  afterAll(() => app.close());

  const create = async (body: object = {}) => (await ann.post({ ...MINIMUM, ...body }, '', OLD).expect(201)).body.data;
  const get = async (path: string) => (await ann.get(path, OLD).expect(200)).body.data;
  const patch = (id: number, body: object) =>
    request(app.url)
      .patch(`/v2/event-types/${id}`)
      .set({ ...OLD, authorization: `Bearer ${ann.token}` })
      .send(body);

  it.each([
    ['no version', {}],
    ['an unknown version', { 'cal-api-version': '2020-01-01' }],
    ['2024-04-15', OLD],
    ['2024-06-11', { 'cal-api-version': '2024-06-11' }],
  ])('is served for %s', async (_, headers) => {
    await create();
    const { body } = await ann.get('', headers).expect(200);
    expect(body.data.eventTypeGroups[0].eventTypes).toHaveLength(1);
  });

  it.each(['2024-06-14', '2024-08-13', '2024-09-04'])('is not served for %s', async (version) => {
    const headers = { 'cal-api-version': version };
    expect((await ann.get('', headers).expect(200)).body.data).toEqual([]);
    await ann.get(`/${ann.username}/public`, headers).expect(404);
  });

  it('creates an event type, and shows it as it is stored', async () => {
    const settings = { description: 'A talk', hidden: true, disableGuests: true, slotInterval: 15 };
    const times = { minimumBookingNotice: 0, beforeEventBuffer: 5, afterEventBuffer: 10 };
    const locations = [{ type: 'link', link: 'https://meet.acme.test/ann', displayLocationPublicly: true }];
    const created = await create({ slug: 'As given ', ...settings, ...times, locations });
    expect(created).toMatchObject({
      ...{ id: expect.any(Number), userId: ann.userId, title: 'Intro call', slug: 'As given ', length: 30 },
      ...{ ...settings, ...times, locations, bookingFields: null, teamId: null, scheduleId: null, position: 0 },
    });
    expect((await get(`/${created.id}`)).eventType).toMatchObject({ id: created.id, ...settings, ...times, locations });
  });

  it('takes an interval of 0 for the length of the event', async () => {
    expect(await create({ slotInterval: 0 })).toMatchObject({
      slotInterval: null,
      locations: [{ type: 'integrations:daily' }],
    });
  });

  it('lists the own event types in one group, the highest position first', async () => {
    const [first, second] = [await create(), await create({ slug: 'second' })];
    await app.prisma.eventType.update({ where: { id: second.id }, data: { position: 1 } });
    const { name, username: slug } = await app.prisma.user.findUniqueOrThrow({ where: { id: ann.userId } });
    const { eventTypeGroups, profiles, allUsersAcrossAllEventTypes } = await get('');
    expect(eventTypeGroups).toMatchObject([
      {
        ...{ teamId: null, membershipRole: null, metadata: { membershipCount: 1, readOnly: false } },
        profile: { slug, name, image: null, eventTypesLockedByOrg: false },
        eventTypes: [
          { id: second.id, userIds: [ann.userId] },
          { ...first, userIds: [ann.userId] },
        ],
      },
    ]);
    expect(profiles).toMatchObject([{ slug, name }]);
    expect(allUsersAcrossAllEventTypes).toEqual({});
  });

  it('shows one with everything that the settings form of the components reads', async () => {
    const { id } = await create();
    const data = await get(`/${id}`);
    const atoms = await request(app.url).get(`/v2/atoms/event-types/${id}`).set('authorization', `Bearer ${ann.token}`);
    expect(data).toEqual(atoms.body.data);
    const { body } = await ann.get(`/${id}`).expect(200);
    expect(body.data).toMatchObject({ id, lengthInMinutes: 30, slug: 'intro' });
  });

  it('changes what it is told, and keeps the rest: the booking form too', async () => {
    const { id } = await create({ description: 'A talk' });
    const bookingFields = [EMAIL, { name: 'topic', type: 'text', label: 'Topic', required: true }];
    await patch(id, { bookingFields }).expect(200);
    const { body } = await patch(id, {
      title: 'Later call',
      length: 45,
      disableGuests: true,
      seatsPerTimeSlot: 4,
    }).expect(200);
    const expected = {
      id,
      title: 'Later call',
      length: 45,
      description: 'A talk',
      disableGuests: true,
      seatsPerTimeSlot: 4,
    };
    expect(body.data).toMatchObject(expected);
    const { eventType } = await get(`/${id}`);
    expect(eventType).toEqual(body.data);
    expect(eventType.bookingFields).toEqual(expect.arrayContaining([bookingFields[1]]));
  });

  it('deletes an event type', async () => {
    const { id } = await create();
    const { body } = await ann.delete(`/${id}`).set(OLD).expect(200);
    expect(body).toEqual({ status: 'success', data: { id, ...MINIMUM } });
    await ann.get(`/${id}`, OLD).expect(404);
  });

  it('shows everybody what is not hidden', async () => {
    const { id } = await create({ description: 'A **talk**' });
    await create({ slug: 'secret', hidden: true });
    const anybody = api(app, {});
    const { body } = await anybody.get(`/${ann.username}/public`, {}).expect(200);
    expect(body.data).toEqual([
      {
        ...{
          id,
          title: 'Intro call',
          description: 'A **talk**',
          length: 30,
          schedulingType: null,
          recurringEvent: null,
        },
        ...{ slug: 'intro', hidden: false, price: 0, currency: 'usd', lockTimeZoneToggleOnBookingPage: false },
        ...{ lockedTimeZone: null, requiresConfirmation: false, requiresBookerEmailVerification: false, metadata: {} },
        ...{ canSendCalVideoTranscriptionEmails: true, descriptionAsSafeHTML: '<p>A <strong>talk</strong></p>\n' },
      },
    ]);
    expectError(
      await anybody.get('/nobody-has-it/public', {}),
      notFound('User with username "nobody-has-it" not found'),
    );
  });

  it('shows everybody the booking page of one, hidden or not, and null for none', async () => {
    await create({ hidden: true });
    const shown = async (path: string) => (await api(app, {}).get(path, {}).expect(200)).body.data;
    const atoms = await request(app.url).get('/v2/atoms/event-types/intro/public').query({ username: ann.username });
    expect(await shown(`/${ann.username}/intro/public`)).toEqual(atoms.body.data);
    for (const path of ['other/public', 'intro/public?isTeamEvent=true', 'intro/public?org=acme']) {
      expect(await shown(`/${ann.username}/${path}`)).toBeNull();
    }
  });

  it.each([
    [{ length: 0 }, 'length'],
    [{ slug: '' }, 'slug'],
    [{ title: 5 }, 'title'],
    [{ beforeEventBuffer: -1 }, 'beforeEventBuffer'],
    [{ locations: [{ type: 'link', link: 'x' }] }, 'locations'],
    [{ locations: [{}] }, 'locations'],
  ])('refuses %j, and names the field', async (body, property) => {
    expect(failedProperties(await ann.post({ ...MINIMUM, ...body }, '', OLD))).toMatchObject([{ property }]);
    const { id } = await create();
    expect(failedProperties(await patch(id, body))).toMatchObject([{ property }]);
  });

  it('refuses seats out of bounds, a slug in use and a form without a way to reach who books', async () => {
    const { id } = await create();
    await create({ slug: 'taken' });
    expectError(await ann.post({ ...MINIMUM }, '', OLD), badRequest('User already has an event type with this slug.'));
    for (const seatsPerTimeSlot of [0, 1001]) {
      expect(failedProperties(await patch(id, { seatsPerTimeSlot }))).toMatchObject([{ property: 'seatsPerTimeSlot' }]);
    }
    const error = (message: string) => ({ status: 400, error: { code: 'TRPCError', message } });
    expectError(await patch(id, { slug: 'taken' }), error('error_event_type_url_duplicate'));
    expectError(
      await patch(id, { bookingFields: [{ ...EMAIL, required: false }] }),
      error('booking_fields_email_or_phone_required'),
    );
  });

  it("refuses somebody else's event type and one that there is not", async () => {
    const bob = await asManagedUser(app, client);
    const { id } = await bob.create();
    const message = `User with ID=${ann.userId} does not own event type with ID=${id}`;
    expectError(await ann.get(`/${id}`, OLD), forbidden(message));
    expectError(await patch(id, { title: 'x' }), notFound(`Event type with id ${id} not found`));
    expectError(await ann.delete(`/${id}`).set(OLD), forbidden(message));
    const absent = { status: 404, error: { code: 'TRPCError', message: 'NOT_FOUND' } };
    expectError(await ann.get('/2000000000', OLD), absent);
    await ann.get('/abc', OLD).expect(400);
  });
});
