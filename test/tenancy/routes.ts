import type { NestExpressApplication } from '@nestjs/platform-express';
import { type OpenApiDocument, operationsOf } from '../contract/openapi.js';

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle?: { stack?: Layer[] };
}

/**
 * Every route that the router knows, those of mounted routers included: `GET /v2/oauth-clients/:clientId`, sorted. A route
 * that is there in several versions comes as often.
 */
export function routedRoutes(app: NestExpressApplication): string[] {
  const { router } = app.getHttpAdapter().getInstance() as unknown as { router: { stack: Layer[] } };
  return routesIn(router.stack).sort();
}

/** Every route of the published document, in the same form. */
export function documentedRoutes(document: OpenApiDocument): string[] {
  return operationsOf(document)
    .map(({ method, path }) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`)
    .sort();
}

function routesIn(stack: Layer[]): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (!route) return routesIn(handle?.stack ?? []);
    return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`);
  });
}
