import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import type { CreatedManagedUser } from '../../src/oauth-client-users/oauth-client-users.service.js';
import { unique } from '../support/factories.js';
import { eventually, inParallel, type LoadResponse, send, type SteadyLoad, steadily } from '../support/load.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';

const PER_SECOND = 80;
/** The server's promise: how soon readiness follows the database, milliseconds. */
const NOT_READY_WITHIN = 2_000;
const READY_WITHIN = 5_000;

/** One request of the load with its answer. */
interface Outcome {
  /** When it was sent, by `performance.now()`. */
  at: number;
  status: number;
  /** What is wrong with the answer; undefined for a right answer, and for an orderly 503. */
  fault?: string;
}

describe('a server whose database goes away under load', () => {
  let folder: string;
  let database: EmbeddedPostgres;
  let server: ServerProcess;
  let agent: Agent;
  let load: SteadyLoad;
  let outcomes: Outcome[];
  let users: CreatedManagedUser[];

  /** PostgreSQL has another socket after each start; the server knows it under an address that stays. */
  const startDatabase = async (): Promise<void> => {
    database = await startEmbeddedPostgres({ directory: join(folder, 'postgres'), durable: false });
    const socketFolder = String(new URL(database.url).searchParams.get('host'));
    await symlink(join(socketFolder, SOCKET), join(folder, 'new-socket'));
    await rename(join(folder, 'new-socket'), join(folder, SOCKET));
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'managed-users-away-'));
    await startDatabase();
    server = await startServerProcess({
      env: {
        DATABASE_URL: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`,
        DATA_DIR: folder,
        SECRET_KEY: 'only-for-tests-0123456789-abcdefghij',
        RATE_LIMIT_ENABLED: 'false',
        LOG_LEVEL: 'error',
      },
    });
    agent = new Agent({ keepAlive: true });
    users = await inParallel(20, 5, () => create());
  }, 30_000);

  afterAll(async () => {
    agent.destroy();
    await server.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  beforeEach(async () => {
    outcomes = [];
    load = steadily(PER_SECOND, async (index) => {
      const at = performance.now();
      const check = CHECKS[index % CHECKS.length] as Check;
      outcomes.push({ at, ...(await check(index).catch((error: Error) => ({ status: 0, fault: String(error) }))) });
    });
    await eventually('the load is served', 5_000, () => outcomes.length > PER_SECOND / 2 || undefined);
  });
  afterEach(() => load.stop());

  it('answers 503 while PostgreSQL is stopped and serves as before when it is back', async () => {
    await database.stop();
    await expectAwayThenBack(startDatabase);
  }, 30_000);

  it('answers 503 while PostgreSQL hangs and serves as before when it goes on', async () => {
    const processes = processesOf(database.pid);
    const goOn = async (): Promise<void> => processes.forEach((pid) => process.kill(pid, 'SIGCONT'));
    processes.forEach((pid) => process.kill(pid, 'SIGSTOP'));
    try {
      await expectAwayThenBack(goOn);
    } finally {
      await goOn();
    }
  }, 30_000);

  it('serves as before after PostgreSQL threw out all connections because one of its processes crashed', async () => {
    // Of all its processes one that is always there, and whose death makes PostgreSQL start anew.
    const isCheckpointer = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('checkpointer');
    process.kill(processesOf(database.pid).find(isCheckpointer) as number, 'SIGKILL');
    await eventually('connections are lost', 5_000, () => outcomes.some(({ status }) => status === 503) || undefined);
    await expectBack();
  }, 30_000);

  /** Watches the absence, which has begun; ends it with `comeBack` and watches the return. */
  async function expectAwayThenBack(comeBack: () => Promise<void>): Promise<void> {
    await eventually('readiness is gone', NOT_READY_WITHIN, async () => (await isReady()) === false || undefined);
    const served = outcomes.length;
    await eventually('requests are refused', 10_000, () => outcomes.length > served + PER_SECOND || undefined);
    await expectAlive();
    const start = performance.now();
    expect(await isReady()).toBe(false);
    expect(performance.now() - start).toBeLessThan(NOT_READY_WITHIN);
    const refused = outcomes.slice(served);
    expect(refused.filter(({ status }) => status === 503).length).toBeGreaterThan(PER_SECOND / 2);
    await comeBack();
    await expectBack();
  }

  /** Nothing but right answers and orderly refusals until the server is ready, and nothing but right answers after that. */
  async function expectBack(): Promise<void> {
    await eventually('readiness is back', READY_WITHIN, async () => (await isReady()) || undefined);
    const readyAt = performance.now();
    const before = outcomes.length;
    await eventually('requests are served again', 5_000, () => outcomes.length > before + PER_SECOND || undefined);
    await load.stop();
    expect(outcomes.filter(({ fault }) => fault !== undefined)).toEqual([]);
    expect(outcomes.filter(({ at, status }) => at > readyAt && status === 503)).toEqual([]);
    // All of it was one and the same process.
    await expectAlive();
  }

  async function expectAlive(): Promise<void> {
    expect(await get('/health/live')).toMatchObject({ status: 200, body: 'OK' });
    expect(() => process.kill(server.pid, 0)).not.toThrow();
  }

  async function isReady(): Promise<boolean> {
    const response = await get('/health/ready');
    expect([200, 503]).toContain(response.status);
    if (response.status === 503) expect(refusalFault(response)).toBeUndefined();
    return response.status === 200;
  }

  const get = (path: string): Promise<LoadResponse> => send({ agent, method: 'GET', origin: server.apiUrl, path });

  type Check = (index: number) => Promise<Omit<Outcome, 'at'>>;

  const CHECKS: Check[] = [
    async (index) => {
      const { user } = users[index % users.length] as CreatedManagedUser;
      return judged(await call('GET', `/users/${user.id}`), 200, (data) => sameJson(data, user));
    },
    async () => {
      const email = `ann-${unique()}@example.org`;
      const response = await call('POST', '/users', { email, name: 'Ann', timeZone: 'Europe/Berlin' }, unique());
      return judged(response, 201, ({ user }) => user.email === email.replace('@', `+${clientId()}@`));
    },
    async (index) => {
      const email = String(users[index % users.length]?.user.email);
      const response = await call('GET', `/users?emails=${encodeURIComponent(email)}`);
      return judged(response, 200, ([user]) => user.email === email);
    },
    async (index) => {
      const { user } = users[index % users.length] as CreatedManagedUser;
      const response = await call('GET', `/users/${user.id}`, undefined, undefined, {
        Authorization: `Bearer ${server.credentials.apiKey}`,
      });
      return judged(response, 200, (data) => sameJson(data, user));
    },
    async (index) => {
      const { user } = users[index % users.length] as CreatedManagedUser;
      const response = await call('PATCH', `/users/${user.id}`, { defaultScheduleId: user.defaultScheduleId });
      return judged(response, 200, (data) => sameJson(data, user));
    },
    // Wrong credentials are no right ones while nobody can look them up.
    async () => {
      const response = await call('GET', '/users', undefined, undefined, { 'x-cal-secret-key': 'wrong' });
      return response.status === 401 ? { status: 401 } : judged(response, 401, () => false);
    },
  ];

  const clientId = (): string => server.credentials.clientId;

  function call(
    method: string,
    path: string,
    body?: object,
    idempotencyKey?: string,
    login: Record<string, string> = { 'x-cal-secret-key': server.credentials.clientSecret },
  ): Promise<LoadResponse> {
    const key: Record<string, string> = idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {};
    return send({
      agent,
      method,
      origin: server.apiUrl,
      path: `/v2/oauth-clients/${clientId()}${path}`,
      headers: { 'Content-Type': 'application/json', ...login, ...key },
      body: JSON.stringify(body),
    });
  }

  async function create(): Promise<CreatedManagedUser> {
    const { body } = await call('POST', '/users', {
      email: `ann-${unique()}@example.org`,
      name: 'Ann',
      timeZone: 'UTC',
    });
    return (JSON.parse(body) as { data: CreatedManagedUser }).data;
  }
});

const SOCKET = '.s.PGSQL.5432';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the server sends; `isRight` finds out
function judged(response: LoadResponse, expected: number, isRight: (data: any) => boolean): Omit<Outcome, 'at'> {
  const { status, body } = response;
  if (status === 503) return { status, fault: refusalFault(response) };
  const right = status === expected && isRight((JSON.parse(body) as { data: unknown }).data);
  return right ? { status } : { status, fault: `wrong answer ${status}: ${body}` };
}

/** What is wrong with a 503, if anything. */
function refusalFault({ headers, body }: LoadResponse): string | undefined {
  const { status, error, ...rest } = JSON.parse(body) as { status: string; error: { code: string } };
  const right =
    status === 'error' &&
    error.code === 'SERVICE_UNAVAILABLE' &&
    'path' in rest &&
    'timestamp' in rest &&
    headers['x-request-id'] !== undefined &&
    Number(headers['retry-after']) > 0;
  return right ? undefined : `a 503 outside the envelope: ${body}`;
}

const sameJson = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The postmaster and its children, in this order. */
function processesOf(postmaster: number): number[] {
  const listed = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const children = listed
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid, parent]) => (pid && parent === postmaster ? [pid] : []));
  // Zero would be this very group of processes.
  if (!(postmaster > 1) || children.length === 0) throw new Error(`process ${postmaster} has no children`);
  return [postmaster, ...children];
}
