import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cors from 'cors';
import { json } from 'express';
import helmet from 'helmet';
import type { Server } from 'node:http';
import qs from 'qs';
import { AppModule } from './app.module.js';
import { ApiErrorFilter } from './common/api-error.filter.js';
import { API_VERSIONING } from './common/api-version.js';
import { answerClientErrors } from './common/client-error.js';
import { limitBodyDepth } from './common/body-depth.js';
import { type Logger, nestLogger } from './common/logger.js';
import { observeRequests } from './common/observe-requests.js';
import { oneLayer } from './common/one-layer.js';
import { refuseOutside } from './common/outside-prefix.js';
import { assignRequestId } from './common/request-id.js';
import { logRequest } from './common/request-log.js';
import { rewriteUrl } from './common/rewrite-url.js';
import { forPreflights, staticHeaders } from './common/static-headers.js';
import { createValidationPipe } from './common/validation.pipe.js';
import type { Settings } from './config/settings.js';
import { countRequest } from './metrics/count-request.js';
import { MetricsService } from './metrics/metrics.service.js';
import type { TestDoubles } from './testing/testing.module.js';
import { serveDocs } from './docs/serve-docs.js';

/** Largest body, in the spelling of the parser: 102400 bytes. */
const BODY_LIMIT = '100kb';

/** compat: headers.helmet — the life time of the version that the original runs. */
const HELMET = { strictTransportSecurity: { maxAge: 15_552_000 } };

const CORS = {
  origin: '*',
  methods: 'GET,PATCH,DELETE,HEAD,POST,PUT,OPTIONS',
  allowedHeaders:
    'x-cal-client-id,x-cal-secret-key,x-cal-platform-embed,cal-api-version,Accept,Authorization,Content-Type,Origin',
  // improve: cors.exposed — pages may read what helps them.
  exposedHeaders:
    'X-Request-Id,Retry-After,X-RateLimit-Limit-Default,X-RateLimit-Remaining-Default,X-RateLimit-Reset-Default',
  maxAge: 86_400,
};

/** Creates the application, ready to listen: the same for the server, the tests and the command line. */
export async function createApp(
  settings: Settings,
  logger: Logger,
  testing?: TestDoubles,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings, testing), {
    bodyParser: false,
    logger: nestLogger(logger),
    abortOnError: false,
    forceCloseConnections: false,
  });
  return setUpApp(app, settings, logger);
}

/** Everything that happens to a request outside of modules. The order shows: the first refusal wins. */
export function setUpApp(app: NestExpressApplication, settings: Settings, logger: Logger): NestExpressApplication {
  app.set('query parser', (text: string) => qs.parse(text, { arrayLimit: 1_000 }));
  app.disable('x-powered-by');
  app.use(
    oneLayer(
      assignRequestId,
      observeRequests(logRequest(logger), countRequest(app.get(MetricsService))),
      staticHeaders(helmet(HELMET), cors(CORS)),
      forPreflights(cors(CORS)),
      json({ limit: BODY_LIMIT }),
      limitBodyDepth,
      rewriteUrl(settings.rewriteApiPrefix),
    ),
  );
  answerClientErrors(app.getHttpServer() as Server);
  serveDocs(app, settings);
  if (settings.globalPrefix) {
    app.setGlobalPrefix(settings.globalPrefix);
    app.use(refuseOutside(settings.globalPrefix));
  }
  app.enableVersioning(API_VERSIONING);
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ApiErrorFilter(logger));
  return app;
}
