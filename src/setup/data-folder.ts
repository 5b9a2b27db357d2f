import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SettingsError } from '../config/settings-error.js';
import type { Settings } from '../config/settings.js';
import { DatabaseInUseError } from '../database/database-in-use.error.js';
import { startEmbeddedPostgres } from '../database/embedded-postgres.js';
import { findRunningPostgres } from '../database/postgres-owner.js';
import { randomHex } from '../secrets/secrets.js';

/** Settings in which nothing is missing, and how to give back what they hold. */
export interface Foundation {
  settings: Settings;
  /** How long a first connection to the database may take, milliseconds. */
  connectionTimeout: number;
  /** Resolves when a PostgreSQL of our own has ended, wanted or not. Without one it never does. */
  databaseEnded: Promise<void>;
  /** Stops a PostgreSQL of our own; temporary data go with it. */
  release(): Promise<void>;
}

export interface FoundationOptions {
  /** A fresh database and a fresh secret key, gone after `release` and after any other end of the process. */
  ephemeral?: boolean;
  /** For a moment, and together with a server that runs on the data folder: for commands beside a server. */
  share?: boolean;
}

/** A database elsewhere that does not answer makes the start fail, within three seconds. */
const REMOTE_TIMEOUT = 2_000;

/** An own database is there, however busy the machine is. */
const OWN_TIMEOUT = 30_000;

/** Supplies what the settings leave open: a database of our own, and a secret key that is made once. */
export async function layFoundation(given: Settings, options: FoundationOptions = {}): Promise<Foundation> {
  if (options.ephemeral) return ownDatabase({ ...given, secretKey: given.secretKey || randomHex(32) }, options);
  const settings = { ...given, dataDirectory: resolve(given.dataDirectory) };
  try {
    settings.secretKey ||= await secretKeyIn(settings.dataDirectory);
    if (settings.databaseUrl) return withoutOwnDatabase(settings, REMOTE_TIMEOUT);
    return await (options.share ? sharedDatabase(settings) : ownDatabase(settings, options));
  } catch (error) {
    throw aboutTheFolder(error as NodeJS.ErrnoException);
  }
}

const databaseFolder = ({ dataDirectory }: Settings): string => join(dataDirectory, 'postgres');

function withoutOwnDatabase(settings: Settings, connectionTimeout: number): Foundation {
  const databaseEnded = new Promise<never>(() => undefined);
  return { settings, connectionTimeout, databaseEnded, release: async () => undefined };
}

/** The database of a server that runs on the data folder, or else an own one. */
async function sharedDatabase(settings: Settings): Promise<Foundation> {
  const running = await findRunningPostgres(databaseFolder(settings));
  if (running) return withoutOwnDatabase({ ...settings, databaseUrl: running }, OWN_TIMEOUT);
  try {
    return await ownDatabase(settings, { share: true });
  } catch (error) {
    // A server was a moment faster.
    if (error instanceof DatabaseInUseError) return sharedDatabase(settings);
    throw error;
  }
}

async function ownDatabase(settings: Settings, { ephemeral, share }: FoundationOptions): Promise<Foundation> {
  const where = ephemeral ? { durable: false } : { directory: databaseFolder(settings) };
  const postgres = await startEmbeddedPostgres({ ...where, brief: share });
  return {
    settings: { ...settings, databaseUrl: postgres.url },
    connectionTimeout: OWN_TIMEOUT,
    databaseEnded: postgres.ended,
    release: postgres.stop,
  };
}

/** The secret key kept in the data folder; made when it is not there. Two processes at once agree on one. */
async function secretKeyIn(dataDirectory: string): Promise<string> {
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const path = join(dataDirectory, 'secret-key');
  const found = await readFile(path, 'utf8').catch(unless('ENOENT'));
  if (found) return found.trim();
  // Written beside its place first: nobody sees a part of it, and a crash leaves a whole key or none.
  const fresh = `${path}.new-${process.pid}`;
  await writeFile(fresh, randomHex(32), { mode: 0o600, flush: true });
  await link(fresh, path).catch(unless('EEXIST'));
  await rm(fresh);
  return (await readFile(path, 'utf8')).trim();
}

/** Passes over one kind of error of the file system. */
const unless =
  (expected: string) =>
  (error: NodeJS.ErrnoException): void => {
    if (error.code !== expected) throw error;
  };

/** Refusals by the file system that another folder, or other rights on this one, would end. */
const FOLDER_TROUBLE = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EEXIST', 'ENOTDIR', 'ENOTEMPTY'];

function aboutTheFolder(error: NodeJS.ErrnoException): Error {
  const { code, syscall } = error;
  if (!code || !syscall || !FOLDER_TROUBLE.includes(code)) return error;
  return new SettingsError([`DATA_DIR must be a folder in which this account may write (${code} from ${syscall})`]);
}
