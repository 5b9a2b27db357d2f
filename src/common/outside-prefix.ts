import type { NextFunction, Request, Response } from 'express';
import { ApiError } from './api-error.js';

/** Answers what lies outside the global prefix: Nest answers unknown routes below the prefix only. */
export function refuseOutside(prefix: string) {
  const root = `/${prefix.replace(/^\/+|\/+$/g, '')}/`.toLowerCase();
  return ({ path, method, originalUrl }: Request, _response: Response, next: NextFunction): void => {
    const isInside = `${path.toLowerCase()}/`.startsWith(root);
    next(isInside ? undefined : ApiError.notFound(`Cannot ${method} ${originalUrl}`));
  };
}
