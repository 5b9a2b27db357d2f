import { randomUUID } from 'node:crypto';
import { anOAuthClient, type TestClient } from '../support/factories.js';
import {
  badRequest,
  conflict,
  expectError,
  failedProperties,
  forbidden,
  notFound,
} from '../support/expected-errors.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { api, asManagedUser, type EventTypesApi } from './as-user.js';

const HOOK = { active: true, subscriberUrl: 'https://acme.test/hook', triggers: ['BOOKING_CREATED'] };
const GUARD = 'IsUserEventTypeWebhookGuard';

describe('/v2/event-types/:eventTypeId/webhooks', () => {
  let app: TestApp;
  let client: TestClient;
  let ann: EventTypesApi;
  let eventTypeId: number;
  let hooks: string;

  beforeAll(async () => {
    app = await startTestApp();
    // No permission is needed.
    client = await anOAuthClient(app, { permissions: 2 });
    ann = await asManagedUser(app, client);
  });
  beforeEach(async () => {
    eventTypeId = (await ann.create({ slug: `e-${Math.random()}` })).id;
    hooks = `/${eventTypeId}/webhooks`;
  });
  afterAll(() => app.close());

  it.each([undefined, '2024-06-11', '2024-06-14', '2024-09-04'])('is served for the version %s', async (version) => {
    await ann.get(hooks, version ? { 'cal-api-version': version } : {}).expect(200);
  });

  it('makes, shows, changes and deletes a webhook', async () => {
    const created = (await ann.post({ ...HOOK, secret: 'S' }, hooks).expect(201)).body.data;
    expect(JSON.stringify(created)).toBe(
      JSON.stringify({
        id: created.id,
        payloadTemplate: null,
        triggers: HOOK.triggers,
        subscriberUrl: HOOK.subscriberUrl,
        active: true,
        secret: 'S',
        eventTypeId,
      }),
    );
    const path = `${hooks}/${created.id}`;
    expect((await ann.get(path).expect(200)).body.data).toEqual(created);
    const changed = { ...created, active: false, triggers: [], secret: null };
    const patch = { active: false, triggers: [], secret: null };
    expect((await ann.patch(path, patch).expect(200)).body.data).toEqual(changed);
    expect((await ann.delete(path).expect(200)).body.data).toEqual(changed);
    expectError(await ann.get(path), notFound(`Webhook (${created.id}) not found`));
  });

  it('does not store the secret in the clear', async () => {
    const { id } = (await ann.post({ ...HOOK, secret: 'plain-text' }, hooks)).body.data;
    const row = await app.prisma.webhook.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(row.sealedSecret as Uint8Array).toString('latin1')).not.toContain('plain-text');
  });

  it('lists in the order of creation, in pages, and deletes all at once', async () => {
    for (const path of ['a', 'b', 'c'])
      await ann.post({ ...HOOK, subscriberUrl: `https://acme.test/${path}` }, hooks).expect(201);
    const { body } = await ann.get(`${hooks}?take=1&skip=1`).expect(200);
    expect(body.data.map(({ subscriberUrl }: typeof HOOK) => subscriberUrl)).toEqual(['https://acme.test/b']);
    expect((await ann.delete(hooks).expect(200)).body).toEqual({ status: 'success', data: '3 webhooks deleted' });
    expect((await ann.get(hooks)).body.data).toEqual([]);
  });

  it('has one webhook for an address', async () => {
    const text = 'Webhook with this subscriber url already exists for this event type';
    await ann.post(HOOK, hooks).expect(201);
    expectError(await ann.post(HOOK, hooks), conflict(text));
    const other = (await ann.post({ ...HOOK, subscriberUrl: 'https://acme.test/other' }, hooks)).body.data;
    expectError(await ann.patch(`${hooks}/${other.id}`, { subscriberUrl: HOOK.subscriberUrl }), conflict(text));
  });

  it.each([
    [{ subscriberUrl: 'ftp://acme.test' }, 'Webhook URL is not allowed: Only HTTP and HTTPS protocols are allowed'],
    [
      { triggers: ['DELEGATION_CREDENTIAL_ERROR'] },
      'DELEGATION_CREDENTIAL_ERROR trigger is only available for organization webhooks',
    ],
  ])('refuses %j', async (change, text) => {
    expectError(await ann.post({ ...HOOK, ...change }, hooks), badRequest(text));
    const { id } = (await ann.post(HOOK, hooks)).body.data;
    expectError(await ann.patch(`${hooks}/${id}`, change), badRequest(text));
  });

  it('refuses what it does not know', async () => {
    const failed = failedProperties(
      await ann.post({ ...HOOK, active: 'x', triggers: ['X'], version: '2020-01-01' }, hooks),
    );
    expect(failed.map(({ property }) => property)).toEqual(['active', 'triggers', 'version']);
  });

  it("does not reach a webhook of a client, or one of another event type, by this event type's address", async () => {
    const id = randomUUID();
    await app.prisma.webhook.create({
      data: { id, oauthClientId: client.clientId, subscriberUrl: 'https://a.test', active: true, triggers: [] },
    });
    expectError(
      await ann.get(`${hooks}/${id}`),
      badRequest(`${GUARD} - Webhook (${id}) is not associated with an event type`),
    );
    const other = (await ann.create({ slug: `o-${Math.random()}` })).id;
    const theirs = (await ann.post(HOOK, `/${other}/webhooks`)).body.data.id;
    const text = `${GUARD} - Webhook (${theirs}) is not associated with event type (${eventTypeId})`;
    expectError(await ann.delete(`${hooks}/${theirs}`), forbidden(text));
  });

  it('is for the owner alone', async () => {
    const bob = await asManagedUser(app, client);
    const text = `${GUARD} - User (${bob.userId}) is not the owner of event type (${eventTypeId})`;
    expectError(await bob.get(hooks), forbidden(text));
    expectError(await bob.post(HOOK, hooks), forbidden(text));
    expectError(await bob.delete(hooks), forbidden(text));
    expectError(await ann.get('/2147483647/webhooks'), notFound(`${GUARD} - Event type (2147483647) not found`));
    expectError(await ann.get('/abc/webhooks'), notFound(`${GUARD} - Event type (abc) not found`));
    expect((await api(app, {}).get(hooks)).status).toBe(401);
  });

  it('goes with its event type', async () => {
    const { id } = (await ann.post(HOOK, hooks)).body.data;
    await ann.delete(`/${eventTypeId}`).expect(200);
    expect(await app.prisma.webhook.findUnique({ where: { id } })).toBeNull();
  });
});
