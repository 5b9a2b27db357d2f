import type pg from 'pg';
import { databaseErrorToApiError } from './database-error.js';
import { pooled, type Queryable, type Statement } from './statement.js';

/** For how long a replica that was away is left alone, milliseconds. */
const PAUSE = 5_000;

/**
 * A copy of the database that lags a little; for statements that only read. Whatever it cannot answer, the database itself
 * is asked: when it is away, when it cancels a query that is in the way of the replication, and when a migration has not
 * reached it yet.
 */
export class ReadReplica implements Queryable {
  private readonly target: Queryable;
  /** Undefined while all is well. */
  private pausedUntil: number | undefined;

  constructor(
    private readonly pool: pg.Pool,
    private readonly primary: Queryable,
    /** Milliseconds, from any origin. */
    private readonly now = () => performance.now(),
  ) {
    this.target = pooled(pool);
  }

  async run<Row>(statement: Statement<Row>, values?: unknown[]): Promise<Row[]> {
    if (this.pausedUntil !== undefined) {
      if (this.now() < this.pausedUntil) return this.primary.run(statement, values);
      // One request tries, which may take as long as connecting does; the others do not wait for it.
      this.pause();
    }
    try {
      const rows = await this.target.run(statement, values);
      this.pausedUntil = undefined;
      return rows;
    } catch (error) {
      if (databaseErrorToApiError(error)?.getStatus() === 503) this.pause();
      return this.primary.run(statement, values);
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private pause(): void {
    this.pausedUntil = this.now() + PAUSE;
  }
}
