import { ApiError } from '../common/api-error.js';
import { isUuid } from './uuid.js';

/** Where a delivery stands in the list, which has the newest first. */
export interface DeliveryPlace {
  createdAt: Date;
  id: string;
}

/** Opaque for callers. */
export function encodeDeliveryCursor({ createdAt, id }: DeliveryPlace): string {
  return Buffer.from(`${createdAt.getTime()}:${id}`).toString('base64url');
}

/**
 * @returns null when there is no cursor.
 * @throws ApiError 400 for anything that `encodeDeliveryCursor` did not make.
 */
export function decodeDeliveryCursor(cursor: string | undefined): DeliveryPlace | null {
  if (!cursor) return null;
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(':');
  const createdAt = new Date(Number(time));
  if (/^\d{1,14}$/.test(time) && isUuid(id) && encodeDeliveryCursor({ createdAt, id }) === cursor)
    return { createdAt, id };
  throw ApiError.badRequest('Invalid cursor');
}
