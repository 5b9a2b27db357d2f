import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { PrismaService } from '../database/prisma.service.js';
import { statement } from '../database/statement.js';

/** How long the database may take to answer, milliseconds. */
const PATIENCE = 1_500;

const PING = statement<{ one: number }>('health.ping', 'SELECT 1 AS one');

/** Knows whether requests can be served. */
@Injectable()
export class HealthService implements BeforeApplicationShutdown {
  private stopping = false;
  /** Under way; all who ask meanwhile share it, so that asking often does not load the database. */
  private ping: Promise<unknown> | undefined;

  constructor(private readonly prisma: PrismaService) {}

  /** @throws ApiError 503 while the database is away, and from the moment the server begins to stop. */
  async requireReady(): Promise<void> {
    if (this.stopping) throw ApiError.unavailable();
    const ping = (this.ping ??= this.prisma.run(PING));
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(ApiError.unavailable()), PATIENCE);
    });
    try {
      await Promise.race([ping, tooLate]);
    } catch {
      throw ApiError.unavailable();
    } finally {
      clearTimeout(timer);
      if (this.ping === ping) this.ping = undefined;
    }
  }

  beforeApplicationShutdown(): void {
    this.stopping = true;
  }
}
