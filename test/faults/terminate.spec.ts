import { chmod, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { unique } from '../support/factories.js';
import { eventually, type LoadResponse, NoResponseError, send, steadily } from '../support/load.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';

/** Half of it on connections that are kept, half on fresh ones. */
const PER_SECOND = 100;
const KEPT_CONNECTIONS = 10;
/** The server's promise, milliseconds. */
const EXITS_WITHIN = 15_000;

describe('a server that gets SIGTERM', () => {
  let folder: string;
  let server: ServerProcess;
  let temporary: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'managed-users-term-'));
    temporary = join(folder, 'tmp');
    await mkdir(temporary);
    // Under root the database has an account of its own, which must get through.
    await chmod(folder, 0o711);
    await chmod(temporary, 0o711);
  });

  afterEach(async () => {
    await server.stop('SIGKILL');
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  const start = async (...args: string[]): Promise<void> => {
    const env = { RATE_LIMIT_ENABLED: 'false', LOG_LEVEL: 'error', TMPDIR: temporary };
    server = await startServerProcess({ args, env });
  };

  it.each([
    ['its data folder', () => ['--data-dir', join(folder, 'data')]],
    ['temporary data', () => ['--ephemeral']],
  ])(
    'answers every request that was sent, exits with 0 and leaves nothing behind: with %s',
    async (_, options) => {
      await start(...options());
      const kept = new Agent({ keepAlive: true, maxSockets: KEPT_CONNECTIONS, scheduling: 'fifo' });
      let signalledAt = Infinity;
      let answered = 0;
      const answeredByUse = { kept: 0, fresh: 0 };
      const failures: string[] = [];
      const load = steadily(PER_SECOND, async (index) => {
        const use = index % 2 ? 'kept' : 'fresh';
        const at = performance.now();
        try {
          const response = await callSomething(Math.floor(index / 2), use === 'kept' ? kept : undefined);
          if (response.status >= 300) failures.push(`${use}: ${response.status} ${response.body}`);
          answered++;
          answeredByUse[use]++;
        } catch (error) {
          // Who comes after the signal may find the door closed, and go to another server. Nobody else may notice.
          if (at < signalledAt || !isClosedDoor(error)) {
            failures.push(`${use}, ${Math.round(at - signalledAt)} ms after the signal: ${String(error)}`);
          }
        }
      });
      await eventually('the load is served', 10_000, () => answered > PER_SECOND || undefined);
      signalledAt = performance.now();
      const exit = await server.stop('SIGTERM');
      const took = performance.now() - signalledAt;
      await load.stop();
      kept.destroy();

      expect(failures).toEqual([]);
      expect(Math.min(answeredByUse.kept, answeredByUse.fresh)).toBeGreaterThan(PER_SECOND / 3);
      expect(exit).toEqual({ code: 0, signal: null });
      expect(took).toBeLessThan(EXITS_WITHIN);
      expect(await readdir(temporary)).toEqual([]);
      if (options().includes('--data-dir')) expect(await databaseState()).toBe(SHUT_DOWN);
    },
    40_000,
  );

  it('waits for the answers under way and lets nobody hold it up', async () => {
    await start('--data-dir', join(folder, 'data'));
    const database = await connectToDatabase();
    await database.query('BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE');
    const creation = callSomething(0);
    await eventually('the creation waits for the lock', 5_000, async () => {
      const { rows } = await database.query("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
      return rows.length > 0 || undefined;
    });
    const silent = await openConnection('');
    const halfSent = await openConnection('GET /health HTTP/1.1\r\nHost: x\r\n');
    const exited = server.stop('SIGTERM');
    await eventually('new connections are refused', 5_000, () => isRefused());
    const unlockedAt = performance.now();
    await database.query('COMMIT');
    await database.end();

    expect(await creation).toMatchObject({ status: 201 });
    expect(await exited).toEqual({ code: 0, signal: null });
    expect(performance.now() - unlockedAt).toBeLessThan(EXITS_WITHIN / 2);
    silent.destroy();
    halfSent.destroy();
  }, 40_000);

  /** Creates and reads in turn. */
  function callSomething(index: number, agent?: Agent): Promise<LoadResponse> {
    const { clientId, clientSecret } = server.credentials;
    const body = { email: `ann-${unique()}@example.org`, name: 'Ann', timeZone: 'Europe/Berlin' };
    const isCreation = index % 2 === 0;
    return send({
      agent,
      method: isCreation ? 'POST' : 'GET',
      origin: server.apiUrl,
      path: `/v2/oauth-clients/${clientId}/users${isCreation ? '' : '?limit=1'}`,
      headers: {
        'Content-Type': 'application/json',
        'x-cal-secret-key': clientSecret,
        ...(index % 4 === 0 && { 'Idempotency-Key': unique() }),
      },
      ...(isCreation && { body: JSON.stringify(body) }),
    });
  }

  function openConnection(text: string): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write(text, () => resolve(socket)));
      socket.on('error', reject);
    });
  }

  function isRefused(): Promise<true | undefined> {
    return new Promise((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => resolve(undefined));
      socket.on('error', () => resolve(true));
      socket.on('connect', () => socket.destroy());
    });
  }

  async function connectToDatabase(): Promise<pg.Client> {
    const lines = (await readFile(join(folder, 'data', 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
    const client = new pg.Client({ host: lines[4], user: 'postgres', database: 'postgres' });
    await client.connect();
    return client;
  }

  /** What PostgreSQL wrote last into its control file: the state is the 32-bit word behind two others and a 64-bit one. */
  async function databaseState(): Promise<number> {
    const control = await readFile(join(folder, 'data', 'postgres', 'global', 'pg_control'));
    return control.readUInt32LE(16);
  }
});

/**
 * Whether no connection was made; or none but by the operating system, in the instant before it closed the door, without
 * the server knowing of it. A connection that has served before is no such case.
 */
function isClosedDoor(error: unknown): boolean {
  if (!(error instanceof NoResponseError)) return false;
  // The server itself would say goodbye; then the error is Node's own (`socket hang up`), not one of a system call.
  const isReset = ['ECONNRESET', 'EPIPE'].includes(String(error.cause.code)) && error.cause.syscall !== undefined;
  return error.connection === 'none' || (error.connection === 'new' && isReset);
}

/** PostgreSQL's `DB_SHUTDOWNED`: everything is in the tables, and a start has nothing to recover. */
const SHUT_DOWN = 1;
