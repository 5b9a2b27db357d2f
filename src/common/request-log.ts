import type { NextFunction, Request, Response } from 'express';
import type { AuthenticatedRequest } from '../auth/caller.js';
import type { Logger } from './logger.js';
import { requestIdOf } from './request-id.js';

/** Logs one line a request: no query, no headers and no bodies, for they hold addresses, secrets and tokens. */
export function logRequests(logger: Logger) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const start = performance.now();
    response.once('close', () => {
      const { caller, route } = request as AuthenticatedRequest & { route?: { path?: unknown } };
      logger.info({
        requestId: requestIdOf(response),
        method: request.method,
        path: withoutPersonalParts(request.originalUrl),
        route: typeof route?.path === 'string' ? route.path : undefined,
        status: response.statusCode,
        ms: Math.round((performance.now() - start) * 10) / 10,
        aborted: response.writableFinished ? undefined : true,
        auth: caller?.method,
        userId: caller?.userId,
        clientId: caller?.clientId ?? undefined,
      });
    });
    next();
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
