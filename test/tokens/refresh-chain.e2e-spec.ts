import request from 'supertest';
import { TokensService } from '../../src/tokens/tokens.service.js';
import { aManagedUser, anOAuthClient, type TestClient } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

interface Pair {
  accessToken: string;
  refreshToken: string;
}

describe('the chain of refresh tokens', () => {
  let app: TestApp;
  let client: TestClient;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
  });
  afterAll(() => app.close());

  const send = (refreshToken: string) =>
    request(app.url).post(`/v2/oauth/${client.clientId}/refresh`).set(client.auth).send({ refreshToken });
  const refresh = async (refreshToken: string): Promise<Pair> => (await send(refreshToken).expect(200)).body.data;
  const statusOfAccess = async (accessToken: string): Promise<number> =>
    (await request(app.url).get(client.users).set('Authorization', `Bearer ${accessToken}`)).status;
  const revocations = (userId: number) =>
    app.prisma.auditEvent.count({ where: { action: 'token-session.revoked', targetId: String(userId) } });

  it('gives 50 simultaneous refreshes of one token the same successor', async () => {
    const { refreshToken } = await aManagedUser(app, client);
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(refreshToken)));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('gives a token that is one step behind the same successor, however late', async () => {
    const { refreshToken } = await aManagedUser(app, client);
    const successor = await refresh(refreshToken);
    app.clock.advance(3 * DAY);
    expect(await refresh(refreshToken)).toEqual(successor);
  });

  it('gives a token that is several steps behind its own successor for a minute', async () => {
    const { refreshToken } = await aManagedUser(app, client);
    const second = await refresh(refreshToken);
    const third = await refresh(second.refreshToken);
    await refresh(third.refreshToken);
    app.clock.advance(MINUTE - 5_000);
    expect(await refresh(refreshToken)).toEqual(second);
  });

  it('takes an older token for a replay: refuses it, ends the whole chain and records that once', async () => {
    const { user, refreshToken, accessToken } = await aManagedUser(app, client);
    const second = await refresh(refreshToken);
    const third = await refresh(second.refreshToken);
    app.clock.advance(MINUTE + 1_000);
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(refreshToken)));
    expect(answers.map(({ status, body }) => [status, body.error.message])).toEqual(
      Array(8).fill([400, 'Invalid refresh token']),
    );
    await send(third.refreshToken).expect(400);
    expect(await statusOfAccess(accessToken)).toBe(401);
    expect(await statusOfAccess(third.accessToken)).toBe(401);
    expect(await revocations(user.id)).toBe(1);
  });

  it('leaves the other logins of the user alone when one chain is ended', async () => {
    const { user, refreshToken } = await aManagedUser(app, client);
    const other = await request(app.url).post(`${client.users}/${user.id}/force-refresh`).set(client.auth).expect(200);
    await send(refreshToken).expect(400);
    await refresh(other.body.data.refreshToken);
  });

  it('keeps older access tokens alive until they expire', async () => {
    const { refreshToken, accessToken } = await aManagedUser(app, client);
    await refresh(refreshToken);
    expect(await statusOfAccess(accessToken)).toBe(403);
    app.clock.advance(61 * MINUTE);
    expect(await statusOfAccess(accessToken)).toBe(498);
  });

  it('refuses an expired refresh token', async () => {
    const { refreshToken } = await aManagedUser(app, client);
    app.clock.advance(366 * DAY);
    await send(refreshToken).expect(400);
  });

  it('prolongs the idle life with every refresh', async () => {
    let { refreshToken } = await aManagedUser(app, client);
    for (let step = 0; step < 3; step++) {
      app.clock.advance(300 * DAY);
      refreshToken = (await refresh(refreshToken)).refreshToken;
    }
  });

  it('refuses the refresh token of another client, also with that client’s own secret', async () => {
    const { refreshToken } = await aManagedUser(app, await anOAuthClient(app));
    await send(refreshToken).expect(400);
  });

  it('refuses a token with a changed signature or payload', async () => {
    const { refreshToken } = await aManagedUser(app, client);
    const [header, payload, signature] = refreshToken.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, ownerId: claims.ownerId - 1 })).toString('base64url');
    await send([header, forged, signature].join('.')).expect(400);
    await send([header, payload, signature.split('').reverse().join('')].join('.')).expect(400);
    await send([Buffer.from('{"alg":"none"}').toString('base64url'), payload, ''].join('.')).expect(400);
  });

  it('gives simultaneous force-refreshes the same pair, which works', async () => {
    const { user } = await aManagedUser(app, client);
    const tokens = app.app.get(TokensService);
    const pairs = await Promise.all(Array.from({ length: 20 }, () => tokens.forceRefresh(user.id, client.clientId)));
    expect(new Set(pairs.map((pair) => pair?.refreshToken)).size).toBe(1);
    await refresh(pairs[0]?.refreshToken as string);
  });

  it('ends the pair of a force-refresh with the next one', async () => {
    const { user } = await aManagedUser(app, client);
    const path = `${client.users}/${user.id}/force-refresh`;
    const first = await request(app.url).post(path).set(client.auth).expect(200);
    const second = await request(app.url).post(path).set(client.auth).expect(200);
    await send(first.body.data.refreshToken).expect(400);
    expect(await statusOfAccess(first.body.data.accessToken)).toBe(401);
    expect(await statusOfAccess(second.body.data.accessToken)).toBe(403);
  });

  it('ends a session after its longest life however often it is refreshed', async () => {
    const strict = await startTestApp({ sessionDays: 7 });
    const { refreshToken } = await aManagedUser(strict, client);
    const refreshThere = (token: string) =>
      request(strict.url).post(`/v2/oauth/${client.clientId}/refresh`).set(client.auth).send({ refreshToken: token });
    strict.clock.advance(5 * DAY);
    const second = await refreshThere(refreshToken).expect(200);
    strict.clock.advance(3 * DAY);
    await refreshThere(second.body.data.refreshToken).expect(400);
    await strict.close();
  });

  it('keeps tokens of the previous signing key valid', async () => {
    const previousJwtSecret = 'previous-signing-key-0123456789-abc';
    const before = await startTestApp({ jwtSecret: previousJwtSecret });
    const { refreshToken } = await aManagedUser(before, client);
    await before.close();
    const after = await startTestApp({ jwtSecret: 'current-signing-key-0123456789-abcd', previousJwtSecret });
    await request(after.url)
      .post(`/v2/oauth/${client.clientId}/refresh`)
      .set(client.auth)
      .send({ refreshToken })
      .expect(200);
    await after.close();
  });
});
