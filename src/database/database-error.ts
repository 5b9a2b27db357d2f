import { ApiError } from '../common/api-error.js';

/** SQLSTATE classes and codes that mean: the database is away, going away, or out of connections. */
const AWAY = /^(08|57P0[1-5]|53)/;
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const AWAY_MESSAGES = /connection terminated|timeout exceeded|query read timeout|not queryable|client has encountered/i;

/** SQLSTATE of a statement that the database refused, also from inside an error of Prisma. Undefined for others. */
export function sqlStateOf(error: unknown): string | undefined {
  const { code, cause, meta } = error as { code?: unknown; cause?: unknown; meta?: { driverAdapterError?: unknown } };
  const original = (error as { originalCode?: unknown }).originalCode;
  if (typeof original === 'string') return original;
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code)) return code;
  const inner = meta?.driverAdapterError ?? cause;
  return inner instanceof Object ? sqlStateOf(inner) : undefined;
}

/** The name of the unique index or constraint that refused a row; undefined for other errors. */
export function violatedConstraint(error: unknown): string | undefined {
  return sqlStateOf(error) === '23505' ? (error as { constraint?: string }).constraint : undefined;
}

/** The answer for an error of the database; null when it is none. */
export function databaseErrorToApiError(error: unknown): ApiError | null {
  if (!(error instanceof Error)) return null;
  const state = sqlStateOf(error);
  if (state === '23505') return ApiError.alreadyExists();
  if (state === '23503') return ApiError.invalidReference();
  if (isAway(error, state)) return ApiError.unavailable();
  if ((error as { code?: string }).code === 'P2025') return ApiError.recordNotFound();
  if (state !== undefined || error.name.startsWith('PrismaClient')) return ApiError.internal();
  return null;
}

function isAway(error: Error, state: string | undefined): boolean {
  const code = (error as { code?: string }).code ?? '';
  return AWAY.test(state ?? '') || state === '57014' || NETWORK.has(code) || AWAY_MESSAGES.test(error.message);
}
