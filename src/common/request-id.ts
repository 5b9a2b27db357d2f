import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const HEADER = 'X-Request-Id';

/** Gives every request an id of its own, first of all, so that every answer carries it. */
export function assignRequestId(_request: Request, response: Response, next: NextFunction): void {
  // compat: headers.request-id — an id sent by the caller is ignored.
  response.setHeader(HEADER, randomUUID());
  next();
}

/** The id given to the request of this answer. */
export function requestIdOf(response: Response): string {
  return String(response.getHeader(HEADER));
}
