import { readFile, readlink, realpath, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DatabaseInUseError } from './database-in-use.error.js';

/** The process that runs the PostgreSQL of a folder, and how to reach that PostgreSQL. Kept in the folder while it runs. */
export interface Owner {
  pid: number;
  /** Process id of the PostgreSQL; tells a note that was left behind from a true one. */
  postmaster: number;
  url: string;
  /** A command of the command line: it will be over in a moment. */
  brief: boolean;
}

const OWNER_FILE = 'owner.json';

/** How long a PostgreSQL that is starting, stopping or in brief use is waited for, milliseconds. */
const PATIENCE = 30_000;

export async function writeOwner(directory: string, owner: Owner): Promise<void> {
  await writeFile(join(directory, OWNER_FILE), JSON.stringify(owner), { mode: 0o600 });
}

export async function removeOwner(directory: string): Promise<void> {
  await rm(join(directory, OWNER_FILE), { force: true });
}

/** The connection string of the PostgreSQL that a server runs on the folder; null when there is none. */
export async function findRunningPostgres(directory: string): Promise<string | null> {
  return (await lastingOwner(directory))?.url ?? null;
}

/** @throws DatabaseInUseError when a server is running on the folder. */
export async function waitUntilFree(directory: string): Promise<void> {
  const owner = await lastingOwner(directory);
  if (owner) throw new DatabaseInUseError(directory, owner.pid);
}

/** The server that runs on the folder. Waits while that is undecided: PostgreSQL is starting, stopping or in brief use. */
async function lastingOwner(directory: string): Promise<Owner | null> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const postmaster = await runningPostmaster(directory);
    if (!postmaster) return null;
    const owner = await readOwner(directory);
    if (owner?.postmaster === postmaster && isAlive(owner.pid) && !owner.brief) return owner;
    if (Date.now() > deadline) throw new DatabaseInUseError(directory, postmaster);
    await new Promise((wake) => setTimeout(wake, 25));
  }
}

async function readOwner(directory: string): Promise<Owner | null> {
  const text = await readFile(join(directory, OWNER_FILE), 'utf8').catch(() => '');
  // Empty or cut off: it is just being written.
  return text.endsWith('}') ? (JSON.parse(text) as Owner) : null;
}

/** The process id of the PostgreSQL that runs on the folder; 0 when none does. */
export async function runningPostmaster(directory: string): Promise<number> {
  const file = join(directory, 'postmaster.pid');
  const pid = parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  if (!pid || !isAlive(pid)) return 0;
  if (process.platform !== 'linux' || (await isPostgresOf(directory, pid))) return pid;
  // After a crash the number may belong to any other program, and PostgreSQL would refuse to start because of it.
  await rm(file, { force: true });
  return 0;
}

/** Whether the process is a PostgreSQL whose working folder is the data folder, as PostgreSQL's always is. */
async function isPostgresOf(directory: string, pid: number): Promise<boolean> {
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(directory));
  } catch {
    // In a container root may not look at other accounts' processes that closely.
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return basename(command.split('\0', 1)[0] as string) === 'postgres';
  }
}

export function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
