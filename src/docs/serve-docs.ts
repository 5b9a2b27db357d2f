import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { serverUrlOf } from '../config/server-url.js';
import type { Settings } from '../config/settings.js';

/**
 * Serves the API documentation at `/docs` and its OpenAPI document at `/docs-json`, or redirects to `DOCS_URL`. Both are
 * made at the first visit: a server nobody asks does not pay for them.
 */
export function serveDocs(app: NestExpressApplication, settings: Settings): void {
  const { docsUrl } = settings;
  if (docsUrl) {
    app.use(['/docs', '/v2/docs'], (_: Request, response: Response) => response.redirect(docsUrl));
    return;
  }
  let document: Promise<object> | undefined;
  const documentOnce = (): Promise<object> => (document ??= loadDocument(app, settings));
  app.use('/docs-json', (_: Request, response: Response, next: NextFunction) => {
    documentOnce().then((found) => response.json(found), next);
  });
}

async function loadDocument(app: NestExpressApplication, settings: Settings): Promise<object> {
  const { createOpenApiDocument } = await import('./openapi-document.js');
  return createOpenApiDocument(app, serverUrlOf(settings));
}
