import { SettingsError } from '../config/settings-error.js';
import { databaseErrorToApiError, violatedConstraint } from '../database/database-error.js';
import { DatabaseInUseError } from '../database/database-in-use.error.js';

/** One line about what went wrong, naming the setting to change where there is one. Never shows a secret. */
export function explain(error: unknown): string {
  const { code, message, port } = error as NodeJS.ErrnoException & { port?: number };
  if (error instanceof SettingsError || error instanceof DatabaseInUseError) return message;
  if (code === 'EADDRINUSE') return `port ${port} is taken: choose another with PORT or --port`;
  if (code === 'EACCES' && port)
    return `port ${port} may not be used by this account: choose another with PORT or --port`;
  if (code === 'EADDRNOTAVAIL') return 'the address in HOST does not belong to this machine';
  if (isLoginProblem(code)) return `the database refuses the login in DATABASE_URL (SQLSTATE ${code})`;
  if (databaseErrorToApiError(error)?.getStatus() === 503)
    return `DATABASE_URL: the database cannot be reached (${code ?? message})`;
  if (violatedConstraint(error)) return 'there is one already';
  return message || String(error);
}

/** Wrong password, wrong role, or no such database. */
function isLoginProblem(code: string | undefined): boolean {
  return code !== undefined && ['28P01', '28000', '3D000'].includes(code);
}
