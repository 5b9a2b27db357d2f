import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { unique } from '../support/factories.js';
import { eventually, inParallel, type LoadResponse, send } from '../support/load.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';

const AT_A_TIME = 6;
/** Bookings that are made before each interruption, and after the last. */
const STRETCH = 25;
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
/** Appointments of a quarter of an hour from nine to five. */
const A_DAY = 32;
const SOCKET = '.s.PGSQL.5432';

describe('a server whose database goes away while it takes bookings', () => {
  let folder: string;
  let database: EmbeddedPostgres;
  let server: ServerProcess;
  let eventTypeId: number;

  /** PostgreSQL has another socket after each start; the server knows it under an address that stays. */
  const startDatabase = async (): Promise<void> => {
    database = await startEmbeddedPostgres({ directory: join(folder, 'postgres') });
    const socketFolder = String(new URL(database.url).searchParams.get('host'));
    await symlink(join(socketFolder, SOCKET), join(folder, 'new-socket'));
    await rename(join(folder, 'new-socket'), join(folder, SOCKET));
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'managed-users-booked-'));
    await startDatabase();
    server = await startServerProcess({
      env: {
        DATABASE_URL: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`,
        ...{ DATA_DIR: folder, SECRET_KEY: 'only-for-tests-0123456789-abcdefghij' },
        ...{ RATE_LIMIT_ENABLED: 'false', LOG_LEVEL: 'error', WEBHOOK_DELIVERIES_ENABLED: 'false' },
      },
    });
    eventTypeId = await anEventType();
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  it('keeps every booking that it acknowledged, makes none by halves, and refuses the others with 503', async () => {
    const statuses = new Map<number, number[]>();
    const acknowledged = new Map<number, string>();
    let next = 0;
    let isOver = false;
    /** Books one time after the other, and those that were refused again, until there are enough. */
    const load = inParallel(AT_A_TIME, AT_A_TIME, async () => {
      while (!isOver) {
        const index = next++;
        for (let tries = 0; !acknowledged.has(index); tries += 1) {
          const answer = await book(index);
          statuses.set(index, [...(statuses.get(index) ?? []), answer.status]);
          if (answer.status === 503) expectRefusal(answer);
          // A booking whose acknowledgement was lost with the connection is there: the same request finds its time taken.
          else if (answer.status === 400 && tries > 0) break;
          else if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
          else acknowledged.set(index, (JSON.parse(answer.body) as { data: { uid: string } }).data.uid);
        }
      }
    });
    const more = (patience = 30_000): Promise<true> => {
      const enough = acknowledged.size + STRETCH;
      return eventually('bookings', patience, () => acknowledged.size >= enough || undefined);
    };
    const refusals = () => [...statuses.values()].flat().filter((status) => status === 503).length;
    try {
      await Promise.race([more(), load]);
      await database.stop();
      await eventually('refusals', 10_000, () => refusals() > 0 || undefined);
      await startDatabase();
      await Promise.race([more(), load]);
      const before = refusals();
      crash();
      await eventually('lost connections', 10_000, () => refusals() > before || undefined);
      await Promise.race([more(), load]);
    } finally {
      isOver = true;
    }
    await load;

    const rows = await bookings();
    const uids = rows.map(({ uid }) => uid);
    expect(uids).toEqual(expect.arrayContaining([...acknowledged.values()]));
    // One for each time, and nothing that belongs to a booking is missing, or there twice.
    expect(new Set(rows.map(({ start }) => start)).size).toBe(rows.length);
    expect(rows.length).toBe(next);
    expect(
      rows.filter(({ attendees, told }) => attendees !== 1 || told !== 'BOOKING_CREATED,MEETING_ENDED,MEETING_STARTED'),
    ).toEqual([]);
    expect(await orphans()).toBe(0);
  }, 120_000);

  /** Takes a process from PostgreSQL that is always there, and whose death makes it throw out everybody and start anew. */
  function crash(): void {
    const children = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number))
      .flatMap(([pid, parent]) => (pid && parent === database.pid ? [pid] : []));
    const isCheckpointer = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('checkpointer');
    process.kill(children.find(isCheckpointer) as number, 'SIGKILL');
  }

  function expectRefusal({ headers, body }: LoadResponse): void {
    expect(JSON.parse(body)).toMatchObject({ status: 'error', error: { code: 'SERVICE_UNAVAILABLE' } });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  }

  const book = (index: number): Promise<LoadResponse> =>
    call('/v2/bookings', {
      eventTypeId,
      start: new Date(weekday(Math.floor(index / A_DAY)) + (36 + (index % A_DAY)) * 15 * MINUTE).toISOString(),
      attendee: { name: 'Grace', email: `grace${index}@example.com`, timeZone: 'UTC' },
    });

  const call = (path: string, body: object, headers: Record<string, string> = {}): Promise<LoadResponse> =>
    send({
      ...{ method: 'POST', origin: server.apiUrl, path, body: JSON.stringify(body) },
      headers: { 'Content-Type': 'application/json', 'cal-api-version': '2024-08-13', ...headers },
    });

  async function anEventType(): Promise<number> {
    const { clientId, clientSecret } = server.credentials;
    const asClient = { 'x-cal-secret-key': clientSecret };
    const path = `/v2/oauth-clients/${clientId}`;
    const hook = { active: true, triggers: ['BOOKING_CREATED', 'MEETING_STARTED', 'MEETING_ENDED'] };
    await call(`${path}/webhooks`, { ...hook, subscriberUrl: 'http://127.0.0.1:9/hook' }, asClient);
    const person = { email: `ann-${unique()}@example.org`, name: 'Ann', timeZone: 'UTC' };
    const { accessToken } = dataOf(await call(`${path}/users`, person, asClient)) as { accessToken: string };
    const headers = { Authorization: `Bearer ${accessToken}`, 'cal-api-version': '2024-06-14' };
    const input = { title: 'Talk', slug: 'talk', lengthInMinutes: 15 };
    return (dataOf(await call('/v2/event-types', input, headers)) as { id: number }).id;
  }

  const bookings = () =>
    query<{ uid: string; start: string; attendees: number; told: string }>(
      `SELECT uid, start_time::text AS start,
         (SELECT count(*)::int FROM attendees a WHERE a.booking_id = b.id) AS attendees,
         (SELECT string_agg(trigger, ',' ORDER BY trigger) FROM webhook_deliveries d WHERE d.booking_uid = b.uid) AS told
       FROM bookings b`,
    );

  /** What was written for bookings that were not made. */
  const orphans = async (): Promise<number> => {
    const found = await query(
      'SELECT FROM webhook_deliveries d WHERE NOT EXISTS (SELECT FROM bookings b WHERE b.uid = d.booking_uid)',
    );
    return found.length;
  };

  async function query<Row>(text: string): Promise<Row[]> {
    const connection = new pg.Client({ host: folder, user: 'postgres', database: 'postgres' });
    await connection.connect();
    try {
      return (await connection.query(text)).rows as Row[];
    } finally {
      await connection.end();
    }
  }
});

const dataOf = ({ body }: LoadResponse): unknown => (JSON.parse(body) as { data: unknown }).data;

/** Midnight (UTC) of a working day from the week after next on, counted from 0. */
function weekday(count: number): number {
  const today = Date.now() - (Date.now() % DAY);
  const monday = today + (8 - new Date(today).getUTCDay() + 7) * DAY;
  return monday + (Math.floor(count / 5) * 7 + (count % 5)) * DAY;
}
