import type { Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { AppModule } from '../../src/app.module.js';
import { setUpApp } from '../../src/app.setup.js';
import { Clock } from '../../src/common/clock.js';
import { createLogger, nestLogger } from '../../src/common/logger.js';
import { loadSettings, type Settings } from '../../src/config/settings.js';
import { PrismaService } from '../../src/database/prisma.service.js';
import { keepLogs, noteIssuedSecrets } from './issued-secrets.js';
import { TestClock } from './test-clock.js';

/** The application, listening on a free port of the loopback address, with a clock that the test can move. */
export interface TestApp {
  app: NestExpressApplication;
  /** For example `http://127.0.0.1:40123`. */
  url: string;
  prisma: PrismaService;
  clock: TestClock;
  settings: Settings;
  /** Everything that was logged so far. */
  logs(): string;
  close(): Promise<void>;
}

/**
 * Starts the application on the tests' database. Rate limits are off unless a test turns them on.
 *
 * @param controllers routes of the test's own, beside those of the application.
 */
export async function startTestApp(
  overrides: Partial<Settings> = {},
  controllers: Type<unknown>[] = [],
): Promise<TestApp> {
  const settings: Settings = {
    ...loadSettings({}),
    databaseUrl: process.env['TEST_DATABASE_URL'] as string,
    databasePoolSize: 10,
    secretKey: 'only-for-tests-0123456789-abcdefghij',
    rateLimitEnabled: false,
    // On the common database the servers of all tests would send each other's webhooks.
    webhookDeliveriesEnabled: false,
    calendarWritesEnabled: false,
    ...overrides,
  };
  const clock = new TestClock();
  const lines: string[] = [];
  const stream = new PassThrough().on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  const logger = createLogger('info', stream as unknown as ReturnType<typeof pino.destination>);
  const module = await Test.createTestingModule({ imports: [AppModule.with(settings)], controllers })
    .setLogger(nestLogger(logger))
    .overrideProvider(Clock)
    .useValue(clock)
    .compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: nestLogger(logger) });
  setUpApp(app, settings, logger);
  noteIssuedSecrets(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    app,
    url: `http://127.0.0.1:${port}`,
    prisma: app.get(PrismaService),
    clock,
    settings,
    logs: () => lines.join(''),
    close: async () => {
      await app.close();
      keepLogs(lines.join(''));
    },
  };
}
