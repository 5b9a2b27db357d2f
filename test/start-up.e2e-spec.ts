import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommandResult, run } from './support/command-line.js';
import { aCopiedApp, type CopiedApp } from './support/copied-app.js';
import { anOwnDatabase, type OwnDatabase } from './support/own-database.js';
import { type ServerProcess, startProcess, startServerProcess } from './support/server-process.js';

const MAIN = 'dist/main.js';
const STRONG_SECRET = 'Zq7-only-for-tests-0123456789-abcdefghij';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'managed-users-start-'));
  // The database of a server that root starts runs under another account.
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));

describe('the first start', () => {
  let server: ServerProcess;
  let file: string;

  beforeAll(async () => {
    file = join(folder, 'credentials.json');
    server = await startServerProcess({ args: ['--data-dir', join(folder, 'first'), '--credentials-file', file] });
  });
  afterAll(() => server.stop());

  it('writes address and credentials into the credentials file, which only this account can read', async () => {
    const credentials = JSON.parse(await readFile(file, 'utf8')) as object;
    expect(credentials).toEqual({
      apiUrl: `http://localhost:${server.port}`,
      organizationId: expect.any(Number),
      clientId: expect.stringMatching(/^c[a-z0-9]{24}$/),
      clientSecret: expect.stringMatching(/^[\w-]{43}$/),
      apiKey: expect.stringMatching(/^cal_[0-9a-f]{32}$/),
      ownerId: expect.any(Number),
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('prints both addresses and the credentials', () => {
    const { clientId, clientSecret, apiKey } = server.credentials;
    const url = `http://localhost:${server.port}`;
    for (const text of [url, `${url}/docs`, clientId, clientSecret, apiKey]) expect(server.stdout()).toContain(text);
  });

  it('prints a curl line that creates a user when it is pasted into a shell', async () => {
    const line = server.stdout().match(/^curl .*$/m)?.[0] as string;
    const path = await pathWithCurl(folder);
    const { code, stdout } = await run('sh', ['-c', line], { env: { PATH: path } });
    expect({ code, body: JSON.parse(stdout) }).toMatchObject({
      code: 0,
      body: { status: 'success', data: { user: { name: 'Ann Lee', timeZone: 'Europe/Rome' } } },
    });
  });

  it('gives an API key that reads the users of the client', async () => {
    expect(await usersOf(server)).toHaveLength(1);
  });

  it('says where the documentation is, and it is there', async () => {
    expect((await fetch(`${server.apiUrl}/docs-json`)).status).toBe(200);
  });

  it('keeps the data folder closed to other accounts', async () => {
    expect((await stat(join(folder, 'first'))).mode & 0o077).toBe(0);
    expect((await stat(join(folder, 'first', 'secret-key'))).mode & 0o077).toBe(0);
  });

  it('refuses a second server on the same data folder at once', async () => {
    const refused = await serve(['--port', '0', '--data-dir', join(folder, 'first')]);
    expectRefusal(refused, /^managed-users: The data folder .* is in use by process \d+\..*--data-dir/);
    expect(refused.stderr).toContain(String(server.pid));
    expect(await usersOf(server)).toHaveLength(1);
  });

  it('lets another server run beside it on another port and data folder', async () => {
    const other = await startServerProcess({ args: ['--data-dir', join(folder, 'second')] });
    expect(other.credentials.clientId).not.toBe(server.credentials.clientId);
    expect(other.credentials.apiKey).not.toBe(server.credentials.apiKey);
    expect(await usersOf(other)).toEqual([]);
    expect(await usersOf(server)).toHaveLength(1);
    expect(await other.stop()).toEqual({ code: 0, signal: null });
  });
});

describe('a later start', () => {
  it('knows the same credentials and all data, also right after kill -9', async () => {
    const args = ['--data-dir', join(folder, 'first')];
    const second = await startServerProcess({ args });
    const [ann] = await usersOf(second);
    expect(ann).toMatchObject({ name: 'Ann Lee' });
    await createUser(second, 'bob@example.org');
    await second.stop('SIGKILL');

    const third = await startServerProcess({ args: [...args, '--port', String(second.port)] });
    expect(third.credentials).toEqual(second.credentials);
    expect(await usersOf(third)).toEqual([ann, expect.objectContaining({ name: 'Bob' })]);
    expect(third.stdout()).toContain(third.credentials.clientSecret);
    await third.stop();
  });
});

describe('a server whose own database ends', () => {
  it('ends too, so that whoever watches it starts it again', async () => {
    const data = join(folder, 'first');
    const server = await startServerProcess({ args: ['--data-dir', data] });
    process.kill(parseInt(await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8'), 10), 'SIGQUIT');
    expect(await server.exited).toEqual({ code: 1, signal: null });
    expect(server.stderr()).toBe('managed-users: the own PostgreSQL of the server ended unexpectedly\n');
  });
});

describe('the temporary folder', () => {
  let temporary: string;
  let env: Record<string, string>;

  beforeEach(async () => {
    temporary = await mkdtemp(join(folder, 't'));
    await chmod(temporary, 0o1777);
    env = { TMPDIR: temporary };
  });

  it('is empty after an ephemeral server was told to stop, even if Ctrl-C reaches it twice, as through npm', async () => {
    const server = await startServerProcess({ args: ['--ephemeral'], env, cwd: temporary });
    expect(await readdir(temporary)).toHaveLength(1);
    // A connection that stays open makes the stop take a moment.
    const connection = connect(server.port, '127.0.0.1');
    await once(connection, 'connect');
    process.kill(server.pid, 'SIGINT');
    await until(async () => !(await accepts(server.port)));
    expect(await server.stop('SIGINT')).toEqual({ code: 0, signal: null });
    expect(await readdir(temporary)).toEqual([]);
  });

  it('is empty soon after kill -9 of an ephemeral server, whether it is starting or running', async () => {
    const running = await startServerProcess({ args: ['--ephemeral'], env });
    const starting = startProcess(process.execPath, [MAIN, '--ephemeral', '--port', '0'], { env });
    await until(async () => (await readdir(temporary)).length === 2);
    await starting.stop('SIGKILL');
    await running.stop('SIGKILL');
    await until(async () => (await readdir(temporary)).length === 0);
    expect(await readdir(temporary)).toEqual([]);
  });
});

describe('a TMPDIR that is too long for a socket, or not there,', () => {
  it.each(['x'.repeat(100), 'nowhere'])('does not matter: %s', async (name) => {
    if (name !== 'nowhere') await mkdir(join(folder, name));
    const env = { TMPDIR: join(folder, name) };
    const words = ['bin/managed-users.js', 'migrate', '--data-dir', join(folder, 'second')];
    expect(await run(process.execPath, words, { env })).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a server without a terminal', () => {
  it('runs with closed input, and goes on when the terminal that it was started from is closed', async () => {
    const file = join(folder, 'detached.json');
    const command = `${process.execPath} ${MAIN} --ephemeral --port 0 --credentials-file ${file}`;
    const server = startProcess('sh', ['-c', `exec nohup ${command} <&-`]);
    const text = await until(() => readFile(file, 'utf8').catch(() => ''));
    const { apiUrl } = JSON.parse(text) as { apiUrl: string };
    process.kill(server.pid, 'SIGHUP');
    expect((await fetch(`${apiUrl.replace('localhost', '127.0.0.1')}/health`)).status).toBe(200);
    expect(await server.stop()).toEqual({ code: 0, signal: null });
  });
});

describe('an installation', () => {
  let app: CopiedApp;

  beforeAll(async () => {
    app = await aCopiedApp();
    await chmod(app.folder, 0o755);
  });
  afterAll(() => app.remove());

  it('works when npm has not run the install scripts of packages, by doing their work once', async () => {
    const links = await removeLibraryLinks(app);
    expect(links.length).toBeGreaterThan(0);
    await expectOwnDatabase();
    for (const link of links) expect((await stat(link)).isFile()).toBe(true);
  });

  it('works in a folder that is closed to all other accounts', async () => {
    await chmod(app.folder, 0o700);
    await expectOwnDatabase();
    await chmod(app.folder, 0o755);
  });

  it('works for an ordinary account that may not change it', async () => {
    await removeLibraryLinks(app);
    const libraries = join(app.postgres, 'lib');
    await chmod(libraries, 0o555);
    const account = process.getuid?.() === 0 ? await nobody() : {};
    const { home, temporary } = await aHome(account);
    const env = { TMPDIR: temporary, HOME: home };
    const args = ['--data-dir', join(home, 'data')];
    const server = await startServerProcess({ main: app.main, args, env, cwd: home, ...account });
    await createUser(server, 'bob@example.org');
    expect(await server.stop()).toEqual({ code: 0, signal: null });
    expect(await readdir(temporary)).toEqual([]);
    await chmod(libraries, 0o755);
  });

  /** Has the quickest command make a database and end it again. */
  async function expectOwnDatabase(): Promise<void> {
    const { home, temporary } = await aHome();
    const env = { TMPDIR: temporary };
    const { code, stderr } = await run(process.execPath, [app.command, 'migrate', '--data-dir', home], { env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await readdir(temporary)).toEqual([]);
  }

  /** A folder that belongs to the account, and one for its temporary files. */
  async function aHome({ uid, gid }: { uid?: number; gid?: number } = {}) {
    const home = await mkdtemp(join(app.folder, 'home-'));
    const temporary = join(home, 'tmp');
    await mkdir(temporary);
    if (uid !== undefined && gid !== undefined) for (const path of [home, temporary]) await chown(path, uid, gid);
    return { home, temporary };
  }
});

describe('a start that cannot succeed ends within three seconds with one line that names the setting:', () => {
  let busy: Server;
  let port: number;

  beforeAll(async () => {
    // Accepts connections and never answers: a taken port, and a database that hangs.
    busy = createServer(() => undefined);
    await new Promise<void>((listening) => busy.listen(0, '127.0.0.1', listening));
    port = (busy.address() as AddressInfo).port;
  });
  afterAll(() => void busy.close());

  const production = { NODE_ENV: 'production', DATABASE_URL: 'postgresql://hidden-user@127.0.0.1:1/hidden-name' };

  it.each<[string, RegExp, (freePort: number) => Record<string, string>]>([
    ['a port that is taken', /^managed-users: PORT is taken/, (port) => ({ PORT: String(port) })],
    ['a port that is none', /^managed-users: PORT must be/, () => ({ PORT: 'hidden' })],
    ['an address of another machine', /^managed-users: HOST must be/, () => ({ HOST: '192.0.2.7' })],
    [
      'a database where nothing listens',
      /^managed-users: DATABASE_URL: the database cannot be reached \(ECONNREFUSED\)/,
      () => ({ ...production, SECRET_KEY: STRONG_SECRET }),
    ],
    [
      'a database that does not answer',
      /^managed-users: DATABASE_URL: the database cannot be reached/,
      (port) => ({
        DATABASE_URL: `postgresql://hidden-user:hidden@127.0.0.1:${port}/hidden`,
        SECRET_KEY: STRONG_SECRET,
      }),
    ],
    [
      'a connection string that is none',
      /^managed-users: DATABASE_URL/,
      () => ({ DATABASE_URL: 'postgresql://hidden:hidden@host:hidden/name', SECRET_KEY: STRONG_SECRET }),
    ],
    [
      'no database and no secret in production',
      /^managed-users: DATABASE_URL is required in production; SECRET_KEY is required in production$/m,
      () => ({ NODE_ENV: 'production' }),
    ],
    [
      'a weak secret in production',
      /^managed-users: SECRET_KEY must be/,
      () => ({ ...production, SECRET_KEY: 'hidden-hidden-hidden' }),
    ],
    [
      'a weak signing secret',
      /^managed-users: JWT_SECRET must be/,
      () => ({ ...production, SECRET_KEY: STRONG_SECRET, JWT_SECRET: 'hidden-hidden-hidden' }),
    ],
    [
      'half of a seeded client',
      /^managed-users: SEED_CLIENT_ID and SEED_CLIENT_SECRET must be set together$/m,
      () => ({ SEED_CLIENT_SECRET: 'hidden' }),
    ],
    [
      'a seeded API key that no caller could use',
      /^managed-users: SEED_API_KEY must begin with API_KEY_PREFIX$/m,
      () => ({ SEED_API_KEY: 'hidden' }),
    ],
    [
      'a data folder that is a file',
      /^managed-users: DATA_DIR must be a folder/,
      () => ({ DATA_DIR: join(folder, 'hidden-file') }),
    ],
  ])('%s', async (_, line, env) => {
    await writeFile(join(folder, 'hidden-file'), '');
    const settings = { PORT: '0', DATA_DIR: join(folder, 'unused'), ...env(port) };
    const refused = await serve([], settings);
    expectRefusal(refused, line);
    expect(refused.stderr).not.toContain('hidden');
    if (settings.PORT !== '0') expect(refused.stderr).not.toContain(settings.PORT);
  });

  it('a credentials file that cannot be written', async () => {
    const refused = await serve(['--port', '0', '--credentials-file', join(folder, 'nowhere', 'c.json')]);
    expectRefusal(refused, /^managed-users: --credentials-file cannot be written \(ENOENT\)$/m);
  });
});

describe('in production', () => {
  let database: OwnDatabase;

  beforeAll(async () => {
    database = await anOwnDatabase();
  });
  afterAll(() => database.drop());

  it('makes the credentials that the SEED_ settings name, writes them into the file and prints no secret', async () => {
    const seeds = { SEED_CLIENT_ID: 'my-client', SEED_CLIENT_SECRET: "it's my secret", SEED_API_KEY: 'cal_my-api-key' };
    const settings = { NODE_ENV: 'production', DATABASE_URL: database.url, SECRET_KEY: STRONG_SECRET, API_PORT: '0' };
    const server = await startServerProcess({ env: { ...settings, ...seeds } });
    expect(server.credentials).toMatchObject({
      clientId: 'my-client',
      clientSecret: "it's my secret",
      apiKey: 'cal_my-api-key',
    });
    await createUser(server, 'bob@example.org');
    expect(await usersOf(server)).toHaveLength(1);
    await server.stop();
    expect(server.output()).toContain('my-client');
    expect(server.output()).not.toMatch(/my secret|my-api-key/);
  });
});

/** Runs the server until it ends by itself. */
function serve(words: string[], env: Record<string, string> = {}): Promise<CommandResult> {
  return run(process.execPath, [MAIN, ...words], { env });
}

function expectRefusal({ code, stdout, stderr, milliseconds }: CommandResult, line: RegExp): void {
  expect({ code, stdout, lines: stderr.trim().split('\n').length }).toEqual({ code: 1, stdout: '', lines: 1 });
  expect(stderr).toMatch(line);
  expect(milliseconds).toBeLessThan(3_000);
}

async function createUser({ apiUrl, credentials }: ServerProcess, email: string): Promise<void> {
  const response = await fetch(`${apiUrl}/v2/oauth-clients/${credentials.clientId}/users`, {
    method: 'POST',
    headers: { 'x-cal-secret-key': credentials.clientSecret, 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, name: 'Bob' }),
  });
  expect({ status: response.status, text: await response.text() }).toMatchObject({ status: 201 });
}

/** The users of the first client, read with the API key. */
async function usersOf({ apiUrl, credentials }: ServerProcess): Promise<unknown[]> {
  const response = await fetch(`${apiUrl}/v2/oauth-clients/${credentials.clientId}/users`, {
    headers: { Authorization: `Bearer ${credentials.apiKey}` },
  });
  expect(response.status).toBe(200);
  return ((await response.json()) as { data: unknown[] }).data;
}

function accepts(port: number): Promise<boolean> {
  const connection = connect(port, '127.0.0.1');
  return once(connection, 'connect').then(
    () => {
      connection.destroy();
      return true;
    },
    () => false,
  );
}

/** Asks again until the answer is true or full, for ten seconds. */
async function until<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (answer || Date.now() > deadline) return answer;
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

/** Removes what the install script of the shipped PostgreSQL makes. @returns the paths that it makes. */
async function removeLibraryLinks({ postgres }: CopiedApp): Promise<string[]> {
  const listed = JSON.parse(await readFile(join(postgres, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  const links = listed.map(({ target }) => join(postgres, '..', target));
  for (const link of links) await rm(link, { force: true });
  return links;
}

/** An ordinary account. */
async function nobody(): Promise<{ uid: number; gid: number }> {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = String(line).split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/** The PATH, and behind it a stand-in for machines that have no curl. */
async function pathWithCurl(parent: string): Promise<string> {
  const bin = join(parent, 'bin');
  await mkdir(bin, { recursive: true });
  const script = `#!${process.execPath}
    const { parseArgs } = require('node:util');
    const options = { request: { type: 'string', short: 'X' }, data: { type: 'string', short: 'd' },
      header: { type: 'string', short: 'H', multiple: true } };
    const { values, positionals: [url] } = parseArgs({ options, allowPositionals: true });
    const headers = values.header.map((header) => header.split(/: (.*)/).slice(0, 2));
    fetch(url, { method: values.request, headers, body: values.data })
      .then((response) => response.text()).then((text) => process.stdout.write(text));`;
  await writeFile(join(bin, 'curl'), script, { mode: 0o755 });
  return `${process.env['PATH']}:${bin}`;
}
