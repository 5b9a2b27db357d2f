import { randomUUID } from 'node:crypto';
import { type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

const STATUS_OF_CODE: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Answers what Node cannot read as HTTP, before there is a request: in the envelope too. */
export function answerClientErrors(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // An answer that is under way must not get another one inside it.
    const isAnswering = Boolean((socket as { _httpMessage?: unknown })._httpMessage);
    if (error.code === 'ECONNRESET' || !socket.writable || isAnswering) socket.destroy();
    else socket.end(answer(STATUS_OF_CODE[error.code ?? ''] ?? 400));
  });
}

function answer(status: number): string {
  const message = STATUS_CODES[status] as string;
  const error = { code: `${message.replaceAll(' ', '')}Exception`, message };
  const body = JSON.stringify({ status: 'error', timestamp: new Date().toISOString(), path: '', error });
  const head = [
    `HTTP/1.1 ${status} ${message}`,
    `X-Request-Id: ${randomUUID()}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
