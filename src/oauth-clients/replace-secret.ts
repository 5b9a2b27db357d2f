import { type Queryable, statement } from '../database/statement.js';

/** What the table keeps of a secret. */
export interface StoredSecret {
  hash: Buffer;
  sealed: Buffer;
}

/** How many secrets of one client can be valid at the same time; a further one ends the oldest. */
const MAX_LIVE_SECRETS = 5;

const INSERT_SECRET = statement<never>(
  'oauth-clients.insertSecret',
  'INSERT INTO oauth_client_secrets (client_id, hash, sealed) VALUES ($1, $2::bytea, $3::bytea)',
);

// Never later than they would have ended anyway.
const END_SECRETS = statement<never>(
  'oauth-clients.endSecrets',
  `UPDATE oauth_client_secrets SET expires_at = to_timestamp($2::float8 / 1000)
   WHERE client_id = $1 AND (expires_at IS NULL OR expires_at > to_timestamp($2::float8 / 1000))`,
);

const DELETE_DEAD_SECRETS = statement<never>(
  'oauth-clients.deleteDeadSecrets',
  `DELETE FROM oauth_client_secrets WHERE client_id = $1 AND (expires_at <= to_timestamp($2::float8 / 1000)
     OR id NOT IN (SELECT id FROM oauth_client_secrets WHERE client_id = $1 ORDER BY id DESC LIMIT ${MAX_LIVE_SECRETS}))`,
);

/**
 * Gives a client a further secret. The others end at `endOthersAt`, unless they would have ended sooner anyway, and those
 * that are over go. Times in epoch milliseconds; `on` is a transaction that holds the lock on the client.
 */
export async function replaceSecret(
  clientId: string,
  secret: StoredSecret,
  { endOthersAt, now }: { endOthersAt: number; now: number },
  on: Queryable,
): Promise<void> {
  await on.run(END_SECRETS, [clientId, endOthersAt]);
  await on.run(INSERT_SECRET, [clientId, secret.hash, secret.sealed]);
  await on.run(DELETE_DEAD_SECRETS, [clientId, now]);
}
