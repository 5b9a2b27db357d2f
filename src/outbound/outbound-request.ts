import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { refusalOfWebhookAddress, refusalOfWebhookUrl, type WebhookUrlPolicy } from '../webhooks/webhook-url.js';

/** What is asked of another server, and how much patience it gets. */
export interface OutboundRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string;
  /** For everything together, milliseconds. */
  timeout: number;
  /** Of the body of the answer; a longer one is an error. */
  maxBytes: number;
  /** Which addresses may be called; undefined for those that the operator configured. */
  policy?: WebhookUrlPolicy;
}

export interface OutboundAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** Where the answer came from. */
  url: string;
}

/** The request could not be made, or got no answer that could be used. The message names no internal address. */
export class OutboundError extends Error {}

/**
 * Makes one request; redirections are answers. With a policy the address is checked twice: as it is spelled, and again the
 * one to which its name leads at the moment of connecting, so that a name cannot change its mind in between.
 */
export function outboundRequest(request: OutboundRequest): Promise<OutboundAnswer> {
  const { url, method, headers, body, timeout, policy } = request;
  const refusal = policy ? refusalOfWebhookUrl(url, policy) : null;
  if (refusal !== null) return Promise.reject(new OutboundError(refusal));
  const start = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent: ClientRequest = start(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
      // Nothing is kept open: a connection that was checked for one name must not serve another.
      agent: false,
      ...(policy ? { lookup: checkedLookup(policy) } : {}),
    });
    const timer = setTimeout(() => sent.destroy(new OutboundError('No answer in time')), timeout);
    const fail = (error: Error): void => {
      clearTimeout(timer);
      reject(error instanceof OutboundError ? error : new OutboundError('Could not be reached', { cause: error }));
    };
    sent.on('error', fail);
    sent.on('response', (response) => {
      collect(response, request).then((answer) => {
        clearTimeout(timer);
        resolve(answer);
      }, fail);
    });
    sent.end(body);
  });
}

async function collect(response: IncomingMessage, { url, maxBytes }: OutboundRequest): Promise<OutboundAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      response.destroy();
      throw new OutboundError('The answer is too large');
    }
    chunks.push(chunk);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) headers[name] = String(value);
  return { status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks), url };
}

/** Resolves a name for a connection, and refuses if any of its addresses must not be called. */
function checkedLookup(policy: WebhookUrlPolicy): LookupFunction {
  return (hostname: string, options: LookupOptions, done) => {
    lookup(hostname, { ...options, all: true }).then(
      (addresses: LookupAddress[]) => {
        const refusal = addresses.map(({ address }) => refusalOfWebhookAddress(address, policy)).find(Boolean);
        const [first] = addresses;
        if (refusal || !first) done(new OutboundError(refusal ?? 'Could not be reached'), '', 4);
        else if (options.all) done(null, addresses);
        else done(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => done(error, '', 4),
    );
  };
}
