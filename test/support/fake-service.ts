import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that reached a fake service. */
export interface FakeRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Somebody else's API on the loopback address: answers what a test says, and 404 to everything else. */
export interface FakeService {
  url: string;
  requests: FakeRequest[];
  /** @param answer is sent as JSON; a function makes it from the request. */
  answer(method: string, path: string, answer: object | ((request: FakeRequest) => object), status?: number): void;
  reset(): void;
  close(): Promise<void>;
}

export async function startFakeService(): Promise<FakeService> {
  const answers = new Map<string, { answer: object | ((request: FakeRequest) => object); status: number }>();
  const requests: FakeRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://fake');
      const { method = '', headers } = request;
      const seen = { method, path: pathname, query: searchParams, headers, body: Buffer.concat(chunks).toString() };
      requests.push(seen);
      const known = answers.get(`${method} ${pathname}`);
      const body = typeof known?.answer === 'function' ? known.answer(seen) : (known?.answer ?? {});
      response.writeHead(known?.status ?? 404, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: (method, path, answer, status = 200) => answers.set(`${method} ${path}`, { answer, status }),
    reset: () => {
      answers.clear();
      requests.length = 0;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
