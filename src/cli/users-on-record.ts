import { type Queryable, statement } from '../database/statement.js';

/** A user as the command line lists it. */
export interface ListedUser {
  id: number;
  email: string;
  username: string | null;
  name: string | null;
  /** Null: no managed user. */
  clientId: string | null;
  createdAt: Date;
}

const LIST = statement<ListedUser>(
  'cli.listUsers',
  `SELECT id, email, username, name, oauth_client_id AS "clientId", created_at AS "createdAt" FROM users
   WHERE $1::text IS NULL OR oauth_client_id = $1 ORDER BY id LIMIT $2::int`,
);

const LED_BY = statement<{ exists: boolean; organizationId: number | null }>(
  'cli.organizationLedBy',
  `SELECT EXISTS (SELECT 1 FROM users WHERE id = $1::int) AS exists,
     (SELECT organization_id FROM memberships WHERE user_id = $1::int AND accepted AND role IN ('OWNER', 'ADMIN')
      ORDER BY organization_id LIMIT 1) AS "organizationId"`,
);

/** Users by id; with a client, only those whom it manages. */
export function listUsers(clientId: string | undefined, limit: number, on: Queryable): Promise<ListedUser[]> {
  return on.run(LIST, [clientId ?? null, limit]);
}

/** The first organization of which the user is owner or admin; null when there is none. */
export async function organizationLedBy(userId: number, on: Queryable): Promise<number | null> {
  const [found] = await on.run(LED_BY, [userId]);
  if (!found?.exists) throw new Error(`there is no user with the number ${userId}`);
  return found.organizationId;
}
