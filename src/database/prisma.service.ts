import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { SETTINGS, type Settings } from '../config/settings.js';
import { PrismaClient } from '../generated/prisma/client.js';
import { databaseErrorToApiError } from './database-error.js';
import { ReadReplica } from './read-replica.js';
import { pooled, queryable, type Queryable, type Statement } from './statement.js';

/**
 * The database: Prisma's client, and two additions on the same connection pool.
 *
 * `run` executes a prepared statement without the client's query compiler: for the statements of every request, where
 * the compiler costs more than the query (`npm run bench` tells). `transaction` runs several of them as one.
 * Everything else goes through Prisma's models.
 */
@Injectable()
export class PrismaService extends PrismaClient implements Queryable, OnApplicationShutdown {
  /** Connections in use, idle and waiting; the pool that Prisma uses too. */
  readonly pool: pg.Pool;
  private readonly target: Queryable;
  private readonly replica: ReadReplica | undefined;
  /** What is to be done once the transaction is committed. */
  private readonly afterCommits = new WeakMap<Queryable, (() => void)[]>();

  constructor(@Inject(SETTINGS) settings: Settings) {
    const pool = createPool(settings.databaseUrl, settings.databasePoolSize);
    super({ adapter: new PrismaPg(pool) });
    this.pool = pool;
    this.target = pooled(pool);
    const { databaseReplicaUrl, databasePoolSize } = settings;
    if (databaseReplicaUrl) this.replica = new ReadReplica(createPool(databaseReplicaUrl, databasePoolSize), this);
  }

  /** Where lists are read: the replica if there is one. What was written a moment ago may be missing there. */
  get lists(): Queryable {
    return this.replica ?? this;
  }

  run<Row>(statement: Statement<Row>, values?: unknown[]): Promise<Row[]> {
    return this.target.run(statement, values);
  }

  /** Runs `work` in one transaction: commits when it resolves, rolls back when it rejects. */
  async transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const target = queryable(client);
      this.afterCommits.set(target, []);
      const result = await work(target);
      await client.query('COMMIT');
      this.afterCommits.get(target)?.forEach((action) => action());
      return result;
    } catch (error) {
      // Closing the connection rolls back too, and one that hangs would make ROLLBACK hang as well.
      if (databaseErrorToApiError(error)?.getStatus() === 503) broken = error as Error;
      else await client.query('ROLLBACK').catch((reason: Error) => (broken = reason));
      throw error;
    } finally {
      // A connection that is broken or could not even roll back is thrown away.
      client.release(broken);
    }
  }

  /**
   * Does something as soon as others can see what the transaction `on` has written; never when it is rolled back. At once
   * when `on` is no transaction. The action must not throw.
   */
  afterCommit(on: Queryable, action: () => void): void {
    const actions = this.afterCommits.get(on);
    if (actions) actions.push(action);
    else action();
  }

  /** Closes the pool after the last request was answered. */
  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
    await this.replica?.close();
    if (!this.pool.ended) await this.pool.end();
  }
}

/** A pool that notices dead connections and gives up waiting for one after two seconds. */
export function createPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: 2_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: 10_000,
    query_timeout: 12_000,
    application_name: 'managed-users-server',
  });
  // A connection may die with the database, idle or between two statements of a transaction. The pool replaces it, and
  // whoever uses it is told by the next statement; without listeners Node would exit.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
