import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';

/** Any fixed number: whoever migrates or seeds a database holds this advisory lock. */
const LOCK = 7_260_418_055;

const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations/', import.meta.url));

// Prisma's own bookkeeping, so that `prisma migrate` understands a database that we migrated and the other way round.
const HISTORY = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;

/** Runs `work` on one connection while holding the lock that only one server or command has at a time. */
export async function exclusively<Result>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<Result>) {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    return await work(client);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
    client.release();
  }
}

/**
 * Applies the migrations of prisma/migrations that the database has not seen, each in a transaction of its own together
 * with its row in `_prisma_migrations`: a crash leaves a migration whole or absent. Must run inside `exclusively`.
 *
 * @returns the names of those applied, oldest first.
 */
export async function applyMigrations(client: pg.PoolClient): Promise<string[]> {
  const names = (await readdir(MIGRATIONS, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const applied = await appliedMigrations(client);
  const pending = names.filter((name) => !applied.has(name));
  for (const name of pending) await applyMigration(client, name);
  return pending;
}

async function appliedMigrations(client: pg.PoolClient): Promise<Set<string>> {
  await client.query(HISTORY);
  const { rows } = await client.query<{ migration_name: string; finished_at: Date | null }>(
    'SELECT migration_name, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  const failed = rows.find((row) => row.finished_at === null);
  if (failed) throw new Error(`The migration ${failed.migration_name} was left unfinished by another program.`);
  return new Set(rows.map((row) => row.migration_name));
}

async function applyMigration(client: pg.PoolClient, name: string): Promise<void> {
  const script = await readFile(join(MIGRATIONS, name, 'migration.sql'), 'utf8');
  const checksum = createHash('sha256').update(script).digest('hex');
  await client.query('BEGIN');
  try {
    await client.query(script);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
