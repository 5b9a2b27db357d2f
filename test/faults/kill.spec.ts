import { randomInt } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { DEFAULT_EVENT_TYPES } from '../../src/event-types/default-event-types.js';
import type { ManagedUserOutput } from '../../src/oauth-client-users/oauth-client-users.dto.js';
import type { GetManagedUsersOutput } from '../../src/oauth-client-users/oauth-client-users.responses.js';
import type { CreatedManagedUser } from '../../src/oauth-client-users/oauth-client-users.service.js';
import { unique } from '../support/factories.js';
import { inParallel, type LoadResponse, NoResponseError, send } from '../support/load.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';

const CREATES = 500;
const AT_A_TIME = 16;

/** A request to create a user, and the answer if there was one. */
interface Creation {
  email: string;
  timeZone?: string;
  idempotencyKey?: string;
  answer?: CreatedManagedUser;
}

describe('a server that is killed while it creates users', () => {
  const client = { id: 'client-of-the-kill-spec', secret: `secret-${unique()}` };
  let folder: string;
  let server: ServerProcess;
  let agent: Agent;

  const start = async (): Promise<void> => {
    agent = new Agent({ keepAlive: true });
    server = await startServerProcess({
      args: ['--data-dir', folder],
      env: {
        RATE_LIMIT_ENABLED: 'false',
        LOG_LEVEL: 'error',
        SEED_CLIENT_ID: client.id,
        SEED_CLIENT_SECRET: client.secret,
      },
    });
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'managed-users-kill-'));
    await start();
    await query('UPDATE oauth_clients SET are_default_event_types_enabled = true');
  }, 30_000);

  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  it.each([
    ['early', 'server', 5, 60],
    ['midway', 'server', 100, 300],
    ['midway, and its database with it,', 'server and database', 100, 300],
    ['late', 'server', 400, 480],
  ])(
    'loses no user that it acknowledged and keeps no half of another: %s',
    async (_, victims, from, to) => {
      const creations = Array.from({ length: CREATES }, (_, index) => aCreation(index));
      const moment = randomInt(from, to);
      const { postmaster } = await databaseOf(folder);
      let acknowledged = 0;
      let isKilled = false;
      await inParallel(CREATES, AT_A_TIME, async (index) => {
        if (isKilled) return;
        const creation = creations[index] as Creation;
        const response = await create(creation).catch(ignoreNoResponse);
        // In the last instant the server may notice that its database has gone.
        if (!response || (isKilled && response.status === 503)) return;
        expect(response).toMatchObject({ status: 201 });
        creation.answer = dataOf<CreatedManagedUser>(response);
        if (++acknowledged !== moment) return;
        isKilled = true;
        if (victims === 'server and database') process.kill(postmaster, 'SIGKILL');
        process.kill(server.pid, 'SIGKILL');
      });
      expect(await server.exited).toMatchObject({ signal: 'SIGKILL' });
      agent.destroy();
      await start();

      const sent = creations.filter(({ email }) => wasSent.has(email));
      const done = sent.filter(({ answer }) => answer);
      // Otherwise nothing was under way, and the moment proves nothing.
      expect(sent.length).toBeGreaterThan(done.length);
      await expectAcknowledgedUsersToBeThere(done);
      await expectEveryUserToBeWhole(sent);
      await expectKeysToRepeatOrDoTheWork(sent);
    },
    60_000,
  );

  const wasSent = new Set<string>();

  function create({ email, timeZone, idempotencyKey }: Creation): Promise<LoadResponse> {
    wasSent.add(email);
    return call('POST', `/v2/oauth-clients/${client.id}/users`, { email, name: 'Ann', timeZone }, idempotencyKey);
  }

  function call(method: string, path: string, body?: object, idempotencyKey?: string): Promise<LoadResponse> {
    return send({
      agent,
      method,
      origin: server.apiUrl,
      path,
      headers: {
        'Content-Type': 'application/json',
        'x-cal-secret-key': client.secret,
        ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey }),
      },
      body: JSON.stringify(body),
    });
  }

  /** The API shows each of them as it did when it was created, and its tokens work. */
  async function expectAcknowledgedUsersToBeThere(done: Creation[]): Promise<void> {
    const created = done.map(({ answer }) => answer as CreatedManagedUser);
    const shown = await listAll();
    expect(created.map(({ user }) => shown.get(user.id))).toEqual(created.map(({ user }) => user));
    await inParallel(created.length, AT_A_TIME, async (index) => {
      const refreshToken = created[index]?.refreshToken;
      expect(await call('POST', `/v2/oauth/${client.id}/refresh`, { refreshToken })).toMatchObject({ status: 200 });
    });
  }

  /** The client's users by id. */
  async function listAll(): Promise<Map<number, ManagedUserOutput>> {
    const users: ManagedUserOutput[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await call('GET', `/v2/oauth-clients/${client.id}/users?limit=250&cursor=${cursor}`);
      const { data, pagination } = JSON.parse(page.body) as GetManagedUsersOutput;
      users.push(...data);
      cursor = pagination?.nextCursor ?? null;
    }
    return new Map(users.map((user) => [user.id, user]));
  }

  /** Whoever is in the table of users, acknowledged or not, has everything that belongs to a managed user. */
  async function expectEveryUserToBeWhole(sent: Creation[]): Promise<void> {
    const rows = await query(WHOLE_USERS, [sent.map(({ email }) => inClient(email))]);
    const withZone = new Set(sent.filter(({ timeZone }) => timeZone).map(({ email }) => inClient(email)));
    for (const { email, ...parts } of rows) {
      expect({ email, ...parts }).toEqual({
        email,
        client: client.id,
        isManaged: true,
        profiles: 1,
        memberships: 1,
        sessions: 1,
        eventTypes: DEFAULT_EVENT_TYPES.length,
        schedules: withZone.has(String(email)) ? 1 : 0,
        defaultSchedules: withZone.has(String(email)) ? 1 : 0,
        availabilities: withZone.has(String(email)) ? 1 : 0,
      });
    }
  }

  /** A caller who got no answer repeats the request: the user is made now, or was made and is given. */
  async function expectKeysToRepeatOrDoTheWork(sent: Creation[]): Promise<void> {
    const keyed = sent.filter(({ idempotencyKey }) => idempotencyKey);
    await inParallel(keyed.length, AT_A_TIME, async (index) => {
      const creation = keyed[index] as Creation;
      const response = await create(creation);
      expect(response).toMatchObject({ status: 201 });
      if (creation.answer) expect(dataOf(response)).toEqual(creation.answer);
    });
    const rows = await query('SELECT email FROM users WHERE email = ANY($1)', [
      keyed.map(({ email }) => inClient(email)),
    ]);
    expect(rows).toHaveLength(keyed.length);
  }

  const inClient = (email: string): string => email.replace('@', `+${client.id}@`);

  async function query(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const { socketFolder } = await databaseOf(folder);
    const connection = new pg.Client({ host: socketFolder, user: 'postgres', database: 'postgres' });
    await connection.connect();
    try {
      return (await connection.query(text, values)).rows as Record<string, unknown>[];
    } finally {
      await connection.end();
    }
  }
});

const WHOLE_USERS = `
  SELECT u.email, u.oauth_client_id AS client, u.is_platform_managed AS "isManaged",
    (SELECT count(*)::int FROM profiles p
     WHERE p.user_id = u.id AND p.organization_id = u.organization_id AND p.username = u.username) AS profiles,
    (SELECT count(*)::int FROM memberships m
     WHERE m.user_id = u.id AND m.organization_id = u.organization_id AND m.accepted) AS memberships,
    (SELECT count(*)::int FROM token_sessions t
     WHERE t.user_id = u.id AND t.client_id = u.oauth_client_id) AS sessions,
    (SELECT count(*)::int FROM event_types e WHERE e.user_id = u.id) AS "eventTypes",
    (SELECT count(*)::int FROM schedules s WHERE s.user_id = u.id) AS schedules,
    (SELECT count(*)::int FROM schedules s WHERE s.user_id = u.id AND s.id = u.default_schedule_id)
      AS "defaultSchedules",
    (SELECT count(*)::int FROM availabilities a JOIN schedules s ON s.id = a.schedule_id WHERE s.user_id = u.id)
      AS availabilities
  FROM users u WHERE u.email = ANY($1)`;

/** Half of them with a time zone, a third with a key. */
function aCreation(index: number): Creation {
  return {
    email: `ann${index}-${unique()}@example.org`,
    timeZone: index % 2 ? 'Europe/Berlin' : undefined,
    idempotencyKey: index % 3 ? undefined : unique(),
  };
}

function dataOf<Data>({ body }: LoadResponse): Data {
  return (JSON.parse(body) as { data: Data }).data;
}

function ignoreNoResponse(error: unknown): undefined {
  if (!(error instanceof NoResponseError)) throw error;
}

/** How to find the PostgreSQL that runs on the data folder. */
async function databaseOf(folder: string): Promise<{ postmaster: number; socketFolder: string }> {
  const lines = (await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  return { postmaster: Number(lines[0]), socketFolder: String(lines[4]) };
}
