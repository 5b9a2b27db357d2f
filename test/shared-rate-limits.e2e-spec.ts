import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { RateLimitSyncService } from '../src/rate-limits/rate-limit-sync.service.js';
import { anOAuthClient, type TestClient } from './support/factories.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const LIMIT = 20;

/** The path of redis-server, or null where there is none. */
function findRedis(): string | null {
  try {
    return execFileSync('sh', ['-c', 'command -v redis-server'], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const redis = findRedis();
if (!redis) console.warn('No redis-server on this machine: the counters in Redis are not tested here.');

describe.each(redis ? ['PostgreSQL', 'Redis'] : ['PostgreSQL'])('rate limits of two servers that share %s', (store) => {
  let servers: TestApp[];
  let client: TestClient;
  let stopStore = async (): Promise<void> => undefined;

  beforeAll(async () => {
    const redisUrl = store === 'Redis' ? await startRedis() : undefined;
    const settings = { rateLimitEnabled: true, rateLimitOAuthClient: LIMIT, redisUrl };
    servers = await Promise.all([startTestApp(settings), startTestApp(settings)]);
  });
  beforeEach(async () => {
    client = await anOAuthClient(servers[0] as TestApp);
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await stopStore();
  });

  async function startRedis(): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), 'managed-users-redis-'));
    const port = await freePort();
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
    const child = spawn(redis as string, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    stopStore = async () => {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    };
    for await (const chunk of child.stdout) if (/Ready to accept/.test(String(chunk))) break;
    return `redis://127.0.0.1:${port}`;
  }

  const send = async (server: TestApp): Promise<{ status: number; remaining: number }> => {
    const { status, headers } = await request(server.url).get(client.users).set(client.auth);
    return { status, remaining: Number(headers['x-ratelimit-remaining-default']) };
  };
  /** What happens five times a second on every server. */
  const synchronize = async () => {
    for (const { app } of [...servers, ...servers]) await app.get(RateLimitSyncService).synchronize();
  };

  it('counts the requests to both', async () => {
    const [one, other] = servers as [TestApp, TestApp];
    for (let i = 0; i < 8; i++) await send(one);
    for (let i = 0; i < 5; i++) await send(other);
    await synchronize();
    // A server learns of the others when it has something to tell itself.
    for (const server of [one, other]) {
      await send(server);
      await synchronize();
    }
    expect((await send(other)).remaining).toBe(LIMIT - 16);
  });

  it('refuses on both who was above the limit on one, and lets both be used again after the block', async () => {
    const [one, other] = servers as [TestApp, TestApp];
    for (let i = 0; i < LIMIT; i++) expect((await send(one)).status).toBe(200);
    expect((await send(one)).status).toBe(429);
    expect((await send(other)).status).toBe(200);
    for (let i = 0; i < 2; i++) await send(other);
    await synchronize();
    expect((await send(other)).status).toBe(429);
    for (const { clock } of servers) clock.advance(61_000);
    expect([(await send(one)).status, (await send(other)).status]).toEqual([200, 200]);
  });

  it('still limits each server when the store is away', async () => {
    const alone = await startTestApp({
      rateLimitEnabled: true,
      rateLimitOAuthClient: 3,
      redisUrl: 'redis://127.0.0.1:1',
    });
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) {
      statuses.push((await send(alone)).status);
      await alone.app.get(RateLimitSyncService).synchronize();
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    await alone.close();
  });
});
