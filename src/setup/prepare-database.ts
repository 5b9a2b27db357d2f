import pg from 'pg';
import { applyMigrations, exclusively } from '../database/migrations.js';
import type { Foundation } from './data-folder.js';
import { firstOrganization, type FirstOrganization } from './first-organization.js';

/** A database that is up to date. */
export interface PreparedDatabase {
  /** Names of the migrations that were applied just now. */
  applied: string[];
  organization: FirstOrganization;
}

/**
 * Brings the database up to date, sees to the first organization and then does `work`, all while no other server or
 * command does the same. Waiting for others and migrating may take as long as they take.
 */
export async function prepareDatabase<Result>(
  { settings, connectionTimeout }: Pick<Foundation, 'settings' | 'connectionTimeout'>,
  work: (database: PreparedDatabase) => Promise<Result>,
): Promise<Result> {
  const pool = new pg.Pool({
    connectionString: settings.databaseUrl,
    max: 1,
    connectionTimeoutMillis: connectionTimeout,
    keepAlive: true,
    application_name: 'managed-users-setup',
  });
  pool.on('error', () => undefined);
  try {
    return await exclusively(pool, async (client) => {
      const applied = await applyMigrations(client);
      return work({ applied, organization: await firstOrganization(client) });
    });
  } finally {
    await pool.end();
  }
}
