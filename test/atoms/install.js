// Only Node's own modules here: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const DONE = fileURLToPath(new URL('node_modules/.installed', import.meta.url));

/** Installs what package-lock.json names unless that was done before. The components are no part of the server's packages. */
export function installOnce() {
  const wanted = createHash('sha256')
    .update(readFileSync(`${FOLDER}package-lock.json`))
    .digest('hex');
  if (readOr(DONE) === wanted) return;
  console.log('Installing the React components and the tools of their tests (test/atoms, once)…');
  const { status } = spawnSync('npm', ['ci', '--prefix', FOLDER, '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('npm ci in test/atoms failed');
  mkdirSync(`${FOLDER}node_modules`, { recursive: true });
  writeFileSync(DONE, wanted);
}

function readOr(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
