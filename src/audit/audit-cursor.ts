import { ApiError } from '../common/api-error.js';

/** A place in the list of audit events, which has the newest first: behind the event with this id. Opaque for callers. */
export function encodeAuditCursor(lastId: number): string {
  return Buffer.from(`before:${lastId}`).toString('base64url');
}

/**
 * @returns the id below which the page begins; above all ids when there is no cursor.
 * @throws ApiError 400 for anything that `encodeAuditCursor` did not make.
 */
export function decodeAuditCursor(cursor: string | undefined): number {
  if (!cursor) return Number.MAX_SAFE_INTEGER;
  const id = Number(/^before:(\d{1,16})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1]);
  if (Number.isSafeInteger(id) && encodeAuditCursor(id) === cursor) return id;
  throw ApiError.badRequest('Invalid cursor');
}
