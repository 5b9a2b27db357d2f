import type { NestExpressApplication } from '@nestjs/platform-express';
import { Server as NetServer } from 'node:net';
import type { Server } from 'node:http';
import { createApp } from './app.setup.js';
import type { Logger } from './common/logger.js';
import { isProduction, type Settings } from './config/settings.js';
import { applyMigrations, exclusively } from './database/migrations.js';
import { PrismaService } from './database/prisma.service.js';
import { HealthService } from './health/health.service.js';
import { type Credentials, SetupService } from './setup/setup.service.js';

/** A server that answers requests. */
export interface RunningServer {
  app: NestExpressApplication;
  /** The port it really listens on, also when the setting was 0. */
  port: number;
  credentials: Credentials;
  /** Answers what has begun, refuses what is new, and closes everything. */
  stop(): Promise<void>;
}

/** How long an idle connection may stay open once the server is stopping, milliseconds. */
const IDLE_GRACE = 300;

/** Brings the database up to date and starts to listen. */
export async function startServer(settings: Settings, logger: Logger): Promise<RunningServer> {
  const app = await createApp(settings, logger);
  try {
    const credentials = await exclusively(app.get(PrismaService).pool, async (client) => {
      await applyMigrations(client);
      return app.get(SetupService).prepare();
    });
    await app.init();
    const host = settings.host ?? (isProduction(settings) ? '0.0.0.0' : '127.0.0.1');
    await app.listen(settings.port, host);
    const server = app.getHttpServer() as Server;
    const { port } = server.address() as { port: number };
    return { app, port, credentials, stop: () => stop(app, server) };
  } catch (error) {
    await app.close();
    throw error;
  }
}

/**
 * Stops without a failed request. Readiness goes first; then no connection is accepted any more, while those that are
 * open get an answer to what they sent and are told to go. Closing idle connections at once, as `http.Server.close` does,
 * would reset a client that is just sending.
 */
async function stop(app: NestExpressApplication, server: Server): Promise<void> {
  app.get(HealthService).beforeApplicationShutdown();
  server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'));
  const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
  const timer = setInterval(() => server.closeIdleConnections(), IDLE_GRACE);
  await closed;
  clearInterval(timer);
  await app.close();
}
