import { ApiError } from '../common/api-error.js';
import { MAX_ID } from '../common/numeric-id.pipe.js';

/** A place in a list that is ordered by id: behind the user with this id. Opaque for callers. */
export function encodeCursor(lastId: number): string {
  return Buffer.from(`after:${lastId}`).toString('base64url');
}

/** @returns the id behind which the page begins; 0 for an empty cursor. @throws ApiError 400 for anything else. */
export function decodeCursor(cursor: string): number {
  if (cursor === '') return 0;
  const id = Number(/^after:(\d{1,10})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1]);
  if (id <= MAX_ID && encodeCursor(id) === cursor) return id;
  throw ApiError.badRequest('Invalid cursor');
}
