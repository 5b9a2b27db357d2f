// What the specs share: the server, the product around the components, and the browser. One of each for the whole run.
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import jwt from 'jsonwebtoken';
import { runnerImport } from 'vite';
import { buildLines } from '../build.js';
import { startHost } from '../host.js';
import { startServer } from '../server.js';
import { startBrowser } from './browser.js';

/** The key that signs tokens, so that a test can make one that has expired. */
const JWT_SECRET = 'atoms-7d1f0c35a9e84b62d07c18e5f3b9';

/** The same token, but over since a minute. */
export function expired(accessToken) {
  return jwt.sign({ ...jwt.verify(accessToken, JWT_SECRET), expiresAt: Date.now() - 60_000 }, JWT_SECRET);
}

/** Set before the first test; `dav` and `feeds` are the calendar servers of the server's own tests. */
export const stage = {};

const support = async (file) =>
  (await runnerImport(fileURLToPath(new URL(`../../support/${file}.ts`, import.meta.url)))).module;

before(async () => {
  await buildLines();
  const [{ startCalDavServer }, ics] = await Promise.all([support('caldav-server'), support('ics-server')]);
  stage.dav = await startCalDavServer();
  stage.feeds = await ics.startIcsServer();
  stage.ics = ics;
  stage.server = await startServer({ RATE_LIMIT_ENABLED: 'false', JWT_SECRET, CALDAV_URL: stage.dav.url });
  stage.client = stage.server.client;
  stage.host = await startHost(stage.client);
  stage.browser = await startBrowser();
});

after(async () => {
  await stage.browser?.close();
  stage.host?.stop();
  await stage.server?.stop();
  await Promise.all([stage.dav?.close(), stage.feeds?.close()]);
});
