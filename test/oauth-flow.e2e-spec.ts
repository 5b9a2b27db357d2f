import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import request from 'supertest';
import { hash } from '../src/secrets/secrets.js';
import {
  aManagedUser,
  anApiKey,
  anOAuthClient,
  aPerson,
  type TestClient,
  type TestOrganization,
  unique,
} from './support/factories.js';
import { startTestApp, type TestApp } from './support/test-app.js';

type Headers = Record<string, string>;

const NEXTAUTH_SECRET = 'the-session-secret-of-the-web-application';
const REDIRECT = 'https://app.acme.test/cb';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const KEYS = ['accessToken', 'accessTokenExpiresAt', 'refreshToken', 'refreshTokenExpiresAt'];

const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });
const encode = (value: string | Buffer): string => Buffer.from(value).toString('base64url');
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString());

/** The token of a session in the web application. */
function sessionToken(claims: object): string {
  const key = Buffer.from(hkdfSync('sha256', NEXTAUTH_SECRET, '', 'NextAuth.js Generated Encryption Key', 32));
  const header = encode('{"alg":"dir","enc":"A256GCM"}');
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(header));
  const text = Buffer.concat([cipher.update(JSON.stringify({ exp: 4_102_444_800, ...claims })), cipher.final()]);
  return [header, '', encode(nonce), encode(text), encode(cipher.getAuthTag())].join('.');
}

describe('OAuth flow', () => {
  let app: TestApp;
  let client: TestClient;
  const post = (path: string, headers: Headers, body: object = {}, clientId = client.clientId) =>
    request(app.url).post(`/v2/oauth/${clientId}/${path}`).set(headers).send(body);

  const aClient = (redirectUris = [REDIRECT], organization?: TestOrganization) =>
    anOAuthClient(app, { redirectUris }, organization);
  /** Somebody who is logged in to the web application. */
  const aVisitor = async () => {
    const userId = await aPerson(app, client.organizationId, 'MEMBER');
    const { email } = await app.prisma.user.findUniqueOrThrow({ where: { id: userId } });
    return { userId, email, headers: { cookie: `next-auth.session-token=${sessionToken({ email })}` } };
  };
  const authorize = (headers: Headers, clientId = client.clientId) =>
    post('authorize', headers, { redirectUri: REDIRECT }, clientId);
  const aCode = async (headers: Headers, clientId = client.clientId): Promise<string> => {
    const { header } = await authorize(headers, clientId).expect(302);
    return new URL(header['location'] as string).searchParams.get('code') as string;
  };
  const exchange = (code: string, { clientId, clientSecret } = client) =>
    post('exchange', bearer(code), { clientSecret }, clientId);

  beforeAll(async () => {
    app = await startTestApp({ nextAuthSecret: NEXTAUTH_SECRET });
    client = await aClient();
  });
  afterAll(() => app.close());

  describe('POST /v2/oauth/:clientId/authorize', () => {
    it('redirects to the client with a code, of which only the hash is stored', async () => {
      const { userId, headers } = await aVisitor();
      const { header } = await authorize(headers).expect(302);
      const [, code] = /^https:\/\/app\.acme\.test\/cb\?code=(\w+)$/.exec(header['location'] as string) ?? [];
      expect(code?.length).toBeGreaterThanOrEqual(32);
      const stored = await app.prisma.authorizationCode.findMany({ where: { userId } });
      expect(stored.map(({ codeHash, clientId }) => [Buffer.from(codeHash), clientId])).toEqual([
        [hash(code as string), client.clientId],
      ]);
    });

    it('adds the code to a query that is there already', async () => {
      const withQuery = await aClient([`${REDIRECT}?state=1`]);
      const { headers } = await aVisitor();
      const body = { redirectUri: `${REDIRECT}?state=1` };
      const { header } = await post('authorize', headers, body, withQuery.clientId).expect(302);
      expect(header['location']).toMatch(/^https:\/\/app\.acme\.test\/cb\?state=1&code=\w+$/);
    });

    it.each([
      ['https://a.acme.test/cb', 302],
      ['https://evil.test/.acme.test/cb', 400],
      ['https://acme.test/other', 400],
    ])('with a wildcard among the redirect URIs answers %s with %i', async (redirectUri, status) => {
      const wild = await aClient(['https://*.acme.test/cb']);
      await post('authorize', (await aVisitor()).headers, { redirectUri }, wild.clientId).expect(status);
    });

    it('refuses an address that the client does not have', async () => {
      const { headers } = await aVisitor();
      const { body } = await post('authorize', headers, { redirectUri: 'https://app.acme.test' }).expect(400);
      expect(body.error).toEqual({
        code: 'BadRequestException',
        message: "Invalid 'redirect_uri' value.",
        details: { message: "Invalid 'redirect_uri' value.", error: 'Bad Request', statusCode: 400 },
      });
    });

    it('refuses an unknown client', async () => {
      const { body } = await authorize((await aVisitor()).headers, 'unknown').expect(400);
      expect(body.error.message).toBe("OAuth client with ID 'unknown' not found");
    });

    it('refuses a body without an address', async () => {
      const { body } = await post('authorize', (await aVisitor()).headers, {}).expect(400);
      expect(body.error.details.errors[0].constraints).toEqual({ isString: 'redirectUri must be a string' });
    });

    it('gives a client one code of a user at a time', async () => {
      const { userId, headers } = await aVisitor();
      const message = `User with id=${userId} has already authorized client with id=${client.clientId}.`;
      await authorize(headers).expect(302);
      expect((await authorize(headers).expect(400)).body.error.message).toBe(message);
      await authorize(headers, (await aClient()).clientId).expect(302);
    });

    it('decides several authorizations at the same time', async () => {
      const { headers } = await aVisitor();
      const answers = await Promise.all(Array.from({ length: 8 }, () => authorize(headers)));
      expect(answers.map(({ status }) => status).sort()).toEqual([302, ...Array(7).fill(400)]);
    });

    it('gives another code once the first is used or over', async () => {
      const { headers } = await aVisitor();
      await exchange(await aCode(headers)).expect(200);
      const unused = await aCode(headers);
      app.clock.advance(10 * MINUTE);
      const next = await aCode(headers);
      await exchange(unused).expect(400);
      await exchange(next).expect(200);
    });

    it('takes the session of https, and one in a bearer token', async () => {
      const { email } = await aVisitor();
      await authorize({ cookie: `__Secure-next-auth.session-token=${sessionToken({ email })}` }).expect(302);
      const { email: other } = await aVisitor();
      await authorize(bearer(sessionToken({ email: other }))).expect(302);
    });

    it('finds the user in whatever letter case, but not by a pattern', async () => {
      const { email } = await aVisitor();
      const session = (address: string): Headers => ({
        cookie: `next-auth.session-token=${sessionToken({ email: address })}`,
      });
      await authorize(session('%')).expect(401);
      await authorize(session(email.replace('-', '_'))).expect(401);
      await authorize(session(email.toUpperCase())).expect(302);
    });

    const MISSING = 'NextAuthStrategy - Authentication token is missing or invalid.';
    const UNKNOWN = 'NextAuthStrategy - User associated with the authentication token email not found.';
    it.each<[string, () => Headers, string]>([
      ['no session', () => ({}), MISSING],
      ['a session that is none', () => ({ cookie: 'next-auth.session-token=nonsense' }), MISSING],
      [
        'a session that is over',
        () => ({ cookie: `next-auth.session-token=${sessionToken({ email: 'a@b.c', exp: 1 })}` }),
        MISSING,
      ],
      ['an API key', () => bearer(client.apiKey), MISSING],
      ['the client secret', () => client.auth, MISSING],
      [
        'a session without an address',
        () => ({ cookie: `next-auth.session-token=${sessionToken({})}` }),
        'NextAuthStrategy - Email not found in the authentication token.',
      ],
      [
        'a session of nobody',
        () => ({ cookie: `next-auth.session-token=${sessionToken({ email: 'nobody@acme.test' })}` }),
        UNKNOWN,
      ],
    ])('refuses %s, before it looks at the body', async (_, headers, message) => {
      const { body } = await post('authorize', headers()).expect(401);
      expect(body.error).toEqual({
        code: 'UnauthorizedException',
        message,
        details: { message, error: 'Unauthorized', statusCode: 401 },
      });
    });

    it('refuses a locked account', async () => {
      const { userId, headers } = await aVisitor();
      await app.prisma.user.update({ where: { id: userId }, data: { locked: true } });
      expect((await authorize(headers).expect(401)).body.error.message).toBe(UNKNOWN);
    });

    it('knows no session on a server without the session secret', async () => {
      const { headers } = await aVisitor();
      const other = await startTestApp();
      const { body } = await request(other.url)
        .post(`/v2/oauth/${client.clientId}/authorize`)
        .set(headers)
        .send({ redirectUri: REDIRECT });
      await other.close();
      expect(body.error.message).toBe(MISSING);
    });
  });

  describe('POST /v2/oauth/:clientId/exchange', () => {
    it('gives a pair for the user who authorized, without further credentials', async () => {
      const { userId, headers } = await aVisitor();
      const { body } = await exchange(await aCode(headers)).expect(200);
      expect(Object.keys(body)).toEqual(['status', 'data']);
      expect(Object.keys(body.data)).toEqual(KEYS);
      expect(body.data.accessTokenExpiresAt % MINUTE).toBe(0);
      const me = await request(app.url).get('/v2/me').set(bearer(body.data.accessToken)).expect(200);
      expect(me.body.data.id).toBe(userId);
      expect(Object.keys(claimsOf(body.data.accessToken))).toEqual([
        'type',
        'clientId',
        'ownerId',
        'expiresAt',
        'jti',
        'iat',
      ]);
      await post('refresh', client.auth, { refreshToken: body.data.refreshToken }).expect(200);
    });

    it('leaves the tokens that the user has already', async () => {
      const { user, accessToken } = await aManagedUser(app, client);
      const cookie = `next-auth.session-token=${sessionToken({ email: user.email })}`;
      await exchange(await aCode({ cookie })).expect(200);
      await request(app.url).get('/v2/me').set(bearer(accessToken)).expect(200);
    });

    it('takes a code once', async () => {
      const code = await aCode((await aVisitor()).headers);
      await exchange(code).expect(200);
      expect((await exchange(code).expect(400)).body.error.message).toBe('Invalid OAuth Client.');
    });

    it('lets one of 16 win who use a code at the same time, in every round', async () => {
      const { userId, headers } = await aVisitor();
      for (let round = 1; round <= 8; round++) {
        const code = await aCode(headers);
        const answers = await Promise.all(Array.from({ length: 16 }, () => exchange(code)));
        expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(15).fill(400)]);
        expect(await app.prisma.tokenSession.count({ where: { userId } })).toBe(round);
      }
    });

    it('takes a code for ten minutes', async () => {
      const inTime = await aCode((await aVisitor()).headers);
      app.clock.advance(9 * MINUTE);
      await exchange(inTime).expect(200);
      const late = await aCode((await aVisitor()).headers);
      app.clock.advance(10 * MINUTE);
      expect((await exchange(late).expect(400)).body.error.message).toBe('Invalid OAuth Client.');
    });

    it.each(['the secret of another client', 'another client', 'an unknown client', 'an unknown code'])(
      'refuses %s with the same words, and keeps the code',
      async (what) => {
        const code = await aCode((await aVisitor()).headers);
        const other = await aClient();
        const attempts = {
          'the secret of another client': () => exchange(code, { ...client, clientSecret: other.clientSecret }),
          'another client': () => exchange(code, other),
          'an unknown client': () => exchange(code, { ...client, clientId: 'unknown' }),
          'an unknown code': () => exchange('nonsense'),
        };
        const { body } = await attempts[what as keyof typeof attempts]().expect(400);
        expect(body.error).toEqual({
          code: 'BadRequestException',
          message: 'Invalid OAuth Client.',
          details: { message: 'Invalid OAuth Client.', error: 'Bad Request', statusCode: 400 },
        });
        await exchange(code).expect(200);
      },
    );

    it('gives no tokens of an account that was locked in the meantime', async () => {
      const { userId, headers } = await aVisitor();
      const code = await aCode(headers);
      await app.prisma.user.update({ where: { id: userId }, data: { locked: true } });
      await exchange(code).expect(400);
    });

    it('reports a missing secret before a missing code, and does not repeat the secret', async () => {
      const { body } = await post('exchange', {}).expect(400);
      expect(body.error.details.errors[0].constraints).toEqual({ isString: 'clientSecret must be a string' });
      const { body: wrong } = await post('exchange', {}, { clientSecret: ['a-secret'] }).expect(400);
      expect(JSON.stringify(wrong)).not.toContain('a-secret');
    });

    it.each<Headers>([{}, { authorization: 'Basic abc' }, { authorization: 'Bearer' }])(
      'asks for the code when the header is %j',
      async (headers) => {
        const { body } = await post('exchange', headers, { clientSecret: client.clientSecret }).expect(400);
        expect(body.error.message).toBe("Missing 'Bearer' Authorization header.");
      },
    );

    it('counts failures against the address, whatever code was tried', async () => {
      const limited = await startTestApp({ rateLimitEnabled: true, rateLimitIp: 3 });
      const statuses: number[] = [];
      for (let i = 0; i < 4; i++) {
        const { status } = await request(limited.url)
          .post(`/v2/oauth/${client.clientId}/exchange`)
          .set(bearer(`guess-${i}`))
          .send({ clientSecret: 'wrong' });
        statuses.push(status);
      }
      await limited.close();
      expect(statuses).toEqual([400, 400, 400, 429]);
    });
  });

  describe('POST /v2/oauth/:clientId/refresh', () => {
    const INVALID = 'Invalid refresh token';

    it('gives the next pair, in the order of the keys', async () => {
      const { user, refreshToken } = await aManagedUser(app, client);
      const { body } = await post('refresh', client.auth, { refreshToken }).expect(200);
      expect(Object.keys(body)).toEqual(['status', 'data']);
      expect(Object.keys(body.data)).toEqual(KEYS);
      expect(body.data.accessTokenExpiresAt % MINUTE).toBe(0);
      expect(body.data.refreshTokenExpiresAt % DAY).toBe(0);
      const names = ['type', 'clientId', 'ownerId', 'expiresAt', 'userId', 'jti', 'iat'];
      for (const [token, type] of [
        [body.data.accessToken, 'access_token'],
        [body.data.refreshToken, 'refresh_token'],
      ]) {
        expect(Object.keys(claimsOf(token))).toEqual(names);
        expect(claimsOf(token)).toMatchObject({ type, clientId: client.clientId, ownerId: user.id, userId: user.id });
      }
      const me = await request(app.url).get('/v2/me').set(bearer(body.data.accessToken)).expect(200);
      expect(me.body.data.id).toBe(user.id);
    });

    it.each(['/v2/oauth', '/api/v2/oauth', '/v2/ee/oauth'])('is served as %s', async (prefix) => {
      const { refreshToken } = await aManagedUser(app, client);
      await request(app.url)
        .post(`${prefix}/${client.clientId}/refresh`)
        .set(client.auth)
        .send({ refreshToken })
        .expect(200);
    });

    it.each(['refresh', 'exchange', 'authorize'])('is not served under oauth-clients: %s', async (name) => {
      await request(app.url).post(`/v2/oauth-clients/${client.clientId}/${name}`).set(client.auth).send({}).expect(404);
    });

    it('keeps the older access token working', async () => {
      const { accessToken, refreshToken } = await aManagedUser(app, client);
      await post('refresh', client.auth, { refreshToken }).expect(200);
      await request(app.url).get('/v2/me').set(bearer(accessToken)).expect(200);
    });

    it.each(['an API key of the organization', 'a token of the client', 'a token of the user itself'])(
      'takes %s instead of the secret',
      async (kind) => {
        const own = await aManagedUser(app, client);
        const other = await aManagedUser(app, client);
        const tokens = [client.apiKey, other.accessToken, own.accessToken];
        const kinds = ['an API key of the organization', 'a token of the client', 'a token of the user itself'];
        const token = tokens[kinds.indexOf(kind)] as string;
        await post('refresh', bearer(token), { refreshToken: own.refreshToken }).expect(200);
      },
    );

    it.each([
      'an API key of another organization',
      'a token of another client of the same organization',
      'a token of another organization',
    ])('refuses %s, and keeps the refresh token', async (kind) => {
      const { refreshToken } = await aManagedUser(app, client);
      const stranger = await aClient();
      const sibling = await aClient([REDIRECT], client);
      const tokens: Record<string, string> = {
        'an API key of another organization': stranger.apiKey,
        'a token of another client of the same organization': (await aManagedUser(app, sibling)).accessToken,
        'a token of another organization': (await aManagedUser(app, stranger)).accessToken,
      };
      await post('refresh', bearer(tokens[kind] as string), { refreshToken }).expect(403);
      await post('refresh', client.auth, { refreshToken }).expect(200);
    });

    it('lets a system administrator refresh for every client', async () => {
      const { refreshToken } = await aManagedUser(app, client);
      const stranger = await aClient();
      await app.prisma.user.update({ where: { id: stranger.ownerId }, data: { role: 'ADMIN' } });
      const key = await anApiKey(app, stranger.ownerId, stranger.organizationId);
      await post('refresh', bearer(key), { refreshToken }).expect(200);
    });

    it('asks for credentials', async () => {
      const { refreshToken } = await aManagedUser(app, client);
      const { body } = await post('refresh', {}, { refreshToken }).expect(401);
      expect(body.error.message).toBe(
        "ApiAuthStrategy - Only 'x-cal-client-id' header provided. Please also provide 'x-cal-secret-key' header or Auth bearer token as 'Authentication' header",
      );
    });

    it('refuses a wrong secret and an unknown client', async () => {
      const wrong = await post('refresh', { 'x-cal-secret-key': 'wrong' }, { refreshToken: 'x' }).expect(401);
      expect(wrong.body.error.message).toBe('ApiAuthStrategy - oAuth client - Invalid client secret');
      const unknown = await post('refresh', client.auth, { refreshToken: 'x' }, 'unknown').expect(401);
      expect(unknown.body.error.message).toBe('ApiAuthStrategy - oAuth client - Client with ID unknown not found');
      const { body } = await post('refresh', bearer(client.apiKey), { refreshToken: 'x' }, 'unknown').expect(400);
      expect(body.error.message).toBe('Invalid OAuthClient credentials.');
    });

    it('refuses a body without a refresh token, and does not repeat a wrong one', async () => {
      const { body } = await post('refresh', client.auth, {}).expect(400);
      expect(body.error.details.errors[0].constraints).toEqual({ isString: 'refreshToken must be a string' });
      const { body: wrong } = await post('refresh', client.auth, { refreshToken: ['a-token'] }).expect(400);
      expect(JSON.stringify(wrong)).not.toContain('a-token');
    });

    it.each([
      'a text that is no token',
      'an access token',
      'a token of another client',
      'a token of an ended login',
      'an expired token',
    ])('refuses %s', async (kind) => {
      const own = await aManagedUser(app, client);
      const foreign = await aManagedUser(app, await aClient([REDIRECT], client));
      const tokens: Record<string, string> = {
        'a text that is no token': unique(),
        'an access token': own.accessToken,
        'a token of another client': foreign.refreshToken,
      };
      if (kind === 'a token of an ended login') {
        await request(app.url).post(`${client.users}/${own.user.id}/force-refresh`).set(client.auth).expect(200);
      }
      if (kind === 'an expired token') app.clock.advance(366 * DAY);
      const refreshToken = tokens[kind] ?? own.refreshToken;
      const { body } = await post('refresh', client.auth, { refreshToken }).expect(400);
      expect(body.error).toEqual({
        code: 'BadRequestException',
        message: INVALID,
        details: { message: INVALID, error: 'Bad Request', statusCode: 400 },
      });
    });
  });
});
