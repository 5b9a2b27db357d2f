// npm run migration:create -- <name>: writes the migration from what prisma/migrations builds to what schema.prisma says.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startEmbeddedPostgres } from '../dist/database/embedded-postgres.js';
import { applyMigrations, exclusively } from '../dist/database/migrations.js';
import { diffDatabaseWithSchema } from './schema-engine.js';

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error('usage: npm run migration:create -- name_in_lower_case');
  process.exit(2);
}

const directory = await mkdtemp(join(tmpdir(), 'managed-users-migration-'));
const postgres = await startEmbeddedPostgres({ directory: join(directory, 'postgres'), durable: false });
try {
  const pool = new pg.Pool({ connectionString: postgres.url });
  await exclusively(pool, applyMigrations);
  await pool.end();
  const script = await diffDatabaseWithSchema(postgres.url);
  if (/^\s*(--.*)?\s*$/.test(script)) {
    console.log('The migrations and schema.prisma agree: nothing to write.');
  } else {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    const folder = fileURLToPath(new URL(`migrations/${stamp}_${name}/`, import.meta.url));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'migration.sql'), script);
    console.log(`Wrote ${join(folder, 'migration.sql')}. Add by hand what Prisma cannot express.`);
  }
} finally {
  await postgres.stop();
  await rm(directory, { recursive: true, force: true });
}
