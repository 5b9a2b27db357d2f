import type { NextFunction, Request, Response } from 'express';

/**
 * Serves the other spellings of a route: `/api/v2/…` and `/v2/ee/…` as `/v2/…`, `/api/docs` as `/docs`, and the word
 * `reccuring` as `recurring`.
 *
 * @param rewriteApiPrefix whether `/api` is taken away.
 */
export function rewriteUrl(rewriteApiPrefix: boolean) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    let url = request.url;
    if (rewriteApiPrefix) url = url.replace(/^\/api(?=\/(v2|docs|docs-json|docs-yaml|health)([/?]|$))/, '');
    request.url = url.replace(/^\/v2\/ee(?=\/)/, '/v2').replace('reccuring', 'recurring');
    next();
  };
}
