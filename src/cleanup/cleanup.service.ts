import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { PrismaService } from '../database/prisma.service.js';
import { statement } from '../database/statement.js';

/** How often to look for what is over, milliseconds. */
const INTERVAL = 600_000;
/** Rows deleted by one statement: so few that nobody notices the locks. */
const BATCH = 500;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A table whose rows end: deleted are those whose `column` is older than `keepFor` milliseconds. */
interface Perishable {
  table: string;
  key: string;
  column: string;
  keepFor: number;
  /** Only of what is in this state: what is still to be sent is never deleted. */
  status?: 'DELIVERED' | 'FAILED';
}

export const PERISHABLES: Perishable[] = [
  { table: 'token_sessions', key: 'id', column: 'refresh_expires_at', keepFor: 0 },
  { table: 'authorization_codes', key: 'code_hash', column: 'expires_at', keepFor: 0 },
  { table: 'third_party_codes', key: 'code_hash', column: 'expires_at', keepFor: 0 },
  { table: 'oauth_client_secrets', key: 'id', column: 'expires_at', keepFor: 0 },
  { table: 'idempotency_keys', key: 'ctid', column: 'created_at', keepFor: DAY },
  { table: 'credential_changes', key: 'id', column: 'created_at', keepFor: HOUR },
  { table: 'slot_reservations', key: 'id', column: 'release_at', keepFor: HOUR },
  { table: 'outgoing_mails', key: 'id', column: 'due_at', status: 'DELIVERED', keepFor: DAY },
  { table: 'outgoing_mails', key: 'id', column: 'due_at', status: 'FAILED', keepFor: 30 * DAY },
  { table: 'rate_limit_counters', key: 'key', column: 'until', keepFor: HOUR },
  { table: 'webhook_deliveries', key: 'id', column: 'due_at', status: 'DELIVERED', keepFor: 30 * DAY },
  { table: 'webhook_deliveries', key: 'id', column: 'due_at', status: 'FAILED', keepFor: 30 * DAY },
];

// SKIP LOCKED: several servers clean at the same time, and nobody waits for a row that is in use.
export const deletion = ({ table, key, column, status }: Perishable) =>
  statement<{ deleted: true }>(
    `cleanup.${table}${status ? `.${status}` : ''}`,
    `DELETE FROM ${table} WHERE ${key} IN (
       SELECT ${key} FROM ${table}
       WHERE ${status ? `status = '${status}' AND ` : ''}${column} < to_timestamp($1::float8 / 1000)
       LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
     RETURNING true AS deleted`,
  );

/** Deletes in the background what has expired, a little at a time. */
@Injectable()
export class CleanupService implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(
    private readonly prisma: PrismaService,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    // Servers that were started together do not clean together.
    this.schedule(INTERVAL * Math.random());
  }

  onApplicationShutdown(): void {
    this.stopping = true;
    clearTimeout(this.timer);
  }

  /** Deletes everything that is over. @returns how many rows. */
  async clean(): Promise<number> {
    let count = 0;
    for (const perishable of PERISHABLES) count += await this.cleanTable(perishable);
    return count;
  }

  private async cleanTable(perishable: Perishable): Promise<number> {
    const before = this.clock.now() - perishable.keepFor;
    const statement = deletion(perishable);
    for (let count = 0; ;) {
      const deleted = this.stopping ? 0 : (await this.prisma.run(statement, [before])).length;
      count += deleted;
      if (deleted < BATCH) return count;
    }
  }

  private schedule(delay: number): void {
    this.timer = setTimeout(() => {
      // The database may be away; the next round makes up for it.
      void this.clean()
        .catch(() => undefined)
        .then(() => this.stopping || this.schedule(INTERVAL));
    }, delay).unref();
  }
}
