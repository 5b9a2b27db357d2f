import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

// CommonJS, and nothing but Node: test runners of all kinds can load it, and the server stays in a process of its own.

/** How long a start may take, milliseconds. */
const START_DEADLINE = 60_000;
/** How often `waitFor` looks again, milliseconds. */
const INTERVAL = 50;

export interface TestServerOptions {
  /** Settings of the server, as in the README's table. Rate limits are off unless you turn them on. */
  env?: Record<string, string>;
  /** The port to listen on; 0, the default, takes a free one. */
  port?: number;
  /** Whether all events of the client are sent to `webhooks`. True unless you say otherwise. */
  captureWebhooks?: boolean;
  /** Called with everything that the server logs. */
  onLog?: (text: string) => void;
}

export interface NewManagedUser {
  email?: string;
  name?: string;
  timeZone?: string;
  [property: string]: unknown;
}

export interface TestManagedUser {
  id: number;
  email: string;
  username: string;
  accessToken: string;
  refreshToken: string;
  /** For requests as this user: `{ authorization: 'Bearer …' }`. */
  headers: { authorization: string };
}

/** The server's time. */
export interface TestClock {
  now(): Promise<Date>;
  /** From now on it is this time, and time goes on from there. */
  set(time: Date | string): Promise<Date>;
  /** Goes forward, or back, by so many milliseconds. */
  advance(milliseconds: number): Promise<Date>;
}

export interface CapturedWebhook {
  triggerEvent: string;
  /** The body as JSON. */
  body: { triggerEvent: string; createdAt: string; payload: Record<string, unknown> };
  /** The body as it was signed. */
  rawBody: string;
  headers: Record<string, string | string[] | undefined>;
}

/** Events that the server sent. */
export interface TestWebhooks {
  /** Where it sends them. */
  url: string;
  /** In the order of arrival. */
  received: CapturedWebhook[];
  clear(): void;
  /** The first one that is right, once it is there. Rejects after `timeout` milliseconds (10 seconds). */
  waitFor(
    what: string | ((webhook: CapturedWebhook) => boolean),
    options?: { timeout?: number },
  ): Promise<CapturedWebhook>;
}

export interface CapturedMail {
  to: string;
  subject: string;
  text: string;
  html: string;
  calendar?: { method: 'REQUEST' | 'CANCEL'; content: string };
}

/** E-mails that the server would have sent. */
export interface TestMails {
  list(): Promise<CapturedMail[]>;
  clear(): Promise<void>;
  /** The first one that is right, once it is there. Rejects after `timeout` milliseconds (10 seconds). */
  waitFor(isRight: (mail: CapturedMail) => boolean, options?: { timeout?: number }): Promise<CapturedMail>;
}

/** A server with a database of its own, both gone after `stop` and with this process. */
export interface TestServer {
  /** For example `http://localhost:40123`; the routes are under `/v2`. */
  apiUrl: string;
  clientId: string;
  clientSecret: string;
  /** Of the owner of the client's organization. */
  apiKey: string;
  /** Bearer token of the routes under `/testing`. */
  testingToken: string;
  createManagedUser(user?: NewManagedUser): Promise<TestManagedUser>;
  clock: TestClock;
  /** Puts all data aside. @returns a name for `restore`. */
  snapshot(): Promise<string>;
  /** Brings the data of the snapshot back, of the newest one unless you name another. Captured mails and webhooks go. */
  restore(snapshot?: string): Promise<void>;
  webhooks: TestWebhooks;
  mails: TestMails;
  stop(): Promise<void>;
}

/** Starts a server for tests: rejects with what it said when it does not come up. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const receiver = await startReceiver();
  const { child, credentials } = await startProcess(options).catch(async (error: unknown) => {
    await receiver.close();
    throw error;
  });
  const { apiUrl, clientId, clientSecret, testingToken } = credentials;
  const testing = <Data,>(method: string, path: string, body?: object): Promise<Data> =>
    call(`${apiUrl}/testing${path}`, method, { authorization: `Bearer ${testingToken}` }, body);
  const asClient = <Data,>(method: string, path: string, body: object): Promise<Data> =>
    call(`${apiUrl}/v2/oauth-clients/${clientId}${path}`, method, { 'x-cal-secret-key': clientSecret }, body);
  if (options.captureWebhooks !== false) {
    await asClient('POST', '/webhooks', { active: true, subscriberUrl: receiver.webhooks.url, triggers: TRIGGERS });
  }
  let newest: string | undefined;
  return {
    ...credentials,
    createManagedUser: (user = {}) => createManagedUser(asClient, user),
    clock: {
      now: async () => timeOf(await testing('GET', '/clock')),
      set: async (time) => timeOf(await testing('POST', '/clock', { now: new Date(time).toISOString() })),
      advance: async (advanceMs) => timeOf(await testing('POST', '/clock', { advanceMs })),
    },
    snapshot: async () => (newest = (await testing<{ name: string }>('POST', '/snapshots')).name),
    restore: async (snapshot = newest) => {
      if (snapshot === undefined) throw new Error('restore: no snapshot was taken');
      await testing('POST', `/snapshots/${encodeURIComponent(snapshot)}/restore`);
      receiver.webhooks.clear();
    },
    webhooks: receiver.webhooks,
    mails: mailsOf(testing),
    stop: async () => {
      await stop(child);
      await receiver.close();
    },
  };
}

interface Credentials {
  apiUrl: string;
  clientId: string;
  clientSecret: string;
  apiKey: string;
  testingToken: string;
}

const TRIGGERS = [
  'BOOKING_CREATED',
  'BOOKING_REQUESTED',
  'BOOKING_RESCHEDULED',
  'BOOKING_CANCELLED',
  'BOOKING_REJECTED',
  'BOOKING_NO_SHOW_UPDATED',
  'MEETING_STARTED',
  'MEETING_ENDED',
  'OOO_CREATED',
];

const PROGRAM = join(__dirname, '..', '..', 'bin', 'managed-users.js');

/** Resolves with what the server prints once it answers. */
async function startProcess({ env = {}, port = 0, onLog }: TestServerOptions): Promise<{
  child: ChildProcess;
  credentials: Credentials;
}> {
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env;
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--testing', '--json', '--port', String(port)], {
    env: { ...defined({ PATH, HOME, TMPDIR, SystemRoot }), HOST: '127.0.0.1', RATE_LIMIT_ENABLED: 'false', ...env },
    // The server ends with its input: also when this process is killed.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  const note = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-20_000);
    onLog?.(chunk.toString());
  };
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  child.stdin.on('error', () => undefined);
  const credentials = await new Promise<Credentials>((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new Error(`the test server ${why}:\n${said}`));
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`did not answer within ${START_DEADLINE / 1_000} seconds`);
    }, START_DEADLINE);
    child.once('error', (error) => fail(`cannot be started (${error.message})`));
    child.once('exit', (code) => fail(`ended with exit code ${code}`));
    child.stdout.on('data', () => {
      const line = said.split('\n').find((text) => text.startsWith('{"apiUrl"') && text.endsWith('}'));
      if (line === undefined) return;
      clearTimeout(timer);
      resolve(JSON.parse(line) as Credentials);
    });
  });
  return { child, credentials };
}

function defined(variables: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

type Call = <Data>(method: string, path: string, body: object) => Promise<Data>;

/** The `data` of the answer. Rejects for anything but success. */
async function call<Data>(url: string, method: string, headers: Record<string, string>, body?: object): Promise<Data> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(url, { method, headers: { 'content-type': 'application/json', ...headers }, ...json });
  const answer = (await response.json()) as { data: Data; error?: unknown };
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${JSON.stringify(answer.error)}`);
  return answer.data;
}

function timeOf({ now }: { now: string }): Date {
  return new Date(now);
}

let users = 0;

async function createManagedUser(asClient: Call, user: NewManagedUser): Promise<TestManagedUser> {
  users += 1;
  const body = { email: `user-${users}@example.org`, name: `User ${users}`, timeZone: 'Europe/London', ...user };
  const created = await asClient<{
    user: { id: number; email: string; username: string };
    accessToken: string;
    refreshToken: string;
  }>('POST', '/users', body);
  const { accessToken, refreshToken } = created;
  const { id, email, username } = created.user;
  return { id, email, username, accessToken, refreshToken, headers: { authorization: `Bearer ${accessToken}` } };
}

function mailsOf(testing: <Data>(method: string, path: string) => Promise<Data>): TestMails {
  const list = (): Promise<CapturedMail[]> => testing('GET', '/mails');
  return {
    list,
    clear: async () => void (await testing('DELETE', '/mails')),
    waitFor: (isRight, options) => eventually('mail', async () => (await list()).find(isRight), options),
  };
}

/** Tries until there is something. */
async function eventually<Found>(
  what: string,
  look: () => Promise<Found | undefined>,
  { timeout = 10_000 }: { timeout?: number } = {},
): Promise<Found> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`no such ${what} came within ${timeout} ms`);
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
}

interface Receiver {
  webhooks: TestWebhooks;
  close(): Promise<void>;
}

/** A server on the loopback address that takes every webhook. */
async function startReceiver(): Promise<Receiver> {
  const received: CapturedWebhook[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const rawBody = Buffer.concat(chunks).toString();
      const body = parsed(rawBody);
      received.push({ triggerEvent: body?.triggerEvent ?? '', body, rawBody, headers: request.headers });
      response.end();
    });
  });
  await listen(server);
  // It alone does not keep the tests' process alive.
  server.unref();
  const { port } = server.address() as AddressInfo;
  const matches = (what: string | ((webhook: CapturedWebhook) => boolean)) => (webhook: CapturedWebhook) =>
    typeof what === 'string' ? webhook.triggerEvent === what : what(webhook);
  return {
    webhooks: {
      url: `http://127.0.0.1:${port}/webhooks`,
      received,
      clear: () => void received.splice(0),
      waitFor: (what, options) => eventually('webhook', async () => received.find(matches(what)), options),
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function parsed(text: string): CapturedWebhook['body'] {
  try {
    return JSON.parse(text) as CapturedWebhook['body'];
  } catch {
    // A template need not be JSON: then only `rawBody` says what came.
    return { triggerEvent: '', createdAt: '', payload: {} };
  }
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}
