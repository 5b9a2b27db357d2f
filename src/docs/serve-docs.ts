import type { NestExpressApplication } from '@nestjs/platform-express';
import { type NextFunction, type Request, type Response, Router } from 'express';
import { createRequire } from 'node:module';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { serverUrlOf } from '../config/server-url.js';
import type { Settings } from '../config/settings.js';
import { PAGE, SCRIPT, STYLE, SWAGGER_UI_FILES } from './docs-page.js';
import { parseUrl } from '../common/parse-url.js';

/**
 * Serves the API documentation at `/docs` and its OpenAPI document at `/docs-json` and `/docs-yaml`, or redirects to
 * `DOCS_URL`. The document is made at the first visit: a server nobody asks does not pay for it.
 */
export function serveDocs(app: NestExpressApplication, settings: Settings): void {
  const { docsUrl } = settings;
  const routes = Router();
  if (docsUrl) {
    // compat: docs.redirect — whatever begins like this, whatever follows.
    routes.get(/^\/(v2\/)?docs/i, (_: Request, response: Response) => response.redirect(docsUrl));
  } else {
    serveDocument(routes, app, settings);
    servePage(routes, settings);
  }
  app.use(routes);
}

function serveDocument(routes: Router, app: NestExpressApplication, settings: Settings): void {
  let text: Promise<string> | undefined;
  const answer =
    (type: string) =>
    (_: Request, response: Response, next: NextFunction): void => {
      text ??= describe(app, settings);
      text.then((found) => response.type(type).send(found), next);
    };
  routes.get('/docs-json', answer('application/json'));
  // JSON is YAML too.
  routes.get('/docs-yaml', answer('application/yaml'));
}

async function describe(app: NestExpressApplication, settings: Settings): Promise<string> {
  const { createOpenApiDocument } = await import('./openapi-document.js');
  const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
  return JSON.stringify(createOpenApiDocument(app, serverUrlOf({ ...settings, port })), null, 2);
}

function servePage(routes: Router, { publicUrl }: Settings): void {
  // The page may load from here only, and call the address in the document. Unlike on other answers there is no
  // upgrade-insecure-requests: the server may well be tried over plain HTTP.
  const callable = (publicUrl && parseUrl(publicUrl)?.origin) || 'http://localhost:*';
  const policy = [
    `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:`,
    `connect-src 'self' ${callable}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`,
  ].join('; ');
  routes.use('/docs', (_: Request, response: Response, next: NextFunction) => {
    response.setHeader('Content-Security-Policy', policy);
    next();
  });
  routes.get('/docs', (request: Request, response: Response) => {
    // Relative, so that it holds for /api/docs and behind a proxy too: the page's own links need the slash.
    if (!request.path.endsWith('/')) response.redirect('docs/');
    else response.type('html').send(PAGE);
  });
  routes.get('/docs/page.css', (_: Request, response: Response) => response.type('css').send(STYLE));
  routes.get('/docs/page.js', (_: Request, response: Response) => response.type('js').send(SCRIPT));
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  for (const file of SWAGGER_UI_FILES) {
    routes.get(`/docs/${file}`, (_: Request, response: Response) =>
      response.sendFile(file, { root: folder, maxAge: '1d' }),
    );
  }
}
