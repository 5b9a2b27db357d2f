import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canEnter, createTemporaryFolder } from './temporary-folder.js';

describe('a temporary folder', () => {
  it('is open to its account only', async () => {
    const folder = await createTemporaryFolder(null);
    expect((await stat(folder.path)).mode & 0o777).toBe(0o700);
    await folder.remove();
  });

  it('goes with everything in it', async () => {
    const folder = await createTemporaryFolder(null);
    await writeFile(join(folder.path, 'file'), 'text');
    await folder.remove();
    await expect(access(folder.path)).rejects.toThrow('ENOENT');
  });

  it('stays until the last program that holds it has ended', async () => {
    const folder = await createTemporaryFolder(null);
    const holder = spawn('sleep', ['30'], { stdio: ['ignore', 'ignore', 'ignore', folder.hold] });
    const removed = folder.remove();
    // Meanwhile a janitor that thinks itself alone would have been done long ago.
    for (let times = 0; times < 20; times += 1) await once(spawn('true'), 'exit');
    await expect(access(folder.path)).resolves.toBeUndefined();
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await removed;
    await expect(access(folder.path)).rejects.toThrow('ENOENT');
  });
});

describe('whether an account can enter a folder', () => {
  it('is always so for ourselves', async () => {
    expect(await canEnter(null, '/')).toBe(true);
  });

  it('depends on the rights of every folder on the way', async () => {
    const { path, remove } = await createTemporaryFolder(null);
    const { uid, gid } = await stat(path);
    expect(await canEnter({ uid, gid }, path)).toBe(true);
    expect(await canEnter({ uid: uid + 1, gid: gid + 1 }, path)).toBe(false);
    await remove();
  });
});
