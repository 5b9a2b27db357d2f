import { type CanActivate, Controller, Get, Module, Param, UseGuards } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import type { pino } from 'pino';
import { AppModule } from '../../src/app.module.js';
import { setUpApp } from '../../src/app.setup.js';
import { Public } from '../../src/auth/auth.guard.js';
import { type Caller, CurrentCaller } from '../../src/auth/caller.js';
import { Clock } from '../../src/common/clock.js';
import { createLogger, nestLogger } from '../../src/common/logger.js';
import { loadSettings, type Settings } from '../../src/config/settings.js';
import { PrismaService } from '../../src/database/prisma.service.js';
import { keepLogs, noteIssuedSecrets } from './issued-secrets.js';
import type { TestApp } from './test-app.js';
import { TestClock } from './test-clock.js';

/** What `GET /v2/probe/run/<name>` does. */
export type Probes = Record<string, () => unknown>;

/** A guard that only answers "no". */
class Never implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

/**
 * The application as `startTestApp` makes it, with routes for what no real route shows: `/v2/probe/caller` tells who is
 * calling and has no client id in its path, `/v2/probe/never` is guarded by a plain "no", `/v2/probe/run/<name>` runs a
 * function of the test.
 */
export async function startProbeApp(probes: Probes = {}, overrides: Partial<Settings> = {}): Promise<TestApp> {
  @Controller('/v2/probe')
  class ProbeController {
    @Get('/caller')
    caller(@CurrentCaller() caller: Caller): Caller {
      return caller;
    }

    @Get('/never')
    @Public()
    @UseGuards(Never)
    never(): string {
      return 'never';
    }

    @Get('/run/:name')
    @Public()
    run(@Param('name') name: string): unknown {
      return probes[name]?.();
    }
  }

  const settings: Settings = {
    ...loadSettings({}),
    databaseUrl: process.env['TEST_DATABASE_URL'] as string,
    databasePoolSize: 10,
    secretKey: 'only-for-tests-0123456789-abcdefghij',
    rateLimitEnabled: false,
    ...overrides,
  };

  @Module({ imports: [AppModule.with(settings)], controllers: [ProbeController] })
  class ProbeModule {}

  const clock = new TestClock();
  const lines: string[] = [];
  const stream = new PassThrough().on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  const logger = createLogger('info', stream as unknown as ReturnType<typeof pino.destination>);
  const module = await Test.createTestingModule({ imports: [ProbeModule] })
    .setLogger(nestLogger(logger))
    .overrideProvider(Clock)
    .useValue(clock)
    .compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: nestLogger(logger) });
  setUpApp(app, settings, logger);
  noteIssuedSecrets(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    app,
    url,
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
