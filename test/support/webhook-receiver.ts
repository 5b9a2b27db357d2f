import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from './load.js';

/** A webhook as it arrived. */
export interface ReceivedWebhook {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** `performance.now()` when the whole of it was there. */
  at: number;
}

/** A customer's server. */
export interface WebhookReceiver {
  /** For example `http://127.0.0.1:40123`. */
  url: string;
  /** Everything that arrived at the path, in order; without a path everything. */
  received(path?: string): ReceivedWebhook[];
  /** Waits until so many have arrived at the path. */
  waitFor(path: string, count: number, patience?: number): Promise<ReceivedWebhook[]>;
  /** How to answer what comes to the path; 200 with nothing in it unless told otherwise. */
  answer(path: string, respond: (response: ServerResponse, count: number) => void): void;
  close(): Promise<void>;
}

/** Starts one on a free port of the loopback address. */
export async function aWebhookReceiver(): Promise<WebhookReceiver> {
  const all: ReceivedWebhook[] = [];
  const answers = new Map<string, (response: ServerResponse, count: number) => void>();
  const received = (path?: string): ReceivedWebhook[] => all.filter((one) => path === undefined || one.path === path);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const body = Buffer.concat(chunks).toString();
      all.push({ path, headers: request.headers, body, at: performance.now() });
      const respond = answers.get(path) ?? (() => response.end());
      respond(response, received(path).length);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    waitFor: (path, count, patience = 5_000) =>
      eventually(`${count} webhooks at ${path}`, patience, () => {
        const found = received(path);
        return found.length >= count ? found : undefined;
      }),
    answer: (path, respond) => void answers.set(path, respond),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
