import { deflateSync, gzipSync } from 'node:zlib';
import request from 'supertest';
import { aManagedUser, anOAuthClient, type TestClient, unique } from './support/factories.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const BODY_LIMIT = 102_400;

describe('routing', () => {
  let app: TestApp;
  let client: TestClient;
  let userId: number;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    userId = (await aManagedUser(app, client)).user.id;
  });
  afterAll(() => app.close());

  const get = (path: string) => request(app.url).get(path).set(client.auth);
  const below = (path: string) => `${path}oauth-clients/${client.clientId}/users`;

  it.each(['/v2/', '/api/v2/', '/v2/ee/', '/api/v2/ee/'])('serves the API under %s', async (prefix) => {
    const { body } = await get(`${below(prefix)}/${userId}`).expect(200);
    expect(body.data.id).toBe(userId);
  });

  it.each(['/api/api/v2/', '/v2/api/v2/', '/apiv2/', '/v2/eee/', '/v2ee/', '/v1/', '/'])(
    'serves nothing under %s',
    async (prefix) => {
      await get(below(prefix)).expect(404);
    },
  );

  it('serves the refresh under its three spellings', async () => {
    for (const prefix of ['/v2', '/api/v2', '/v2/ee']) {
      const { refreshToken } = await aManagedUser(app, client);
      const path = `${prefix}/oauth/${client.clientId}/refresh`;
      await request(app.url).post(path).set(client.auth).send({ refreshToken }).expect(200);
    }
    const path = `/v2/oauth-clients/${client.clientId}/refresh`;
    await request(app.url).post(path).set(client.auth).send({ refreshToken: 'x' }).expect(404);
  });

  it('pays no attention to letter case and to a slash at the end', async () => {
    for (const path of [
      `/V2/OAuth-Clients/${client.clientId}/USERS`,
      `${client.users}/`,
      `${client.users}/${userId}/`,
      '/HEALTH/',
    ]) {
      await get(path).expect(200);
    }
    // An id is no part of the route's name.
    await get(client.users.replace(client.clientId, client.clientId.toUpperCase())).expect(401);
  });

  it('corrects the first misspelling of "recurring" in the address', async () => {
    const { body } = await get('/v2/nope/reccuring?x=reccuring').expect(404);
    expect(body.path).toBe('/v2/nope/recurring?x=reccuring');
    expect(body.error.message).toBe('Cannot GET /v2/nope/reccuring?x=reccuring');
  });

  it.each(['2024-04-15', '2024-06-11', '2024-06-14', '2024-08-13', '2024-09-04', '2099-01-01', 'x', ''])(
    'answers the API version "%s" like every other',
    async (version) => {
      const { body } = await get(`${client.users}/${userId}`).set('cal-api-version', version).expect(200);
      expect(body.data.id).toBe(userId);
    },
  );

  it.each([
    ['repeated', (one: string, two: string) => `emails=${one}&emails=${two}`],
    ['with empty brackets', (one: string, two: string) => `emails[]=${one}&emails[]=${two}`],
    ['with numbers', (one: string, two: string) => `emails[0]=${one}&emails[1]=${two}`],
    ['with large numbers', (one: string, two: string) => `emails[0]=${one}&emails[300]=${two}`],
    ['with commas', (one: string, two: string) => `emails=${one},${two}`],
  ])('reads lists in the query that are %s', async (_, query) => {
    const users = [await aManagedUser(app, client), await aManagedUser(app, client)];
    const [one, two] = users.map(({ user }) => encodeURIComponent(user.email)) as [string, string];
    const { body } = await get(`${client.users}?${query(one, two)}`).expect(200);
    expect(body.data.map(({ id }: { id: number }) => id)).toEqual(users.map(({ user }) => user.id));
  });

  it('reads a list of a thousand values in the query', async () => {
    const { user } = await aManagedUser(app, client);
    const others = Array.from({ length: 999 }, () => 'emails=a');
    const { body } = await get(`${client.users}?${others.join('&')}&emails=${encodeURIComponent(user.email)}`).expect(
      200,
    );
    expect(body.data).toHaveLength(1);
  });

  describe('of the documentation', () => {
    it.each(['/docs-json', '/api/docs-json', '/docs-yaml', '/api/docs-yaml'])('finds it at %s', async (path) => {
      expect((await request(app.url).get(path).expect(200)).text).toContain('OAuthClientUsersController_createUser');
    });

    it('leads every visitor to DOCS_URL when that is set', async () => {
      const docsUrl = 'https://docs.acme.test/api';
      const other = await startTestApp({ docsUrl });
      const paths = ['/docs', '/docs/', '/docs-json', '/docs-yaml', '/docs/x?y', '/v2/docs', '/v2/docs/z', '/api/docs'];
      const responses = await Promise.all(paths.map(async (path) => request(other.url).get(path)));
      await other.close();
      expect(responses.map(({ status, headers }) => [status, headers['location'] as string])).toEqual(
        paths.map(() => [302, docsUrl]),
      );
    });
  });

  describe('with REWRITE_API_V2_PREFIX off', () => {
    it('leaves /api/v2 alone, and rewrites the rest', async () => {
      const other = await startTestApp({ rewriteApiPrefix: false });
      const refused = await request(other.url).get(below('/api/v2/')).set(client.auth);
      const served = await request(other.url).get(below('/v2/ee/')).set(client.auth);
      await other.close();
      expect(refused.status).toBe(404);
      expect(refused.body.path).toBe(below('/api/v2/'));
      expect(served.status).toBe(200);
    });
  });

  describe.each(['/scheduling', 'scheduling/'])('with API_GLOBAL_PREFIX %s', (globalPrefix) => {
    let prefixed: TestApp;
    beforeAll(async () => {
      prefixed = await startTestApp({ globalPrefix });
    });
    afterAll(() => prefixed.close());

    it('serves everything below the prefix', async () => {
      await request(prefixed.url).get(`/scheduling${client.users}`).set(client.auth).expect(200);
      await request(prefixed.url).get('/Scheduling/health').expect(200);
    });

    it.each([
      ['get', '/scheduling/nope?x=1'],
      ['get', '/v2/nope?x=1'],
      ['delete', '/health'],
      ['get', '/schedulings/health'],
      ['get', '/'],
    ] as const)('answers %s %s with the same error as ever', async (method, path) => {
      const { status, body } = await request(prefixed.url)[method](path);
      const message = `Cannot ${method.toUpperCase()} ${path}`;
      const details = { message, error: 'Not Found', statusCode: 404 };
      expect(status).toBe(404);
      expect(body).toMatchObject({ status: 'error', path, error: { code: 'NotFoundException', message, details } });
    });

    it('answers malformed JSON with the same error as ever', async () => {
      const { status, body } = await request(prefixed.url)
        .post(`/scheduling${client.users}`)
        .set('Content-Type', 'application/json')
        .serialize(String)
        .send('{');
      expect(status).toBe(400);
      expect(body).toMatchObject({ path: `/scheduling${client.users}`, error: { code: 'BadRequestException' } });
    });
  });

  describe('of bodies', () => {
    const create = (type: string, body: string | Buffer, headers: Record<string, string> = {}) =>
      request(app.url)
        .post(client.users)
        .set({ ...client.auth, ...(type && { 'Content-Type': type }), ...headers })
        .serialize((data: unknown) => data as string)
        .send(body as string);
    const aBody = (name = 'Ann') => JSON.stringify({ email: `${unique()}@example.org`, name });

    it.each([
      'application/json',
      'application/json; charset=utf-8',
      'application/json;charset=UTF-8',
      'Application/JSON',
    ])('reads %s', async (type) => {
      await create(type, aBody()).expect(201);
    });

    it('reads other encodings of the UTF family', async () => {
      const body = Buffer.from(aBody('Ännchen'), 'utf16le');
      const { body: created } = await create('application/json; charset=utf-16le', body).expect(201);
      expect(created.data.user.name).toBe('Ännchen');
    });

    it.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/xml',
      'application/vnd.api+json',
      'nonsense',
    ])('takes %s for an empty object', async (type) => {
      const { body } = await create(type, aBody()).expect(400);
      expect(body.error.details.errors).toMatchObject([
        { target: {}, property: 'email', constraints: { isString: 'email must be a string' } },
        { target: {}, property: 'name', constraints: { isString: 'name must be a string' } },
      ]);
    });

    it.each([
      ['no body', () => request(app.url).post(client.users).set(client.auth)],
      ['an empty body', () => create('application/json', '')],
      ['an empty array', () => create('application/json', '[]')],
    ])('takes %s for an object without the required properties', async (_, send) => {
      const { status, body } = await send();
      expect(status).toBe(400);
      expect(body.error.message).toBe('Bad Request Exception');
    });

    it('changes nothing when a change has no body', async () => {
      const { body: before } = await get(`${client.users}/${userId}`).expect(200);
      const { body } = await request(app.url).patch(`${client.users}/${userId}`).set(client.auth).expect(200);
      expect(body).toEqual(before);
    });

    it.each([
      ['gzip', gzipSync],
      ['deflate', deflateSync],
    ])('reads bodies compressed with %s', async (encoding, compress) => {
      const { body } = await create('application/json', compress(aBody('Zip')), { 'Content-Encoding': encoding });
      expect(body.data.user.name).toBe('Zip');
    });

    it('reads a body of exactly 100 KiB and none of one byte more', async () => {
      const ofLength = (length: number): string => {
        const body = aBody('');
        return body.replace('"name":""', `"name":"${'x'.repeat(length - body.length)}"`);
      };
      expect(ofLength(BODY_LIMIT)).toHaveLength(BODY_LIMIT);
      await create('application/json', ofLength(BODY_LIMIT)).expect(201);
      await create('application/json', ofLength(BODY_LIMIT + 1)).expect(413);
    });

    it('measures a compressed body by what comes out of it', async () => {
      const bomb = gzipSync(aBody('x'.repeat(BODY_LIMIT)));
      expect(bomb.length).toBeLessThan(1_000);
      await create('application/json', bomb, { 'Content-Encoding': 'gzip' }).expect(413);
    });
  });
});
