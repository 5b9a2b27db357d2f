// Jest loads this file without its resolver, so it uses the built server, which `npm test` makes first.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../dist/database/embedded-postgres.js';
import { applyMigrations, exclusively } from '../../dist/database/migrations.js';

/** Starts one PostgreSQL for all tests and tells them where it is. */
export default async function globalSetup() {
  const directory = await mkdtemp(join(tmpdir(), 'managed-users-test-'));
  const postgres = await startEmbeddedPostgres({
    directory: join(directory, 'postgres'),
    durable: false,
    maxConnections: 200,
  });
  globalThis.stopTestDatabase = async () => {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  };
  process.env.TEST_DATABASE_URL = postgres.url;
  // What the tests' applications issue and log, for the search in the global teardown.
  process.env.TEST_ISSUED_FOLDER = join(directory, 'issued');
  await mkdir(process.env.TEST_ISSUED_FOLDER, { mode: 0o700 });
  const pool = new pg.Pool({ connectionString: postgres.url });
  await exclusively(pool, applyMigrations);
  await pool.end();
}
