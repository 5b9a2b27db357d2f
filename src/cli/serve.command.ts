import { fstatSync } from 'node:fs';
import type { Socket } from 'node:net';
import { isatty } from 'node:tty';
import { isProduction, type Settings } from '../config/settings.js';
import type { RunningServer } from '../server.js';
import { assertCanListen, urlsOf } from '../setup/address.js';
import { type Foundation, layFoundation } from '../setup/data-folder.js';
import { seedsIn } from '../setup/seeds.js';
import { banner } from './banner.js';
import { randomSecret } from '../secrets/secrets.js';
import type { TestDoubles } from '../testing/testing.module.js';
import { type Command, type OptionValues, UsageError } from './command.js';
import { clearCredentialsFile, credentialsJson, writeCredentialsFile } from './credentials-file.js';
import { settingsFrom } from './settings-from.js';

/** The server: runs until it is told to stop with SIGTERM or SIGINT. */
export const serveCommand: Command = {
  name: 'serve',
  summary: 'Run the server, with a database of its own unless DATABASE_URL is set',
  options: {
    port: { type: 'string' },
    'data-dir': { type: 'string' },
    ephemeral: { type: 'boolean' },
    testing: { type: 'boolean' },
    'credentials-file': { type: 'string' },
  },
  optionHelp: {
    port: '<N> port to listen on; 0 takes a free one (setting PORT)',
    'data-dir': '<D> folder of the database and the secrets (setting DATA_DIR)',
    ephemeral: 'use a fresh database and remove it at the end',
    testing: 'ephemeral, with routes under /testing that move the clock, keep e-mails and take snapshots',
    'credentials-file': '<F> write address and credentials there as JSON once the server answers',
  },
  notes: [
    'The credentials are those of the client SEED_CLIENT_ID, or else of the oldest one, and the API key that was made',
    'together with it, or SEED_API_KEY. Also a later start knows them; what it cannot know is null: an API key that',
    'was made or revoked by hand, or a secret that was stored under another SECRET_KEY. In production nothing is made',
    'but what the SEED_ settings name, and no secret is printed, only written to the credentials file.',
  ],
  run: serve,
};

/** Signals that follow the first one within this time are its echo, not impatience: Ctrl-C reaches npm and us. */
const ECHO = 1_000;

async function serve(options: OptionValues): Promise<void> {
  const given = settingsFrom(options);
  seedsIn(given);
  const testingToken = options['testing'] === true ? testingTokenFor(given) : undefined;
  const file = options['credentials-file'];
  if (typeof file === 'string') await clearCredentialsFile(file);
  await assertCanListen(given);
  // Most of a start is loading the server: it goes on while a database of our own starts. Not while a database elsewhere
  // is being reached for, because it delays everything else and the answer would look late.
  if (!given.databaseUrl) import('../server.js').catch(() => undefined);
  const foundation = await layFoundation(given, {
    ephemeral: testingToken !== undefined || options['ephemeral'] === true,
  });
  try {
    const { settings } = foundation;
    const { prepareDatabase } = await import('../setup/prepare-database.js');
    const { createLogger } = await import('../common/logger.js');
    const logger = createLogger(settings.logLevel);
    const server = await prepareDatabase(foundation, async ({ organization }) => {
      const { startServer } = await import('../server.js');
      return startServer(settings, organization, logger, await testDoubles(testingToken));
    });
    try {
      const end = endOf(foundation, testingToken !== undefined);
      end.catch(() => undefined);
      const target = typeof file === 'string' ? file : undefined;
      await announce(server, settings, target, options['json'] === true, testingToken);
      await end;
    } finally {
      await server.stop();
      logger.flush();
    }
  } finally {
    await foundation.release();
  }
}

/** A database elsewhere would be emptied by a snapshot that comes back, and production has no time travel. */
function testingTokenFor(settings: Settings): string {
  if (isProduction(settings)) throw new UsageError('--testing is not for production');
  if (settings.databaseUrl) throw new UsageError('--testing has a database of its own: DATABASE_URL must not be set');
  return randomSecret();
}

async function testDoubles(token: string | undefined): Promise<TestDoubles | undefined> {
  if (token === undefined) return undefined;
  const { TestDoubles } = await import('../testing/testing.module.js');
  return new TestDoubles(token);
}

async function announce(
  server: RunningServer,
  settings: Settings,
  file: string | undefined,
  asJson: boolean,
  testingToken?: string,
): Promise<void> {
  const urls = urlsOf(settings, server.port);
  const credentials = { ...server.credentials, ...(testingToken === undefined ? {} : { testingToken }) };
  if (file !== undefined) await writeCredentialsFile(file, urls.apiUrl, credentials);
  const shown = isProduction(settings) ? { ...credentials, clientSecret: null, apiKey: null } : credentials;
  console.log(asJson ? credentialsJson(urls.apiUrl, shown) : banner(urls, shown));
}

/**
 * Resolves when the server is told to stop: by SIGTERM or SIGINT, or by the end of its terminal. A second signal ends the
 * process at once. Rejects when the database is lost. A server for tests also ends with its input if a
 * program of Node gave it, which is a socket: nothing is left when the tests are killed.
 */
function endOf({ databaseEnded }: Foundation, endsWithInput: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    if (endsWithInput && fstatSync(0).isSocket()) {
      process.stdin.resume().once('end', resolve);
      // Waiting for it does not keep the process alive.
      (process.stdin as Socket).unref();
    }
    const begin = (): void => {
      setTimeout(() => process.off('SIGTERM', begin).off('SIGINT', begin), ECHO).unref();
      resolve();
    };
    process.on('SIGTERM', begin).on('SIGINT', begin);
    // Without a terminal a hang-up means nothing. Node has forgotten by now that nohup had it ignored.
    process.on('SIGHUP', [0, 1, 2].some(isatty) ? begin : () => undefined);
    void databaseEnded.then(() => reject(new Error('the own PostgreSQL of the server ended unexpectedly')));
  });
}
