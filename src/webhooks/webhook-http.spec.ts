import { createServer, type Server } from 'node:net';
import type { LookupAddress } from 'node:dns';
import type { AddressInfo } from 'node:net';
import type { Settings } from '../config/settings.js';
import { WebhookHttp } from './webhook-http.js';

const REQUEST = { headers: { 'Content-Type': 'application/json' }, body: '{}' };
const PRODUCTION = { environment: 'production' } as Settings;
const LOCAL = { environment: 'development' } as Settings;
const never = new AbortController().signal;

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

describe('WebhookHttp', () => {
  let server: Server;
  let port: number;
  let connections: number;
  /** What whoever connects is answered. */
  let answer: string;

  beforeAll(async () => {
    server = createServer((socket) => {
      connections += 1;
      socket.on('error', () => undefined);
      socket.once('data', () => answer && socket.end(answer));
    });
    await new Promise<void>((listening) => server.listen(0, '::', listening));
    port = (server.address() as AddressInfo).port;
  });
  beforeEach(() => {
    connections = 0;
    answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
  });
  afterAll(() => new Promise((closed) => server.close(closed)));

  /** @param found the addresses that each look-up finds, one after the other. */
  const client = (settings: Settings, ...found: string[][]): WebhookHttp => {
    const http = new WebhookHttp(settings);
    http.resolve = (_, __, done) => {
      const addresses: LookupAddress[] = (found.shift() ?? []).map((address) => ({
        ...{ address, family: address.includes(':') ? 6 : 4 },
      }));
      done(null, addresses);
    };
    return http;
  };

  it.each(INTERNAL)('makes no connection to a name that leads to %s', async (address) => {
    const sent = client(PRODUCTION, [address]).post(`https://hooks.example.org:${port}/`, REQUEST, never);
    await expect(sent).rejects.toThrow(/^Webhook URL is not allowed: (Private IP address|Blocked hostname)$/);
    expect(connections).toBe(0);
  });

  it.each(INTERNAL.filter((address) => !address.includes('%')))('makes no connection to %s itself', async (address) => {
    const host = address.includes(':') ? `[${address}]` : address;
    const sent = client(PRODUCTION).post(`https://${host}:${port}/`, REQUEST, never);
    await expect(sent).rejects.toThrow('Webhook URL is not allowed');
    expect(connections).toBe(0);
  });

  it('makes no connection when one of several addresses is not allowed', async () => {
    const sent = client(PRODUCTION, ['93.184.215.14', '127.0.0.1']).post(
      `https://a.example.org:${port}/`,
      REQUEST,
      never,
    );
    await expect(sent).rejects.toThrow('Private IP address');
    expect(connections).toBe(0);
  });

  it('looks at each connection anew: a name that led elsewhere a moment ago gains nothing', async () => {
    const http = client(PRODUCTION, ['2606:4700::1111'], ['127.0.0.1']);
    const url = `https://rebinding.example.org:${port}/`;
    const { resolve } = http;
    const stop = new AbortController();
    // The first attempt is allowed, and ended before it leaves this machine.
    http.resolve = (name, options, done) => (stop.abort(), resolve(name, options, done));
    await expect(http.post(url, REQUEST, stop.signal)).rejects.toThrow('aborted');
    http.resolve = resolve;
    await expect(http.post(url, REQUEST, never)).rejects.toThrow('Private IP address');
    expect(connections).toBe(0);
  });

  it('never speaks to the metadata of a cloud, also where internal addresses are allowed', async () => {
    const sent = client(LOCAL, ['169.254.169.254']).post('http://a.example.org/', REQUEST, never);
    await expect(sent).rejects.toThrow('Blocked hostname');
  });

  it('does not follow redirects', async () => {
    answer = `HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:${port}/\r\nContent-Length: 0\r\n\r\n`;
    const sent = await client(LOCAL, ['127.0.0.1']).post(`http://a.example.org:${port}/`, REQUEST, never);
    expect(sent).toEqual({ statusCode: 307, body: null, retryAfter: null });
    expect(connections).toBe(1);
  });

  it.each([
    ['nothing', ''],
    ['half of an answer', 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf'],
  ])('gives up a receiver that sends %s', async (_, text) => {
    answer = text;
    const http = client(LOCAL, ['127.0.0.1']);
    http.timeout = 200;
    await expect(http.post(`http://a.example.org:${port}/`, REQUEST, never)).rejects.toThrow();
  });

  it('reads no more of an answer than 64 KiB, and keeps 1 KiB', async () => {
    answer = `HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${'a\0'.repeat(10_000_000)}`;
    const { statusCode, body } = await client(LOCAL, ['127.0.0.1']).post(
      `http://a.example.org:${port}/`,
      REQUEST,
      never,
    );
    expect({ statusCode, body }).toEqual({ statusCode: 200, body: 'a'.repeat(512) });
  });
});
