import { access, constants, lstat, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Credentials } from '../setup/setup.service.js';

/**
 * Forgets what an earlier start has written, so that whoever waits for the file does not take that for true, and finds
 * out early whether the new one can be written.
 */
export async function clearCredentialsFile(path: string): Promise<void> {
  try {
    if (await isOrdinary(path)) {
      await rm(path, { force: true });
      await access(dirname(path), constants.W_OK);
    }
  } catch (error) {
    throw new Error(`--credentials-file cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Writes the file in one step: nobody sees a part of it. Only this account can read it. */
export async function writeCredentialsFile(path: string, apiUrl: string, credentials: ToldCredentials): Promise<void> {
  const text = credentialsJson(apiUrl, credentials);
  if (!(await isOrdinary(path))) return writeFile(path, text);
  const fresh = `${path}.${process.pid}`;
  await writeFile(fresh, text, { mode: 0o600, flag: 'wx' });
  await rename(fresh, path);
}

/** What is told about a server; the token is that of a server for tests. */
export type ToldCredentials = Credentials & { testingToken?: string };

/** Address and credentials; what is not known is null. */
export function credentialsJson(apiUrl: string, credentials: ToldCredentials): string {
  const { organizationId, clientId, clientSecret, apiKey, ownerId, testingToken } = credentials;
  return JSON.stringify({ apiUrl, organizationId, clientId, clientSecret, apiKey, ownerId, testingToken });
}

/** Whether the path is a file or nothing yet: neither a device such as /dev/stdout nor a pipe. */
async function isOrdinary(path: string): Promise<boolean> {
  const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
  return found === null || found.isFile();
}
