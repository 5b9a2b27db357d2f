import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { type Queryable, statement } from '../database/statement.js';

/** A mail on its way. Times are epoch milliseconds. */
export interface OutgoingMailRow {
  id: string;
  /** The mail as JSON, encrypted. */
  sealed: Uint8Array;
  /** Tries so far, the one that is beginning included. */
  attempts: number;
}

const INSERT = statement<{ id: string }>(
  'mails.insert',
  'INSERT INTO outgoing_mails (sealed, due_at, created_at) VALUES ($1, to_timestamp($2), to_timestamp($2))',
);

// SKIP LOCKED: several servers send, and none waits for another. A mail whose sender dies is due again after the lease.
const CLAIM = statement<OutgoingMailRow>(
  'mails.claim',
  `UPDATE outgoing_mails SET attempts = attempts + 1, due_at = to_timestamp($2)
   WHERE id IN (
     SELECT id FROM outgoing_mails WHERE status = 'PENDING' AND due_at <= to_timestamp($1)
     ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
   RETURNING id::text, sealed, attempts`,
);

// From `due_at` on it is kept for a while.
const FINISH = statement<never>(
  'mails.finish',
  `UPDATE outgoing_mails SET status = 'DELIVERED', due_at = to_timestamp($2), delivered_at = to_timestamp($2), error = NULL
   WHERE id = $1::bigint`,
);

const RETRY = statement<never>(
  'mails.retry',
  `UPDATE outgoing_mails SET error = $2, due_at = coalesce(to_timestamp($3), due_at),
     status = CASE WHEN $3::float8 IS NULL THEN 'FAILED' ELSE 'PENDING' END::delivery_status
   WHERE id = $1::bigint`,
);

/** E-mails from the transaction that wants them to the mail server's receipt. */
@Injectable()
export class MailsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async insert(sealed: Uint8Array, now: number, on: Queryable): Promise<void> {
    await on.run(INSERT, [sealed, now / 1_000]);
  }

  /** Takes mails that are due; nobody else gets them before `leaseEnd`. */
  claim(now: number, leaseEnd: number, limit: number): Promise<OutgoingMailRow[]> {
    return this.prisma.run(CLAIM, [now / 1_000, leaseEnd / 1_000, limit]);
  }

  async finish(id: string, now: number): Promise<void> {
    await this.prisma.run(FINISH, [id, now / 1_000]);
  }

  /** @param dueAt when to try again; null gives up. */
  async retry(id: string, error: string, dueAt: number | null): Promise<void> {
    await this.prisma.run(RETRY, [id, error, dueAt === null ? null : dueAt / 1_000]);
  }
}
