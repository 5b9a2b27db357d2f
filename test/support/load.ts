import { Agent, request as httpRequest } from 'node:http';

/** A request as it goes over the wire. */
export interface LoadRequest {
  method: string;
  /** Address of the server, for example `http://127.0.0.1:5555`. */
  origin: string;
  /** With the query; sent as it stands. */
  path: string;
  headers?: Record<string, string | string[]>;
  body?: string | Uint8Array;
  /** Connections to use; without one the request gets a connection of its own, which is closed afterwards. */
  agent?: Agent;
}

export interface LoadResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A request that got no answer. */
export class NoResponseError extends Error {
  constructor(
    override readonly cause: NodeJS.ErrnoException,
    /** The connection that it was sent on: none was made, one was made for it, or one that had served before. */
    readonly connection: 'none' | 'new' | 'used',
  ) {
    super(`no response, connection: ${connection}: ${cause.message}`);
  }
}

/**
 * Sends a request and reads the whole answer, whatever its status.
 *
 * @throws NoResponseError when the connection is refused or breaks; nothing is tried again.
 */
export function send({ method, origin, path, headers = {}, body, agent }: LoadRequest): Promise<LoadResponse> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    let connection: NoResponseError['connection'] = 'none';
    const fail = (reason: NodeJS.ErrnoException): void => reject(new NoResponseError(reason, connection));
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const request = httpRequest({
      method,
      hostname,
      port,
      path,
      headers: { ...length, ...headers },
      agent: agent ?? false,
    });
    request.on('socket', (socket) => {
      if (socket.connecting) socket.once('connect', () => (connection = 'new'));
      else connection = 'used';
    });
    request.on('error', fail);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.end(body);
  });
}

/** Runs `work` for 0 … `count` - 1, so many at a time, and gives the results in order. A rejection ends the run. */
export async function inParallel<Result>(
  count: number,
  atATime: number,
  work: (index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index);
  };
  await Promise.all(Array.from({ length: Math.min(atATime, count) }, worker));
  return results;
}

/** Load that goes on until it is stopped. */
export interface SteadyLoad {
  /** How many runs have begun. */
  begun(): number;
  /** Begins no further run and waits for those under way. */
  stop(): Promise<void>;
}

/**
 * Begins `work` so many times a second, whether or not the earlier runs have ended: like customers, who do not wait for
 * each other. `work` must not reject.
 */
export function steadily(timesPerSecond: number, work: (index: number) => Promise<void>): SteadyLoad {
  const start = performance.now();
  const running = new Set<Promise<void>>();
  let begun = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - start) * timesPerSecond) / 1_000);
    while (begun < due) {
      const run = work(begun++).finally(() => running.delete(run));
      running.add(run);
    }
  }, 5);
  return {
    begun: () => begun,
    stop: async () => {
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}

/**
 * Asks again and again until the answer is not undefined.
 *
 * @param patience how long at most, milliseconds.
 * @throws Error naming what was waited for.
 */
export async function eventually<Result>(
  what: string,
  patience: number,
  ask: () => Promise<Result | undefined> | Result | undefined,
): Promise<Result> {
  const deadline = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${patience} ms in vain: ${what}`);
    await new Promise((wake) => setTimeout(wake, 20));
  }
}
