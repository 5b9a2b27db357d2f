import { setImmediate } from 'node:timers/promises';
import request, { type Response, type Test } from 'supertest';
import { aManagedUser, anOAuthClient, type TestClient, unique } from './support/factories.js';
import { type Probes, startProbeApp } from './support/probe-app.js';
import type { TestApp } from './support/test-app.js';

interface RequestLine {
  level: string;
  time: string;
  requestId: string;
  method: string;
  path: string;
  route?: string;
  status: number;
  ms: number;
  auth?: string;
  userId?: number;
  clientId?: string;
}

describe('logs', () => {
  const probes: Probes = {};
  let app: TestApp;
  let client: TestClient;

  beforeAll(async () => {
    app = await startProbeApp(probes);
    client = await anOAuthClient(app);
  });
  afterAll(() => app.close());

  const lines = (): RequestLine[] =>
    app
      .logs()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as RequestLine);
  /** The lines of one request; its own line is written a moment after the caller has the answer. */
  const linesOf = async ({ headers }: Response): Promise<RequestLine[]> => {
    const deadline = performance.now() + 5_000;
    for (;;) {
      const found = lines().filter(({ requestId }) => requestId === headers['x-request-id']);
      if (found.some(({ method }) => method !== undefined) || performance.now() > deadline) return found;
      await setImmediate();
    }
  };
  const send = (method: 'get' | 'post' | 'patch' | 'delete' | 'options', path: string): Test =>
    request(app.url)[method](path).set(client.auth);

  it('have one JSON line for each request, with what finds it again', async () => {
    const { user } = await aManagedUser(app, client);
    const response = await send('get', `${client.users}/${user.id}`).expect(200);
    const [line, ...more] = await linesOf(response);
    expect(more).toEqual([]);
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      requestId: response.headers['x-request-id'] as string,
      method: 'GET',
      path: `${client.users}/${user.id}`,
      route: '/v2/oauth-clients/:clientId/users/:userId',
      status: 200,
      ms: expect.any(Number) as number,
      auth: 'OAUTH_CLIENT_CREDENTIALS',
      userId: client.ownerId,
      clientId: client.clientId,
    });
  });

  it.each([
    ['an unknown route', () => send('get', '/v2/nope'), 404],
    ['a preflight', () => send('options', '/v2/nope'), 204],
    ['malformed JSON', () => send('post', '/v2/nope').type('json').serialize(String).send('{'), 400],
    ['missing credentials', () => request(app.url).get(client.users), 401],
  ])('have a line for %s too', async (_, sending, status) => {
    const response = await sending();
    expect(response.status).toBe(status);
    expect(await linesOf(response)).toMatchObject([{ level: 'info', status }]);
  });

  it('have one more line, with the cause, for an answer that is the fault of the server', async () => {
    probes['broken'] = () => {
      throw new TypeError('out of order', { cause: new Error('no power') });
    };
    const response = await send('get', '/v2/probe/run/broken').expect(500);
    expect(await linesOf(response)).toMatchObject([
      { level: 'error', error: { type: 'TypeError', message: 'out of order', cause: { message: 'no power' } } },
      { level: 'info', status: 500 },
    ]);
  });

  it.each([
    ['an address', () => `${client.users}/ann@example.org`, '/…'],
    ['an encoded address', () => `${client.users}/ann%40example.org`, '/…'],
    ['an API key', () => `${client.users}/${client.apiKey}`, '/…'],
    ['a secret', () => `${client.users}/${client.clientSecret}`, '/…'],
    ['a UUID', () => `${client.users}/6f1b1c1e-0000-4000-8000-00000000abcd`, '/6f1b1c1e-0000-4000-8000-00000000abcd'],
    ['a word', () => `${client.users}/12.0/force-refresh`, '/12.0/force-refresh'],
  ])('show a path with %s in it without what nobody should read', async (_, path, end) => {
    const [line] = await linesOf(await send('get', path()));
    expect(line?.path).toBe(client.users + end);
  });

  it('hold no secret, no token, no address and no query after a run over all routes', async () => {
    const email = `${unique()}@example.org`;
    const name = `Ann ${unique()}`;
    const idempotencyKey = unique();
    const created = await send('post', client.users).set('Idempotency-Key', idempotencyKey).send({ email, name });
    const { user, accessToken, refreshToken } = created.body.data as {
      user: { id: number; email: string };
      accessToken: string;
      refreshToken: string;
    };
    const one = `${client.users}/${user.id}`;
    const query = `emails=${encodeURIComponent(email)}&more=${unique()}`;
    const refresh = `/v2/oauth/${client.clientId}/refresh`;
    const refreshed = await send('post', refresh).send({ refreshToken });
    const forced = await send('post', `${one}/force-refresh`);
    const responses = [
      created,
      refreshed,
      forced,
      await send('get', `${client.users}?${query}`),
      await send('get', `${client.users.replace('users', 'managed-users')}?${query}`),
      await send('get', one),
      await send('patch', one).send({ bio: email }),
      await send('post', client.users).send({ email, name }),
      await send('post', client.users).send({ email, name: 1, avatarUrl: email }),
      await send('post', client.users).type('json').serialize(String).send(`{"email":"${email}"`),
      await send('post', refresh).send({ refreshToken: `${refreshToken}x` }),
      await send('post', refresh).send({ refreshToken: { secret: client.clientSecret } }),
      await request(app.url).get(`${one}?${query}`).auth(client.apiKey, { type: 'bearer' }),
      await request(app.url).get(`${one}?${query}`).auth(`${client.apiKey}0`, { type: 'bearer' }),
      await request(app.url).get(one).auth(accessToken, { type: 'bearer' }).set('Origin', `https://${name}.test`),
      await request(app.url)
        .get(one)
        .auth(forced.body.data.accessToken as string, { type: 'bearer' }),
      await request(app.url).get(one).set('x-cal-secret-key', `${client.clientSecret}0`),
      await request(app.url)
        .get(`${client.users}/${encodeURIComponent(email)}?${query}`)
        .set(client.auth),
      await request(app.url).get(`/${email}?${query}`),
      await request(app.url).get(`/health?${query}`),
      await send('delete', one),
    ];
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200, 201, 400, 401, 403, 404, 409]));
    for (const response of responses) expect(await linesOf(response)).toHaveLength(1);

    const secrets = [client.clientSecret, client.apiKey, idempotencyKey, accessToken, refreshToken];
    for (const { body } of [refreshed, forced]) secrets.push(body.data.accessToken, body.data.refreshToken);
    // A part of each is as bad: of tokens the signature, of addresses what stands before the client id.
    const needles = [
      ...secrets.map((secret) => secret.slice(-20)),
      email.split('@')[0],
      name,
      'example.org',
      'emails',
      '?',
    ];
    const log = app.logs();
    for (const needle of needles) expect(log).not.toContain(needle);
  });
});
