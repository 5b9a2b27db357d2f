import type { NextFunction, Request, RequestHandler, Response } from 'express';

/**
 * The headers that these steps put on every answer, whatever the request: asked for once, and then only copied. Making them
 * anew costs more than everything else that happens before the router.
 */
export function staticHeaders(...steps: RequestHandler[]): RequestHandler {
  const headers = new Map<string, string>();
  const recorder = {
    setHeader: (name: string, value: unknown) => headers.set(name, String(value)),
    getHeader: (name: string) => headers.get(name),
    removeHeader: (name: string) => headers.delete(name),
  };
  for (const step of steps) {
    void step({ method: 'GET', headers: {} } as Request, recorder as unknown as Response, () => undefined);
  }
  const entries = [...headers];
  return (_request: Request, response: Response, next: NextFunction): void => {
    for (const [name, value] of entries) response.setHeader(name, value);
    next();
  };
}

/** Runs the step for preflight requests only. */
export function forPreflights(step: RequestHandler): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (request.method === 'OPTIONS') void step(request, response, next);
    else next();
  };
}
