import request, { type Test } from 'supertest';
import { bearer } from './support/api-client.js';
import { aManagedUser, anOAuthClient, aPerson, type TestClient } from './support/factories.js';
import { badRequest, conflict, expectError, failedProperties, forbidden } from './support/expected-errors.js';
import { type ResponseSchemas, responseSchemas } from './support/response-schema.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const DAYS = { start: '2030-08-05T09:30:00Z', end: '2030-08-09T12:00:00.000Z' };

describe('absences of the people of an organization', () => {
  let app: TestApp;
  let client: TestClient;
  let schemas: ResponseSchemas;
  let ann: number;
  let bob: number;
  let annsToken: string;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    schemas = await responseSchemas(app);
  });
  beforeEach(async () => {
    const user = await aManagedUser(app, client);
    [ann, annsToken] = [user.user.id, user.accessToken];
    bob = (await aManagedUser(app, client)).user.id;
  });
  afterAll(() => app.close());

  const path = (userId = ann, organizationId = client.organizationId): string =>
    `/v2/organizations/${organizationId}/users/${userId}/ooo`;
  const as = (call: Test, token = client.apiKey): Test => call.set(bearer(token));
  const post = (body: object, userId = ann, token?: string): Test =>
    as(request(app.url).post(path(userId)), token).send(body);
  const patch = (id: number, body: object, userId = ann): Test =>
    as(request(app.url).patch(`${path(userId)}/${id}`)).send(body);
  const get = (url: string, token?: string): Test => as(request(app.url).get(url), token);
  const create = async (body: object = {}, userId = ann) =>
    (await post({ ...DAYS, ...body }, userId).expect(201)).body.data;

  it('last for whole days in UTC, keys in the order of the contract', async () => {
    const answer = await post({ ...DAYS, notes: 'At sea', toUserId: bob, reason: 'vacation' }).expect(201);
    schemas.check(answer);
    const { id, uuid } = answer.body.data;
    const days = { start: '2030-08-05T00:00:00.000Z', end: '2030-08-09T23:59:59.999Z' };
    const data = { userId: ann, toUserId: bob, id, uuid, ...days, notes: 'At sea', reason: 'vacation' };
    expect(answer.text).toBe(JSON.stringify({ status: 'success', data }));
    const list = await get(path()).expect(200);
    schemas.check(list);
    expect(list.body.data).toEqual([data]);
  });

  it('need nothing but days', async () => {
    expect(await create()).toMatchObject({ toUserId: null, notes: null, reason: 'unspecified' });
    expect(await create({ start: DAYS.end, end: DAYS.end })).toMatchObject({ start: '2030-08-09T00:00:00.000Z' });
  });

  it('change in what is named, and can be removed', async () => {
    const { id, start } = await create({ notes: 'At sea', toUserId: bob });
    const answer = await patch(id, { reason: 'sick', toUserId: null }).expect(200);
    schemas.check(answer);
    expect(answer.body.data).toMatchObject({ id, start, notes: 'At sea', toUserId: null, reason: 'sick' });
    const moved = await patch(id, { start: '2031-01-01T00:00:00Z', end: '2031-01-02T00:00:00Z' }).expect(200);
    expect(moved.body.data).toMatchObject({ start: '2031-01-01T00:00:00.000Z', notes: 'At sea', reason: 'sick' });
    const gone = await as(request(app.url).delete(`${path()}/${id}`)).expect(200);
    schemas.check(gone);
    expect(gone.body.data).toEqual(moved.body.data);
    expect((await get(path()).expect(200)).body.data).toEqual([]);
  });

  it('are told to the webhooks of the client once they are entered, and only then', async () => {
    const { id: webhookId } = await app.prisma.webhook.create({
      data: {
        oauthClientId: client.clientId,
        subscriberUrl: 'https://hooks.test',
        triggers: ['OOO_CREATED'],
        active: true,
      },
    });
    const { id, uuid } = await create({ notes: 'flu', toUserId: bob, reason: 'sick' });
    await post(DAYS).expect(409);
    await patch(id, { notes: 'better' }).expect(200);
    const deliveries = await app.prisma.webhookDelivery.findMany({ where: { webhookId } });
    await app.prisma.webhook.delete({ where: { id: webhookId } });
    const [person, standIn] = await Promise.all(
      [ann, bob].map((userId) =>
        app.prisma.user.findUniqueOrThrow({
          where: { id: userId },
          select: { id: true, name: true, username: true, email: true, timeZone: true },
        }),
      ),
    );
    expect(deliveries.map(({ payload }) => payload)).toEqual([
      {
        oooEntry: {
          ...{ id, uuid, start: '2030-08-05T00:00:00+00:00', end: '2030-08-09T23:59:59+00:00' },
          ...{ createdAt: expect.any(String), updatedAt: expect.any(String), notes: 'flu' },
          ...{ reason: { emoji: '🤒', reason: 'ooo_reasons_sick_leave' }, reasonId: 4 },
          ...{ user: person, toUser: standIn },
        },
      },
    ]);
  });

  it('are listed page by page, in the order that is asked for', async () => {
    const first = await create();
    const second = await create({ start: '2029-01-01T00:00:00Z', end: '2032-01-01T00:00:00Z' });
    const listed = async (query: string) =>
      (await get(`${path()}?${query}`).expect(200)).body.data.map(({ id }: { id: number }) => id);
    expect(await listed('')).toEqual([first.id, second.id]);
    expect(await listed('sortStart=asc')).toEqual([second.id, first.id]);
    expect(await listed('sortEnd=desc')).toEqual([second.id, first.id]);
    expect(await listed('take=1&skip=1')).toEqual([second.id]);
  });

  it('are listed over the organization, and by e-mail address', async () => {
    const [anns, bobs] = [await create(), await create({}, bob)];
    const other = await anOAuthClient(app);
    const url = `/v2/organizations/${client.organizationId}/ooo`;
    const answer = await get(`${url}?sortStart=asc`).expect(200);
    schemas.check(answer);
    expect(answer.body.data).toEqual(expect.arrayContaining([anns, bobs]));
    const { email } = await app.prisma.user.findUniqueOrThrow({ where: { id: bob } });
    const ofBob = await as(request(app.url).get(url).query({ email: email.toUpperCase() })).expect(200);
    expect(ofBob.body.data).toEqual([bobs]);
    const theirs = await get(`/v2/organizations/${other.organizationId}/ooo`, other.apiKey).expect(200);
    expect(theirs.body.data).toEqual([]);
  });

  it.each([
    [{ start: '2030-08-05', end: DAYS.end }, 'Invalid Date.'],
    [{ start: '2030-08-05T09:30:00+02:00', end: DAYS.end }, 'Invalid Date.'],
    [{ start: '2030-02-30T00:00:00Z', end: DAYS.end }, 'Invalid Date.'],
    [{ start: 5, end: DAYS.end }, 'Invalid Date.'],
    [{}, 'Please specify both ooo start and end time.'],
    [{ start: DAYS.start }, 'Please specify both ooo start and end time.'],
    [{ end: DAYS.end }, 'Please specify both ooo start and end time.'],
    [{ start: DAYS.end, end: DAYS.start }, 'Start date must be before end date.'],
  ])('are refused for %j', async (body, message) => {
    expectError(await post(body), badRequest(message));
    const { id } = await create();
    if (Object.keys(body).length > 0) expectError(await patch(id, body), badRequest(message));
  });

  it.each([
    ['reason', { reason: 'bored' }],
    ['toUserId', { toUserId: 'bob' }],
    ['notes', { notes: '\0' }],
  ])('are refused for a wrong %s', async (property, body) => {
    expect(failedProperties(await post({ ...DAYS, ...body }))).toMatchObject([{ property }]);
  });

  it('can only be listed up or down', async () => {
    const [error] = failedProperties(await get(`${path()}?sortStart=up`));
    expect(error?.constraints).toEqual({ isIn: 'SortStart must be either "asc" or "desc".' });
    expect(failedProperties(await get(`${path()}?take=251`))).toMatchObject([{ property: 'take' }]);
  });

  it('exist once for the same days', async () => {
    const { id } = await create();
    expectError(await post(DAYS), conflict('Ooo entry already exists.'));
    const other = await create({ start: '2030-08-06T00:00:00Z' });
    expectError(await patch(other.id, DAYS), conflict('Ooo entry already exists.'));
    await patch(id, DAYS).expect(200);
  });

  it('send bookings to nobody outside, not back, and not to oneself', async () => {
    const stranger = (await aManagedUser(app, await anOAuthClient(app))).user.id;
    const foreign = badRequest('Cannot redirect to this user.');
    for (const toUserId of [stranger, 2_000_000_000]) expectError(await post({ ...DAYS, toUserId }), foreign);
    expectError(await post({ ...DAYS, toUserId: ann }), badRequest('Cannot redirect to self.'));
    await create({ toUserId: bob });
    const loop = badRequest('Booking redirect infinite not allowed.');
    expectError(await post({ start: DAYS.end, end: DAYS.end, toUserId: ann }, bob), loop);
    const later = await create({ start: '2030-08-10T00:00:00Z', end: '2030-08-11T00:00:00Z', toUserId: ann }, bob);
    expectError(await patch(later.id, DAYS, bob), loop);
  });

  it('do not send bookings in a circle when two people enter their absences in the same moment', async () => {
    const calls = [post({ ...DAYS, toUserId: bob }), post({ ...DAYS, toUserId: ann }, bob)];
    const statuses = (await Promise.all(calls)).map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 400]);
  });

  it('are changed by those in charge and by the people themselves, and only under their own name', async () => {
    const { id } = await create();
    const foreign = forbidden('This OOO entry does not belong to this user.');
    expectError(await patch(id, { notes: 'x' }, bob), foreign);
    expectError(await as(request(app.url).delete(`${path(bob)}/${id}`)), foreign);
    expectError(await patch(2_000_000_000, { notes: 'x' }), foreign);
    const { body } = await get(path(), annsToken).expect(200);
    expect(body.data).toMatchObject([{ id }]);
    await post({ ...DAYS, end: '2030-08-30T00:00:00Z' }, ann, annsToken).expect(201);
    const role = `role=ORG_ADMIN within organization with id=${client.organizationId}.`;
    expectError(
      await get(path(bob), annsToken),
      forbidden(`RolesGuard - user with id=${ann} does not have the minimum required ${role}`),
    );
  });

  it('are those of the people of the organization only', async () => {
    const { organizationId } = await anOAuthClient(app);
    const stranger = await aPerson(app, organizationId, 'OWNER');
    const { organizationId: own } = client;
    expectError(
      await get(path(stranger)),
      forbidden(`IsUserInOrg - user with id=(${stranger}) is not part of the organization with id=(${own})`),
    );
    expectError(
      await get(path(ann, organizationId)),
      forbidden(`RolesGuard - User is not a member of the organization with id=${organizationId}.`),
    );
    await get(`/v2/organizations/abc/users/${ann}/ooo`).expect(403);
    await get(path(2 ** 40)).expect(403);
  });

  it('have answers as documented', () => {
    expect(schemas.unchecked('Orgs / Users / OOO')).toEqual([]);
  });
});
