import jwt from 'jsonwebtoken';
import { createHash, randomBytes } from 'node:crypto';
import request, { type Response } from 'supertest';
import { CredentialsService } from '../src/credentials/credentials.service.js';
import {
  aManagedUser,
  anApiKey,
  anOAuthClient,
  anOrganization,
  aPerson,
  type TestClient,
  unique,
} from './support/factories.js';
import { startProbeApp } from './support/probe-app.js';
import type { TestApp } from './support/test-app.js';

const DAY = 86_400_000;
const MINUTE = 60_000;
const NOTHING =
  "ApiAuthStrategy - No authentication method provided. Either pass an API key as 'Bearer' header or OAuth client credentials as 'x-cal-secret-key' and 'x-cal-client-id' headers";
const ONLY_ID =
  "ApiAuthStrategy - Only 'x-cal-client-id' header provided. Please also provide 'x-cal-secret-key' header or Auth bearer token as 'Authentication' header";
const ONLY_SECRET =
  "ApiAuthStrategy - Only 'x-cal-secret-key' header provided. Please also provide 'x-cal-client-id' header or Auth bearer token as 'Authentication' header";

type Headers = Record<string, string>;
const bearer = (token: string): Headers => ({ Authorization: `Bearer ${token}` });

const WORDS: Record<number, [code: string, word: string]> = {
  401: ['UnauthorizedException', 'Unauthorized'],
  403: ['ForbiddenException', 'Forbidden'],
  404: ['NotFoundException', 'Not Found'],
};

/** The refusal must have exactly this text, in the message and in the details. */
function expectRefusal(response: Response, statusCode: number, message: string): void {
  const [code, error] = WORDS[statusCode] as [string, string];
  expect(response.body.error).toEqual({ code, message, details: { message, error, statusCode } });
  expect(response.status).toBe(statusCode);
}

describe('authentication', () => {
  let app: TestApp;
  let client: TestClient;

  beforeAll(async () => {
    app = await startProbeApp();
    client = await anOAuthClient(app);
  });
  afterAll(() => app.close());

  const get = (path: string, headers: Headers): Promise<Response> =>
    request(app.url)
      .get(path)
      .set(headers)
      .then((response) => response);
  /** Who the server takes the caller for, on a route without a client id in its path. */
  const callerOf = async (headers: Headers): Promise<Record<string, unknown>> => {
    const { status, body } = await get('/v2/probe/caller', headers);
    expect({ status, error: body.error }).toEqual({ status: 200, error: undefined });
    return body;
  };
  /** Makes changes of the database known to the server, as they are within a second. */
  const settle = (): Promise<void> => app.app.get(CredentialsService).forgetChanged();
  const storeApiKey = async (text: string, more: { userId?: number; organizationId?: number | null } = {}) => {
    const { userId = client.ownerId, organizationId = client.organizationId } = more;
    const hashedKey = createHash('sha256').update(text).digest('hex');
    await app.prisma.apiKey.create({ data: { userId, organizationId, hashedKey } });
  };

  describe('without enough credentials', () => {
    it.each<[string, Headers, string]>([
      ['nothing', {}, NOTHING],
      ['empty headers', { 'x-cal-client-id': '', 'x-cal-secret-key': '', Authorization: '' }, NOTHING],
      ['another scheme', { Authorization: 'Basic YTpi' }, NOTHING],
      ['a token without a scheme', { Authorization: 'cal_0123' }, NOTHING],
      ['a scheme without a token', { Authorization: 'Bearer' }, NOTHING],
      ['only a client id', { 'x-cal-client-id': 'abc' }, ONLY_ID],
      ['only a client id and another scheme', { 'x-cal-client-id': 'abc', Authorization: 'Basic YTpi' }, ONLY_ID],
      ['only a secret', { 'x-cal-secret-key': 'abc' }, ONLY_SECRET],
    ])('tells what is missing beside %s', async (_, headers, message) => {
      expectRefusal(await get('/v2/probe/caller', headers), 401, message);
    });

    it('takes the client id in a path for given', async () => {
      expectRefusal(await get(client.users, {}), 401, ONLY_ID);
      const response = await request(app.url).post(`/v2/oauth/${client.clientId}/refresh`);
      expectRefusal(response, 401, ONLY_ID);
    });
  });

  describe('with the secret of a client', () => {
    const headersOf = ({ clientId, clientSecret }: TestClient): Headers => ({
      'x-cal-client-id': clientId,
      'x-cal-secret-key': clientSecret,
    });

    it('acts as the owner of the organization', async () => {
      expect(await callerOf(headersOf(client))).toMatchObject({
        method: 'OAUTH_CLIENT_CREDENTIALS',
        userId: client.ownerId,
        organizationId: client.organizationId,
        clientId: client.clientId,
      });
    });

    it('prefers the client id of the path to that of the header', async () => {
      const other = await anOAuthClient(app);
      expect((await get(client.users, { ...client.auth, 'x-cal-client-id': other.clientId })).status).toBe(200);
      expect((await get(client.users, headersOf(other))).status).toBe(401);
    });

    it('prefers the secret to a bearer, also when the secret is wrong', async () => {
      expect((await get(client.users, { ...client.auth, ...bearer('nonsense') })).status).toBe(200);
      const response = await get(client.users, { 'x-cal-secret-key': 'wrong', ...bearer(client.apiKey) });
      expectRefusal(response, 401, 'ApiAuthStrategy - oAuth client - Invalid client secret');
    });

    it('falls back to the bearer when there is only half of a pair', async () => {
      const headers = { 'x-cal-secret-key': 'wrong', ...bearer(client.apiKey) };
      expect(await callerOf(headers)).toMatchObject({ method: 'API_KEY' });
    });

    it('refuses an unknown client', async () => {
      const response = await get('/v2/oauth-clients/no-such-client/users', client.auth);
      expectRefusal(response, 401, 'ApiAuthStrategy - oAuth client - Client with ID no-such-client not found');
    });

    it.each([
      ['a wrong one', async () => 'wrong'],
      ['one with another ending', async () => `${client.clientSecret}x`],
      ['that of another client', async () => (await anOAuthClient(app)).clientSecret],
      ['the hash of the right one', async () => createHash('sha256').update(client.clientSecret).digest('hex')],
    ])('refuses %s', async (_, secret) => {
      const response = await get(client.users, { 'x-cal-secret-key': await secret() });
      expectRefusal(response, 401, 'ApiAuthStrategy - oAuth client - Invalid client secret');
    });

    it('acts as the first administrator when there is no owner, then as nobody', async () => {
      const lonely = await anOAuthClient(app);
      const admins = [
        await aPerson(app, lonely.organizationId, 'ADMIN'),
        await aPerson(app, lonely.organizationId, 'ADMIN'),
      ];
      await aPerson(app, lonely.organizationId, 'MEMBER');
      await aPerson(app, lonely.organizationId, 'OWNER', false);
      expect(await callerOf(headersOf(lonely))).toMatchObject({ userId: lonely.ownerId });
      await app.prisma.user.update({ where: { id: lonely.ownerId }, data: { locked: true } });
      await settle();
      expect(await callerOf(headersOf(lonely))).toMatchObject({ userId: admins[0] });
      await app.prisma.membership.deleteMany({ where: { userId: { in: admins } } });
      await settle();
      const response = await get('/v2/probe/caller', headersOf(lonely));
      expectRefusal(response, 401, 'ApiAuthStrategy - oAuth client - No owner ID found for this OAuth client');
    });

    it('does not look at the origin', async () => {
      expect((await get(client.users, { ...client.auth, Origin: 'https://anywhere.test' })).status).toBe(200);
    });
  });

  describe('with an API key', () => {
    it.each(['Bearer', 'bearer', 'BEARER', 'bEaReR'])('reads the scheme "%s"', async (scheme) => {
      expect(await callerOf({ Authorization: `${scheme}  ${client.apiKey}` })).toMatchObject({
        method: 'API_KEY',
        userId: client.ownerId,
        organizationId: client.organizationId,
        clientId: null,
      });
    });

    it('accepts a row as the original stores it: SHA-256 of what follows the prefix, in hex', async () => {
      const text = randomBytes(16).toString('hex');
      await storeApiKey(text);
      expect(await callerOf(bearer(`cal_${text}`))).toMatchObject({ userId: client.ownerId });
      expect((await get('/v2/probe/caller', bearer(text))).status).toBe(401);
    });

    it('refuses an unknown one', async () => {
      const response = await get(client.users, bearer(`cal_${randomBytes(16).toString('hex')}`));
      expectRefusal(response, 401, 'ApiAuthStrategy - api key - Your api key is not valid');
    });

    it('refuses one that was revoked', async () => {
      const key = await anApiKey(app, client.ownerId, client.organizationId);
      await callerOf(bearer(key));
      const hashedKey = createHash('sha256').update(key.slice(4)).digest('hex');
      await app.prisma.apiKey.delete({ where: { hashedKey } });
      await settle();
      const response = await get(client.users, bearer(key));
      expectRefusal(response, 401, 'ApiAuthStrategy - api key - Your api key is not valid');
    });

    it('refuses that of a locked account', async () => {
      const admin = await aPerson(app, client.organizationId, 'ADMIN');
      const key = await anApiKey(app, admin, client.organizationId);
      await callerOf(bearer(key));
      await app.prisma.user.update({ where: { id: admin }, data: { locked: true } });
      await settle();
      const response = await get(client.users, bearer(key));
      expectRefusal(response, 401, 'ApiAuthStrategy - api key - Your api key is not valid');
    });

    it('accepts one through the whole of its last day, and not on the next', async () => {
      // Noon in UTC, so that the test does not depend on when it runs.
      const midnight = Math.ceil(app.clock.now() / DAY) * DAY;
      app.clock.advance(midnight + DAY / 2 - app.clock.now());
      const key = await anApiKey(app, client.ownerId, client.organizationId, new Date(midnight + 1));
      expect((await get(client.users, bearer(key))).status).toBe(200);
      app.clock.advance(DAY / 2 - MINUTE);
      expect((await get(client.users, bearer(key))).status).toBe(200);
      app.clock.advance(2 * MINUTE);
      const response = await get(client.users, bearer(key));
      expectRefusal(response, 401, 'ApiAuthStrategy - api key - Your api key is expired');
    });

    it('lets a personal one act for the organization of its owner, in every route', async () => {
      const { user } = await aManagedUser(app, client);
      const key = await anApiKey(app, client.ownerId);
      expect(await callerOf(bearer(key))).toMatchObject({ organizationId: client.organizationId });
      const path = `${client.users}/${user.id}`;
      await request(app.url).get(path).set(bearer(key)).expect(200);
      const { body } = await request(app.url).patch(path).set(bearer(key)).send({ name: 'Bob' }).expect(200);
      expect(body.data.name).toBe('Bob');
    });

    it('prefers the organization of the key to that of its owner', async () => {
      const other = await anOrganization(app);
      const text = unique();
      await storeApiKey(text, { organizationId: other.organizationId });
      expect(await callerOf(bearer(`cal_${text}`))).toMatchObject({ organizationId: other.organizationId });
    });

    it('does not look at the origin', async () => {
      expect((await get(client.users, { ...bearer(client.apiKey), Origin: 'https://anywhere.test' })).status).toBe(200);
    });

    it('tells keys by the prefix of the settings, everywhere', async () => {
      const other = await startProbeApp({}, { apiKeyPrefix: 'cal_live_', rateLimitEnabled: true });
      const text = randomBytes(16).toString('hex');
      await storeApiKey(text);
      const send = (headers: Headers) => request(other.url).get('/v2/probe/caller').set(headers);
      const right = await send(bearer(`cal_live_${text}`));
      const wrong = await send(bearer(`cal_${text}`));
      const unknown = await send(bearer('cal_live_0123'));
      await other.close();
      expect(right.body).toMatchObject({ method: 'API_KEY', userId: client.ownerId });
      expectRefusal(wrong, 401, 'Invalid Access Token.');
      expectRefusal(unknown, 401, 'CustomThrottlerGuard - Invalid API Key');
    });
  });

  describe('with the access token of a managed user', () => {
    it('acts as the user', async () => {
      const { user, accessToken } = await aManagedUser(app, client);
      expect(await callerOf(bearer(accessToken))).toMatchObject({
        method: 'ACCESS_TOKEN',
        userId: user.id,
        organizationId: client.organizationId,
        clientId: client.clientId,
        membership: { role: 'MEMBER', accepted: true },
      });
    });

    it.each([
      ['nonsense', async () => 'nonsense'],
      ['a refresh token', async () => (await aManagedUser(app, client)).refreshToken],
      ['one that somebody else signed', async () => sign((await aManagedUser(app, client)).accessToken)],
      ['one that nobody signed', async () => unsigned((await aManagedUser(app, client)).accessToken)],
      ['one that was changed', async () => changed((await aManagedUser(app, client)).accessToken)],
    ])('refuses %s', async (_, token) => {
      expectRefusal(await get('/v2/probe/caller', bearer(await token())), 401, 'Invalid Access Token.');
    });

    it('answers 498 once it is expired', async () => {
      const { accessToken, accessTokenExpiresAt } = await aManagedUser(app, client);
      app.clock.advance(accessTokenExpiresAt - app.clock.now() - 2_000);
      await callerOf(bearer(accessToken));
      app.clock.advance(2_000);
      const { status, body, res } = (await get('/v2/probe/caller', bearer(accessToken))) as Response & {
        res: { statusMessage: string };
      };
      expect([status, res.statusMessage]).toEqual([498, 'unknown']);
      const message = 'ACCESS_TOKEN_IS_EXPIRED';
      expect(JSON.stringify(body.error)).toBe(
        JSON.stringify({ code: 'TokenExpiredException', message, details: message }),
      );
    });

    it('refuses it at once after a force-refresh, and after the user is deleted', async () => {
      const { user, accessToken } = await aManagedUser(app, client);
      await callerOf(bearer(accessToken));
      const refreshed = await request(app.url).post(`${client.users}/${user.id}/force-refresh`).set(client.auth);
      expectRefusal(await get('/v2/probe/caller', bearer(accessToken)), 401, 'Invalid Access Token.');
      const next = refreshed.body.data.accessToken as string;
      await callerOf(bearer(next));
      await request(app.url).delete(`${client.users}/${user.id}`).set(client.auth).expect(200);
      await settle();
      expectRefusal(await get('/v2/probe/caller', bearer(next)), 401, 'Invalid Access Token.');
    });

    it('keeps the one before while the user refreshes', async () => {
      const { user, accessToken, refreshToken } = await aManagedUser(app, client);
      const path = `/v2/oauth/${client.clientId}/refresh`;
      await request(app.url).post(path).set(client.auth).send({ refreshToken }).expect(200);
      expect(await callerOf(bearer(accessToken))).toMatchObject({ userId: user.id });
    });

    it('refuses that of a locked user', async () => {
      const { user, accessToken } = await aManagedUser(app, client);
      await callerOf(bearer(accessToken));
      await app.prisma.user.update({ where: { id: user.id }, data: { locked: true } });
      await settle();
      expectRefusal(await get('/v2/probe/caller', bearer(accessToken)), 401, 'Invalid Access Token.');
    });

    it('demands an origin among the redirect URIs, if there is one', async () => {
      const pages = await anOAuthClient(app, { redirectUris: ['https://app.acme.test/cb', 'https://*.preview.test'] });
      const { accessToken } = await aManagedUser(app, pages);
      await callerOf(bearer(accessToken));
      for (const Origin of ['https://app.acme.test', 'https://pr-1.preview.test']) {
        await callerOf({ ...bearer(accessToken), Origin });
      }
      for (const Origin of [
        'https://app.acme.test.evil.test',
        'http://app.acme.test',
        'https://preview.test',
        'null',
      ]) {
        const response = await get('/v2/probe/caller', { ...bearer(accessToken), Origin });
        const message = `ApiAuthStrategy - access token - Invalid request origin - please open https://app.cal.com/settings/platform and add the origin '${Origin}' to the 'Redirect uris' of your OAuth client with ID '${pages.clientId}'`;
        expectRefusal(response, 401, message);
      }
    });

    it('reports that it is expired rather than that the origin is wrong', async () => {
      const { accessToken } = await aManagedUser(app, client);
      app.clock.advance(61 * MINUTE);
      expect((await get('/v2/probe/caller', { ...bearer(accessToken), Origin: 'https://x.test' })).status).toBe(498);
    });
  });

  describe('on the routes of managed users', () => {
    const routes = ({ clientId, users }: TestClient) =>
      [
        ['get', users],
        ['post', users],
        ['get', `${users}/1`],
        ['patch', `${users}/1`],
        ['delete', `${users}/1`],
        ['post', `${users}/1/force-refresh`],
        ['get', `/v2/oauth-clients/${clientId}/managed-users`],
      ] as const;
    const everywhere = async (headers: Headers, of = client): Promise<Response[]> =>
      Promise.all(routes(of).map(async ([method, path]) => request(app.url)[method](path).set(headers)));
    const roles = (index: number): string => (index === 6 ? 'ADMIN, OWNER, MEMBER' : 'ADMIN, OWNER');

    it('refuses a managed user with its own token', async () => {
      const { user, accessToken } = await aManagedUser(app, client);
      const responses = await everywhere(bearer(accessToken));
      for (const [index, response] of responses.entries()) {
        const message = `OrganizationRolesGuard - User must have one of the roles: ${roles(index)}.`;
        expectRefusal(response, 403, message);
      }
      const own = await request(app.url).get(`${client.users}/${user.id}`).set(bearer(accessToken));
      expect(own.status).toBe(403);
    });

    it('refuses a managed user with its own token even if somebody made it a system administrator', async () => {
      const { user, accessToken } = await aManagedUser(app, client);
      await app.prisma.user.update({ where: { id: user.id }, data: { role: 'ADMIN' } });
      const responses = await everywhere(bearer(accessToken));
      expect(responses.map(({ status }) => status)).toEqual(Array(7).fill(403));
    });

    it('refuses an API key of another organization', async () => {
      const other = await anOAuthClient(app);
      for (const response of await everywhere(bearer(other.apiKey))) {
        const message = `OAuthClientGuard - forbidden. oAuth client with id=${client.clientId} does not belong to the organization with id=${other.organizationId}.`;
        expectRefusal(response, 403, message);
      }
    });

    it('refuses an API key of somebody without an organization', async () => {
      const { id } = await app.prisma.user.create({ data: { email: `${unique()}@example.org` } });
      for (const response of await everywhere(bearer(await anApiKey(app, id)))) {
        expectRefusal(response, 403, 'OAuthClientGuard - No organization associated with the user.');
      }
    });

    it('does not find an unknown client for an API key', async () => {
      const unknown = { ...client, clientId: 'nope', users: '/v2/oauth-clients/nope/users' };
      for (const response of await everywhere(bearer(client.apiKey), unknown)) {
        expectRefusal(response, 404, 'OAuthClientGuard - OAuth client not found.');
      }
    });

    it('refuses an organization that is no platform, whoever asks', async () => {
      const plain = await anOAuthClient(app, {}, await anOrganization(app, { isPlatform: false }));
      const member = await anApiKey(app, await aPerson(app, plain.organizationId, 'MEMBER'), plain.organizationId);
      for (const headers of [plain.auth, bearer(plain.apiKey), bearer(member)]) {
        for (const response of await everywhere(headers, plain)) {
          expectRefusal(response, 403, 'OrganizationRolesGuard - Organization is not a platform (SHP).');
        }
      }
    });

    it('answers a stranger to the organization with a missing row', async () => {
      const stranger = await aPerson(app, (await anOrganization(app)).organizationId, 'OWNER');
      const key = await anApiKey(app, stranger, client.organizationId);
      for (const { status, body } of await everywhere(bearer(key))) {
        const message = 'Invalid Query: The requested record was not found.';
        expect({ status, error: body.error }).toEqual({ status: 404, error: { code: 'NOT_FOUND', message } });
      }
    });

    it('refuses who has not accepted the membership, owners too', async () => {
      const owner = await aPerson(app, client.organizationId, 'OWNER', false);
      for (const response of await everywhere(bearer(await anApiKey(app, owner, client.organizationId)))) {
        const message = 'OrganizationRolesGuard - User has not accepted membership in the organization.';
        expectRefusal(response, 403, message);
      }
    });

    it('refuses a mere member, except for the second list', async () => {
      const member = await aPerson(app, client.organizationId, 'MEMBER');
      const responses = await everywhere(bearer(await anApiKey(app, member, client.organizationId)));
      for (const response of responses.slice(0, 6)) {
        expectRefusal(response, 403, 'OrganizationRolesGuard - User must have one of the roles: ADMIN, OWNER.');
      }
      expect(responses[6]?.status).toBe(200);
    });

    it('accepts an administrator', async () => {
      const admin = await aPerson(app, client.organizationId, 'ADMIN');
      const key = await anApiKey(app, admin, client.organizationId);
      expect((await get(client.users, bearer(key))).status).toBe(200);
    });

    it('accepts a system administrator with every client that there is', async () => {
      const { id } = await app.prisma.user.create({ data: { email: `${unique()}@example.org`, role: 'ADMIN' } });
      const key = await anApiKey(app, id);
      const { user } = await aManagedUser(app, client);
      expect((await get(`${client.users}/${user.id}`, bearer(key))).status).toBe(200);
      const response = await get('/v2/oauth-clients/nope/users', bearer(key));
      expectRefusal(response, 404, 'OAuthClientGuard - OAuth client not found.');
    });
  });
});

/** The same claims under another key. */
const sign = (token: string): string =>
  jwt.sign(jwt.decode(token) as object, 'another key, just as long as the right one');

/** The same claims under the algorithm "none". */
const unsigned = (token: string): string => jwt.sign(jwt.decode(token) as object, '', { algorithm: 'none' });

/** The claims of another user under the old signature. */
function changed(token: string): string {
  const [head, , signature] = token.split('.');
  const claims = JSON.stringify({ ...(jwt.decode(token) as object), ownerId: 1 });
  return [head, Buffer.from(claims).toString('base64url'), signature].join('.');
}
