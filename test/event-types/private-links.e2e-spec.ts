import { anOAuthClient, type TestClient } from '../support/factories.js';
import { badRequest, expectError, failedProperties, forbidden, notFound } from '../support/expected-errors.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { api, asManagedUser, type EventTypesApi } from './as-user.js';

describe('/v2/event-types/:eventTypeId/private-links', () => {
  let app: TestApp;
  let client: TestClient;
  let ann: EventTypesApi;
  let eventTypeId: number;
  let links: string;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    ann = await asManagedUser(app, client);
  });
  beforeEach(async () => {
    eventTypeId = (await ann.create({ slug: `e-${Math.random()}` })).id;
    links = `/${eventTypeId}/private-links`;
  });
  afterAll(() => app.close());

  it('makes a link that is valid until a time', async () => {
    const expiresAt = new Date(app.clock.now() + 60_000).toISOString();
    const { body } = await ann.post({ expiresAt }, links).expect(201);
    const { linkId } = body.data;
    expect(body.data).toEqual({
      linkId,
      eventTypeId,
      isExpired: false,
      bookingUrl: expect.stringMatching(new RegExp(`^http.*/d/${linkId}$`)),
      expiresAt,
    });
    expect(linkId).toMatch(/^[\w-]{22}$/);
    app.clock.advance(61_000);
    expect((await ann.get(links)).body.data[0].isExpired).toBe(true);
  });

  it('makes a link for a number of bookings, one by default', async () => {
    const many = (await ann.post({ maxUsageCount: 10 }, links).expect(201)).body.data;
    expect(Object.keys(many)).toEqual([
      'linkId',
      'eventTypeId',
      'isExpired',
      'bookingUrl',
      'maxUsageCount',
      'usageCount',
    ]);
    expect(many).toMatchObject({ isExpired: false, maxUsageCount: 10, usageCount: 0 });
    const one = (await ann.post({}, links).expect(201)).body.data;
    expect(one).toMatchObject({ maxUsageCount: 1, usageCount: 0 });
    await app.prisma.privateLink.update({ where: { link: one.linkId }, data: { usageCount: 1 } });
    const listed = (await ann.get(links).expect(200)).body.data;
    expect(listed.map(({ isExpired }: { isExpired: boolean }) => isExpired)).toEqual([false, true]);
  });

  it.each([undefined, '2024-04-15', '2024-06-14', '2024-09-04'])('is served for the version %s', async (version) => {
    await ann.get(links, version ? { 'cal-api-version': version } : {}).expect(200);
  });

  it('refuses both limits at once', async () => {
    const both = { expiresAt: '2030-01-01T00:00:00Z', maxUsageCount: 2 };
    expectError(await ann.post(both, links), badRequest('Provide only one of expiresAt or maxUsageCount'));
  });

  it.each([
    [{ expiresAt: 'soon' }, { isDate: 'expiresAt must be a Date instance' }],
    [{ maxUsageCount: 0 }, { min: 'maxUsageCount must not be less than 1' }],
  ])('refuses %j', async (body, constraints) => {
    expect(failedProperties(await ann.post(body, links))[0]?.constraints).toEqual(constraints);
  });

  it('changes one limit into the other', async () => {
    const { linkId } = (await ann.post({ maxUsageCount: 3 }, links)).body.data;
    const expiresAt = '2090-01-01T00:00:00.000Z';
    const timed = (await ann.patch(`${links}/${linkId}`, { expiresAt }).expect(200)).body.data;
    expect(timed).toMatchObject({ linkId, expiresAt });
    expect(timed).not.toHaveProperty('maxUsageCount');
    const counted = (await ann.patch(`${links}/${linkId}`, { maxUsageCount: 7 }).expect(200)).body.data;
    expect(counted).toMatchObject({ linkId, maxUsageCount: 7 });
    expect((await ann.patch(`${links}/${linkId}`, {}).expect(200)).body.data).toMatchObject({ maxUsageCount: 7 });
  });

  it('makes a link that loses its time one for a single booking', async () => {
    const { linkId } = (await ann.post({ expiresAt: '2090-01-01T00:00:00Z' }, links)).body.data;
    expect((await ann.patch(`${links}/${linkId}`, {}).expect(200)).body.data).toMatchObject({ maxUsageCount: 1 });
  });

  it('deletes a link', async () => {
    const { linkId } = (await ann.post({}, links)).body.data;
    const data = { linkId, message: 'Private link deleted successfully' };
    expect((await ann.delete(`${links}/${linkId}`).expect(200)).body).toEqual({ status: 'success', data });
    expect((await ann.get(links)).body.data).toEqual([]);
    expectError(await ann.delete(`${links}/${linkId}`), notFound('Deleted link not found'));
    expectError(await ann.patch(`${links}/${linkId}`, {}), notFound('Updated link not found'));
  });

  it("does not reach a link by another event type's address", async () => {
    const { linkId } = (await ann.post({}, links)).body.data;
    const other = (await ann.create({ slug: `o-${Math.random()}` })).id;
    expectError(await ann.delete(`/${other}/private-links/${linkId}`), notFound('Deleted link not found'));
    expectError(await ann.patch(`/${other}/private-links/${linkId}`, {}), notFound('Updated link not found'));
  });

  it('is for the owner alone', async () => {
    const bob = await asManagedUser(app, client);
    const text = `Event type with id ${eventTypeId} not found`;
    for (const caller of [bob, api(app, { authorization: `Bearer ${client.apiKey}` })]) {
      expectError(await caller.get(links), notFound(text));
      expectError(await caller.post({}, links), notFound(text));
      expectError(await caller.patch(`${links}/x`, {}), notFound(text));
      expectError(await caller.delete(`${links}/x`), notFound(text));
    }
    expect((await api(app, {}).get(links)).status).toBe(401);
    expectError(await ann.get('/abc/private-links'), badRequest('Invalid eventTypeId param.'));
  });

  it('needs the permission to write for all but the list', async () => {
    const reader = await asManagedUser(app, await anOAuthClient(app, { permissions: 1 }));
    const { id } = await app.prisma.eventType.create({
      data: { userId: reader.userId, title: 'T', slug: 's', length: 30 },
    });
    await reader.get(`/${id}/private-links`).expect(200);
    const answers = [await reader.post({}, `/${id}/private-links`), await reader.delete(`/${id}/private-links/x`)];
    for (const answer of answers) expect(answer.status).toBe(forbidden('').status);
  });
});
