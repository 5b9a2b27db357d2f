import request from 'supertest';
import { aManagedUser, anApiKey, anOAuthClient, type TestClient, unique } from '../support/factories.js';
import { type ResponseSchemas, responseSchemas } from '../support/response-schema.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('answers', () => {
  let app: TestApp;
  let client: TestClient;
  let schemas: ResponseSchemas;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    schemas = await responseSchemas(app);
  });
  afterAll(() => app.close());

  const call = (method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object) =>
    request(app.url)[method](path).set(client.auth).send(body);
  const asOwner = (method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object) =>
    request(app.url)[method](path).set('Authorization', `Bearer ${client.apiKey}`).send(body);

  it('are as documented for every operation on managed users', async () => {
    const everything = {
      email: `${unique()}@example.org`,
      name: 'Ann Lee',
      timeFormat: 24,
      weekStart: 'Monday',
      timeZone: 'Europe/Rome',
      locale: 'fr',
      avatarUrl: 'https://img.acme.test/a.png',
      bio: 'Hi',
      metadata: { crmId: 'A-17', seats: 3, active: true },
    };
    const created = await call('post', client.users, everything).expect(201);
    const user = `${client.users}/${created.body.data.user.id}`;
    const { refreshToken } = created.body.data;
    schemas.check(created);
    schemas.check(await call('get', user).expect(200));
    schemas.check(await call('get', client.users).expect(200));
    schemas.check(await call('patch', user, { name: 'Ann Li' }).expect(200));
    schemas.check(await call('post', `/v2/oauth/${client.clientId}/refresh`, { refreshToken }).expect(200));
    schemas.check(await call('post', `${user}/force-refresh`).expect(200));
    schemas.check(await call('delete', user).expect(200));
    expect(schemas.unchecked('Deprecated: Platform / Managed Users')).toEqual([]);
  });

  it('are as documented for every operation on OAuth clients', async () => {
    const input = { name: 'Acme', redirectUris: ['https://app.acme.test'], permissions: ['*'] };
    const created = await asOwner('post', '/v2/oauth-clients', input).expect(201);
    const path = `/v2/oauth-clients/${created.body.data.clientId}`;
    schemas.check(created);
    schemas.check(await asOwner('get', '/v2/oauth-clients').expect(200));
    schemas.check(await asOwner('get', path).expect(200));
    schemas.check(await asOwner('patch', path, { bookingRedirectUri: 'https://acme.test/b' }).expect(200));
    const rotated = await asOwner('post', `${path}/rotate-secret`);
    expect(rotated.ok).toBe(true);
    schemas.check(rotated);
    schemas.check(await asOwner('delete', path).expect(200));
    expect(schemas.unchecked('Deprecated: Platform OAuth Clients')).toEqual([]);
  });

  it('are as documented for every operation on webhooks', async () => {
    const webhooks = `/v2/oauth-clients/${client.clientId}/webhooks`;
    const input = { active: true, subscriberUrl: 'https://acme.test/hook', triggers: ['BOOKING_CREATED'] };
    const created = await call('post', webhooks, input).expect(201);
    const path = `${webhooks}/${created.body.data.id}`;
    schemas.check(created);
    schemas.check(await call('get', webhooks).expect(200));
    schemas.check(await call('get', path).expect(200));
    schemas.check(await call('patch', path, { active: false }).expect(200));
    const sent = await call('post', `${path}/ping`).expect(201);
    schemas.check(sent);
    schemas.check(await call('post', `${path}/deliveries/${sent.body.data.id}/replay`).expect(200));
    schemas.check(await call('get', `${path}/deliveries`).expect(200));
    schemas.check(await call('delete', path).expect(200));
    schemas.check(await call('delete', webhooks).expect(200));
    expect(schemas.unchecked('Deprecated: Platform / Webhooks')).toEqual([]);
  });

  it('are as documented for users themselves, for the audit trail and for API keys', async () => {
    schemas.check(await asOwner('get', '/v2/me').expect(200));
    schemas.check(await asOwner('patch', '/v2/me', { name: 'Olga' }).expect(200));
    schemas.check(await call('get', `/v2/oauth-clients/${client.clientId}/audit-events`).expect(200));
    const apiKey = await anApiKey(app, client.ownerId, client.organizationId);
    const refreshed = request(app.url).post('/v2/api-keys/refresh').set('Authorization', `Bearer ${apiKey}`).send({});
    schemas.check(await refreshed.expect(200));
    for (const tag of ['Me', 'Audit', 'Api Keys']) expect(schemas.unchecked(tag)).toEqual([]);
  });

  it('are as documented when all that may be empty is empty', async () => {
    const { user } = await aManagedUser(app, client);
    const nothing = { name: null, timeFormat: null, locale: null, avatarUrl: null, bio: null, metadata: null };
    const response = await call('patch', `${client.users}/${user.id}`, nothing).expect(200);
    expect(response.body.data).toMatchObject({
      name: null,
      timeFormat: null,
      locale: null,
      avatarUrl: null,
      bio: null,
    });
    expect(() => schemas.check(response)).not.toThrow();
  });

  it('are as documented for a page that was asked for with a cursor', async () => {
    await aManagedUser(app, client);
    const response = await call('get', `${client.users}?limit=1&cursor=`).expect(200);
    expect(response.body.pagination).toBeDefined();
    expect(() => schemas.check(response)).not.toThrow();
  });

  it('are as documented when a request is refused', async () => {
    const { user } = await aManagedUser(app, client);
    const stranger = await anOAuthClient(app);
    const refused = [
      await call('post', client.users, { email: 1 }).expect(400),
      await call('get', `${client.users}/abc`).expect(400),
      await request(app.url).get(client.users).expect(401),
      await request(app.url).get(client.users).set('Authorization', `Bearer ${stranger.apiKey}`).expect(403),
      await call('get', `${client.users}/${user.id + 1_000_000}`).expect(404),
    ];
    for (const response of refused) expect(() => schemas.check(response)).not.toThrow();
  });

  it('are found out when they are not as documented', async () => {
    const response = await call('get', client.users).expect(200);
    const changed = (body: unknown, status = 200) => Object.assign(Object.create(response), { body, status });
    expect(() => schemas.check(changed({ status: 'success' }))).toThrow("must have required property 'data'");
    expect(() => schemas.check(changed({ status: 'success', data: [], extra: 1 }))).toThrow('additional properties');
    expect(() => schemas.check(changed({ status: 'success', data: [{ id: '7' }] }))).toThrow('id must be number');
    expect(() => schemas.check(changed(response.body, 204))).toThrow('the status is not documented');
  });
});
