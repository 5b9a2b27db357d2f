import { managedUsersApi, type ManagedUsersApi } from '../support/api-client.js';
import { aManagedUser, anOAuthClient, aSchedule, type TestClient, unique } from '../support/factories.js';
import { anOwnDatabase, type OwnDatabase } from '../support/own-database.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const TABLES = [
  'users',
  'profiles',
  'memberships',
  'schedules',
  'availabilities',
  'event_types',
  'token_sessions',
  'idempotency_keys',
] as const;

/** The tables are made to refuse rows, one after the other, so this needs a database of its own. */
describe('a managed user is changed wholly or not at all', () => {
  let database: OwnDatabase;
  let app: TestApp;
  let client: TestClient;
  let api: ManagedUsersApi;

  beforeAll(async () => {
    database = await anOwnDatabase();
    app = await startTestApp({ databaseUrl: database.url });
    client = await anOAuthClient(app, { areDefaultEventTypesEnabled: true });
    api = managedUsersApi(app, client);
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  /** Everything in every table. */
  const contents = async () => {
    const rows = TABLES.map((table) => database.query(`SELECT * FROM ${table} t ORDER BY t::text`));
    return Object.fromEntries((await Promise.all(rows)).map((found, index) => [TABLES[index], found]));
  };

  /** Runs `work` while the table accepts no row. */
  const whileRefusing = async (table: string, work: () => Promise<unknown>): Promise<void> => {
    await database.query(`ALTER TABLE ${table} ADD CONSTRAINT broken CHECK (false) NOT VALID`);
    try {
      await work();
    } finally {
      await database.query(`ALTER TABLE ${table} DROP CONSTRAINT broken`);
    }
  };

  it.each(TABLES)('creating leaves nothing when %s refuses its part, and works afterwards', async (table) => {
    const input = { email: `${unique()}@example.org`, name: 'Ann', timeZone: 'Europe/Rome' };
    const key = { 'Idempotency-Key': unique() };
    const before = await contents();
    await whileRefusing(table, async () => {
      expect((await api.create(input, key)).status).toBeGreaterThanOrEqual(400);
    });
    expect(await contents()).toEqual(before);
    const { body } = await api.create(input, key).expect(201);
    expect(body.data.user.defaultScheduleId).toEqual(expect.any(Number));
  });

  it.each(['users', 'profiles'])('changing leaves everything as it was when %s refuses its part', async (table) => {
    const { user } = await aManagedUser(app, client);
    const before = await contents();
    const change = { email: `${unique()}@example.org`, name: 'Eve', defaultScheduleId: null, metadata: { a: 1 } };
    await whileRefusing(table, async () => {
      expect((await api.patch(user.id, change)).status).toBeGreaterThanOrEqual(400);
    });
    expect(await contents()).toEqual(before);
    await api.patch(user.id, change).expect(200);
  });

  it('re-tokening leaves the earlier tokens when the new ones cannot be stored', async () => {
    const { user } = await aManagedUser(app, client);
    const before = await contents();
    await whileRefusing('token_sessions', async () => {
      expect((await api.forceRefresh(user.id)).status).toBeGreaterThanOrEqual(400);
    });
    expect(await contents()).toEqual(before);
    await api.forceRefresh(user.id).expect(200);
  });

  it('deleting leaves everything when a part of it cannot be deleted', async () => {
    const { user } = await aManagedUser(app, client, { timeZone: 'Europe/Rome' });
    const scheduleId = await aSchedule(app, user.id);
    await database.query('CREATE TABLE holds (schedule_id int REFERENCES schedules (id))');
    await database.query('INSERT INTO holds VALUES ($1)', [scheduleId]);
    const before = await contents();
    expect((await api.delete(user.id)).status).toBeGreaterThanOrEqual(400);
    expect(await contents()).toEqual(before);
    await database.query('DROP TABLE holds');
    await api.delete(user.id).expect(200);
  });
});
