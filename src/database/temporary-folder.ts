import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chown, constants, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { randomHex } from '../secrets/secrets.js';

/** The account that a program runs under. Null means our own. */
export type Account = { uid: number; gid: number } | null;

/**
 * A folder in the system's temporary folder that only one account can open. It disappears when this process and all
 * programs that hold it have ended, in whatever way: kill -9 included.
 */
export interface TemporaryFolder {
  path: string;
  /** To be passed on, as an entry of `stdio`, to every program that uses the folder. */
  hold: Writable;
  /** Gives our own hold back and waits until the folder is gone. */
  remove(): Promise<void>;
}

// Makes the folder, so that there is no moment when it is there without its janitor, and says so. Then reads until the last
// holder has closed the other end of its standard input, which the kernel does for the dead.
const JANITOR = `trap '' HUP INT TERM PIPE; mkdir -m 700 "$0" || exit 1; echo made; read -r _; rm -rf "$0"`;

/** All systems allow 103 bytes for the path of a socket; `/managed-users-XXXXXX/.s.PGSQL.5432` takes 35 of them. */
const LONGEST_PARENT = 68;

export async function createTemporaryFolder(account: Account): Promise<TemporaryFolder> {
  const parent = await usableParent(account);
  const path = join(parent, `managed-users-${randomHex(3)}`);
  const janitor = spawn('/bin/sh', ['-c', JANITOR, path], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const gone = once(janitor, 'exit');
  const [said] = (await Promise.race([once(janitor.stdout, 'data'), gone])) as [unknown];
  if (!Buffer.isBuffer(said)) throw new Error(`The folder ${path} cannot be made.`);
  janitor.stdout.destroy();
  const hold = janitor.stdin.on('error', () => undefined);
  janitor.unref();
  (hold as unknown as { unref(): void }).unref();
  if (account) await chown(path, account.uid, account.gid);
  const remove = async (): Promise<void> => {
    janitor.ref();
    // Not `end`, which would shut the connection down for those who hold it too.
    hold.destroy();
    await gone;
  };
  return { path, hold, remove };
}

/** TMPDIR may be too long for a socket, closed to the account, or not there. */
async function usableParent(account: Account): Promise<string> {
  const preferred = tmpdir();
  if (Buffer.byteLength(preferred) > LONGEST_PARENT) return '/tmp';
  const isUsable = await access(preferred, constants.W_OK).then(
    () => canEnter(account, preferred),
    () => false,
  );
  return isUsable ? preferred : '/tmp';
}

/** Whether the account may pass every folder down to `path`. */
export async function canEnter(account: Account, path: string): Promise<boolean> {
  if (!account) return true;
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const needed = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & needed) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
