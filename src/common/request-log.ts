import type { AuthenticatedRequest } from '../auth/caller.js';
import type { Logger } from './logger.js';
import { type RequestObserver, routeOf } from './observe-requests.js';
import { requestIdOf } from './request-id.js';

/** Logs one line a request: no query, no headers and no bodies, for they hold addresses, secrets and tokens. */
export function logRequest(logger: Logger): RequestObserver {
  return (request, response, milliseconds) => {
    const { caller } = request as AuthenticatedRequest;
    logger.info({
      requestId: requestIdOf(response),
      method: request.method,
      path: withoutPersonalParts(request.originalUrl),
      route: routeOf(request),
      status: response.statusCode,
      ms: Math.round(milliseconds * 10) / 10,
      aborted: response.writableFinished ? undefined : true,
      auth: caller?.method,
      userId: caller?.userId,
      clientId: caller?.clientId ?? undefined,
    });
  };
}

/** Names and ids of routes: words, numbers, cuids, UUIDs. */
const PLAIN_SEGMENT = /^([\w.-]{0,32}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/i;

/** The path without its query, and without segments that may be an address, a secret or a token put there by mistake. */
function withoutPersonalParts(url: string): string {
  const path = url.split('?', 1)[0] as string;
  return path
    .split('/')
    .map((segment) => (PLAIN_SEGMENT.test(segment) ? segment : '…'))
    .join('/');
}
