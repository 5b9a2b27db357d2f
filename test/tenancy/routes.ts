import type { NestExpressApplication } from '@nestjs/platform-express';
import { type OpenApiDocument, operationsOf } from '../contract/openapi.js';

interface Layer {
  route?: { path: string; methods: Record<string, boolean>; stack: { handle: { name: string } }[] };
  handle?: { stack?: Layer[] };
}

/**
 * Every route that the router knows, those of mounted routers included: `GET /v2/oauth-clients/:clientId`, sorted. A route
 * that is there in several versions comes as often.
 */
export function routedRoutes(app: NestExpressApplication): string[] {
  const { router } = app.getHttpAdapter().getInstance() as unknown as { router: { stack: Layer[] } };
  const found = routesIn(router.stack);
  const served = new Set(found.filter(({ isOfController }) => isOfController).map(({ name }) => name));
  // What has the route of a controller but is none is a middleware of that route.
  return found
    .filter(({ name, isOfController }) => isOfController || !served.has(name))
    .map(({ name }) => name)
    .sort();
}

/** Every route of the published document, in the same form. */
export function documentedRoutes(document: OpenApiDocument): string[] {
  return operationsOf(document)
    .map(({ method, path }) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`)
    .sort();
}

interface Found {
  name: string;
  isOfController: boolean;
}

function routesIn(stack: Layer[]): Found[] {
  return stack.flatMap(({ route, handle }) => {
    if (!route) return routesIn(handle?.stack ?? []);
    const isOfController = route.stack.some(({ handle }) => CONTROLLER_METHOD.test(handle.name));
    return Object.keys(route.methods).map((method) => ({
      name: `${method.toUpperCase()} ${route.path}`,
      isOfController,
    }));
  });
}

/** How the framework names the functions that it gives to the router for the methods of controllers. */
const CONTROLLER_METHOD = /^\w+\.\w+$/;
