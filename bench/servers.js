import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atEnd } from './cleanup.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const HAND_WRITTEN = fileURLToPath(new URL('hand-written-server.js', import.meta.url));
const BALANCER = fileURLToPath(new URL('balancer.js', import.meta.url));

/** Database connections of each server. */
const POOL_SIZE = '10';

const LOOPBACK = '127.0.0.1';
/** Both kinds of servers sign with it, so that each takes the tokens of the other. */
const JWT_SECRET = 'bench-0b7e6a92d14c58f3e7a1c9d0b642';
/** Answers that name it are the same from both. */
const PUBLIC_URL = 'https://bench.example.org';
/** A rate limit that nobody reaches. */
const NO_LIMIT = '1000000000';
/** How long a server may take until it answers, milliseconds. */
const PATIENCE = 60_000;

/** Our server as in production, with limits that nobody reaches. Its log goes to /dev/null. */
export async function startOurs(databaseUrl) {
  return start(await startCommand(), {
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: POOL_SIZE,
    SECRET_KEY: 'bench-4f1c7d0a93e85b26d7c1f0e9a8b3',
    JWT_SECRET,
    PUBLIC_URL,
    RATE_LIMIT_DEFAULT_LIMIT: NO_LIMIT,
    RATE_LIMIT_DEFAULT_LIMIT_OAUTH_CLIENT: NO_LIMIT,
    RATE_LIMIT_DEFAULT_LIMIT_ACCESS_TOKEN: NO_LIMIT,
  });
}

/** Our server as a newcomer starts it: with a database of its own in the folder. */
export async function startOursWithOwnDatabase(dataDirectory) {
  return start([...(await startCommand()), '--data-dir', dataDirectory], {});
}

export function startHandWritten(databaseUrl) {
  const database = { DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: POOL_SIZE };
  return start([HAND_WRITTEN], { NODE_ENV: 'production', ...database, JWT_SECRET, PUBLIC_URL });
}

/** @param targets addresses of servers, which get the requests in turn. */
export function startBalancer(targets) {
  return start([BALANCER], { TARGETS: targets.join(',') });
}

/** The words behind `node` in what `npm start` runs, Node's own options included: what is measured is what people run. */
async function startCommand() {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const [program, ...words] = scripts.start.split(/\s+/);
  if (program !== 'node') throw new Error(`the bench cannot run the start command "${scripts.start}"`);
  return words;
}

/** @returns a server that answers, with the milliseconds that passed until its first answer. */
async function start(args, env) {
  const port = await freePort();
  const begin = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, HOST: LOOPBACK, PORT: String(port), ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const server = { url: `http://${LOOPBACK}:${port}`, pid: child.pid, stop: () => stop(child) };
  atEnd(server.stop);
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (complaint = (complaint + text).slice(-2_000)));
  await firstAnswer(server.url, child, () => complaint);
  return { ...server, startedIn: performance.now() - begin };
}

async function firstAnswer(url, child, complaint) {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`a server ended with code ${child.exitCode}: ${complaint()}`);
    const answer = await fetch(`${url}/health`).catch(() => null);
    if (answer?.ok) return;
    if (performance.now() > deadline) throw new Error(`a server did not answer in time: ${complaint()}`);
    await new Promise((wake) => setTimeout(wake, 10));
  }
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await exited;
  clearTimeout(timer);
}

async function freePort() {
  const probe = createServer().listen(0, LOOPBACK);
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Resident memory of a process in MB; null where the system does not tell. */
export async function residentMegabytes(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}
