import request from 'supertest';
import { aManagedUser, anOAuthClient, type TestClient } from './support/factories.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const HOUR = 3_600_000;

describe('provider', () => {
  let app: TestApp;
  let client: TestClient;
  const get = (path: string) => request(app.url).get(`/v2/provider/${path}`);
  const bearer = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app, { redirectUris: ['https://app.acme.test'] });
  });
  afterAll(() => app.close());

  describe('GET /v2/provider/:clientId', () => {
    it('tells anybody the organization and the name of a client, and nothing else', async () => {
      const { text } = await get(client.clientId).expect(200);
      expect(text).toBe(
        `{"status":"success","data":{"clientId":"${client.clientId}","organizationId":${client.organizationId},"name":"Acme"}}`,
      );
    });

    it('answers 401 without a text for an unknown client', async () => {
      const { body } = await get('unknown').expect(401);
      expect(body.error).toEqual({
        code: 'UnauthorizedException',
        message: 'Unauthorized',
        details: { message: 'Unauthorized', statusCode: 401 },
      });
    });
  });

  describe('GET /v2/provider/:clientId/access-token', () => {
    const check = (headers: Record<string, string> = {}) => get(`${client.clientId}/access-token`).set(headers);

    it.each(['access token', 'API key', 'client secret'])(
      'says that a valid %s is valid, without data',
      async (kind) => {
        const headers: Record<string, Record<string, string>> = {
          'access token': bearer((await aManagedUser(app, client)).accessToken),
          'API key': bearer(client.apiKey),
          'client secret': client.auth,
        };
        const { text } = await check(headers[kind]).expect(200);
        expect(text).toBe('{"status":"success"}');
      },
    );

    it.each(['another organization', 'the same organization'])(
      'refuses the token of a client of %s like an unknown one',
      async (where) => {
        const other = await anOAuthClient(app, {}, where === 'the same organization' ? client : undefined);
        const { accessToken } = await aManagedUser(app, other);
        const { body } = await check(bearer(accessToken)).expect(401);
        expect(body.error.message).toBe('Invalid Access Token.');
        await get(`${other.clientId}/access-token`).set(bearer(accessToken)).expect(200);
      },
    );

    it('answers 498 to an expired token, so that the components refresh it', async () => {
      const { accessToken } = await aManagedUser(app, client);
      app.clock.advance(HOUR + 1);
      const { body } = await check(bearer(accessToken)).expect(498);
      expect(body.error.message).toBe('ACCESS_TOKEN_IS_EXPIRED');
    });

    it('answers 401 to a token that was replaced', async () => {
      const { user, accessToken } = await aManagedUser(app, client);
      await request(app.url).post(`${client.users}/${user.id}/force-refresh`).set(client.auth).expect(200);
      const { body } = await check(bearer(accessToken)).expect(401);
      expect(body.error.message).toBe('Invalid Access Token.');
    });

    it('answers 401 to a token that nobody issued', async () => {
      const { body } = await check(bearer('nonsense')).expect(401);
      expect(body.error.message).toBe('Invalid Access Token.');
    });

    it('takes the path for a client id when nothing else is sent', async () => {
      const { body } = await check().expect(401);
      expect(body.error.message).toBe(
        "ApiAuthStrategy - Only 'x-cal-client-id' header provided. Please also provide 'x-cal-secret-key' header or Auth bearer token as 'Authentication' header",
      );
    });

    it('holds a token to the origins of its client', async () => {
      const { accessToken } = await aManagedUser(app, client);
      await check({ ...bearer(accessToken), origin: 'https://app.acme.test' }).expect(200);
      const { body } = await check({ ...bearer(accessToken), origin: 'https://evil.test' }).expect(401);
      expect(body.error.message).toBe(
        `ApiAuthStrategy - access token - Invalid request origin - please open https://app.cal.com/settings/platform and add the origin 'https://evil.test' to the 'Redirect uris' of your OAuth client with ID '${client.clientId}'`,
      );
    });
  });
});
