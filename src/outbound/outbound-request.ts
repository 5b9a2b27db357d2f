import { lookup, type LookupAddress } from 'node:dns';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { type OutboundPolicy, refusalOfAddress, refusalOfUrl } from './allowed-url.js';

/** What is asked of another server, and how much patience it gets. */
export interface OutboundRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string;
  /** For everything together, from the look-up of the name to the end of the answer; milliseconds. */
  timeout: number;
  /** Of the body of the answer. */
  maxBytes: number;
  /** Whether a longer body is cut off; otherwise it is an error. */
  isCut?: boolean;
  /** Which addresses may be called; undefined for those that the operator configured. */
  policy?: OutboundPolicy;
  /** Gives the request up. */
  signal?: AbortSignal;
  /** How to find the addresses of a name; `dns.lookup` outside of tests. */
  resolve?: Resolve;
}

export interface OutboundAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** Where the answer came from. */
  url: string;
}

/** What of `dns.lookup` is needed. */
export type Resolve = (
  name: string,
  options: { all: true },
  done: (error: Error | null, found: LookupAddress[]) => void,
) => void;

/** The request could not be made, or got no answer that could be used. The message names no internal address. */
export class OutboundError extends Error {}

/**
 * Makes one request; redirections are answers. With a policy the address is checked twice: as it is spelled, and again the
 * one to which its name leads at the moment of connecting, so that a name cannot change its mind in between.
 *
 * @throws OutboundError
 */
export async function outboundRequest(request: OutboundRequest): Promise<OutboundAnswer> {
  const { url, policy, timeout: patience, signal } = request;
  const refusal = policy ? refusalOfUrl(url, policy) : null;
  if (refusal !== null) throw notAllowed(refusal);
  const timeout = AbortSignal.timeout(patience);
  try {
    return await exchange(request, signal ? AbortSignal.any([signal, timeout]) : timeout);
  } catch (error) {
    if (error instanceof OutboundError) throw error;
    if (timeout.aborted) throw new OutboundError(`No answer within ${patience / 1_000} seconds`);
    if (signal?.aborted) throw new OutboundError('The request was given up');
    throw new OutboundError(`Could not be reached${codeOf(error)}`, { cause: error });
  }
}

function exchange(request: OutboundRequest, signal: AbortSignal): Promise<OutboundAnswer> {
  const { url, method, headers, body, policy, resolve: find = lookup } = request;
  const start = new URL(url).protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = start(url, {
      method,
      signal,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
      // Nothing is kept open: a connection that was checked for one name must not serve another.
      agent: false,
      ...(policy ? { lookup: checkedLookup(policy, find) } : {}),
    });
    sent.on('error', reject);
    sent.on('response', (response) => void collect(response, request).then(resolve, reject));
    sent.end(body);
  });
}

async function collect(response: IncomingMessage, request: OutboundRequest): Promise<OutboundAnswer> {
  const { url, maxBytes, isCut = false } = request;
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop closes the connection.
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes && !isCut) throw new OutboundError('The answer is too large');
    if (size > maxBytes) break;
  }
  const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
  return { status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks).subarray(0, maxBytes), url };
}

/** Resolves a name for a connection. One address that is not allowed spoils the name: whose it is means no good. */
function checkedLookup(policy: OutboundPolicy, resolve: Resolve): LookupFunction {
  return (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, found) => {
      const refusals = found?.map(({ address }) => refusalOfAddress(address, policy)) ?? [];
      const refusal = refusals.find((reason) => reason !== null);
      const [first] = found ?? [];
      if (error) done(error, []);
      else if (refusal) done(notAllowed(refusal), []);
      else if (!first) done(new OutboundError('The name has no address'), []);
      else if (options.all) done(null, found);
      else done(null, first.address, first.family);
    });
  };
}

const notAllowed = (reason: string): OutboundError => new OutboundError(`Address is not allowed: ${reason}`);

/** What the system says, for example ` (ECONNREFUSED)`; its text would name the address. */
function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? ` (${code})` : '';
}
