// `npm run test:atoms`: every component of @calcom/atoms, used in a browser against a server of its own.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installOnce } from './install.js';

const SUITE = fileURLToPath(new URL('suite/all.js', import.meta.url));

installOnce();
const { findChromium } = await import('./suite/browser.js');

if (!findChromium()) {
  console.error(
    'test:atoms needs Chromium and found none. Install one (Debian: apt-get install chromium) or name its program in CHROMIUM_PATH.',
  );
  process.exit(1);
}
// `npm run test:atoms -- --test-name-pattern=Booker` runs a part.
const words = ['--test-reporter=spec', ...process.argv.slice(2), SUITE];
spawn(process.execPath, words, { stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 1));
