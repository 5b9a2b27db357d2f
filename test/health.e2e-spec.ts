import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import request from 'supertest';
import { HealthService } from '../src/health/health.service.js';
import { startTestApp, type TestApp } from './support/test-app.js';

describe('health', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ rateLimitEnabled: true, rateLimitIp: 1_000_000 });
  });
  afterAll(() => app.close());

  it.each(['/health', '/api/health', '/health/live', '/health/ready'])('%s is the text OK', async (path) => {
    const response = await request(app.url).get(path).expect(200);
    expect(response.text).toBe('OK');
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it('has a rate limit, except for what probes ask', async () => {
    const limits = ['/health', '/health/live', '/health/ready'].map(async (path) => {
      const { headers } = await request(app.url).get(path);
      return headers['x-ratelimit-limit-default'] as string | undefined;
    });
    expect(await Promise.all(limits)).toEqual(['1000000', undefined, undefined]);
  });

  it('many who ask at once whether the server is ready cost the database one question', async () => {
    const { prisma } = app;
    const run = prisma.run.bind(prisma);
    const asked: string[] = [];
    prisma.run = (statement, values) => {
      asked.push(statement.name);
      return run(statement, values);
    };
    const health = app.app.get(HealthService);
    await Promise.all(Array.from({ length: 50 }, () => health.requireReady()));
    await health.requireReady();
    prisma.run = run;
    expect(asked.filter((name) => name === 'health.ping')).toHaveLength(2);
  });

  it('readiness goes first when the server stops', async () => {
    const other = await startTestApp();
    other.app.get(HealthService).beforeApplicationShutdown();
    const ready = await request(other.url).get('/health/ready');
    const live = await request(other.url).get('/health/live');
    await other.close();
    expect([ready.status, live.status]).toEqual([503, 200]);
  });

  it('readiness is refused within two seconds when the database accepts connections and then says nothing', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const other = await startTestApp({ databaseUrl: `postgresql://nobody@127.0.0.1:${port}/none` });
    const start = performance.now();
    const { status } = await request(other.url).get('/health/ready');
    const waited = performance.now() - start;
    for (const socket of sockets) socket.destroy();
    silent.close();
    await other.close();
    expect(status).toBe(503);
    expect(waited).toBeLessThan(2_000);
  });
});

describe.each([
  ['refuses connections', 'postgresql://nobody@127.0.0.1:1/none'],
  ['has no socket', 'postgresql://nobody@localhost/none?host=/no/such/folder'],
])('health while the database %s', (_, databaseUrl) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ databaseUrl });
  });
  afterAll(() => app.close());

  it.each(['/health', '/health/live'])('%s is still OK', async (path) => {
    await request(app.url).get(path).expect(200, 'OK');
  });

  it('/health/ready is 503 in the envelope', async () => {
    const { status, body, headers } = await request(app.url).get('/health/ready');
    expect(status).toBe(503);
    expect(headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'retry-after': '2' });
    expect(body).toEqual({
      status: 'error',
      timestamp: expect.any(String) as string,
      path: '/health/ready',
      error: { code: 'SERVICE_UNAVAILABLE', message: 'There was an error, please try again later.' },
    });
  });
});
