import { type ChildProcess, spawn } from 'node:child_process';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUILT_SERVER = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** What the server writes into its credentials file. */
export interface ServerCredentials {
  apiUrl: string;
  organizationId: number;
  ownerId: number;
  /** The last three are null when the server does not know them; tests that start one in production see to that. */
  clientId: string;
  clientSecret: string;
  apiKey: string;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface ServerProcessOptions {
  /** Words after `node dist/main.js`, for example `['--ephemeral']`. */
  args?: string[];
  /**
   * Settings. Nothing else of the tests' environment reaches the server but PATH, HOME and TMPDIR. Unless the port is named
   * here or in `args`, the server takes a free one.
   */
  env?: Record<string, string>;
  /** The script to run instead of dist/main.js of this checkout. */
  main?: string;
  cwd?: string;
  /** Account to run under; only root can choose. */
  uid?: number;
  gid?: number;
}

/** A process that was started here. */
export interface StartedProcess {
  pid: number;
  /** Everything that it wrote to standard output and standard error so far. */
  output(): string;
  stdout(): string;
  stderr(): string;
  /** Sends the signal and resolves when the process has ended. */
  stop(signal?: NodeJS.Signals): Promise<Exit>;
  exited: Promise<Exit>;
}

/** A server of its own in a process of its own. */
export interface ServerProcess extends StartedProcess {
  /** Address on the loopback interface, for example `http://127.0.0.1:40123`. */
  apiUrl: string;
  port: number;
  credentials: ServerCredentials;
}

const running = new Set<StartedProcess>();

// Whatever a failed test left behind ends with its file.
afterAll(async () => {
  await Promise.all([...running].map((leftover) => leftover.stop('SIGKILL')));
});

/**
 * Starts the built server on 127.0.0.1 and resolves when it answers. Rejects with its output when it ends before that.
 * Without DATABASE_URL, `--ephemeral` or `--data-dir` it would use `.data` of the working directory: give one of them.
 */
export async function startServerProcess(options: ServerProcessOptions = {}): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'managed-users-credentials-'));
  const given = options.args?.indexOf('--credentials-file') ?? -1;
  const file = given >= 0 ? (options.args?.[given + 1] as string) : join(folder, 'credentials.json');
  const args = [...(options.args ?? [])];
  if (given < 0) args.push('--credentials-file', file);
  const { PORT, API_PORT } = options.env ?? {};
  if (!args.includes('--port') && PORT === undefined && API_PORT === undefined) args.push('--port', '0');
  // The server may run under another account, which must be able to write into the folder.
  const owner = { uid: options.uid, gid: options.gid };
  if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid ?? owner.uid);
  const server = startProcess(process.execPath, [options.main ?? BUILT_SERVER, ...args], options);
  try {
    const credentials = await readCredentials(file, server);
    const port = Number(new URL(credentials.apiUrl).port);
    return { ...server, credentials, port, apiUrl: `http://127.0.0.1:${port}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts any program with a clean environment and no input; it is ended with the test file at the latest. */
export function startProcess(program: string, args: string[], options: ServerProcessOptions = {}): StartedProcess {
  const { PATH, HOME, TMPDIR } = process.env;
  const env = { PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}), HOST: '127.0.0.1', ...options.env };
  const child = spawn(program, args, {
    env,
    cwd: options.cwd ?? dirname(dirname(BUILT_SERVER)),
    uid: options.uid,
    gid: options.gid,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: { text: string; stream: unknown }[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => chunks.push({ text, stream }));
  }
  const written = (by: unknown[]): string =>
    chunks
      .filter(({ stream }) => by.includes(stream))
      .map(({ text }) => text)
      .join('');
  const exited = exitOf(child);
  const started: StartedProcess = {
    pid: child.pid as number,
    output: () => written([child.stdout, child.stderr]),
    stdout: () => written([child.stdout]),
    stderr: () => written([child.stderr]),
    exited,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return exited;
    },
  };
  running.add(started);
  void exited.finally(() => running.delete(started)).catch(() => undefined);
  return started;
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
}

/** Waits until the server has written the file. */
async function readCredentials(file: string, server: StartedProcess): Promise<ServerCredentials> {
  let exit: Exit | undefined;
  void server.exited.then((value) => (exit = value));
  const deadline = Date.now() + 20_000;
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text.endsWith('}')) return JSON.parse(text) as ServerCredentials;
    if (exit) throw new Error(`The server ended with ${JSON.stringify(exit)}:\n${server.output()}`);
    if (Date.now() > deadline) {
      await server.stop('SIGKILL');
      throw new Error(`The server did not answer within 20 seconds:\n${server.output()}`);
    }
    await new Promise((wake) => setTimeout(wake, 20));
  }
}
