import { Inject, Injectable } from '@nestjs/common';
import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { SETTINGS, type Settings } from '../config/settings.js';
import { readRetryAfter } from './retry-after.js';
import {
  refusalOfWebhookAddress,
  refusalOfWebhookUrl,
  type WebhookUrlPolicy,
  webhookUrlPolicy,
} from './webhook-url.js';
import type { WebhookRequest } from './webhook-request.js';

/** For the whole exchange, from the look-up of the name to the end of the answer; milliseconds. */
const TIMEOUT = 10_000;
/** So much of an answer is read, and so much of that is kept; bytes. */
const MAX_READ = 64 * 1024;
const MAX_KEPT = 1024;

/** What a receiver said. */
export interface WebhookAnswer {
  statusCode: number;
  /** The beginning of the answer; null when it was empty. */
  body: string | null;
  /** What it asks for, milliseconds; null when it asks for nothing. */
  retryAfter: number | null;
}

/** How to find the addresses of a name: `dns.lookup`. */
export type Resolve = (
  name: string,
  options: { all: true },
  done: (error: Error | null, found: LookupAddress[]) => void,
) => void;

/**
 * Sends webhooks. Where they may go is decided on the address that the connection is made to, so that a name which leads to
 * another address than a moment ago gains nothing; and redirects are not followed.
 */
@Injectable()
export class WebhookHttp {
  private readonly policy: WebhookUrlPolicy;
  /** Tests put their own here. */
  resolve: Resolve = lookUp;
  timeout = TIMEOUT;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.policy = webhookUrlPolicy(settings);
  }

  /**
   * @param signal ends the attempt early.
   * @throws Error when the address is not allowed, or no whole answer came in time.
   */
  async post(url: string, { headers, body }: WebhookRequest, signal: AbortSignal): Promise<WebhookAnswer> {
    const reason = refusalOfWebhookUrl(url, this.policy);
    if (reason !== null) throw new Error(`Webhook URL is not allowed: ${reason}`);
    const timeout = AbortSignal.timeout(this.timeout);
    try {
      return await this.exchange(new URL(url), { headers, body }, AbortSignal.any([signal, timeout]));
    } catch (error) {
      throw timeout.aborted ? new Error(`no answer within ${this.timeout / 1_000} seconds`) : error;
    }
  }

  private exchange(url: URL, { headers, body }: WebhookRequest, signal: AbortSignal): Promise<WebhookAnswer> {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const request = send(url, {
        ...{ method: 'POST', agent: false, signal, lookup: this.lookup },
        headers: { ...headers, 'Content-Length': Buffer.byteLength(body), 'User-Agent': 'managed-users-server' },
      });
      request.on('error', reject);
      request.on('response', (response) => void readAnswer(response).then(resolve, reject));
      request.end(body);
    });
  }

  private readonly lookup: LookupFunction = (name, options, done) => {
    this.resolve(name, { ...options, all: true }, (error, found) => {
      const refusals = found?.map(({ address }) => refusalOfWebhookAddress(address, this.policy)) ?? [];
      const reason = refusals.find((refusal) => refusal !== null);
      const [first] = found ?? [];
      if (error) done(error, []);
      // One address that is not allowed spoils the name: whose it is means no good.
      else if (reason) done(new Error(`Webhook URL is not allowed: ${reason}`), []);
      else if (!first) done(new Error(`${name} has no address`), []);
      else if (options.all) done(null, found);
      else done(null, first.address, first.family);
    });
  };
}

async function readAnswer(response: IncomingMessage): Promise<WebhookAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= MAX_READ) break;
  }
  response.destroy();
  // What PostgreSQL cannot store is left out.
  const text = Buffer.concat(chunks).subarray(0, MAX_KEPT).toString().replaceAll('\0', '');
  return {
    statusCode: response.statusCode ?? 0,
    body: text || null,
    retryAfter: readRetryAfter(response.headers['retry-after'], Date.now()),
  };
}
