import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import request from 'supertest';
import { startEmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { applyMigrations, exclusively } from '../src/database/migrations.js';
import { usablePrograms } from '../src/database/postgres-programs.js';
import { createPool } from '../src/database/prisma.service.js';
import { ReadReplica } from '../src/database/read-replica.js';
import { pooled, statement } from '../src/database/statement.js';
import { createTemporaryFolder } from '../src/database/temporary-folder.js';
import { bearer, managedUsersApi, tokensApi } from './support/api-client.js';
import { aManagedUser, anOAuthClient, type TestClient, unique } from './support/factories.js';
import { startTestApp, type TestApp } from './support/test-app.js';

// A real primary and a real standby that streams from it, both the PostgreSQL that is shipped with the server. The standby
// begins as a copy of the stopped primary. pg_basebackup would make one without a stop, but it is not shipped, and one that
// is installed beside an older PostgreSQL refuses a newer primary.

const MAX_CONNECTIONS = 40;

interface Standby {
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface Replication {
  primaryUrl: string;
  standbyUrl: string;
  standby: Standby;
  /** What the server under test has executed on the standby: names of prepared statements, else the text. */
  executed(): string[];
  end(): Promise<void>;
}

async function startReplication(): Promise<Replication> {
  const folder = await mkdtemp(join(tmpdir(), 'managed-users-primary-'));
  const directory = join(folder, 'primary');
  const options = { directory, durable: false, maxConnections: MAX_CONNECTIONS };
  await (await startEmbeddedPostgres(options)).stop();
  const { uid, gid } = await stat(directory);
  const account = process.getuid?.() === 0 ? { uid, gid } : null;
  const place = await createTemporaryFolder(account);
  const data = join(place.path, 'data');
  execFileSync('cp', ['-a', directory, data]);
  await writeFile(join(data, 'standby.signal'), '');
  await chown(join(data, 'standby.signal'), uid, gid);
  const primary = await startEmbeddedPostgres(options);
  const { postgres } = await usablePrograms(account, place.path);
  const settings = [
    `primary_conninfo=host=${new URL(primary.url).searchParams.get('host')} user=postgres`,
    `max_connections=${MAX_CONNECTIONS}`,
    'listen_addresses=',
    'fsync=off',
    'log_statement=all',
    'log_line_prefix=%a: ',
  ];
  let log = '';
  let stop = async (): Promise<void> => undefined;
  const start = async (): Promise<void> => {
    const args = ['-D', data, '-k', place.path, ...settings.flatMap((setting) => ['-c', setting])];
    const child = spawn(postgres, args, { ...account, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], env: {} });
    const exited = once(child, 'exit');
    let output = '';
    stop = async () => {
      child.kill('SIGINT');
      await exited;
      stop = async () => undefined;
    };
    await new Promise<void>((resolve, reject) => {
      child.once('exit', () => reject(new Error(`the standby ended: ${output}`)));
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        log += text;
        if (output.includes('ready to accept read-only connections')) resolve();
      });
    });
  };
  await start();
  return {
    primaryUrl: primary.url,
    standbyUrl: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(place.path)}`,
    standby: { start: () => start(), stop: () => stop() },
    executed: () =>
      [...log.matchAll(/^managed-users-server: LOG: +(?:execute (\S+):|statement: (.*))/gm)].map(
        ([, name, text]) => name ?? (text as string),
      ),
    end: async () => {
      await stop();
      await place.remove();
      await primary.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

describe('a read replica', () => {
  let replication: Replication;
  let standby: pg.Pool;
  let app: TestApp;
  let client: TestClient;

  beforeAll(async () => {
    replication = await startReplication();
    const { primaryUrl, standbyUrl } = replication;
    const pool = new pg.Pool({ connectionString: primaryUrl });
    await exclusively(pool, applyMigrations);
    await pool.end();
    standby = new pg.Pool({ connectionString: standbyUrl, application_name: 'spec' });
    standby.on('error', () => undefined);
    app = await startTestApp({ databaseUrl: primaryUrl, databaseReplicaUrl: standbyUrl });
  }, 60_000);
  beforeEach(async () => {
    client = await anOAuthClient(app);
  });
  afterAll(async () => {
    await app.close();
    await standby.end();
    await replication.end();
  });

  const onStandby = async (sql: string, values: unknown[] = []): Promise<unknown> =>
    Object.values((await standby.query<Record<string, unknown>>(sql, values)).rows[0] ?? {})[0];

  /** Waits until the standby shows everything that was committed so far. */
  async function caughtUp(): Promise<void> {
    const [now] = (await app.prisma.pool.query<{ lsn: string }>('SELECT pg_current_wal_insert_lsn()::text AS lsn'))
      .rows;
    while (!(await onStandby('SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn', [now?.lsn])));
  }

  /** Does the work while the standby shows nothing of what is committed meanwhile. */
  async function whileItLags(work: () => Promise<void>): Promise<void> {
    await caughtUp();
    await standby.query('SELECT pg_wal_replay_pause()');
    while ((await onStandby('SELECT pg_get_wal_replay_pause_state()')) !== 'paused');
    try {
      await work();
    } finally {
      await standby.query('SELECT pg_wal_replay_resume()');
    }
  }

  const listedIds = async (query = ''): Promise<number[]> => {
    const { body } = await managedUsersApi(app, client).list(query).expect(200);
    return (body as { data: { id: number }[] }).data.map(({ id }) => id);
  };

  it('serves lists: they show a new user when it has arrived there', async () => {
    const { user: early } = await aManagedUser(app, client);
    await whileItLags(async () => {
      await aManagedUser(app, client);
      expect(await listedIds()).toEqual([early.id]);
      expect(await listedIds('?limit=5&offset=1')).toEqual([]);
    });
    await caughtUp();
    expect(await listedIds()).toHaveLength(2);
  });

  it('serves nothing that must show what was just written', async () => {
    const api = managedUsersApi(app, client);
    const tokens = tokensApi(app, client);
    const as = (token: string) => request(app.url).get('/v2/me').set(bearer(token));
    await whileItLags(async () => {
      const other = await anOAuthClient(app);
      await managedUsersApi(app, other).list('?emails=nobody@example.org').expect(200);

      const email = `${unique()}@example.org`;
      const { user, accessToken, refreshToken } = (await api.create({ email, name: 'Ann' }).expect(201)).body.data;
      await api.get(user.id).expect(200);
      expect(await listedIds(`?emails=${email}`)).toEqual([user.id]);
      expect(await listedIds('?cursor=')).toEqual([user.id]);
      await api.create({ email, name: 'Ann' }).expect(409);
      await as(accessToken).expect(200);
      const provider = `/v2/provider/${client.clientId}/access-token`;
      await request(app.url).get(provider).set(bearer(accessToken)).expect(200);

      await api.patch(user.id, { name: 'Bea' }).expect(200);
      expect((await api.get(user.id)).body.data.name).toBe('Bea');
      const refreshed = (await tokens.refresh(refreshToken).expect(200)).body.data;
      await as(refreshed.accessToken).expect(200);
      const forced = (await api.forceRefresh(user.id).expect(200)).body.data;
      await as(refreshed.accessToken).expect(401);
      await as(forced.accessToken).expect(200);
      await api.delete(user.id).expect(200);
      await api.get(user.id).expect(404);
      expect(await listedIds('?cursor=')).toEqual([]);
    });
  });

  it('gets no statement but that of the list', async () => {
    await aManagedUser(app, client);
    await listedIds();
    expect(new Set(replication.executed())).toEqual(new Set(['oauth-client-users.list']));
  });

  it('is passed over while it lacks the tables', async () => {
    const empty = new URL(replication.standbyUrl);
    empty.pathname = '/template1';
    const alone = await startTestApp({ databaseUrl: replication.primaryUrl, databaseReplicaUrl: empty.href });
    try {
      const { user } = await aManagedUser(app, client);
      const { body } = await managedUsersApi(alone, client).list().expect(200);
      expect(body.data).toEqual([expect.objectContaining({ id: user.id })]);
    } finally {
      await alone.close();
    }
  });

  it('is replaced by the primary while it is away', async () => {
    const { user } = await aManagedUser(app, client);
    await caughtUp();
    expect(await listedIds()).toEqual([user.id]);
    await replication.standby.stop();
    try {
      const { user: late } = await aManagedUser(app, client);
      expect(await listedIds()).toEqual([user.id, late.id]);
      expect(await listedIds()).toEqual([user.id, late.id]);
    } finally {
      await replication.standby.start();
    }
  });

  it('is asked again some seconds after it was away, and by one request first', async () => {
    let now = 0;
    const pools = [replication.standbyUrl, replication.primaryUrl].map((url) => createPool(url, 2)) as [
      pg.Pool,
      pg.Pool,
    ];
    const replica = new ReadReplica(pools[0], pooled(pools[1]), () => now);
    const where = statement<{ isStandby: boolean }>('spec.where', 'SELECT pg_is_in_recovery() AS "isStandby"');
    const isStandby = async () => (await replica.run(where))[0]?.isStandby;
    try {
      expect(await isStandby()).toBe(true);
      await replication.standby.stop();
      expect(await isStandby()).toBe(false);
      await replication.standby.start();
      now = 4_999;
      expect(await isStandby()).toBe(false);
      now = 5_000;
      expect(await Promise.all([isStandby(), isStandby()])).toEqual([true, false]);
      expect(await isStandby()).toBe(true);
    } finally {
      await replica.close();
      await pools[1].end();
    }
  });
});
