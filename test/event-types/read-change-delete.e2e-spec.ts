import request from 'supertest';
import { bearer } from '../support/api-client.js';
import { anApiKey, anOAuthClient, anOrganization, aPerson, type TestClient } from '../support/factories.js';
import { badRequest, expectError, forbidden, notFound } from '../support/expected-errors.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { api, asManagedUser, type EventTypesApi, MINIMUM, NEW, type ShownEventType } from './as-user.js';

const SEATS = { seatsPerTimeSlot: 5, showAttendeeInfo: true, showAvailabilityCount: true };
const permissions = (client: string, name: string): string =>
  `PermissionsGuard - oAuth client with id=${client} does not have the required permissions=${name}. Go to platform dashboard settings and add the required permissions to the oAuth client.`;

describe('/v2/event-types, version 2024-06-14', () => {
  let app: TestApp;
  let client: TestClient;
  let ann: EventTypesApi;
  let bob: EventTypesApi;
  let stranger: EventTypesApi;
  let anonymous: ReturnType<typeof api>;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    ann = await asManagedUser(app, client);
    bob = await asManagedUser(app, client);
    stranger = await asManagedUser(app, await anOAuthClient(app));
    anonymous = api(app, {});
  });
  afterAll(() => app.close());

  it.each(['2024-06-14', '2024-08-13', '2024-09-04'])('is served for %s', async (version) => {
    await ann.get('', { 'cal-api-version': version }).expect(200);
  });

  describe('the list', () => {
    let visible: ShownEventType;
    let hidden: ShownEventType;
    beforeAll(async () => {
      const bookingFields = [{ type: 'text', slug: 'secret', label: 'L', required: false, hidden: true }];
      visible = await bob.create({ slug: 'visible', bookingFields });
      hidden = await bob.create({ slug: 'hidden', hidden: true });
    });
    const ids = (body: { data: { id: number }[] }): number[] => body.data.map(({ id }) => id);

    it('holds the own ones, hidden ones too', async () => {
      expect(ids((await bob.get().expect(200)).body)).toEqual([visible.id, hidden.id]);
      expect(ids((await bob.get('?sortCreatedAt=desc').expect(200)).body)).toEqual([hidden.id, visible.id]);
    });

    it('leaves out questions that are hidden', async () => {
      const { body } = await bob.get().expect(200);
      const slugs = body.data[0].bookingFields.map(({ slug }: { slug: string }) => slug);
      expect(slugs).not.toContain('secret');
      expect(slugs).not.toContain('title');
    });

    it('of somebody else holds only what is not hidden', async () => {
      expect(ids((await anonymous.get(`?username=${bob.username}`).expect(200)).body)).toEqual([visible.id]);
      expect(ids((await ann.get(`?username=${bob.username}`).expect(200)).body)).toEqual([visible.id]);
      expect(ids((await bob.get(`?username=${bob.username}`).expect(200)).body)).toHaveLength(2);
    });

    it('does not show others what the customer stores with its users', async () => {
      await app.prisma.user.update({ where: { id: bob.userId }, data: { metadata: { crm: '42' } } });
      expect((await anonymous.get(`?username=${bob.username}`)).body.data[0].users[0].metadata).toEqual({});
      expect((await bob.get()).body.data[0].users[0].metadata).toEqual({ crm: '42' });
    });

    it.each([
      ['?eventSlug=visible', 1],
      ['?eventSlug=hidden', 0],
      ['?eventSlug=none', 0],
      ['?orgSlug=acme', 0],
    ])('of somebody, narrowed by %s, has %i', async (query, count) => {
      const { body } = await anonymous.get(`${query}&username=${bob.username}`).expect(200);
      expect(body.data).toHaveLength(count);
    });

    it('of somebody in an organization', async () => {
      const path = (organization: number): string => `?username=${bob.username}&orgId=${organization}`;
      expect((await anonymous.get(path(client.organizationId))).body.data).toHaveLength(1);
      expect((await anonymous.get(path(client.organizationId + 1))).body.data).toEqual([]);
      await anonymous.get(path(99_999_999_999)).expect(400);
    });

    it('is empty for nobody, and for an unknown name', async () => {
      expect((await anonymous.get().expect(200)).body).toEqual({ status: 'success', data: [] });
      expect((await anonymous.get('?username=nobody-at-all').expect(200)).body.data).toEqual([]);
    });

    it('of several people is one event type for all of them', async () => {
      const { body } = await anonymous.get(`?usernames=${ann.username}, ${bob.username}`).expect(200);
      expect(body.data).toHaveLength(1);
      expect(body.data[0]).toMatchObject({
        id: 0,
        ownerId: 0,
        slug: 'dynamic',
        title: 'Group Meeting',
        disableGuests: true,
      });
      expect(body.data[0].users.map(({ id }: { id: number }) => id)).toEqual([ann.userId, bob.userId]);
    });

    it('refuses credentials that are wrong', async () => {
      await api(app, bearer('wrong')).get().expect(401);
    });
  });

  describe('one', () => {
    it('may be read by its owner, by its customer and by who manages the organization', async () => {
      const { id } = await ann.create({ slug: 'readable' });
      const admin = await aPerson(app, client.organizationId, 'ADMIN');
      const key = bearer(await anApiKey(app, admin, client.organizationId));
      const secret = { 'x-cal-client-id': client.clientId, 'x-cal-secret-key': client.clientSecret };
      for (const caller of [ann, api(app, key), api(app, secret)]) {
        expect((await caller.get(`/${id}`).expect(200)).body.data.id).toBe(id);
      }
    });

    it('cannot be read, changed or deleted by anybody else', async () => {
      const { id } = await ann.create({ slug: 'mine' });
      const other = await anOrganization(app);
      const member = await aPerson(app, client.organizationId, 'MEMBER');
      const keys = [
        await anApiKey(app, other.ownerId, other.organizationId),
        await anApiKey(app, member, client.organizationId),
      ];
      for (const caller of [bob, stranger, ...keys.map((key) => api(app, bearer(key)))]) {
        expectError(await caller.get(`/${id}`), notFound(`Event type with id ${id} not found`));
        expectError(await caller.patch(`/${id}`, { title: 'x' }), notFound(`Event type with id ${id} not found`));
      }
      expectError(
        await bob.delete(`/${id}`),
        forbidden(`User with ID=${bob.userId} does not own event type with ID=${id}`),
      );
      expect((await ann.get(`/${id}`)).body.data.title).toBe(MINIMUM.title);
    });

    it.each([0, 2_147_483_647, 99_999_999_999])('with the id %i does not exist', async (id) => {
      expectError(await ann.get(`/${id}`), notFound(`Event type with id ${id} not found`));
      expectError(await ann.patch(`/${id}`, {}), notFound(`Event type with id ${id} not found`));
      expectError(await ann.delete(`/${id}`), notFound(`Event type with ID=${id} does not exist.`));
    });

    it('needs a number for its id', async () => {
      const text = 'Validation failed (numeric string is expected)';
      expectError(await ann.patch('/abc', {}), badRequest(text));
      expectError(await ann.get('/abc'), badRequest(text));
    });
  });

  describe('a change', () => {
    it('keeps what it does not name', async () => {
      const { id } = await ann.create({
        slug: 'kept',
        description: 'D',
        bookingWindow: { type: 'calendarDays', value: 3 },
      });
      const { body } = await ann.patch(`/${id}`, { title: 'New', lengthInMinutes: 45 }).expect(200);
      expect(body.data).toMatchObject({ title: 'New', lengthInMinutes: 45, description: 'D', slug: 'kept' });
      expect(body.data.bookingWindow).toEqual({ type: 'calendarDays', value: 3, rolling: false });
    });

    it('keeps private links', async () => {
      const { id } = await ann.create({ slug: 'linked' });
      await ann.post({ maxUsageCount: 2 }, `/${id}/private-links`).expect(201);
      await ann.patch(`/${id}`, { title: 'New' }).expect(200);
      expect((await ann.get(`/${id}/private-links`)).body.data).toHaveLength(1);
    });

    it.each<[string, object, unknown]>([
      ['seats', SEATS, { disabled: true }],
      ['bookingLimitsCount', { day: 1 }, {}],
      ['bookingLimitsDuration', { day: 60 }, {}],
      ['bookingWindow', { type: 'calendarDays', value: 3 }, { disabled: true }],
      ['confirmationPolicy', { type: 'always', blockUnconfirmedBookingsInBooker: true }, { disabled: true }],
      ['bookerActiveBookingsLimit', { maximumActiveBookings: 1 }, { disabled: true }],
      ['recurrence', { interval: 1, occurrences: 2, frequency: 'monthly' }, null],
    ])('switches %s off', async (name, on, off) => {
      const { id } = await ann.create({ slug: `off-${name}`, [name]: on });
      const { body } = await ann.patch(`/${id}`, { [name]: { disabled: true } }).expect(200);
      expect(body.data[name]).toEqual(off);
    });

    it.each<[string, unknown, unknown]>([
      ['slotInterval', 15, null],
      ['hidden', true, false],
      ['minimumBookingNotice', 0, 120],
      ['interfaceLanguage', 'it', null],
      ['description', 'D', ''],
    ])('brings %s back to its default with null', async (name, value, byDefault) => {
      const { id } = await ann.create({ slug: `null-${name}`, [name]: value });
      expect((await ann.patch(`/${id}`, { [name]: null }).expect(200)).body.data[name]).toEqual(byDefault);
    });

    it('is refused when it contradicts what stays', async () => {
      const { id } = await ann.create({ slug: 'contradiction', seats: SEATS });
      const text = 'Seats Validation failed: Seats are enabled but more than one location provided.';
      const locations = [{ type: 'attendeePhone' }, { type: 'attendeeAddress' }];
      expectError(await ann.patch(`/${id}`, { locations }), badRequest(text));
      const { body } = await ann.patch(`/${id}`, { recurrence: { interval: 1, occurrences: 2, frequency: 'yearly' } });
      expect(body.error).toEqual({
        code: 'TRPCError',
        message: 'Recurring Events and Offer Seats cannot be active at the same time.',
      });
    });

    it('is refused with a slug in use', async () => {
      await ann.create({ slug: 'taken' });
      const { id } = await ann.create({ slug: 'free' });
      const { status, body } = await ann.patch(`/${id}`, { slug: 'taken' });
      expect({ status, error: body.error }).toEqual({
        status: 400,
        error: { code: 'TRPCError', message: 'error_event_type_url_duplicate' },
      });
    });

    it("is refused with somebody else's schedule", async () => {
      const { id: scheduleId } = await app.prisma.schedule.create({ data: { userId: bob.userId, name: 'His' } });
      const { id } = await ann.create({ slug: 'scheduled' });
      const text = `User with ID=${ann.userId} does not own schedule with ID=${scheduleId}`;
      expectError(await ann.patch(`/${id}`, { scheduleId }), notFound(text));
    });
  });

  it('tells what was deleted', async () => {
    const { id } = await ann.create({ slug: 'gone' });
    const data = { id, lengthInMinutes: 30, slug: 'gone', title: MINIMUM.title };
    expect((await ann.delete(`/${id}`).expect(200)).body).toEqual({ status: 'success', data });
    await ann.get(`/${id}`).expect(404);
  });

  it('needs credentials for all but the list', async () => {
    const answers = [
      await anonymous.get('/1'),
      await anonymous.post(MINIMUM),
      await anonymous.patch('/1', {}),
      await anonymous.delete('/1'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  });

  it('needs the permissions of the client', async () => {
    const reader = await anOAuthClient(app, { permissions: 1 });
    const user = await asManagedUser(app, reader);
    await user.get('/1').expect(404);
    expectError(await user.post(MINIMUM), forbidden(permissions(reader.clientId, 'EVENT_TYPE_WRITE')));
    expectError(await user.patch('/1', {}), forbidden(permissions(reader.clientId, 'EVENT_TYPE_WRITE')));
    expectError(await user.delete('/1'), forbidden(permissions(reader.clientId, 'EVENT_TYPE_WRITE')));
    const writer = await anOAuthClient(app, { permissions: 2 });
    const other = await asManagedUser(app, writer);
    expectError(await other.get('/1'), forbidden(permissions(writer.clientId, 'EVENT_TYPE_READ')));
  });

  it('shows the address of the page of somebody who is no managed user', async () => {
    const answer = await request(app.url).post('/v2/event-types').set(NEW).set(bearer(client.apiKey)).send(MINIMUM);
    const { username } = await app.prisma.user.findUniqueOrThrow({ where: { id: client.ownerId } });
    expect(answer.body.data.bookingUrl).toMatch(new RegExp(`^http.*/${username}/intro$`));
  });
});
