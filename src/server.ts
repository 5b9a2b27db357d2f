import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Server } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { createApp } from './app.setup.js';
import type { Logger } from './common/logger.js';
import type { Settings } from './config/settings.js';
import { HealthService } from './health/health.service.js';
import { hostOf } from './setup/address.js';
import type { FirstOrganization } from './setup/first-organization.js';
import type { TestDoubles } from './testing/testing.module.js';
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

/** How long a silent connection may stay open once the server is stopping, milliseconds. */
const SILENCE = 300;

/** How long those who wait at the door are let in once the server is stopping, milliseconds. */
const DOOR_DEADLINE = 2_000;

/** How long anything may take once the server is stopping, milliseconds: less than the ten seconds that Docker waits. */
const STOP_DEADLINE = 8_000;

/** Starts to listen. The database is up to date, and the caller holds the migrations' lock. */
export async function startServer(
  settings: Settings,
  organization: FirstOrganization,
  logger: Logger,
  testing?: TestDoubles,
): Promise<RunningServer> {
  const app = await createApp(settings, logger, testing);
  try {
    const credentials = await app.get(SetupService).prepare(organization);
    await app.init();
    const server = app.getHttpServer() as Server;
    const connections = new Connections(server);
    await app.listen(settings.port, hostOf(settings));
    const { port } = server.address() as { port: number };
    return { app, port, credentials, stop: () => stop(app, server, connections) };
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** Knows what goes on on each connection, to tell at the stop on which of them nobody waits for anything. */
class Connections {
  private readonly states = new Map<Socket, { answersUnderWay: number; bytesRead: number }>();

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.states.set(socket, { answersUnderWay: 0, bytesRead: -1 });
      socket.once('close', () => this.states.delete(socket));
    });
    server.prependListener('request', ({ socket }, response) => {
      const state = this.states.get(socket);
      if (!state) return;
      state.answersUnderWay += 1;
      response.once('close', () => (state.answersUnderWay -= 1));
    });
  }

  /** Closes those on which no answer is under way and nothing has arrived since the last call. */
  closeSilent(): void {
    for (const [socket, state] of this.states) {
      if (state.answersUnderWay === 0 && state.bytesRead === socket.bytesRead) socket.destroy();
      state.bytesRead = socket.bytesRead;
    }
  }
}

/**
 * Waits until everybody is let in whom the operating system has connected: Node takes one of them in each turn of its loop,
 * so a busy server has a queue at its door, and closing the door would reset them all.
 */
async function letIn(server: Server): Promise<void> {
  const deadline = Date.now() + DOOR_DEADLINE;
  let isQueue = true;
  const note = (): void => void (isQueue = true);
  server.on('connection', note);
  // Ends the turn in which the signal came: Node looks at its door before it looks for signals.
  await turn();
  while (isQueue && Date.now() < deadline) {
    isQueue = false;
    await turn();
  }
  server.off('connection', note);
}

/**
 * Stops without a failed request. Readiness goes first; then no connection is accepted any more, while those that are
 * open get an answer to what they sent and are told to go. Closing idle connections at once, as `http.Server.close` does,
 * would reset a client that is just sending.
 */
async function stop(app: NestExpressApplication, server: Server, connections: Connections): Promise<void> {
  app.get(HealthService).beforeApplicationShutdown();
  server.prependListener('request', (_, response) => response.setHeader('Connection', 'close'));
  await letIn(server);
  const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
  connections.closeSilent();
  // `setImmediate`: after Node has read what arrived, however late it is.
  const timer = setInterval(() => setImmediate(() => connections.closeSilent()), SILENCE);
  // A client that never ends its request, or never reads its answer, is not waited for.
  const deadline = setTimeout(() => server.closeAllConnections(), STOP_DEADLINE);
  await closed;
  clearInterval(timer);
  clearTimeout(deadline);
  await app.close();
}
