import request, { type Test } from 'supertest';
import { WebhookWorkerService } from '../../src/webhooks/webhook-worker.service.js';
import { WebhooksService } from '../../src/webhooks/webhooks.service.js';
import { bearer } from '../support/api-client.js';
import { badRequest, conflict, expectError, forbidden, notFound } from '../support/expected-errors.js';
import { aManagedUser, anOAuthClient, type TestClient, unique } from '../support/factories.js';
import { anOwnDatabase, type OwnDatabase } from '../support/own-database.js';
import { type ResponseSchemas, responseSchemas } from '../support/response-schema.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { aWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.js';

interface Page {
  data: { id: string }[];
  pagination: { nextCursor: string | null };
}

describe('/v2/webhooks', () => {
  let database: OwnDatabase;
  let app: TestApp;
  let receiver: WebhookReceiver;
  let client: TestClient;
  let ann: { id: number; token: string };
  let bob: { id: number; token: string };
  let schemas: ResponseSchemas;

  beforeAll(async () => {
    database = await anOwnDatabase();
    app = await startTestApp({ databaseUrl: database.url });
    receiver = await aWebhookReceiver();
    client = await anOAuthClient(app, { permissions: 0 });
    ann = await aUser();
    bob = await aUser();
    schemas = await responseSchemas(app);
  });
  afterAll(async () => {
    await receiver.close();
    await app.close();
    await database.drop();
  });

  const aUser = async () => {
    const { user, accessToken } = await aManagedUser(app, client);
    return { id: user.id, token: accessToken };
  };
  const call = (method: 'get' | 'post' | 'patch' | 'delete', path: string, who = ann, body?: object): Test =>
    request(app.url)[method](`/v2/webhooks${path}`).set(bearer(who.token)).send(body);
  const hook = (more: object = {}) => ({
    ...{ active: true, subscriberUrl: `${receiver.url}/${unique()}`, triggers: ['BOOKING_CREATED'], ...more },
  });
  const sendDue = (): Promise<number> => app.app.get(WebhookWorkerService).runDue();

  it('makes, lists, shows, changes and deletes webhooks of the caller', async () => {
    const input = hook({ secret: 'S', payloadTemplate: '{}', version: '2021-10-20' });
    const made = await call('post', '', ann, input).expect(201);
    const { id } = made.body.data;
    const shown = { id, payloadTemplate: '{}', triggers: input.triggers, subscriberUrl: input.subscriberUrl };
    expect(JSON.stringify(made.body.data)).toBe(
      JSON.stringify({ ...shown, active: true, secret: 'S', userId: ann.id }),
    );
    const listed = await call('get', '?take=1&skip=0').expect(200);
    expect(listed.body.data).toEqual([made.body.data]);
    const got = await call('get', `/${id}`).expect(200);
    expect(got.body).toEqual(made.body);
    const changed = await call('patch', `/${id}`, ann, { active: false, secret: null }).expect(200);
    expect(changed.body.data).toEqual({ ...made.body.data, active: false, secret: null });
    const deleted = await call('delete', `/${id}`).expect(200);
    expect(deleted.body).toEqual(changed.body);
    for (const answer of [made, listed, got, changed, deleted]) schemas.check(answer);
    expectError(await call('get', `/${id}`), notFound(`IsUserWebhookGuard - Webhook (${id}) not found`));
    expectError(await call('get', '/x'), notFound('IsUserWebhookGuard - Webhook (x) not found'));
  });

  it('refuses what is not allowed', async () => {
    const input = hook();
    const { id } = (await call('post', '', ann, input).expect(201)).body.data;
    const text = 'Webhook with this subscriber url already exists for this user';
    expectError(await call('post', '', ann, input), conflict(text));
    await call('post', '', bob, input).expect(201);
    expectError(
      await call('post', '', ann, hook({ subscriberUrl: 'ftp://a.test' })),
      badRequest('Webhook URL is not allowed: Only HTTP and HTTPS protocols are allowed'),
    );
    expectError(
      await call('post', '', ann, hook({ triggers: ['DELEGATION_CREDENTIAL_ERROR'] })),
      badRequest('DELEGATION_CREDENTIAL_ERROR trigger is only available for organization webhooks'),
    );
    const notOwner = `IsUserWebhookGuard - user with id=(${bob.id}) is not the owner of webhook with id=(${id})`;
    for (const method of ['get', 'patch', 'delete'] as const) {
      expectError(await call(method, `/${id}`, bob, {}), forbidden(notOwner));
    }
    const { id: ofClient } = await app.app.get(WebhooksService).create(
      { oauthClientId: client.clientId },
      {
        ...{ active: true, triggers: [], subscriberUrl: receiver.url },
      },
    );
    await call('get', `/${ofClient}`).expect(403);
  });

  it('tries a webhook out, tells what came of it, and sends it again with the same id', async () => {
    const input = hook({ active: false, payloadTemplate: '{"what":"{{title}}","how":"{{triggerEvent}}"}' });
    const path = new URL(input.subscriberUrl).pathname;
    const { id } = (await call('post', '', ann, input).expect(201)).body.data;
    receiver.answer(path, (response, count) => void response.writeHead(count === 1 ? 500 : 200).end(`no ${count}`));
    const pinged = await call('post', `/${id}/ping`).expect(201);
    schemas.check(pinged);
    expect(pinged.body.data).toMatchObject({ triggerEvent: 'PING', status: 'pending', attempts: [] });
    await sendDue();
    const failed = (await call('get', `/${id}/deliveries`).expect(200)).body;
    expect(failed).toMatchObject({
      data: [
        {
          ...{ id: pinged.body.data.id, status: 'pending', deliveredAt: null, nextAttemptAt: expect.any(String) },
          attempts: [{ statusCode: 500, error: 'the receiver answered 500', responseBody: 'no 1' }],
        },
      ],
      pagination: { nextCursor: null },
    });
    const replayed = await call('post', `/${id}/deliveries/${pinged.body.data.id}/replay`).expect(200);
    schemas.check(replayed);
    await sendDue();
    const listed = await call('get', `/${id}/deliveries?status=delivered`).expect(200);
    schemas.check(listed);
    expect(listed.body.data).toMatchObject([
      { status: 'delivered', nextAttemptAt: null, attempts: [{ statusCode: 500 }, { statusCode: 200, error: null }] },
    ]);
    const received = receiver.received(path);
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([
      ...[pinged.body.data.id, pinged.body.data.id],
    ]);
    expect(received[1]!.body).toBe('{"what":"Test trigger event","how":"PING"}');
  });

  it('lists the newest first, in pages', async () => {
    const { id } = (await call('post', '', ann, hook()).expect(201)).body.data;
    const made: string[] = [];
    for (let count = 0; count < 5; count++) made.unshift((await call('post', `/${id}/ping`)).body.data.id);
    const listed: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = (await call('get', `/${id}/deliveries?limit=2&cursor=${cursor}`).expect(200)).body as Page;
      listed.push(...page.data.map((delivery) => delivery.id));
      cursor = page.pagination.nextCursor;
    }
    expect(listed.toSorted()).toEqual(made.toSorted());
    expectError(await call('get', `/${id}/deliveries?cursor=x`), badRequest('Invalid cursor'));
    await call('get', `/${id}/deliveries?limit=0`).expect(400);
    await call('get', `/${id}/deliveries?status=lost`).expect(400);
  });

  it('sends nothing again that is not of the webhook, not due, or has nobody to go to', async () => {
    const { id } = (await call('post', '', ann, hook()).expect(201)).body.data;
    const other = (await call('post', '', ann, hook()).expect(201)).body.data.id;
    const row = (trigger: string, dueAt: Date) =>
      app.prisma.webhookDelivery.create({ data: { webhookId: id, trigger, payload: {}, dueAt } });
    const { id: mine } = await row('BOOKING_CREATED', new Date());
    const replay = (webhookId: string, deliveryId: string) =>
      call('post', `/${webhookId}/deliveries/${deliveryId}/replay`);
    expectError(await replay(other, mine), notFound(`Webhook delivery (${mine}) not found`));
    expectError(await replay(id, 'x'), notFound('Webhook delivery (x) not found'));
    const { id: ahead } = await row('MEETING_STARTED', new Date(Date.now() + 3_600_000));
    expectError(await replay(id, ahead), badRequest(`Webhook delivery (${ahead}) is not due yet`));
    await call('patch', `/${id}`, ann, { active: false }).expect(200);
    expectError(await replay(id, mine), badRequest(`Webhook (${id}) is switched off`));
  });
});
