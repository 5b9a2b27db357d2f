import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { SETTINGS, type Settings } from '../config/settings.js';
import { PrismaClient } from '../generated/prisma/client.js';
import { queryable, type Queryable, type Statement } from './statement.js';

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

  constructor(@Inject(SETTINGS) settings: Settings) {
    const pool = createPool(settings.databaseUrl, settings.databasePoolSize);
    super({ adapter: new PrismaPg(pool) });
    this.pool = pool;
    this.target = queryable(pool);
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
      const result = await work(queryable(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((reason: Error) => (broken = reason));
      throw error;
    } finally {
      // A connection that could not even roll back is thrown away.
      client.release(broken);
    }
  }

  /** Closes the pool after the last request was answered. */
  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
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
  // An idle connection may die with the database. The pool replaces it; without a listener Node would exit.
  pool.on('error', () => undefined);
  return pool;
}
