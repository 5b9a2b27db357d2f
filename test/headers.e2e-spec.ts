import request, { type Response } from 'supertest';
import { anOAuthClient, type TestClient, unique } from './support/factories.js';
import { type Probes, startProbeApp } from './support/probe-app.js';
import type { TestApp } from './support/test-app.js';

const UUID_V4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'self';base-uri 'self';font-src 'self' https: data:;form-action 'self';frame-ancestors 'self';img-src 'self' data:;object-src 'none';script-src 'self';script-src-attr 'none';style-src 'self' https: 'unsafe-inline';upgrade-insecure-requests",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=15552000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

describe('headers', () => {
  const probes: Probes = {};
  let app: TestApp;
  let client: TestClient;

  beforeAll(async () => {
    probes['broken'] = () => {
      throw new Error('broken');
    };
    app = await startProbeApp(probes);
    client = await anOAuthClient(app);
  });
  afterAll(() => app.close());

  const asJson = (path: string, body: string, headers: Record<string, string> = {}) =>
    request(app.url)
      .post(path)
      .set({ 'Content-Type': 'application/json', ...client.auth, ...headers })
      .serialize(String)
      .send(body);

  /** One request of every kind, by the status of its answer. */
  const KINDS: [kind: string, status: number, send: () => PromiseLike<Response>][] = [
    ['a success', 200, () => request(app.url).get(client.users).set(client.auth)],
    ['a creation', 201, () => asJson(client.users, `{"email":"${unique()}@example.org","name":"Ann"}`)],
    ['a text', 200, () => request(app.url).get('/health')],
    ['the API description', 200, () => request(app.url).get('/docs-json')],
    ['a preflight', 204, () => request(app.url).options(client.users)],
    ['a faulty body', 400, () => asJson(client.users, '{}')],
    ['malformed JSON', 400, () => asJson(client.users, '{')],
    ['an undecodable path', 400, () => request(app.url).get('/v2/oauth-clients/%FF/users')],
    ['missing credentials', 401, () => request(app.url).get(client.users)],
    ['the "no" of a guard', 403, () => request(app.url).get('/v2/probe/never')],
    ['an unknown user', 404, () => request(app.url).get(`${client.users}/2147483647`).set(client.auth)],
    ['an unknown route', 404, () => request(app.url).get('/v2/nope')],
    ['a body that is too large', 413, () => asJson(client.users, 'x'.repeat(102_401))],
    ['an unknown charset', 415, () => asJson(client.users, '{}', { 'Content-Type': 'application/json; charset=x' })],
    ['an unforeseen error', 500, () => request(app.url).get('/v2/probe/run/broken')],
  ];

  it.each(KINDS)('are complete on the answer to %s', async (_, status, send) => {
    const response = await send();
    expect(response.status).toBe(status);
    expect(response.headers).toMatchObject({ ...SECURITY_HEADERS, 'access-control-allow-origin': '*' });
    expect(response.headers['x-request-id']).toMatch(UUID_V4);
    for (const name of ['x-powered-by', 'vary', 'access-control-allow-credentials', 'www-authenticate']) {
      expect(response.headers).not.toHaveProperty(name);
    }
  });

  it('name every request anew, whatever name the caller gives it', async () => {
    const given = '00000000-0000-4000-8000-000000000000';
    const ids = new Set([given]);
    for (const path of [client.users, client.users, '/v2/nope', '/health']) {
      const response = await request(app.url)
        .get(path)
        .set({ ...client.auth, 'X-Request-Id': given });
      ids.add(response.headers['x-request-id'] as string);
    }
    expect(ids.size).toBe(5);
  });

  it('let pages of every origin read what helps them', async () => {
    const { headers } = await request(app.url).get(client.users).set('Origin', 'https://anywhere.test');
    expect(headers['access-control-allow-origin']).toBe('*');
    expect((headers['access-control-expose-headers'] as string).split(',')).toEqual([
      'X-Request-Id',
      'Retry-After',
      'X-RateLimit-Limit-Default',
      'X-RateLimit-Remaining-Default',
      'X-RateLimit-Reset-Default',
    ]);
  });

  it.each([
    ['a known route', () => client.users],
    ['an unknown route', () => '/v2/nope'],
    ['a path that cannot be decoded', () => '/v2/oauth-clients/%FF/users'],
  ])('answer a preflight for %s at once', async (_, path) => {
    const response = await request(app.url)
      .options(path())
      .set({
        Origin: 'https://anywhere.test',
        'Access-Control-Request-Method': 'PATCH',
        'Content-Type': 'application/json',
      })
      .serialize(String)
      .send('{ malformed');
    expect(response.status).toBe(204);
    expect(response.text).toBe('');
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET,PATCH,DELETE,HEAD,POST,PUT,OPTIONS',
      'access-control-allow-headers':
        'x-cal-client-id,x-cal-secret-key,x-cal-platform-embed,cal-api-version,Accept,Authorization,Content-Type,Origin',
      'access-control-max-age': '86400',
    });
  });

  describe('for conditional requests', () => {
    it('tag every JSON answer, and answer 304 while nothing has changed', async () => {
      const first = await request(app.url).get(client.users).set(client.auth).expect(200);
      expect(first.headers['content-type']).toBe('application/json; charset=utf-8');
      const etag = first.headers['etag'] as string;
      expect(etag).toMatch(/^W\/"/);
      const second = await request(app.url)
        .get(client.users)
        .set({ ...client.auth, 'If-None-Match': etag });
      expect(second.status).toBe(304);
      expect(second.text).toBe('');
      expect(second.headers).toMatchObject({ ...SECURITY_HEADERS, etag });
      expect(second.headers['x-request-id']).toMatch(UUID_V4);
      await asJson(client.users, `{"email":"${unique()}@example.org","name":"Ann"}`).expect(201);
      await request(app.url)
        .get(client.users)
        .set({ ...client.auth, 'If-None-Match': etag })
        .expect(200);
    });

    it('tag errors too, but never answer 304 for one', async () => {
      const { headers } = await request(app.url).get('/v2/nope').set('If-None-Match', '*').expect(404);
      expect(headers['etag']).toMatch(/^W\/"/);
    });
  });

  it('are the same for HEAD as for GET, without a body', async () => {
    const get = await request(app.url).get(client.users).set(client.auth).expect(200);
    const head = await request(app.url).head(client.users).set(client.auth).expect(200);
    expect(head.text).toBeUndefined();
    const { 'content-length': length, 'content-type': type, etag } = get.headers;
    expect(head.headers).toMatchObject({ 'content-length': length, 'content-type': type, etag });
    await request(app.url).head('/v2/nope').expect(404);
  });
});
