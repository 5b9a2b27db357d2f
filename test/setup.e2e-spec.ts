import { ApiKeysService } from '../src/api-keys/api-keys.service.js';
import { COMMAND_LINE } from '../src/audit/audit-event.js';
import type { Settings } from '../src/config/settings.js';
import { prepareDatabase } from '../src/setup/prepare-database.js';
import { type Credentials, SetupService } from '../src/setup/setup.service.js';
import { anOwnDatabase, type OwnDatabase } from './support/own-database.js';
import { startTestApp, type TestApp } from './support/test-app.js';

describe('what a start makes in a database', () => {
  let database: OwnDatabase;
  const apps: TestApp[] = [];

  beforeEach(async () => {
    database = await anOwnDatabase();
  });
  afterEach(async () => {
    await Promise.all(apps.splice(0).map((app) => app.close()));
    await database.drop();
  });

  it('is a client and an API key, which the next start knows too', async () => {
    const first = await start();
    expect(first).toMatchObject({ clientId: expect.any(String), clientSecret: expect.any(String) });
    expect(first.apiKey).toMatch(/^cal_[0-9a-f]{32}$/);
    expect(await start()).toEqual(first);
    expect(await count()).toEqual({ organizations: 1, users: 1, clients: 1, keys: 1 });
  });

  it('is one of each when two servers start at the same time', async () => {
    const both = [await open(), await open()];
    const [one, other] = await Promise.all(both.map(prepare));
    expect(one).toEqual(other);
    expect(await count()).toEqual({ organizations: 1, users: 1, clients: 1, keys: 1 });
  });

  it('is another API key in another database with the same secret key', async () => {
    const { apiKey } = await start();
    await database.query('TRUNCATE organizations, users RESTART IDENTITY CASCADE');
    expect((await start()).apiKey).not.toBe(apiKey);
  });

  it('is no new API key when the first one was revoked', async () => {
    const { clientId } = await start();
    const [row] = await database.query<{ id: string }>('SELECT id FROM api_keys');
    await lastApp().app.get(ApiKeysService).revoke(String(row?.id), COMMAND_LINE);
    expect(await start()).toMatchObject({ clientId, apiKey: null });
    expect(await count()).toMatchObject({ keys: 0 });
  });

  it('is finished by the next start when a crash came before the client was there', async () => {
    await start();
    await database.query('DELETE FROM oauth_clients');
    const again = await start();
    expect(again).toMatchObject({ clientId: expect.any(String), apiKey: expect.stringMatching(/^cal_/) });
    expect(await count()).toMatchObject({ clients: 1 });
  });

  it('is only an organization in production', async () => {
    expect(await start({ environment: 'production' })).toMatchObject({
      organizationId: expect.any(Number),
      ownerId: expect.any(Number),
      clientId: null,
      clientSecret: null,
      apiKey: null,
    });
    expect(await count()).toEqual({ organizations: 1, users: 1, clients: 0, keys: 0 });
  });

  it.each(['development', 'production'])('is what the SEED_ settings name, once, in %s', async (environment) => {
    const seeds = { seedClientId: 'my-client', seedClientSecret: 'my-secret', seedApiKey: 'cal_my-key' };
    const expected = { clientId: 'my-client', clientSecret: 'my-secret', apiKey: 'cal_my-key' };
    expect(await start({ environment, ...seeds })).toMatchObject(expected);
    expect(await start({ environment, ...seeds })).toMatchObject(expected);
    expect(await count()).toEqual({ organizations: 1, users: 1, clients: 1, keys: 1 });
  });

  it('leaves a seeded client alone that has another secret by now, says so, and tells the real one', async () => {
    const seeds = { seedClientId: 'my-client', seedClientSecret: 'my-secret' };
    await start(seeds);
    const again = await start({ ...seeds, seedClientSecret: 'my-other-secret' });
    expect(again.clientSecret).toBe('my-secret');
    expect(lastApp().logs()).toContain('SEED_CLIENT_SECRET is not the secret of the client SEED_CLIENT_ID');
    expect(lastApp().logs()).not.toMatch(/my-secret|my-other-secret/);
  });

  it('does not know secrets that were stored under another secret key', async () => {
    const { clientId } = await start();
    const secretKey = 'another-key-only-for-tests-0123456789';
    expect(await start({ secretKey })).toMatchObject({ clientId, clientSecret: null, apiKey: null });
  });

  /** What a server does with the database before it listens. */
  async function start(overrides: Partial<Settings> = {}): Promise<Credentials> {
    return prepare(await open(overrides));
  }

  async function open(overrides: Partial<Settings> = {}): Promise<TestApp> {
    const app = await startTestApp({ databaseUrl: database.url, ...overrides });
    apps.push(app);
    return app;
  }

  function prepare({ app, settings }: TestApp): Promise<Credentials> {
    return prepareDatabase({ settings, connectionTimeout: 5_000 }, ({ organization }) =>
      app.get(SetupService).prepare(organization),
    );
  }

  const lastApp = (): TestApp => apps.at(-1) as TestApp;

  async function count(): Promise<unknown> {
    const [row] = await database.query(
      `SELECT (SELECT count(*)::int FROM organizations) AS organizations, (SELECT count(*)::int FROM users) AS users,
         (SELECT count(*)::int FROM oauth_clients) AS clients, (SELECT count(*)::int FROM api_keys) AS keys`,
    );
    return row;
  }
});
