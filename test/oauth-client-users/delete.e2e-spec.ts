import { bearer, managedUsersApi, type ManagedUsersApi, tokensApi } from '../support/api-client.js';
import { badRequest, expectError, notInClient, unauthorized } from '../support/expected-errors.js';
import { aManagedUser, anApiKey, anOAuthClient, aSchedule, type TestClient, unique } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('deleting a managed user', () => {
  let app: TestApp;
  let client: TestClient;
  let api: ManagedUsersApi;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app, { areDefaultEventTypesEnabled: true });
    api = managedUsersApi(app, client);
  });
  afterAll(() => app.close());

  /** How many rows belong to the user, by table. */
  const belongings = async (userId: number) => ({
    users: await app.prisma.user.count({ where: { id: userId } }),
    profiles: await app.prisma.profile.count({ where: { userId } }),
    memberships: await app.prisma.membership.count({ where: { userId } }),
    tokenSessions: await app.prisma.tokenSession.count({ where: { userId } }),
    apiKeys: await app.prisma.apiKey.count({ where: { userId } }),
    schedules: await app.prisma.schedule.count({ where: { userId } }),
    availabilities: await app.prisma.availability.count({ where: { schedule: { userId } } }),
    eventTypes: await app.prisma.eventType.count({ where: { userId } }),
    authorizationCodes: await app.prisma.authorizationCode.count({ where: { userId } }),
  });

  /** A user with something in every table. */
  const aUserWithEverything = async () => {
    const { user, ...tokens } = await aManagedUser(app, client, { timeZone: 'Europe/Rome', metadata: { a: 1 } });
    await aSchedule(app, user.id);
    await anApiKey(app, user.id);
    const codeHash = new TextEncoder().encode(unique());
    await app.prisma.authorizationCode.create({
      data: { codeHash, clientId: client.clientId, userId: user.id, expiresAt: new Date(app.clock.now() + 60_000) },
    });
    return { user, tokens };
  };

  it('answers with the user as it was', async () => {
    const { user } = await aUserWithEverything();
    const { text } = await api.delete(user.id).expect(200);
    expect(text).toBe(JSON.stringify({ status: 'success', data: user }));
  });

  it('deletes all that belongs to the user, and nothing of others', async () => {
    const { user } = await aUserWithEverything();
    const other = await aUserWithEverything();
    const before = await belongings(user.id);
    expect(before).toEqual({
      users: 1,
      profiles: 1,
      memberships: 1,
      tokenSessions: 1,
      apiKeys: 1,
      schedules: 2,
      availabilities: 1,
      eventTypes: 4,
      authorizationCodes: 1,
    });
    await api.delete(user.id).expect(200);
    expect(Object.values(await belongings(user.id))).toEqual(Array(9).fill(0));
    expect(await belongings(other.user.id)).toEqual(before);
  });

  it('can be done once', async () => {
    const { user } = await aManagedUser(app, client);
    await api.delete(user.id).expect(200);
    expectError(await api.delete(user.id), notInClient(user.id));
    expectError(await api.get(user.id), notInClient(user.id));
  });

  it('ends the tokens of the user', async () => {
    const { user, accessToken, refreshToken } = await aManagedUser(app, client);
    const tokens = tokensApi(app, client);
    await tokens.useAccessToken(accessToken).expect(403);
    await api.delete(user.id).expect(200);
    expectError(await tokens.useAccessToken(accessToken), unauthorized('Invalid Access Token.'));
    expectError(await tokens.refresh(refreshToken), badRequest('Invalid refresh token'));
  });

  it('is recorded once, with who did it', async () => {
    const { user } = await aManagedUser(app, client);
    await managedUsersApi(app, client, bearer(client.apiKey)).delete(user.id).expect(200);
    await api.delete(user.id).expect(404);
    const events = await app.prisma.auditEvent.findMany({
      where: { targetId: String(user.id), action: 'user.deleted' },
    });
    expect(events).toMatchObject([
      {
        actorMethod: 'API_KEY',
        actorUserId: client.ownerId,
        organizationId: client.organizationId,
        oauthClientId: client.clientId,
        details: {},
      },
    ]);
  });

  it('makes the address and the username free', async () => {
    const email = `${unique()}@example.org`;
    const { user } = await aManagedUser(app, client, { email });
    await api.delete(user.id).expect(200);
    const again = await aManagedUser(app, client, { email });
    expect(again.user).toMatchObject({ email: user.email, username: user.username });
    expect(again.user.id).not.toBe(user.id);
  });
});
