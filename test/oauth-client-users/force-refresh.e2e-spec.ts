import { managedUsersApi, type ManagedUsersApi, type TokensApi, tokensApi } from '../support/api-client.js';
import { badRequest, expectError, unauthorized } from '../support/expected-errors.js';
import { aManagedUser, anOAuthClient, type TestClient } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('re-tokening a managed user', () => {
  let app: TestApp;
  let client: TestClient;
  let api: ManagedUsersApi;
  let tokens: TokensApi;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    api = managedUsersApi(app, client);
    tokens = tokensApi(app, client);
  });
  afterAll(() => app.close());

  const renewed = async (userId: number) => (await api.forceRefresh(userId).expect(200)).body.data;

  it('answers 200 with both tokens before both expiries', async () => {
    const { user } = await aManagedUser(app, client);
    const { body } = await api.forceRefresh(user.id).expect(200);
    expect(Object.keys(body)).toEqual(['status', 'data']);
    expect(Object.keys(body.data)).toEqual([
      'accessToken',
      'refreshToken',
      'accessTokenExpiresAt',
      'refreshTokenExpiresAt',
    ]);
  });

  it('gives a pair that works', async () => {
    const { user } = await aManagedUser(app, client);
    const { accessToken, refreshToken, accessTokenExpiresAt, refreshTokenExpiresAt } = await renewed(user.id);
    await tokens.useAccessToken(accessToken).expect(403);
    await tokens.refresh(refreshToken).expect(200);
    const now = app.clock.now();
    expect(accessTokenExpiresAt % 60_000).toBe(0);
    expect(accessTokenExpiresAt - now).toBeGreaterThan(58 * 60_000);
    expect(accessTokenExpiresAt - now).toBeLessThanOrEqual(60 * 60_000);
    expect(refreshTokenExpiresAt % 86_400_000).toBe(0);
    expect(refreshTokenExpiresAt - now).toBeGreaterThan(363 * 86_400_000);
    expect(refreshTokenExpiresAt - now).toBeLessThanOrEqual(365 * 86_400_000);
  });

  it('ends every earlier token of the user at once: first, refreshed and renewed ones', async () => {
    const first = await aManagedUser(app, client);
    const refreshed = (await tokens.refresh(first.refreshToken).expect(200)).body.data;
    for (const { accessToken } of [first, refreshed]) await tokens.useAccessToken(accessToken).expect(403);
    const second = await renewed(first.user.id);
    await tokens.useAccessToken(second.accessToken).expect(403);
    const third = await renewed(first.user.id);
    for (const { accessToken, refreshToken } of [first, refreshed, second]) {
      expectError(await tokens.useAccessToken(accessToken), unauthorized('Invalid Access Token.'));
      expectError(await tokens.refresh(refreshToken), badRequest('Invalid refresh token'));
    }
    await tokens.useAccessToken(third.accessToken).expect(403);
    await tokens.refresh(third.refreshToken).expect(200);
  });

  it('leaves the tokens of other users alone', async () => {
    const { user } = await aManagedUser(app, client);
    const other = await aManagedUser(app, client);
    await renewed(user.id);
    await tokens.useAccessToken(other.accessToken).expect(403);
    await tokens.refresh(other.refreshToken).expect(200);
  });

  it('never gives the same token twice, even within one second', async () => {
    const { user } = await aManagedUser(app, client);
    const given = [await renewed(user.id), await renewed(user.id), await renewed(user.id)];
    expect(new Set(given.flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken])).size).toBe(6);
  });

  it.each([{}, { userId: 1, accessTokenExpiresAt: 'never' }, []])('ignores the body %j', async (body) => {
    const { user } = await aManagedUser(app, client);
    await api.forceRefresh(user.id).send(body).expect(200);
  });

  it('stores neither token', async () => {
    const { user } = await aManagedUser(app, client);
    const { accessToken, refreshToken } = await renewed(user.id);
    const rows = await app.prisma.tokenSession.findMany({ where: { userId: user.id } });
    const stored = JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
    expect(rows).toHaveLength(1);
    for (const token of [accessToken, refreshToken]) {
      for (const part of token.split('.')) expect(stored).not.toContain(part);
    }
  });
});
