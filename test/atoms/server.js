import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE = 60_000;

/**
 * Starts the built server with a database that is removed at the end, on a free port of the loopback interface.
 *
 * @param env settings; nothing else of the environment reaches the server but PATH, HOME and TMPDIR.
 * @returns the OAuth client (`apiUrl` ends in `/v2`) and `stop()`.
 */
export async function startServer(env = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'managed-users-atoms-'));
  const file = join(folder, 'credentials.json');
  const { PATH, HOME, TMPDIR } = process.env;
  const words = ['bin/managed-users.js', 'serve', '--ephemeral', '--port', '0', '--credentials-file', file];
  const child = spawn(process.execPath, words, {
    cwd: ROOT,
    env: { PATH, HOME, ...(TMPDIR && { TMPDIR }), HOST: '127.0.0.1', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (complaint = (complaint + text).slice(-4_000)));
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };

  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text.endsWith('}')) {
      const { apiUrl, clientId, clientSecret } = JSON.parse(text);
      return {
        client: { apiUrl: `${apiUrl.replace(/\/$/, '')}/v2`, clientId, clientSecret },
        stop,
        complaint: () => complaint,
      };
    }
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`the server did not start: ${complaint}`);
    }
    await new Promise((wake) => setTimeout(wake, 50));
  }
}
