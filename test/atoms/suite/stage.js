// What the specs share: the server, the product around the components, and the browser. One of each for the whole run.
import { after, before } from 'node:test';
import { buildLines } from '../build.js';
import { startHost } from '../host.js';
import { startServer } from '../server.js';
import { startBrowser } from './browser.js';

/** The key that signs tokens, so that a test can make one that has expired. */
export const JWT_SECRET = 'atoms-7d1f0c35a9e84b62d07c18e5f3b9';

/** Set before the first test. */
export const stage = {};

before(async () => {
  await buildLines();
  stage.server = await startServer({ RATE_LIMIT_ENABLED: 'false', JWT_SECRET });
  stage.client = stage.server.client;
  stage.host = await startHost(stage.client);
  stage.browser = await startBrowser();
});

after(async () => {
  await stage.browser?.close();
  stage.host?.stop();
  await stage.server?.stop();
});
