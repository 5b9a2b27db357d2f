import pg from 'pg';
import { startEmbeddedPostgres } from '../dist/database/embedded-postgres.js';
import { applyMigrations, exclusively } from '../dist/database/migrations.js';
import { atEnd } from './cleanup.js';

/** Starts one PostgreSQL that writes durably, as in production. @returns the connection string of its first database. */
export async function startPostgres(directory) {
  const postgres = await startEmbeddedPostgres({ directory, durable: true });
  atEnd(() => postgres.stop());
  return postgres.url;
}

/** Makes a database with our tables. @returns its connection string. */
export async function createDatabase(postgresUrl, name) {
  await withPool(postgresUrl, (pool) => pool.query(`CREATE DATABASE ${name}`));
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  await withPool(url.href, (pool) => exclusively(pool, applyMigrations));
  return url.href;
}

/** Runs `work` with a short-lived pool. */
export async function withPool(connectionString, work) {
  const pool = new pg.Pool({ connectionString });
  pool.on('error', () => undefined);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** For example `18.4`. */
export async function postgresVersion(url) {
  const { rows } = await withPool(url, (pool) => pool.query('SHOW server_version'));
  return rows[0].server_version;
}
