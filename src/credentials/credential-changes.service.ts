import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { statement } from '../database/statement.js';

/** How often the changes are read, milliseconds. */
const INTERVAL = 500;
/** For how long after a reading the caches may be used, milliseconds: the longest life of a revoked credential. */
const TRUSTED_FOR = 1_000;

interface Changes {
  keys: string[] | null;
  /** The oldest transaction that was still running: what it writes comes with a later reading. */
  horizon: string;
}

const HORIZON = statement<{ horizon: string }>(
  'credential-changes.horizon',
  'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon',
);

const READ = statement<Changes>(
  'credential-changes.read',
  `SELECT (SELECT array_agg(DISTINCT key) FROM credential_changes WHERE xid >= $1::text::xid8) AS keys,
     pg_snapshot_xmin(pg_current_snapshot())::text AS horizon`,
);

/**
 * Tells every server which credentials were changed or ended, within a second, whoever did it: database triggers note the
 * changes in the transactions that make them, and every server reads the notes twice a second.
 *
 * Reading instead of being notified costs two small queries a second, and in return nothing is lost when a connection
 * breaks, it works through connection poolers, and a commit never waits for the queue of notifications.
 */
@Injectable()
export class CredentialChangesService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly listeners: ((key: string) => void)[] = [];
  private horizon: string | undefined;
  /** On the monotonic clock. */
  private readAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly prisma: PrismaService) {}

  /** Whether all changes up to a second ago are known. If not, only the database can tell what is valid. */
  isCurrent(): boolean {
    return performance.now() - this.readAt <= TRUSTED_FOR;
  }

  /** Calls `listener` with `client:<id>`, `key:<hash>` or `session:<id>` for every change. */
  onChange(listener: (key: string) => void): void {
    this.listeners.push(listener);
  }

  /** Reads what has changed up to now: after own changes, so that they show in the very next request. */
  async catchUp(): Promise<void> {
    const startedAt = performance.now();
    if (this.horizon === undefined) {
      this.horizon = (await this.prisma.run(HORIZON))[0]?.horizon;
    } else {
      const [changes] = await this.prisma.run(READ, [this.horizon]);
      for (const key of changes?.keys ?? []) for (const listener of this.listeners) listener(key);
      this.horizon = changes?.horizon ?? this.horizon;
    }
    this.readAt = Math.max(this.readAt, startedAt);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.poll();
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.poll = async () => undefined;
  }

  /** Reads, and comes back. While the database is away the caches fall out of use by themselves. */
  private poll = async (): Promise<void> => {
    await this.catchUp().catch(() => undefined);
    this.timer = setTimeout(() => void this.poll(), INTERVAL).unref();
  };
}
