import { Controller, Get } from '@nestjs/common';
import request, { type Response } from 'supertest';
import { Public } from '../src/auth/auth.guard.js';
import { CredentialsService } from '../src/credentials/credentials.service.js';
import { Throttle } from '../src/rate-limits/rate-limit.guard.js';
import { aManagedUser, anApiKey, anOAuthClient, type TestClient, unique } from './support/factories.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import type { TestClock } from './support/test-clock.js';

type Headers = Record<string, string>;
const TEXT = 'CustomThrottlerGuard - Too many requests. Please try again later.';
const SECOND = 1_000;
/** Different for each of the limits, so that a test sees which one holds. */
const LIMITS = { rateLimitIp: 3, rateLimitApiKey: 4, rateLimitOAuthClient: 5, rateLimitAccessToken: 6 };

@Controller('/v2/probe')
class ProbeController {
  @Get('/rare')
  @Public()
  @Throttle(2)
  getRare(): string {
    return 'rare';
  }

  @Get('/other')
  @Public()
  @Throttle(2)
  getOther(): string {
    return 'other';
  }
}

/** A caller at an address that no other test uses: counters are shared by all servers on a database. */
const anAddress = (): Headers => ({ 'CF-Connecting-IP': `address-${unique()}` });
const bearer = (token: string): Headers => ({ Authorization: `Bearer ${token}` });

/** Limit, remaining requests and seconds, as the headers tell them. */
function standing({ headers }: Response, name = 'default'): [limit: number, remaining: number, reset: number] {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map(
    (kind) => headers[`x-ratelimit-${kind}-${name}`],
  );
  return [Number(limit), Number(remaining), Number(reset)];
}

/** Makes the clock stand still unless it is moved, so that seconds can be compared on a slow machine too. */
function stop(clock: TestClock): void {
  let time = clock.now();
  clock.now = () => time;
  clock.advance = (milliseconds) => (time += milliseconds);
}

function expectTooMany({ status, headers, body, text }: Response, seconds: number): void {
  const error = { code: 'ThrottlerException', message: TEXT, details: TEXT };
  const { timestamp, path } = body as { timestamp: string; path: string };
  expect(text).toBe(JSON.stringify({ status: 'error', timestamp, path, error }));
  expect({ status, retryAfter: headers['retry-after'] }).toEqual({ status: 429, retryAfter: String(seconds) });
}

describe('rate limits', () => {
  let app: TestApp;
  let client: TestClient;

  /** Every test begins when all earlier windows and blocks are over. */
  beforeEach(() => app.clock.advance(10 * 60 * SECOND));
  beforeAll(async () => {
    app = await startTestApp(
      {
        ...LIMITS,
        rateLimitEnabled: true,
        rateLimitWindowMs: 60 * SECOND,
        rateLimitBlockMs: 90 * SECOND,
        trustProxy: true,
      },
      [ProbeController],
    );
    stop(app.clock);
    client = await anOAuthClient(app);
  });
  afterAll(() => app.close());

  const get = async (path: string, headers: Headers = {}, at = app): Promise<Response> =>
    request(at.url).get(path).set(headers);
  const times = async (count: number, send: () => Promise<Response>): Promise<Response[]> => {
    const responses: Response[] = [];
    while (responses.length < count) responses.push(await send());
    return responses;
  };
  const statusesOf = (responses: Response[]): number[] => responses.map(({ status }) => status);

  describe.each<[string, number, () => Headers | Promise<Headers>]>([
    ['an address', 3, anAddress],
    ['an API key', 4, () => bearer(client.apiKey)],
    ['an OAuth client', 5, () => client.auth],
    ['an access token', 6, async () => bearer((await aManagedUser(app, client)).accessToken)],
  ])('of %s', (_, limit, headersOf) => {
    it('count down, then block, then begin anew', async () => {
      const headers = await headersOf();
      const first = await times(limit, () => get(client.users, headers));
      expect(first.map((response) => standing(response))).toEqual(
        first.map((__, index) => [limit, limit - 1 - index, 60]),
      );
      expect(statusesOf(first)).not.toContain(429);

      const blocked = await get(client.users, headers);
      expectTooMany(blocked, 90);
      expect(standing(blocked)).toEqual([limit, 0, 90]);

      // Whoever goes on asking is not punished for longer.
      app.clock.advance(60 * SECOND);
      const later = await get(client.users, headers);
      expectTooMany(later, 30);
      expect(standing(later)).toEqual([limit, 0, 30]);

      app.clock.advance(30 * SECOND);
      const free = await get(client.users, headers);
      expect(free.status).not.toBe(429);
      expect(standing(free)).toEqual([limit, limit - 1, 60]);
      expect(free.headers).not.toHaveProperty('retry-after');
    });
  });

  it('are replaced by the limit of the route where it has one, for each route and caller alone', async () => {
    const headers = bearer(client.apiKey);
    const rare = await times(3, () => get('/v2/probe/rare', headers));
    expect(rare.map((response) => standing(response))).toEqual([
      [2, 1, 60],
      [2, 0, 60],
      [2, 0, 60],
    ]);
    expectTooMany(rare[2] as Response, 60);
    expect((await get('/v2/probe/rare', anAddress())).status).toBe(200);
    expect((await get('/v2/probe/other', headers)).status).toBe(200);
    expect(standing(await get(client.users, headers))).toEqual([4, 3, 60]);
    app.clock.advance(60 * SECOND);
    expect((await get('/v2/probe/rare', headers)).status).toBe(200);
  });

  it('hold for a window that begins with the first request and does not move', async () => {
    const headers = bearer(client.apiKey);
    expect(standing(await get(client.users, headers))).toEqual([4, 3, 60]);
    app.clock.advance(59 * SECOND);
    expect(standing(await get(client.users, headers))).toEqual([4, 2, 1]);
    app.clock.advance(1 * SECOND);
    expect(standing(await get(client.users, headers))).toEqual([4, 3, 60]);
  });

  it('are rounded up to the full second', async () => {
    const headers = bearer(client.apiKey);
    await get(client.users, headers);
    app.clock.advance(58.5 * SECOND);
    expect(standing(await get(client.users, headers))[2]).toBe(2);
  });

  it('are told on errors too', async () => {
    const refused = await request(app.url).post(client.users).set(bearer(client.apiKey)).send({});
    expect(refused.status).toBe(400);
    expect(standing(refused)).toEqual([4, 3, 60]);
  });

  it('are counted before anything else is looked at', async () => {
    const headers = anAddress();
    await times(3, () => get(client.users, headers));
    const blocked = await request(app.url).post(client.users).set(headers).send({ email: 1 });
    expectTooMany(blocked, 90);
  });

  it('hold for each caller alone', async () => {
    await times(5, () => get(client.users, bearer(client.apiKey)));
    const secondKey = await anApiKey(app, client.ownerId, client.organizationId);
    for (const headers of [bearer(secondKey), client.auth, (await anOAuthClient(app)).auth]) {
      expect((await get(client.users, headers)).status).not.toBe(429);
    }
  });

  it('hold for all routes of a caller together', async () => {
    const paths = [
      client.users,
      `${client.users}/1`,
      `${client.users}/abc`,
      client.users.replace('users', 'managed-users'),
    ];
    const left = await Promise.all(paths.map(async (path) => standing(await get(path, bearer(client.apiKey)))[1]));
    expect(left.sort()).toEqual([0, 1, 2, 3]);
  });

  it('do not count unknown routes, preflights and what cannot be parsed', async () => {
    const headers = anAddress();
    const free = [
      ...(await times(5, () => get('/v2/nope', headers))),
      ...(await times(5, async () => request(app.url).options(client.users).set(headers))),
      await request(app.url).post(client.users).set(headers).set('Content-Type', 'application/json').send('{'),
    ];
    for (const response of free) expect(response.headers).not.toHaveProperty('x-ratelimit-limit-default');
    expect(standing(await get('/health', headers))).toEqual([3, 2, 60]);
  });

  it('hold for /health', async () => {
    const headers = anAddress();
    expect(statusesOf(await times(4, () => get('/health', headers)))).toEqual([200, 200, 200, 429]);
  });

  describe('of an API key with limits of its own', () => {
    const withLimits = async (...limits: [name: string, limit: number, ttlMs: number, blockDurationMs: number][]) => {
      const key = await anApiKey(app, client.ownerId, client.organizationId);
      const { id: apiKeyId } = await app.prisma.apiKey.findFirstOrThrow({ orderBy: { createdAt: 'desc' } });
      for (const [name, limit, ttlMs, blockDurationMs] of limits) {
        await app.prisma.apiKeyRateLimit.create({ data: { apiKeyId, name, limit, ttlMs, blockDurationMs } });
      }
      await app.app.get(CredentialsService).forgetChanged();
      return bearer(key);
    };

    it('replace the default, all at once, and refuse only when all of them are used up', async () => {
      const headers = await withLimits(['burst', 2, 1 * SECOND, 5 * SECOND], ['long', 4, 600 * SECOND, 20 * SECOND]);
      const [first, second, third, fourth, fifth] = (await times(5, () => get(client.users, headers))) as [
        Response,
        Response,
        Response,
        Response,
        Response,
      ];
      expect(first.headers).not.toHaveProperty('x-ratelimit-limit-default');
      expect(Object.keys(first.headers).filter((name) => name.startsWith('x-ratelimit'))).toHaveLength(6);
      expect([standing(first, 'burst'), standing(first, 'long')]).toEqual([
        [2, 1, 1],
        [4, 3, 600],
      ]);
      expect(standing(second, 'burst')).toEqual([2, 0, 1]);
      // The short limit is blocked, the long one is not.
      expect(third.status).toBe(200);
      expect([standing(third, 'burst'), standing(third, 'long')]).toEqual([
        [2, 0, 5],
        [4, 1, 600],
      ]);
      expect(fourth.status).toBe(200);
      expect([standing(fifth, 'burst'), standing(fifth, 'long')]).toEqual([
        [2, 0, 5],
        [4, 0, 20],
      ]);
      // Back as soon as the first of them is over.
      expectTooMany(fifth, 5);
      app.clock.advance(5 * SECOND);
      expect((await get(client.users, headers)).status).toBe(200);
    });

    it('have a capital letter in the names of the headers, and no character that a name cannot have', async () => {
      const headers = await withLimits(['tagesgrenze für Ü\n', 5, SECOND, SECOND]);
      const { status, res } = (await get(client.users, headers)) as Response & { res: { rawHeaders: string[] } };
      expect(status).toBe(200);
      expect(res.rawHeaders).toContain('X-RateLimit-Limit-Tagesgrenze-f-r---');
      const plain = (await get(client.users, client.auth)) as Response & { res: { rawHeaders: string[] } };
      expect(plain.res.rawHeaders.filter((name) => name.startsWith('X-RateLimit'))).toEqual([
        'X-RateLimit-Limit-Default',
        'X-RateLimit-Remaining-Default',
        'X-RateLimit-Reset-Default',
      ]);
    });
  });

  describe('of who guesses', () => {
    let attacker: Headers;
    beforeEach(() => {
      attacker = anAddress();
    });

    it('refuse an unknown API key by a text of their own', async () => {
      const { status, body } = await get(client.users, { ...attacker, ...bearer('cal_0123') });
      const message = 'CustomThrottlerGuard - Invalid API Key';
      const details = { message, error: 'Unauthorized', statusCode: 401 };
      expect({ status, error: body.error }).toEqual({
        status: 401,
        error: { code: 'UnauthorizedException', message, details },
      });
    });

    it.each([
      ['API keys', (count: number) => bearer(`cal_${count}`)],
      ['tokens', (count: number) => bearer(`token-${count}`)],
      ['secrets', (count: number) => ({ 'x-cal-secret-key': `secret-${count}` })],
    ])('count wrong %s against the address', async (_, guess) => {
      let count = 0;
      const responses = await times(4, () => get(client.users, { ...attacker, ...guess(count++) }));
      expect(statusesOf(responses)).toEqual([401, 401, 401, 429]);
      expect(responses[3]?.headers['retry-after']).toBe('90');
      // Not against others, and not against who has the right secret at the same address.
      const other = { ...anAddress(), 'x-cal-secret-key': 'wrong' };
      expect((await get(client.users, other)).status).toBe(401);
      expect((await get(client.users, { ...attacker, ...client.auth })).status).toBe(200);
      app.clock.advance(90 * SECOND);
      expect((await get(client.users, { ...attacker, ...guess(count++) })).status).toBe(401);
    });

    it('do not use up the budget of a client whose secret they do not know', async () => {
      await times(6, () => get(client.users, { ...attacker, 'x-cal-secret-key': 'wrong' }));
      await times(6, () => get(client.users, { ...attacker, 'x-cal-client-id': client.clientId }));
      expect(standing(await get(client.users, client.auth))).toEqual([5, 4, 60]);
    });

    it('do not count what is no guess: an expired token', async () => {
      const { accessToken } = await aManagedUser(app, client);
      app.clock.advance(61 * 60 * SECOND);
      const responses = await times(5, () => get(client.users, { ...attacker, ...bearer(accessToken) }));
      expect(statusesOf(responses)).toEqual(Array(5).fill(498));
    });
  });

  describe('behind a proxy', () => {
    it('believe the address that the proxy tells, not those that the caller adds', async () => {
      const address = unique();
      const spoofed = (): Headers => ({ 'X-Forwarded-For': `${unique()}, ${address}` });
      expect(statusesOf(await times(4, () => get('/health', spoofed())))).toEqual([200, 200, 200, 429]);
      expect((await get('/health', { 'X-Forwarded-For': `${address}, ${unique()}` })).status).toBe(200);
    });

    it('prefer CF-Connecting-IP', async () => {
      const address = anAddress();
      const headers = (): Headers => ({ ...address, 'X-Forwarded-For': unique() });
      expect(statusesOf(await times(4, () => get('/health', headers())))).toEqual([200, 200, 200, 429]);
    });
  });

  it.each([
    ['nothing is told', true, (): Headers => ({})],
    ['no proxy is trusted', false, (): Headers => ({ ...anAddress(), 'X-Forwarded-For': unique() })],
  ])('take the address of the connection when %s', async (_, trustProxy, headers) => {
    // Too high a limit to be shared with the other tests, which have the same address.
    const direct = await startTestApp({ rateLimitEnabled: true, rateLimitIp: 1_000_000, trustProxy });
    const responses = await times(3, () => get('/health', headers(), direct));
    await direct.close();
    expect(responses.map((response) => standing(response)[1])).toEqual([999_999, 999_998, 999_997]);
  });

  it('are those of the original by default', async () => {
    const original = await startTestApp({ rateLimitEnabled: true });
    stop(original.clock);
    const { accessToken } = await aManagedUser(app, client);
    const responses = [
      await get('/health', {}, original),
      await get(client.users, bearer(client.apiKey), original),
      await get(client.users, client.auth, original),
      await get(client.users, bearer(accessToken), original),
    ];
    await original.close();
    expect(responses.map((response) => standing(response))).toEqual([
      [120, 119, 60],
      [120, 119, 60],
      [500, 499, 60],
      [500, 499, 60],
    ]);
  });

  it('can be switched off', async () => {
    const unlimited = await startTestApp({ ...LIMITS });
    const responses = [
      ...(await times(5, () => get('/health', {}, unlimited))),
      ...(await times(5, () => get(client.users, { 'x-cal-secret-key': 'wrong' }, unlimited))),
    ];
    await unlimited.close();
    expect(statusesOf(responses)).toEqual([200, 200, 200, 200, 200, 401, 401, 401, 401, 401]);
    for (const { headers } of responses) expect(headers).not.toHaveProperty('x-ratelimit-limit-default');
  });

  it('do not take an outage of the database for guesses', async () => {
    const databaseUrl = 'postgresql://nobody@127.0.0.1:1/none';
    const cut = await startTestApp({ ...LIMITS, rateLimitEnabled: true, databaseUrl });
    const { accessToken } = await aManagedUser(app, client);
    const responses = await times(5, () => get(client.users, bearer(accessToken), cut));
    await cut.close();
    expect(statusesOf(responses)).toEqual(Array(5).fill(503));
  });
});
