import { readFile } from 'node:fs/promises';
import request from 'supertest';
import type { AuditAction } from '../src/audit/audit-event.js';
import { AuditService } from '../src/audit/audit.service.js';
import { WebhookHealthService } from '../src/webhooks/webhook-health.service.js';
import { WebhooksService } from '../src/webhooks/webhooks.service.js';
import { ApiKeysService } from '../src/api-keys/api-keys.service.js';
import { randomHex, randomSecret } from '../src/secrets/secrets.js';
import { bearer } from './support/api-client.js';
import { aManagedUser, anOAuthClient, type TestClient, unique } from './support/factories.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const MINUTE = 60_000;
/** How many wrong credentials an address may present before it is blocked, in this test. */
const ATTEMPTS = 5;

/** Prepares an act, and gives what does it. */
type Preparation = () => Promise<() => Promise<unknown>>;

describe('security acts', () => {
  let app: TestApp;
  let client: TestClient;
  let path: string;

  beforeAll(async () => {
    app = await startTestApp({ rateLimitEnabled: true, rateLimitIp: ATTEMPTS, trustProxy: true });
  });
  beforeEach(async () => {
    client = await anOAuthClient(app);
    path = `/v2/oauth-clients/${client.clientId}`;
  });
  afterAll(() => app.close());

  const owner = () => bearer(client.apiKey);
  const now = (act: () => Promise<unknown>) => () => Promise.resolve(act);

  /** What is guessed, three times as often as may be wrong; each guess is another one. */
  const GUESSES = {
    tokens: () => request(app.url).get(client.users).set(bearer(randomSecret())),
    'API keys': () =>
      request(app.url)
        .get(client.users)
        .set(bearer(`${app.settings.apiKeyPrefix}${randomHex(16)}`)),
    'client secrets': () => request(app.url).get(client.users).set('x-cal-secret-key', randomSecret()),
    codes: () =>
      request(app.url)
        .post(`/v2/oauth/${client.clientId}/exchange`)
        .set(bearer(randomHex(32)))
        .send({ clientSecret: client.clientSecret }),
  };
  /** Guesses from an address of its own. */
  const guess = async (what: keyof typeof GUESSES): Promise<void> => {
    const address = `2001:db8::${randomHex(2)}`;
    const statuses: number[] = [];
    for (let turn = 0; turn < 3 * ATTEMPTS; turn++) {
      statuses.push((await GUESSES[what]().set('x-forwarded-for', address)).status);
    }
    expect(statuses.at(-1)).toBe(429);
  };
  const rows = async () =>
    (await app.app.get(AuditService).list({ organizationId: client.organizationId }, 250)).events;
  /** What the act adds to the record of the organization, newest first. */
  const added = async (act: () => Promise<unknown>): Promise<string[]> => {
    const before = (await rows()).length;
    await act();
    const after = await rows();
    return after.slice(0, after.length - before).map(({ action }) => action);
  };

  const ACTS: Record<AuditAction, Preparation> = {
    'oauth-client.created': now(() =>
      request(app.url)
        .post('/v2/oauth-clients')
        .set(owner())
        .send({ name: 'Shop', redirectUris: [], permissions: [] })
        .expect(201),
    ),
    'oauth-client.updated': now(() => request(app.url).patch(path).set(owner()).send({ name: 'Shop' }).expect(200)),
    'oauth-client.deleted': now(() => request(app.url).delete(path).set(owner()).expect(200)),
    'oauth-client.secret-rotated': now(() => request(app.url).post(`${path}/rotate-secret`).set(owner()).expect(200)),
    'api-key.created': now(() =>
      app.app.get(ApiKeysService).create({ userId: client.ownerId, organizationId: client.organizationId }),
    ),
    'api-key.revoked': async () => {
      const keys = app.app.get(ApiKeysService);
      const { id } = await keys.create({ userId: client.ownerId, organizationId: client.organizationId });
      return () => keys.revoke(id);
    },
    // A refresh token that was used long ago comes again: it was stolen, or its successor was.
    'token-session.revoked': async () => {
      const { refreshToken } = await aManagedUser(app, client);
      const refresh = (token: string) =>
        request(app.url).post(`/v2/oauth/${client.clientId}/refresh`).set(client.auth).send({ refreshToken: token });
      const second = (await refresh(refreshToken).expect(200)).body.data.refreshToken as string;
      await refresh(second).expect(200);
      app.clock.advance(2 * MINUTE);
      return () => refresh(refreshToken).expect(400);
    },
    'user.deleted': async () => {
      const { user } = await aManagedUser(app, client);
      return () => request(app.url).delete(`${client.users}/${user.id}`).set(client.auth).expect(200);
    },
    'webhook.switched-off': async () => {
      const input = { active: true, triggers: [], subscriberUrl: `https://${unique()}.example.org` };
      const { id } = await app.app.get(WebhooksService).create({ oauthClientId: client.clientId }, input);
      const gone = { startedAt: new Date(), duration: 1, statusCode: 410, error: 'gone', responseBody: null };
      return () => app.app.get(WebhookHealthService).note({ webhookId: id, failingSince: null }, gone);
    },
    'login.refused': now(() => guess('tokens')),
  };

  it('are all listed here', async () => {
    const source = await readFile(new URL('../src/audit/audit-event.ts', import.meta.url), 'utf8');
    const [, union = ''] = /type AuditAction =([^;]*);/.exec(source) ?? [];
    const actions = [...union.matchAll(/'([^']+)'/g)].map(([, action]) => action);
    expect(actions.length).toBeGreaterThan(0);
    expect(Object.keys(ACTS).sort()).toEqual(actions.sort());
  });

  it.each(Object.keys(ACTS) as AuditAction[])('%s writes exactly one row', async (action) => {
    expect(await added(await ACTS[action]())).toEqual([action]);
  });

  it.each(Object.keys(GUESSES) as (keyof typeof GUESSES)[])('are recorded when %s are guessed', async (what) => {
    expect(await added(() => guess(what))).toEqual(['login.refused']);
  });
});
