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
        path: request.originalUrl.split('?', 1)[0],
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
