import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on the loopback address that publishes calendars as files. */
export interface IcsServer {
  /** The address of a feed with this text, or with what the function answers. */
  publish(text: string | ((response: ServerResponse) => void)): string;
  /** The paths that were asked for so far. */
  asked: string[];
  close(): Promise<void>;
}

export async function startIcsServer(): Promise<IcsServer> {
  const feeds = new Map<string, (response: ServerResponse) => void>();
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const answer = feeds.get(path) ?? ((missing: ServerResponse) => missing.writeHead(404).end());
    answer(response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    publish: (text) => {
      const path = `/feed-${feeds.size}.ics`;
      const send = (response: ServerResponse) => response.setHeader('content-type', 'text/calendar').end(text);
      feeds.set(path, typeof text === 'string' ? send : text);
      return `http://127.0.0.1:${port}${path}`;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

/** A calendar with the lines in it. */
export const ics = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//tests//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');

/** The lines of an event; `uid` is the summary unless a line says otherwise. */
export const vevent = (summary: string, ...lines: string[]): string =>
  ['BEGIN:VEVENT', `UID:${summary}`, 'DTSTAMP:20260101T000000Z', `SUMMARY:${summary}`, ...lines, 'END:VEVENT'].join(
    '\r\n',
  );
