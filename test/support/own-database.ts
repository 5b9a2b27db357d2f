import pg from 'pg';
import { applyMigrations, exclusively } from '../../src/database/migrations.js';
import { unique } from './factories.js';

/** A database that no other test uses, so that a test may break its tables. */
export interface OwnDatabase {
  url: string;
  /** Runs SQL in it. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** Makes a database on the tests' server and applies the migrations. */
export async function anOwnDatabase(): Promise<OwnDatabase> {
  const server = process.env['TEST_DATABASE_URL'] as string;
  const name = `test_${unique().replace('-', '_')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href });
  // Dropping the database ends connections that are just closing.
  pool.on('error', () => undefined);
  await exclusively(pool, applyMigrations);
  return {
    url: url.href,
    query: async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
      (await pool.query<Row>(sql, values)).rows,
    drop: async () => {
      await pool.end();
      await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(sql);
  await client.end();
}
