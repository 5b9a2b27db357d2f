import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRunningPostgres, runningPostmaster, waitUntilFree, writeOwner } from './postgres-owner.js';

/** Larger than any process id. */
const NOBODY = 4_194_305;

describe('the PostgreSQL of a data folder', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'managed-users-owner-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('is not running in an empty folder', async () => {
    expect(await runningPostmaster(directory)).toBe(0);
  });

  it('is not running when only its notes are left', async () => {
    await writeFile(join(directory, 'postmaster.pid'), `${NOBODY}\n`);
    await writeOwner(directory, { pid: process.pid, postmaster: NOBODY, url: 'postgresql://', brief: false });
    expect(await findRunningPostgres(directory)).toBeNull();
  });

  it('is found while a server runs it, and refuses another server', async () => {
    const postmaster = await aPostmaster();
    await writeOwner(directory, {
      pid: process.pid,
      postmaster: postmaster.pid,
      url: 'postgresql://here',
      brief: false,
    });
    expect(await findRunningPostgres(directory)).toBe('postgresql://here');
    await expect(waitUntilFree(directory)).rejects.toThrow(`in use by process ${process.pid}`);
    await postmaster.end();
    expect(await findRunningPostgres(directory)).toBeNull();
  });

  it.each([
    ['a command that will soon be over', process.pid, true],
    ['a server that was killed', NOBODY, false],
  ])('is waited for while it belongs to %s', async (_, pid, brief) => {
    const postmaster = await aPostmaster();
    await writeOwner(directory, { pid, postmaster: postmaster.pid, url: 'postgresql://here', brief });
    let isWaiting = true;
    const free = waitUntilFree(directory).finally(() => (isWaiting = false));
    const running = findRunningPostgres(directory);
    await new Promise((wake) => setTimeout(wake, 100));
    expect(isWaiting).toBe(true);
    await postmaster.end();
    await expect(free).resolves.toBeUndefined();
    expect(await running).toBeNull();
  });

  it('is not taken for running when another program got its process id, and can be started again', async () => {
    const file = join(directory, 'postmaster.pid');
    await writeFile(file, `${process.pid}\n`);
    // Only Linux tells what other processes are.
    const isTold = process.platform === 'linux';
    expect(await runningPostmaster(directory)).toBe(isTold ? 0 : process.pid);
    await expect(
      access(file).then(
        () => 'there',
        () => 'gone',
      ),
    ).resolves.toBe(isTold ? 'gone' : 'there');
  });

  /** A process that looks like the PostgreSQL of the folder: it works in there. */
  async function aPostmaster(): Promise<{ pid: number; end(): Promise<void> }> {
    const child = spawn('sleep', ['30'], { cwd: directory, stdio: 'ignore' });
    await once(child, 'spawn');
    await writeFile(join(directory, 'postmaster.pid'), `${child.pid}\n`);
    const end = async (): Promise<void> => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    };
    return { pid: child.pid as number, end };
  }
});
