import { Injectable } from '@nestjs/common';
import { type Queryable, statement } from '../database/statement.js';

interface KeyRow {
  scope: string;
  keyHash: Buffer;
  requestHash: Buffer;
}

const INSERT_FRESH = statement<{ fresh: true }>(
  'idempotency.insertFresh',
  `INSERT INTO idempotency_keys (client_id, key_hash, request_hash, created_at)
   VALUES ($1, $2, $3, to_timestamp($4::float8 / 1000))
   ON CONFLICT (client_id, key_hash) DO UPDATE
     SET request_hash = excluded.request_hash, sealed = NULL, created_at = excluded.created_at
     WHERE idempotency_keys.created_at < to_timestamp($5::float8 / 1000)
   RETURNING true AS fresh`,
);

const UPDATE_ANSWER = statement<never>(
  'idempotency.updateAnswer',
  'UPDATE idempotency_keys SET sealed = $3 WHERE client_id = $1 AND key_hash = $2',
);

const GET_ANSWER = statement<{ requestHash: Buffer; sealed: Buffer }>(
  'idempotency.getAnswer',
  'SELECT request_hash AS "requestHash", sealed FROM idempotency_keys WHERE client_id = $1 AND key_hash = $2',
);

/** Keys and answers; always on the transaction of the work they belong to. */
@Injectable()
export class IdempotencyRepository {
  /**
   * Takes the key; false when it is taken. Times are epoch milliseconds.
   *
   * @param forgetBefore a key that was taken before this is free again.
   */
  async insertFresh({ scope, keyHash, requestHash }: KeyRow, now: number, forgetBefore: number, on: Queryable) {
    const rows = await on.run(INSERT_FRESH, [scope, keyHash, requestHash, now, forgetBefore]);
    return rows.length === 1;
  }

  async updateAnswer({ scope, keyHash }: KeyRow, sealed: Buffer, on: Queryable): Promise<void> {
    await on.run(UPDATE_ANSWER, [scope, keyHash, sealed]);
  }

  /** The stored answer of a key that is taken. */
  async getAnswer({ scope, keyHash }: KeyRow, on: Queryable): Promise<{ requestHash: Buffer; sealed: Buffer }> {
    const [row] = await on.run(GET_ANSWER, [scope, keyHash]);
    if (!row) throw new Error('an idempotency key vanished during its own transaction');
    return row;
  }
}
