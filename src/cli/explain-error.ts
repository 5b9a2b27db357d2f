import { ApiError } from '../common/api-error.js';
import { SettingsError } from '../config/settings-error.js';
import { databaseErrorToApiError, sqlStateOf } from '../database/database-error.js';
import { DatabaseInUseError } from '../database/database-in-use.error.js';

/** Rows that the database refuses, by the name of the constraint. */
const REFUSED_ROWS: Record<string, string> = {
  oauth_clients_pkey: 'there is already an OAuth client with this id',
  api_keys_hashed_key_key: 'there is already such an API key',
  oauth_clients_organization_id_fkey: 'there is no organization with this number',
  api_keys_user_id_fkey: 'there is no user with this number',
};

/** One line about what went wrong, naming the setting to change where there is one. Never shows a setting's value. */
export function explain(error: unknown): string {
  return textOf(error).replace(/\s*\n\s*/g, ' ');
}

function textOf(error: unknown): string {
  const { code, message, constraint } = error as NodeJS.ErrnoException & { constraint?: string };
  if (error instanceof SettingsError || error instanceof DatabaseInUseError || error instanceof ApiError)
    return message;
  if (code === 'EADDRINUSE') return 'PORT is taken by another program: choose another with PORT or --port';
  if (code === 'ERR_INVALID_URL' || error instanceof URIError) return 'DATABASE_URL must be a valid connection string';
  const state = sqlStateOf(error);
  const refused = constraint && REFUSED_ROWS[constraint];
  if (refused) return refused;
  if (state && /^(28|3D)/.test(state)) return `DATABASE_URL: the database refuses the login (SQLSTATE ${state})`;
  if (state === '42501') return 'DATABASE_URL: its user may not do this in the database (SQLSTATE 42501)';
  if (databaseErrorToApiError(error)?.getStatus() === 503) {
    return `DATABASE_URL: the database cannot be reached (${code || message})`;
  }
  return message || String(error);
}
