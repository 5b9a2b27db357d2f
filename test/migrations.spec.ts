import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { applyMigrations, exclusively } from '../src/database/migrations.js';

const run = promisify(execFile);
const FOLDER = new URL('../prisma/migrations/', import.meta.url);
const migrate = (pool: pg.Pool): Promise<string[]> => exclusively(pool, applyMigrations);

describe('migrations', () => {
  let names: string[];
  let database: { url: string; pool: pg.Pool; drop(): Promise<void> };

  beforeAll(async () => {
    const entries = await readdir(FOLDER, { withFileTypes: true });
    names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    names.sort();
  });
  beforeEach(async () => {
    database = await anEmptyDatabase();
  });
  afterEach(() => database.drop());

  const tables = async (): Promise<string[]> => {
    const { rows } = await database.pool.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  };
  const history = async (): Promise<{ migration_name: string; checksum: string }[]> => {
    const { rows } = await database.pool.query('SELECT * FROM "_prisma_migrations" ORDER BY migration_name');
    return rows;
  };

  it('build what schema.prisma says', async () => {
    await migrate(database.pool);
    expect(statementsOf(await differenceToSchema(database.url))).toBe('');
    // The comparison sees a difference where there is one.
    await database.pool.query('ALTER TABLE schedules DROP COLUMN name');
    expect(await differenceToSchema(database.url)).toMatch(/ALTER TABLE "schedules" ADD COLUMN\s+"name"/);
  });

  it('leave the history that Prisma expects', async () => {
    expect(await migrate(database.pool)).toEqual(names);
    const rows = await history();
    expect(rows.map((row) => row.migration_name)).toEqual(names);
    for (const row of rows) {
      const script = await readFile(new URL(`${row.migration_name}/migration.sql`, FOLDER));
      const checksum = createHash('sha256').update(script).digest('hex');
      expect(row).toMatchObject({ checksum, applied_steps_count: 1, rolled_back_at: null, logs: null });
      expect(row).toMatchObject({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), finished_at: expect.any(Date) });
    }
  });

  it('are applied once', async () => {
    await migrate(database.pool);
    const before = await history();
    expect(await migrate(database.pool)).toEqual([]);
    expect(await history()).toEqual(before);
  });

  it('are applied once by several servers that start at the same time', async () => {
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database.pool)));
    expect(applied.filter((list) => list.length > 0)).toEqual([names]);
    expect(await history()).toHaveLength(names.length);
  });

  it('leave nothing behind when one fails, and go on when the obstacle is gone', async () => {
    // The first migration makes other tables before it comes to this one.
    await database.pool.query('CREATE TABLE idempotency_keys ()');
    await expect(migrate(database.pool)).rejects.toThrow('relation "idempotency_keys" already exists');
    expect(await tables()).toEqual(['_prisma_migrations', 'idempotency_keys']);
    const { rows: types } = await database.pool.query(`SELECT typname FROM pg_type WHERE typname = 'user_role'`);
    expect(types).toEqual([]);
    expect(await history()).toEqual([]);
    await database.pool.query('DROP TABLE idempotency_keys');
    expect(await migrate(database.pool)).toEqual(names);
  });

  it('stop at a migration that another program began and did not finish', async () => {
    await migrate(database.pool);
    await database.pool.query('UPDATE "_prisma_migrations" SET finished_at = NULL WHERE migration_name = $1', [
      names[0],
    ]);
    await expect(migrate(database.pool)).rejects.toThrow(`The migration ${names[0]} was left unfinished`);
  });
});

/**
 * The SQL from the database to schema.prisma, made as `npm run migration:create` makes it. In a process of its own: Prisma's
 * engine does not bear Jest's separate globals.
 */
async function differenceToSchema(databaseUrl: string): Promise<string> {
  const engine = new URL('../prisma/schema-engine.js', import.meta.url).href;
  const program = `import { diffDatabaseWithSchema } from '${engine}';
    process.stdout.write(await diffDatabaseWithSchema(process.argv[1]));`;
  return (await run(process.execPath, ['--input-type=module', '--eval', program, databaseUrl])).stdout;
}

function statementsOf(script: string): string {
  return script.replace(/^--.*$/gm, '').trim();
}

/** A database of its own on the tests' PostgreSQL. */
async function anEmptyDatabase() {
  const name = `migrations_${process.pid}_${Date.now()}`;
  const server = new pg.Pool({ connectionString: process.env['TEST_DATABASE_URL'], max: 1 });
  await server.query(`CREATE DATABASE ${name}`);
  const url = new URL(process.env['TEST_DATABASE_URL'] as string);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href });
  // The database goes while the last connections are still saying goodbye.
  pool.on('error', () => undefined);
  const drop = async (): Promise<void> => {
    await pool.end();
    await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await server.end();
  };
  return { url: url.href, pool, drop };
}
