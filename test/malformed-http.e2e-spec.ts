import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { startTestApp, type TestApp } from './support/test-app.js';

describe('what is not HTTP', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  /** Sends the bytes and gives everything that comes back until the server closes the connection. */
  const send = (bytes: string): Promise<string> => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    socket.write(bytes);
    return text(socket);
  };

  it.each([
    ['a NUL in a header', 400, 'BadRequestException', 'GET /health HTTP/1.1\r\nHost: x\r\nX-Odd: a\0b\r\n\r\n'],
    ['no HTTP at all', 400, 'BadRequestException', 'hello\r\n\r\n'],
    [
      '20 KB of headers',
      431,
      'RequestHeaderFieldsTooLargeException',
      `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`,
    ],
  ])('is refused in the envelope: %s', async (_, status, code, bytes) => {
    const [head, body] = (await send(bytes)).split('\r\n\r\n') as [string, string];
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toMatch(/^X-Request-Id: [\da-f-]{36}$/m);
    expect(JSON.parse(body)).toMatchObject({ status: 'error', error: { code } });
  });
});
