import pg from 'pg';
import { managedUsersApi } from '../support/api-client.js';
import { anOAuthClient, manyManagedUsers, unique } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Page {
  data: { id: number }[];
  pagination: { nextCursor: string | null };
}

describe('walking managed users with a cursor while others are created', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  it.each([
    ['without', undefined],
    ['with', 'Idempotency-Key'],
  ])('has neither gaps nor doubles, for creations %s Idempotency-Key', async (_, header) => {
    const client = await anOAuthClient(app);
    const api = managedUsersApi(app, client);
    const before = await manyManagedUsers(app, client, 40);
    const created: number[] = [];
    let isWalking = true;

    const creating = async (): Promise<void> => {
      while (isWalking) {
        const headers = header ? { [header]: unique() } : {};
        const { body } = await api.create({ email: `${unique()}@example.org`, name: 'Ann' }, headers).expect(201);
        created.push(body.data.user.id);
      }
    };
    const walking = async (): Promise<number[]> => {
      const ids: number[] = [];
      for (let cursor: string | null = '', pages = 0; cursor !== null && pages < 30; pages++) {
        const body = (await api.list(`?limit=8&cursor=${cursor}`).expect(200)).body as Page;
        ids.push(...body.data.map(({ id }) => id));
        cursor = body.pagination.nextCursor;
      }
      isWalking = false;
      return ids;
    };

    const [ids] = await Promise.all([walking(), ...Array.from({ length: 5 }, creating)]);
    const last = ids.at(-1) as number;
    const inWalk = [...before, ...created].filter((id) => id <= last).sort((one, other) => one - other);
    expect(ids).toEqual(inWalk);
    expect(ids.length).toBeGreaterThan(before.length);
  });

  it('does not pass over a user that got its id earlier but is stored later', async () => {
    const client = await anOAuthClient(app);
    const api = managedUsersApi(app, client);
    const local = unique();
    const create = async (email: string): Promise<number> =>
      (await api.create({ email, name: 'Ann' }).expect(201)).body.data.user.id;

    // Somebody who may or may not take the username, and does not say so for a while.
    const hesitant = new pg.Client({ connectionString: app.settings.databaseUrl });
    await hesitant.connect();
    await hesitant.query('BEGIN');
    await hesitant.query('UPDATE profiles SET username = $1 WHERE user_id = $2', [
      `${local}-${client.clientId}-x-org`,
      client.ownerId,
    ]);
    /** The process of the connection that waits for another one. */
    const waiterFor = async (pid: number): Promise<number | undefined> => {
      const found = 'SELECT pid FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))';
      return (await hesitant.query<{ pid: number }>(found, [pid])).rows[0]?.pid;
    };
    const [own] = (await hesitant.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows;

    const early = create(`${local}@x.org`);
    let creating: number | undefined;
    while (creating === undefined) creating = await waiterFor(own?.pid as number);
    const late = await create(`${local}-late@x.org`);
    let isRead = false;
    const page = api
      .list('?cursor=')
      .expect(200)
      .then(({ body }) => {
        isRead = true;
        return (body as Page).data.map(({ id }) => id);
      });
    while (!isRead && (await waiterFor(creating)) === undefined);
    await hesitant.query('ROLLBACK');
    await hesitant.end();

    expect(await early).toBeLessThan(late);
    expect(await page).toEqual([await early, late]);
  });
});
