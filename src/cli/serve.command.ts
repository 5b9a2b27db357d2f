import { writeFile } from 'node:fs/promises';
import { createLogger } from '../common/logger.js';
import { serverUrlOf } from '../config/server-url.js';
import { loadSettings, type Settings } from '../config/settings.js';
import { type RunningServer, startServer } from '../server.js';
import { layFoundation } from '../setup/data-folder.js';
import { banner } from './banner.js';
import type { Command, OptionValues } from './command.js';

/** The server: runs until it is told to stop with SIGTERM or SIGINT. */
export const serveCommand: Command = {
  name: 'serve',
  summary: 'Run the server, with a database of its own unless DATABASE_URL is set',
  options: {
    port: { type: 'string' },
    'data-dir': { type: 'string' },
    ephemeral: { type: 'boolean' },
    'credentials-file': { type: 'string' },
  },
  optionHelp: {
    port: '<N> port to listen on; 0 takes a free one (setting PORT)',
    'data-dir': '<D> folder of the database and the secrets (setting DATA_DIR)',
    ephemeral: 'use a fresh database and remove it at the end',
    'credentials-file': '<F> write address and credentials there as JSON once the server answers',
  },
  run: serve,
};

async function serve(options: OptionValues): Promise<void> {
  const ephemeral = options['ephemeral'] === true;
  const foundation = await layFoundation(settingsWith(options), { ephemeral });
  const { settings } = foundation;
  const logger = createLogger(settings.logLevel);
  let server: RunningServer;
  try {
    server = await startServer(settings, logger);
  } catch (error) {
    await foundation.release();
    throw error;
  }
  const file = options['credentials-file'];
  const stop = onceStopped(async () => {
    await server.stop();
    await foundation.release();
    logger.flush();
  });
  await announce(server, settings, typeof file === 'string' ? file : undefined, options['json'] === true);
  await stop;
}

function settingsWith(options: OptionValues): Settings {
  const { port, 'data-dir': dataDirectory } = options;
  const env = { ...process.env };
  if (typeof port === 'string') env['PORT'] = port;
  if (typeof dataDirectory === 'string') env['DATA_DIR'] = dataDirectory;
  return loadSettings(env);
}

async function announce(server: RunningServer, settings: Settings, file: string | undefined, asJson: boolean) {
  const apiUrl = serverUrlOf({ ...settings, port: server.port });
  const { credentials } = server;
  if (file) await writeFile(file, JSON.stringify({ apiUrl, ...credentials }), { mode: 0o600 });
  console.log(asJson ? JSON.stringify({ apiUrl, ...credentials }) : banner(apiUrl, credentials));
}

/** Runs `stop` at the first SIGTERM or SIGINT and resolves when it is done; a second signal ends the process at once. */
function onceStopped(stop: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const begin = (): void => {
      process.off('SIGTERM', begin).off('SIGINT', begin);
      stop().then(resolve, reject);
    };
    process.on('SIGTERM', begin).on('SIGINT', begin);
  });
}
