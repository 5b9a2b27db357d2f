import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** Told of every request when its connection is done with it. `milliseconds`: since its arrival. */
export type RequestObserver = (request: Request, response: Response, milliseconds: number) => void;

/** Tells the observers of every request. */
export function observeRequests(...observers: RequestObserver[]): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    const start = performance.now();
    response.once('close', () => {
      const milliseconds = performance.now() - start;
      for (const observe of observers) observe(request, response, milliseconds);
    });
    next();
  };
}

/** The pattern of the route that answered; undefined for unknown paths. */
export function routeOf(request: Request): string | undefined {
  const path: unknown = (request as { route?: { path?: unknown } }).route?.path;
  return typeof path === 'string' ? path : undefined;
}
