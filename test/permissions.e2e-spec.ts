import request from 'supertest';
import { ALL_PERMISSIONS, PERMISSIONS } from '../src/auth/permissions.js';
import { aManagedUser, anOAuthClient, type TestClient } from './support/factories.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const { PROFILE_READ, PROFILE_WRITE } = PERMISSIONS;

describe('permissions', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  const tokenOf = async (client: TestClient): Promise<{ authorization: string }> => ({
    authorization: `Bearer ${(await aManagedUser(app, client)).accessToken}`,
  });
  const secretOf = ({ clientId, auth }: TestClient) => ({ 'x-cal-client-id': clientId, ...auth });
  const refusal = ({ clientId }: TestClient, permission: string): string =>
    `PermissionsGuard - oAuth client with id=${clientId} does not have the required permissions=${permission}. Go to platform dashboard settings and add the required permissions to the oAuth client.`;

  it.each([
    ['GET', 'PROFILE_READ', PROFILE_READ],
    ['PATCH', 'PROFILE_WRITE', PROFILE_WRITE],
  ] as const)('%s /v2/me needs %s, and no other permission', async (method, name, bit) => {
    const call = (headers: Record<string, string>) =>
      request(app.url)[method === 'GET' ? 'get' : 'patch']('/v2/me').set(headers);
    const allowed = await anOAuthClient(app, { permissions: bit });
    const forbidden = await anOAuthClient(app, { permissions: ALL_PERMISSIONS & ~bit });
    await call(await tokenOf(allowed)).expect(200);
    await call(secretOf(allowed)).expect(200);
    for (const headers of [await tokenOf(forbidden), secretOf(forbidden)]) {
      const { body } = await call(headers).expect(403);
      expect(body.error).toEqual({
        code: 'ForbiddenException',
        message: refusal(forbidden, name),
        details: { message: refusal(forbidden, name), error: 'Forbidden', statusCode: 403 },
      });
    }
  });

  it('does not bind API keys to the permissions of a client', async () => {
    const { apiKey } = await anOAuthClient(app, { permissions: 0 });
    await request(app.url)
      .get('/v2/me')
      .set({ authorization: `Bearer ${apiKey}` })
      .expect(200);
  });

  it('refuses missing permissions before it looks at the body', async () => {
    const client = await anOAuthClient(app, { permissions: PROFILE_READ });
    await request(app.url)
      .patch('/v2/me')
      .set(await tokenOf(client))
      .send({ timeFormat: 13 })
      .expect(403);
  });

  it('asks for no permission to manage users, to refresh and to check a token', async () => {
    const client = await anOAuthClient(app, { permissions: 0 });
    const { refreshToken } = await aManagedUser(app, client);
    await request(app.url).get(client.users).set(client.auth).expect(200);
    await request(app.url)
      .get(`/v2/provider/${client.clientId}/access-token`)
      .set(await tokenOf(client))
      .expect(200);
    await request(app.url)
      .post(`/v2/oauth/${client.clientId}/refresh`)
      .set(client.auth)
      .send({ refreshToken })
      .expect(200);
  });
});
