import { type Queryable, statement } from '../database/statement.js';
import type { AuditEvent } from './audit-event.js';

const INSERT = statement<never>(
  'audit.insert',
  `INSERT INTO audit_events (action, actor_method, actor_user_id, organization_id, oauth_client_id, target_id, details)
   VALUES ($1, $2, $3::int, $4::int, $5, $6, $7::jsonb)`,
);

/** Records a security act in the transaction that does it: `on` is that transaction. */
export async function recordAuditEvent(event: AuditEvent, on: Queryable): Promise<void> {
  await on.run(INSERT, [
    event.action,
    event.actor?.method ?? null,
    event.actor?.userId ?? null,
    event.organizationId,
    event.oauthClientId,
    event.targetId,
    JSON.stringify(event.details ?? {}),
  ]);
}
