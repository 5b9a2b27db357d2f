import { UnauthorizedException } from '@nestjs/common';
import { gzipSync } from 'node:zlib';
import request, { type Response } from 'supertest';
import { aManagedUser, anApiKey, anOAuthClient, aPerson, type TestClient, unique } from './support/factories.js';
import { type Probes, startProbeApp } from './support/probe-app.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const BODY_LIMIT = 102_400;
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** The error must be this and nothing else, with its keys in this order. */
function expectError(response: Response, status: number, path: string, error: object, more: object = {}): void {
  const { timestamp } = response.body as { timestamp: string };
  expect(response.text).toBe(JSON.stringify({ status: 'error', timestamp, path, error, ...more }));
  expect(response.status).toBe(status);
  expect(new Date(timestamp).toISOString()).toBe(timestamp);
  expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
}

/** An error whose details repeat it. */
function named(statusCode: number, code: string, error: string, message: string): object {
  return { code, message, details: { message, error, statusCode } };
}

describe('errors', () => {
  const probes: Probes = {};
  let app: TestApp;
  let client: TestClient;

  beforeAll(async () => {
    app = await startProbeApp(probes);
    client = await anOAuthClient(app);
  });
  afterAll(() => app.close());

  const post = (path: string, body: string | Buffer, headers: Record<string, string> = JSON_TYPE) => {
    const sending = request(app.url).post(path).set(headers);
    // Text and bytes go out as they are.
    return sending.serialize((data: unknown) => data as string).send(body as string);
  };

  describe('in the envelope', () => {
    it('tells a refusal with its message, word and status', async () => {
      const path = `${client.users}/2147483647`;
      const message = 'User with ID 2147483647 is not part of this OAuth client.';
      const response = await request(app.url).get(path).set(client.auth);
      expectError(response, 404, path, named(404, 'NotFoundException', 'Not Found', message));
    });

    it('leaves the word out of an error that was thrown without a message', async () => {
      probes['silent'] = () => {
        throw new UnauthorizedException();
      };
      const response = await request(app.url).get('/v2/probe/run/silent');
      const details = { message: 'Unauthorized', statusCode: 401 };
      const error = { code: 'UnauthorizedException', message: 'Unauthorized', details };
      expectError(response, 401, '/v2/probe/run/silent', error);
    });

    it('tells the plain "no" of a guard', async () => {
      const response = await request(app.url).get('/v2/probe/never');
      const error = named(403, 'ForbiddenException', 'Forbidden', 'Forbidden resource');
      expectError(response, 403, '/v2/probe/never', error);
    });

    it('lists what is wrong with a body', async () => {
      const response = await request(app.url).post(client.users).set(client.auth).send({ email: 'a@b.org', more: 1 });
      const target = { email: 'a@b.org' };
      const constraints = { isString: 'name must be a string' };
      expectError(response, 400, client.users, {
        code: 'BadRequestException',
        message: 'Bad Request Exception',
        details: { errors: [{ target, property: 'name', children: [], constraints }] },
      });
    });

    it('refuses an id that is no whole number', async () => {
      const path = `${client.users}/12.5`;
      const message = 'Validation failed (numeric string is expected)';
      const response = await request(app.url).get(path).set(client.auth);
      expectError(response, 400, path, named(400, 'BadRequestException', 'Bad Request', message));
    });

    it('names the original address in the message and the rewritten one in the path', async () => {
      const response = await request(app.url).get('/api/v2/nope?x=1');
      const message = 'Cannot GET /api/v2/nope?x=1';
      expectError(response, 404, '/v2/nope?x=1', named(404, 'NotFoundException', 'Not Found', message));
    });

    it('answers a wrong method as an unknown route', async () => {
      const response = await request(app.url).put(client.users).set(client.auth);
      const message = `Cannot PUT ${client.users}`;
      expectError(response, 404, client.users, named(404, 'NotFoundException', 'Not Found', message));
    });

    it.each([
      ['cut off', '{"a"', /^Expected ':' after property name in JSON at position 4/],
      ['null', 'null', /^Unexpected token 'n', "null" is not valid JSON$/],
      ['a text', '"x"', /^Unexpected token '"', ""x"" is not valid JSON$/],
      ['a number', '1', /^Unexpected token '1', "1" is not valid JSON$/],
    ])('refuses a JSON body that is %s, with the address as it was sent', async (_, body, engineText) => {
      const response = await post(`/api${client.users}?x=1`, body);
      const { message } = response.body.error as { message: string };
      expect(message).toMatch(engineText);
      const error = named(400, 'BadRequestException', 'Bad Request', message);
      expectError(response, 400, `/api${client.users}?x=1`, error);
    });

    it('refuses a path that cannot be decoded', async () => {
      const path = '/v2/oauth-clients/%FF/users';
      const response = await request(app.url).get(path).set(client.auth);
      const error = named(400, 'BadRequestException', 'Bad Request', "Failed to decode param '%FF'");
      expectError(response, 400, path, error);
    });

    it('refuses a body of more than 100 KiB, also with the keys at the top', async () => {
      const response = await post(client.users, JSON.stringify({ name: 'x'.repeat(BODY_LIMIT) }));
      const message = 'request entity too large';
      const error = named(413, 'PayloadTooLargeException', 'Payload Too Large', message);
      expectError(response, 413, client.users, error, { statusCode: 413, message });
    });

    it.each([
      ['charset', { 'Content-Type': 'application/json; charset=xyz' }, 'unsupported charset "XYZ"'],
      [
        'charset of the UTF family',
        { 'Content-Type': 'application/json; charset=utf-99' },
        'unsupported charset "UTF-99"',
      ],
      ['content encoding', { ...JSON_TYPE, 'Content-Encoding': 'foo' }, 'unsupported content encoding "foo"'],
    ])('refuses an unknown %s, also with the keys at the top', async (_, headers, message) => {
      const response = await post(client.users, '{}', headers);
      const error = named(415, 'UnsupportedMediaTypeException', 'Unsupported Media Type', message);
      expectError(response, 415, client.users, error, { statusCode: 415, message });
    });

    it('refuses a body that is not compressed as it says', async () => {
      const response = await post(client.users, '{}', { ...JSON_TYPE, 'Content-Encoding': 'gzip' });
      const { message } = response.body.error as { message: string };
      expectError(response, 400, client.users, named(400, 'BadRequestException', 'Bad Request', message));
    });

    it('refuses a body that is nested too deeply to be walked', async () => {
      const body = `{"email":"a@b.org","name":"x","metadata":${'{"a":'.repeat(15_000)}1${'}'.repeat(15_000)}}`;
      const response = await post(client.users, body, { ...JSON_TYPE, ...client.auth });
      const error = named(400, 'BadRequestException', 'Bad Request', 'Body is nested too deeply');
      expectError(response, 400, client.users, error);
    });

    it('answers an impossible address of a new user without details', async () => {
      const response = await request(app.url).post(client.users).set(client.auth).send({ email: 'foo', name: 'Ann' });
      const message = `Invite failed because foo+${client.clientId}@undefined is not a valid email address`;
      expectError(response, 400, client.users, { code: 'TRPCError', message });
    });

    it('names the existing user when an address is taken', async () => {
      const email = `${unique()}@example.org`;
      const { user } = await aManagedUser(app, client, { email });
      const response = await request(app.url).post(client.users).set(client.auth).send({ email, name: 'Ann' });
      const message = `User with the provided e-mail already exists. Existing user ID=${user.id}`;
      expectError(response, 409, client.users, named(409, 'ConflictException', 'Conflict', message));
    });

    it('shows nothing of an error that nobody foresaw, and logs it under the id of the request', async () => {
      probes['broken'] = () => {
        throw new TypeError('the secret cause');
      };
      const response = await request(app.url).get('/v2/probe/run/broken');
      const error = { code: 'INTERNAL_SERVER_ERROR', message: 'There was an error, please try again later.' };
      const legacy = { statusCode: 500, message: 'Internal server error' };
      expectError(response, 500, '/v2/probe/run/broken', error, legacy);
      const lines = app.logs().split('\n');
      const entry = JSON.parse(lines.find((line) => line.includes('the secret cause')) as string) as object;
      const requestId: unknown = response.headers['x-request-id'];
      expect(entry).toMatchObject({ level: 'error', requestId, error: { type: 'TypeError' } });
    });
  });

  describe('of the database', () => {
    const raise = (state: string) => () =>
      app.prisma.$executeRawUnsafe(`DO $$ BEGIN RAISE EXCEPTION 'secret row' USING ERRCODE = '${state}'; END $$`);
    const probe = async (work: () => unknown): Promise<Response> => {
      probes['database'] = work;
      return request(app.url).get('/v2/probe/run/database');
    };
    const path = '/v2/probe/run/database';
    const internal = { code: 'INTERNAL_SERVER_ERROR', message: 'There was an error, please try again later.' };

    it('answers 409 for a row that exists already', async () => {
      const { id } = await app.prisma.user.create({ data: { email: `${unique()}@example.org` } });
      const response = await probe(() => app.prisma.user.create({ data: { id, email: `${unique()}@example.org` } }));
      const message = 'Invalid Input: Trying to create a record that already exists.';
      expectError(response, 409, path, { code: 'CONFLICT', message });
    });

    it('answers 404 for a row that is to be changed and is not there', async () => {
      const response = await probe(() => app.prisma.user.update({ where: { id: 2_147_483_647 }, data: { name: 'x' } }));
      const message = 'Invalid Query: The requested record was not found.';
      expectError(response, 404, path, { code: 'NOT_FOUND', message });
    });

    it('answers 400 for a reference to a row that is not there', async () => {
      const data = { userId: 2_147_483_647, organizationId: 2_147_483_647, username: unique() };
      const response = await probe(() => app.prisma.profile.create({ data }));
      const message = 'Invalid input: The referenced data does not exist.';
      expectError(response, 400, path, { code: 'BAD_REQUEST', message });
    });

    it.each([
      ['a NUL character', 'SELECT $1::text', ['\0']],
      ['a number out of range', 'SELECT $1::int', ['2147483648']],
      ['a text that is no UUID', 'SELECT $1::uuid', ['abc']],
    ])('answers 400 for %s', async (_, text, values) => {
      const response = await probe(() => app.prisma.pool.query(text, values));
      const message = 'Invalid input: A value has a form or a size that cannot be stored.';
      expectError(response, 400, path, { code: 'BAD_REQUEST', message });
    });

    it('answers 400 for a value that is too long for its index', async () => {
      const email = Array.from({ length: 1_000 }, unique).join('');
      const response = await probe(() => app.prisma.user.create({ data: { email } }));
      const message = 'Invalid input: A value has a form or a size that cannot be stored.';
      expectError(response, 400, path, { code: 'BAD_REQUEST', message });
    });

    it.each([
      ['a deadlock', '40P01'],
      ['a transaction that could not be serialized', '40001'],
      ['a statement that took too long', '57014'],
      ['too many connections', '53300'],
      ['a shutdown', '57P01'],
    ])('answers 503 and asks to come again after %s', async (_, state) => {
      const response = await probe(raise(state));
      const message = 'There was an error, please try again later.';
      expectError(response, 503, path, { code: 'SERVICE_UNAVAILABLE', message });
      expect(response.headers['retry-after']).toBe('2');
    });

    it('answers 500 for everything else, in the envelope and without further keys', async () => {
      const response = await probe(() => app.prisma.pool.query('SELECT * FROM no_such_table'));
      expectError(response, 500, path, internal);
    });

    it('keeps the contents of rows out of the log', async () => {
      const address = `${unique()}@example.org`;
      const insert = 'INSERT INTO users (email, time_zone) VALUES ($1, NULL)';
      const response = await probe(() => app.prisma.pool.query(insert, [address]));
      expectError(response, 500, path, internal);
      expect(app.logs()).toContain('violates not-null constraint');
      expect(app.logs()).not.toContain(address);
    });
  });

  describe('of which the first wins', () => {
    it.each([
      ['malformed JSON', 'an unknown route', () => post('/v2/nope', '{'), 400],
      ['malformed JSON', 'missing credentials', () => post(client.users, '{'), 400],
      ['a body that is too large', 'missing credentials', () => post(client.users, 'x'.repeat(BODY_LIMIT + 1)), 413],
      ['an unknown route', 'missing credentials', () => post(`${client.users}/1/nope`, '{}'), 404],
      ['missing credentials', 'a faulty body', () => post(client.users, '{}'), 401],
      ['missing credentials', 'a faulty id', () => request(app.url).get(`${client.users}/abc`), 401],
    ])('%s before %s', async (_, __, send, status) => {
      expect((await send()).status).toBe(status);
    });

    it('a wrong role before a faulty body', async () => {
      const member = await aPerson(app, client.organizationId, 'MEMBER');
      const key = await anApiKey(app, member, client.organizationId);
      await request(app.url).post(client.users).auth(key, { type: 'bearer' }).send({}).expect(403);
    });

    it('a faulty body before a faulty id', async () => {
      const response = await request(app.url).patch(`${client.users}/abc`).set(client.auth).send({ name: 1 });
      expect(response.body.error.message).toBe('Bad Request Exception');
    });

    it('a faulty id before an unknown user', async () => {
      await request(app.url).get(`${client.users}/abc`).set(client.auth).expect(400);
    });
  });

  describe('for bytes that are no text', () => {
    const raw = (path: string, headers: Record<string, string> = client.auth) =>
      request(app.url).get(path).set(headers);
    const nul = '%00';
    // 0xff is no UTF-8; 0xeda080 is half a surrogate pair; 0xc328 is cut off.
    it.each([nul, '%FF', '%ED%A0%80', '%C3%28', '%', '%E0%A4%A'])(
      'refuses %s in a client id or a user id',
      async (bytes) => {
        const paths = [
          `/v2/oauth-clients/${bytes}/users`,
          `/v2/oauth-clients/a${bytes}b/users/1`,
          `${client.users}/1${bytes}`,
        ];
        for (const path of paths) {
          const { status, body } = await raw(path);
          expect({ path, status, isError: body.status }).toEqual({
            path,
            status: expect.any(Number),
            isError: 'error',
          });
          expect([400, 401, 404]).toContain(status);
        }
        const refresh = await post(`/v2/oauth/${bytes}/refresh`, '{"refreshToken":"x"}', {
          ...JSON_TYPE,
          ...client.auth,
        });
        expect([400, 401]).toContain(refresh.status);
      },
    );

    it.each(['emails', 'emails[]', 'emails[a]', 'limit', 'offset', 'cursor', '%00', '%FF', '__proto__'])(
      'survives them in the query parameter %s',
      async (name) => {
        for (const bytes of [nul, '%FF', '%ED%A0%80', 'a%00@b.org', '%']) {
          const { status, body } = await raw(`${client.users}?${name}=${bytes}`);
          expect([200, 400]).toContain(status);
          expect(body.status).toBe(status === 200 ? 'success' : 'error');
        }
      },
    );

    it.each(['x-cal-secret-key', 'x-cal-client-id', 'authorization', 'origin', 'idempotency-key', 'cal-api-version'])(
      'survives them in the header %s',
      async (name) => {
        for (const value of ['\xff\xfe', 'Bearer \xff', 'Bearer cal_\xff', `${client.apiKey}\xff`]) {
          const headers = { ...client.auth, [name]: value };
          const sent = await request(app.url).post(client.users).set(headers).send({ email: '', name: 'x' });
          expect([400, 401]).toContain(sent.status);
          expect(sent.body.status).toBe('error');
        }
      },
    );

    it.each([
      ['name', '\\u0000'],
      ['name', '\\ud800'],
      ['email', 'a\\u0000@b.org'],
      ['bio', '\\udc00\\u0000'],
    ])('survives them in the property %s of a body', async (name, text) => {
      const body = JSON.stringify({ email: `${unique()}@example.org`, name: 'x', [name]: 'TEXT' }).replace(
        'TEXT',
        text,
      );
      const response = await post(client.users, body, { ...JSON_TYPE, ...client.auth });
      expect([201, 400]).toContain(response.status);
    });

    it('survives them in compressed bodies and in bodies that are no UTF-8', async () => {
      const bytes = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]);
      expect((await post(client.users, bytes, { ...JSON_TYPE, ...client.auth })).status).toBe(400);
      const gzipped = { ...JSON_TYPE, ...client.auth, 'Content-Encoding': 'gzip' };
      expect((await post(client.users, gzipSync(bytes), gzipped)).status).toBe(400);
    });
  });
});

describe.each([
  ['refuses connections', 'postgresql://nobody@127.0.0.1:1/none'],
  ['has no socket', 'postgresql://nobody@localhost/none?host=/no/such/folder'],
])('errors while the database %s', (_, databaseUrl) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ databaseUrl, rateLimitEnabled: true });
  });
  afterAll(() => app.close());

  it.each([
    ['get', '/v2/oauth-clients/abc/users'],
    ['post', '/v2/oauth-clients/abc/users'],
    ['get', '/v2/oauth-clients/abc/users/1'],
    ['patch', '/v2/oauth-clients/abc/users/1'],
    ['delete', '/v2/oauth-clients/abc/users/1'],
    ['post', '/v2/oauth-clients/abc/users/1/force-refresh'],
    ['get', '/v2/oauth-clients/abc/managed-users'],
    ['post', '/v2/oauth/abc/refresh'],
  ] as const)('are 503 in the envelope: %s %s', async (method, path) => {
    const credentials: Record<string, string>[] = [{ 'x-cal-secret-key': 'x' }, { Authorization: 'Bearer cal_0123' }];
    for (const headers of credentials) {
      const response = await request(app.url)[method](path).set(headers);
      const message = 'There was an error, please try again later.';
      expectError(response, 503, path, { code: 'SERVICE_UNAVAILABLE', message });
      expect(response.headers['retry-after']).toBe('2');
      expect(response.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
    }
  });
});
