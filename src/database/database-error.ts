import { types } from 'node:util';
import { ApiError } from '../common/api-error.js';

/**
 * SQLSTATE classes and codes that mean: the database is away, going away, not open to us or out of resources; or it gave up on
 * a statement that took too long, or on a transaction for the sake of others (40001, 40P01). All of them pass by themselves
 * or with the help of an operator; none is the caller's fault.
 */
const AWAY = /^(08|28|3D|53|25006|40001|40P01|55P03|57014|57P0[1-5])/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
/** Prisma's own codes for the same. */
const AWAY_IN_PRISMA = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024']);
const AWAY_MESSAGES =
  /connect (ENOENT|EACCES)|connection terminated|timeout exceeded|query read timeout|not queryable|client has encountered|after calling end/i;

/** Values that fit no column (class 22: NUL characters, numbers out of range, …) or no index (class 54). */
const BAD_DATA = /^(22|54)/;

/** Unlike the codes of the operating system (`EPIPE`) and of Prisma (`P1001`). */
const SQLSTATE = /^(?!E|P[1-9])[0-9A-Z]{5}$/;

/** SQLSTATE of a statement that the database refused, also from inside an error of Prisma. Undefined for others. */
export function sqlStateOf(error: unknown): string | undefined {
  const { code, cause, meta } = error as { code?: unknown; cause?: unknown; meta?: { driverAdapterError?: unknown } };
  const original = (error as { originalCode?: unknown }).originalCode;
  if (typeof original === 'string') return original;
  if (typeof code === 'string' && SQLSTATE.test(code)) return code;
  const inner = meta?.driverAdapterError ?? cause;
  return typeof inner === 'object' && inner !== null ? sqlStateOf(inner) : undefined;
}

/** The name of the unique index or constraint that refused a row; undefined for other errors. */
export function violatedConstraint(error: unknown): string | undefined {
  return sqlStateOf(error) === '23505' ? (error as { constraint?: string }).constraint : undefined;
}

/** Whether the connection on which this happened can be used again: the database refused a statement, and nothing else. */
export function isMereRefusal(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state !== undefined && !AWAY.test(state);
}

/** The answer for an error of the database; null when it is none. */
export function databaseErrorToApiError(error: unknown): ApiError | null {
  if (!types.isNativeError(error)) return null;
  const state = sqlStateOf(error);
  if (state === '23505') return ApiError.alreadyExists();
  if (state === '23503') return ApiError.invalidReference();
  if (isAway(error, state)) return ApiError.unavailable();
  if (BAD_DATA.test(state ?? '')) return ApiError.unstorable();
  if ((error as { code?: string }).code === 'P2025') return ApiError.recordNotFound();
  if (state !== undefined || error.name.startsWith('PrismaClient')) return ApiError.internal();
  return null;
}

function isAway(error: Error, state: string | undefined): boolean {
  const code = (error as { code?: string }).code ?? '';
  return AWAY.test(state ?? '') || NETWORK.has(code) || AWAY_IN_PRISMA.has(code) || AWAY_MESSAGES.test(error.message);
}
