import { randomInt } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { unique } from '../support/factories.js';
import { eventually, inParallel, NoResponseError, send } from '../support/load.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';
import { aWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.js';

/** `WEBHOOK_FAULT_BOOKINGS=500` for a long run. */
const BOOKINGS = Number(process.env['WEBHOOK_FAULT_BOOKINGS'] ?? 60);
const KILLS = 3;
const AT_A_TIME = 8;
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
/** Appointments of a quarter of an hour from nine to five. */
const A_DAY = 32;

describe('a server that is killed while it takes bookings', () => {
  const client = { id: 'client-of-the-webhook-spec', secret: `secret-${unique()}` };
  let folder: string;
  let server: ServerProcess;
  let receiver: WebhookReceiver;

  const start = async (): Promise<void> => {
    server = await startServerProcess({
      args: ['--data-dir', folder],
      env: {
        ...{ RATE_LIMIT_ENABLED: 'false', LOG_LEVEL: 'error' },
        ...{ SEED_CLIENT_ID: client.id, SEED_CLIENT_SECRET: client.secret },
      },
    });
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'managed-users-webhooks-'));
    receiver = await aWebhookReceiver();
    await start();
  }, 30_000);
  afterAll(async () => {
    await server.stop();
    await receiver.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  it(
    'tells of every booking that was made, at least once, and always with the same id',
    async () => {
      // So slowly that deliveries are under way at every moment.
      receiver.answer('/hook', (response) => void setTimeout(() => response.end(), randomInt(0, 60)));
      await call('POST', `/v2/oauth-clients/${client.id}/webhooks`, {
        ...{ active: true, triggers: ['BOOKING_CREATED'], subscriberUrl: `${receiver.url}/hook`, secret: 'S' },
      });
      const eventTypeId = await anEventType();
      const acknowledged: string[] = [];
      for (let round = 0; round <= KILLS; round++) {
        const from = Math.floor((BOOKINGS * round) / (KILLS + 1));
        const to = Math.floor((BOOKINGS * (round + 1)) / (KILLS + 1));
        const moment = round < KILLS ? randomInt(1, to - from) : Infinity;
        let count = 0;
        await inParallel(to - from, AT_A_TIME, async (index) => {
          const uid = await book(eventTypeId, from + index);
          if (uid === undefined) return;
          acknowledged.push(uid);
          if (++count === moment) setTimeout(() => process.kill(server.pid, 'SIGKILL'), randomInt(0, 20));
        });
        if (round === KILLS) break;
        await server.exited;
        await start();
      }
      const made = (await query('SELECT uid FROM bookings')).map(({ uid }) => String(uid));
      expect(made).toEqual(expect.arrayContaining(acknowledged));
      // Deliveries that were under way at a kill are due again when their lease ends.
      await eventually('all bookings told', 60_000, () => (told().size >= made.length ? true : undefined));
      expect([...told().keys()].toSorted()).toEqual(made.toSorted());
      expect([...told().values()].filter((ids) => ids.size !== 1)).toEqual([]);
    },
    60_000 + BOOKINGS * 1_000,
  );

  /** The ids under which each booking was told of. */
  function told(): Map<string, Set<string>> {
    const ids = new Map<string, Set<string>>();
    for (const { body, headers } of receiver.received('/hook')) {
      const { uid } = (JSON.parse(body) as { payload: { uid: string } }).payload;
      ids.set(uid, (ids.get(uid) ?? new Set()).add(String(headers['webhook-id'])));
    }
    return ids;
  }

  /** @returns the uid; undefined when no answer came. */
  async function book(eventTypeId: number, index: number): Promise<string | undefined> {
    const body = {
      eventTypeId,
      start: new Date(weekday(Math.floor(index / A_DAY)) + (36 + (index % A_DAY)) * 15 * MINUTE).toISOString(),
      attendee: { name: 'Grace', email: `grace${index}@example.com`, timeZone: 'UTC' },
    };
    const options = { headers: { 'cal-api-version': '2024-08-13' } };
    return call<{ uid: string }>('POST', '/v2/bookings', body, options.headers).then(
      ({ uid }) => uid,
      (error: unknown) => {
        if (!(error instanceof NoResponseError)) throw error;
        return undefined;
      },
    );
  }

  async function anEventType(): Promise<number> {
    const { accessToken } = await call<{ accessToken: string }>('POST', `/v2/oauth-clients/${client.id}/users`, {
      ...{ email: `ann-${unique()}@example.org`, name: 'Ann', timeZone: 'UTC' },
    });
    const headers = { Authorization: `Bearer ${accessToken}`, 'cal-api-version': '2024-06-14' };
    const input = { title: 'Talk', slug: 'talk', lengthInMinutes: 15 };
    return (await call<{ id: number }>('POST', '/v2/event-types', input, headers)).id;
  }

  async function call<Data>(
    method: string,
    path: string,
    body: object,
    headers: Record<string, string> = { 'x-cal-secret-key': client.secret },
  ): Promise<Data> {
    const answer = await send({
      ...{ method, origin: server.apiUrl, path, body: JSON.stringify(body) },
      headers: { 'Content-Type': 'application/json', ...headers },
    });
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    return (JSON.parse(answer.body) as { data: Data }).data;
  }

  async function query(text: string): Promise<Record<string, unknown>[]> {
    const host = String((await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[4]);
    const connection = new pg.Client({ host, user: 'postgres', database: 'postgres' });
    await connection.connect();
    try {
      return (await connection.query(text)).rows as Record<string, unknown>[];
    } finally {
      await connection.end();
    }
  }
});

/** Midnight (UTC) of a working day from the week after next on, counted from 0. */
function weekday(count: number): number {
  const today = Date.now() - (Date.now() % DAY);
  const monday = today + (8 - new Date(today).getUTCDay() + 7) * DAY;
  return monday + (Math.floor(count / 5) * 7 + (count % 5)) * DAY;
}
