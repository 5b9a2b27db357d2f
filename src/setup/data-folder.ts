import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Settings } from '../config/settings.js';
import { findRunningPostgres, startEmbeddedPostgres } from '../database/embedded-postgres.js';
import { randomHex } from '../secrets/secrets.js';

/** Settings in which nothing is missing, and how to give back what they hold. */
export interface Foundation {
  settings: Settings;
  /** Stops a PostgreSQL of our own and removes a temporary data folder. */
  release(): Promise<void>;
}

export interface FoundationOptions {
  /** A fresh database and fresh secrets, removed by `release`. */
  ephemeral?: boolean;
  /** Use the PostgreSQL that another process runs on the data folder. For the command line beside a server. */
  share?: boolean;
}

/** Supplies what the settings leave open: a database of our own, and a secret key that is made once. */
export async function layFoundation(given: Settings, options: FoundationOptions = {}): Promise<Foundation> {
  const dataDirectory = options.ephemeral
    ? await mkdtemp(join(tmpdir(), 'managed-users-data-'))
    : resolve(given.dataDirectory);
  const settings = { ...given, dataDirectory };
  if (options.ephemeral) settings.databaseUrl = '';
  if (!settings.secretKey) settings.secretKey = await secretKeyIn(dataDirectory);
  const removeFolder = async (): Promise<void> => {
    if (options.ephemeral) await rm(dataDirectory, { recursive: true, force: true });
  };
  if (settings.databaseUrl) return { settings, release: removeFolder };
  const directory = join(dataDirectory, 'postgres');
  const running = options.share ? await findRunningPostgres(directory) : null;
  if (running) return { settings: { ...settings, databaseUrl: running }, release: removeFolder };
  const postgres = await startEmbeddedPostgres({ directory, durable: !options.ephemeral });
  const release = async (): Promise<void> => {
    await postgres.stop();
    await removeFolder();
  };
  return { settings: { ...settings, databaseUrl: postgres.url }, release };
}

/** The secret key kept in the data folder; made when it is not there. Two processes at once agree on one. */
async function secretKeyIn(dataDirectory: string): Promise<string> {
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const path = join(dataDirectory, 'secret-key');
  await writeFile(path, randomHex(32), { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return (await readFile(path, 'utf8')).trim();
}
