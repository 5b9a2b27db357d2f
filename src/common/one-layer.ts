import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** Makes one step of several, which run in this order: Express pays for every step of every request. */
export function oneLayer(...steps: RequestHandler[]): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    let index = 0;
    const proceed = (error?: unknown): void => {
      const step = steps[index++];
      if (error !== undefined || step === undefined) next(error);
      else step(request, response, proceed);
    };
    proceed();
  };
}
