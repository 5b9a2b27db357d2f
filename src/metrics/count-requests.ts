import type { NextFunction, Request, Response } from 'express';
import type { MetricsService } from './metrics.service.js';

/** Counts every answered request by its route. */
export function countRequests(metrics: MetricsService) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const start = performance.now();
    response.once('finish', () => {
      const route: unknown = (request as { route?: { path?: unknown } }).route?.path;
      const seconds = (performance.now() - start) / 1000;
      metrics.countRequest(request.method, typeof route === 'string' ? route : 'none', response.statusCode, seconds);
    });
    next();
  };
}
