import { jest } from '@jest/globals';
import request from 'supertest';
import { CredentialChangesService } from '../../src/credentials/credential-changes.service.js';
import { anApiKey, aManagedUser, anOAuthClient, aPerson, type TestClient } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('revocation across servers', () => {
  let app: TestApp;
  let other: TestApp;
  let client: TestClient;

  beforeAll(async () => {
    [app, other] = await Promise.all([startTestApp(), startTestApp()]);
  });
  beforeEach(async () => {
    client = await anOAuthClient(app);
  });
  afterAll(() => Promise.all([app.close(), other.close()]));

  const status = async (on: TestApp, headers: Record<string, string>): Promise<number> =>
    (await request(on.url).get(client.users).set(headers)).status;
  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
  /** What happens twice a second on every server. */
  const timePasses = () => other.app.get(CredentialChangesService).catchUp();

  /** Fills the other server's cache, does the act, and tells what the other server answers afterwards. */
  const after = async (headers: Record<string, string>, act: () => Promise<unknown>): Promise<number[]> => {
    const before = await status(other, headers);
    await act();
    await timePasses();
    return [before, await status(other, headers)];
  };

  it('ends access tokens on every server when the user is force-refreshed on one', async () => {
    const { user, accessToken } = await aManagedUser(app, client);
    const refresh = () => request(app.url).post(`${client.users}/${user.id}/force-refresh`).set(client.auth);
    expect(await after(bearer(accessToken), async () => refresh().expect(200))).toEqual([403, 401]);
  });

  it('ends access tokens when the user is deleted', async () => {
    const { user, accessToken } = await aManagedUser(app, client);
    const remove = () => request(app.url).delete(`${client.users}/${user.id}`).set(client.auth);
    expect(await after(bearer(accessToken), async () => remove().expect(200))).toEqual([403, 401]);
  });

  it('ends an API key that was deleted in the database by hand', async () => {
    const remove = () => app.prisma.apiKey.deleteMany({ where: { userId: client.ownerId } });
    expect(await after(bearer(client.apiKey), remove)).toEqual([200, 401]);
  });

  it('ends a client secret that was deleted', async () => {
    const remove = () => app.prisma.oAuthClientSecret.deleteMany({ where: { clientId: client.clientId } });
    expect(await after(client.auth, remove)).toEqual([200, 401]);
  });

  it('follows a change of somebody’s role', async () => {
    const userId = await aPerson(app, client.organizationId, 'ADMIN');
    const key = await anApiKey(app, userId, client.organizationId);
    const demote = () => app.prisma.membership.updateMany({ where: { userId }, data: { role: 'MEMBER' } });
    expect(await after(bearer(key), demote)).toEqual([200, 403]);
  });

  it('ends everything of somebody whose account is locked', async () => {
    const lock = () => app.prisma.user.update({ where: { id: client.ownerId }, data: { locked: true } });
    expect(await after(bearer(client.apiKey), lock)).toEqual([200, 401]);
    expect(await status(other, client.auth)).toBe(401);
  });

  it('misses no change of a transaction that was still open at the last reading', async () => {
    let commit = (): void => undefined;
    const committed = new Promise<void>((resolve) => (commit = resolve));
    let changed = (): void => undefined;
    const isChanged = new Promise<void>((resolve) => (changed = resolve));
    const open = app.prisma.transaction(async (on) => {
      await on.run({ name: 'test.deleteKeys', text: 'DELETE FROM api_keys WHERE user_id = $1' }, [client.ownerId]);
      changed();
      await committed;
    });
    await isChanged;
    expect(await status(other, bearer(client.apiKey))).toBe(200);
    // A later transaction commits first, and the other server reads past it.
    await app.prisma.user.update({ where: { id: client.ownerId }, data: { locked: false } });
    await timePasses();
    expect(await status(other, bearer(client.apiKey))).toBe(200);
    commit();
    await open;
    await timePasses();
    expect(await status(other, bearer(client.apiKey))).toBe(401);
  });

  it('asks the database once for many requests with the same credentials', async () => {
    await status(other, client.auth);
    const queries: string[] = [];
    const run = other.prisma.run.bind(other.prisma);
    const spy = jest.spyOn(other.prisma, 'run').mockImplementation((statement, values) => {
      queries.push(statement.name);
      return run(statement, values);
    });
    for (let i = 0; i < 5; i++) await status(other, client.auth);
    spy.mockRestore();
    expect(queries.filter((name) => name.startsWith('credentials.'))).toEqual([]);
    expect(queries.filter((name) => name.startsWith('oauth-client-users.'))).toHaveLength(5);
  });
});
