import { createServer, type Server } from 'node:net';
import type { LookupAddress } from 'node:dns';
import type { AddressInfo } from 'node:net';
import type { OutboundPolicy } from './allowed-url.js';
import { followRedirects } from './follow-redirects.js';
import { OutboundError, outboundRequest, type OutboundRequest } from './outbound-request.js';

const REQUEST = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' };
const LIMITS = { timeout: 5_000, maxBytes: 64 * 1024 };
const PRODUCTION = { allowInternal: false };
const LOCAL = { allowInternal: true };

/** Addresses that must never be reached from production, each of another kind. */
const INTERNAL = [
  ...['127.0.0.1', '127.1.2.3', '0.0.0.0', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '169.254.1.1'],
  ...['100.64.0.1', '192.0.0.1', '192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '192.88.99.1', '224.0.0.1'],
  ...['240.0.0.1', '255.255.255.255', '::', '::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::127.0.0.1', 'fe80::1'],
  ...[
    'fe80::1%lo',
    'fc00::1',
    'fd12::1',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::1',
    '2002:808:808::1',
  ],
  ...['64:ff9b::7f00:1', '64:ff9b::808:808', '64:ff9b:1::1', '100::1', '3fff::1', 'fd00:ec2::254'],
];

describe('outboundRequest', () => {
  let server: Server;
  let port: number;
  let connections: number;
  /** What whoever connects is answered. */
  let answer: string;
  /** Whether more comes after the answer, a byte at a time. */
  let isOpenEnded: boolean;

  beforeAll(async () => {
    server = createServer((socket) => {
      connections += 1;
      socket.on('error', () => undefined);
      socket.once('data', () => {
        if (answer && !isOpenEnded) socket.end(answer);
        if (!isOpenEnded) return;
        socket.write(answer);
        const timer = setInterval(() => socket.write('a'), 50);
        socket.on('close', () => clearInterval(timer));
      });
    });
    await new Promise<void>((listening) => server.listen(0, '::', listening));
    port = (server.address() as AddressInfo).port;
  });
  beforeEach(() => {
    connections = 0;
    isOpenEnded = false;
    answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
  });
  afterAll(() => new Promise((closed) => server.close(closed)));

  /** @param found the addresses that each look-up finds, one after the other. */
  const client =
    (policy: OutboundPolicy, ...found: string[][]) =>
    (url: string, overrides: Partial<OutboundRequest> = {}, send = outboundRequest) =>
      send({
        ...{ ...REQUEST, ...LIMITS, url, policy },
        resolve: (_, __, done) =>
          done(
            null,
            (found.shift() ?? []).map((address): LookupAddress => ({
              ...{ address, family: address.includes(':') ? 6 : 4 },
            })),
          ),
        ...overrides,
      });

  it.each(INTERNAL)('makes no connection to a name that leads to %s', async (address) => {
    const sent = client(PRODUCTION, [address])(`https://hooks.example.org:${port}/`);
    await expect(sent).rejects.toThrow(/^Address is not allowed: (Private IP address|Blocked hostname)$/);
    expect(connections).toBe(0);
  });

  it.each(INTERNAL.filter((address) => !address.includes('%')))('makes no connection to %s itself', async (address) => {
    const host = address.includes(':') ? `[${address}]` : address;
    await expect(client(PRODUCTION)(`https://${host}:${port}/`)).rejects.toThrow('Address is not allowed');
    expect(connections).toBe(0);
  });

  it('makes no connection when one of several addresses is not allowed', async () => {
    const sent = client(PRODUCTION, ['93.184.215.14', '127.0.0.1'])(`https://a.example.org:${port}/`);
    await expect(sent).rejects.toThrow('Private IP address');
    expect(connections).toBe(0);
  });

  it('looks at each connection anew: a name that led elsewhere a moment ago gains nothing', async () => {
    const call = client(PRODUCTION, ['127.0.0.1']);
    const url = `https://rebinding.example.org:${port}/`;
    const stop = new AbortController();
    // The first attempt is allowed, and ended before it leaves this machine.
    const resolve: OutboundRequest['resolve'] = (_, __, done) => {
      stop.abort();
      done(null, [{ address: '2606:4700::1111', family: 6 }]);
    };
    await expect(call(url, { resolve, signal: stop.signal })).rejects.toThrow('given up');
    await expect(call(url)).rejects.toThrow('Private IP address');
    expect(connections).toBe(0);
  });

  it('never speaks to the metadata of a cloud, also where internal addresses are allowed', async () => {
    const sent = client(LOCAL, ['169.254.169.254'])('http://a.example.org/');
    await expect(sent).rejects.toThrow('Blocked hostname');
  });

  it('does not follow redirects', async () => {
    answer = `HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:${port}/\r\nContent-Length: 0\r\n\r\n`;
    const { status, body } = await client(LOCAL, ['127.0.0.1'])(`http://a.example.org:${port}/`);
    expect([status, body.length]).toEqual([307, 0]);
    expect(connections).toBe(1);
  });

  it.each([
    ['nothing', ''],
    ['half of an answer', 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf'],
  ])('gives up a server that sends %s', async (_, text) => {
    answer = text;
    const sent = client(LOCAL, ['127.0.0.1'])(`http://a.example.org:${port}/`, { timeout: 200 });
    await expect(sent).rejects.toThrow(OutboundError);
  });

  it('gives up a server that goes on for ever, a little at a time', async () => {
    answer = 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\na';
    isOpenEnded = true;
    const sent = client(LOCAL, ['127.0.0.1'])(`http://a.example.org:${port}/`, { timeout: 300 });
    await expect(sent).rejects.toThrow('No answer within 0.3 seconds');
  });

  it.each([
    ['is an error', false, undefined],
    ['is cut off where that is wanted', true, 64 * 1024],
  ])('reads no more of an answer than allowed: more %s', async (_, isCut, length) => {
    answer = `HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${'a'.repeat(10_000_000)}`;
    const sent = client(LOCAL, ['127.0.0.1'])(`http://a.example.org:${port}/`, { isCut });
    if (length === undefined) await expect(sent).rejects.toThrow('The answer is too large');
    else expect((await sent).body).toHaveLength(length);
  });

  it('does not tell where a name leads', async () => {
    const sent = client(LOCAL, ['127.0.0.1'])('http://a.example.org:1/');
    await expect(sent).rejects.toThrow(/^Could not be reached \(ECONNREFUSED\)$/);
  });

  describe('followRedirects', () => {
    const follow = (location: string, ...found: string[][]) => {
      answer = `HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`;
      return client(LOCAL, ['127.0.0.1'], ...found)(`http://a.example.org:${port}/`, {}, followRedirects);
    };

    it('checks each further address like the first', async () => {
      await expect(follow('http://169.254.169.254/')).rejects.toThrow('Blocked hostname');
      await expect(follow('http://b.example.org/', ['169.254.169.254'])).rejects.toThrow('Blocked hostname');
      await expect(follow('file:///etc/passwd')).rejects.toThrow('Only HTTP and HTTPS protocols are allowed');
      expect(connections).toBe(3);
    });

    it('ends', async () => {
      await expect(follow('/', ...Array<string[]>(10).fill(['127.0.0.1']))).rejects.toThrow('Too many redirections');
      expect(connections).toBe(6);
    });

    it('goes nowhere when that is where it is told to go', async () => {
      await expect(follow('http://[')).rejects.toThrow('Redirected to nowhere');
    });
  });
});
