import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { type Queryable, statement } from '../database/statement.js';
import type { AuditEvent } from './audit-event.js';

/** A recorded event. */
export interface AuditEventRow {
  id: number;
  action: string;
  actorMethod: string | null;
  actorUserId: number | null;
  organizationId: number | null;
  oauthClientId: string | null;
  targetId: string | null;
  details: Record<string, string | number | boolean | null>;
  createdAt: Date;
}

/** Which events to list. */
export interface AuditEventFilter {
  organizationId?: number;
  oauthClientId?: string;
}

const INSERT = statement<never>(
  'audit.insert',
  `INSERT INTO audit_events (action, actor_method, actor_user_id, organization_id, oauth_client_id, target_id, details)
   VALUES ($1, $2, $3::int, $4::int, $5, $6, $7::jsonb)`,
);

const COLUMNS = `id::float8 AS id, action, actor_method AS "actorMethod", actor_user_id AS "actorUserId",
  organization_id AS "organizationId", oauth_client_id AS "oauthClientId", target_id AS "targetId", details,
  created_at AS "createdAt"`;

const LIST = statement<AuditEventRow>(
  'audit.list',
  `SELECT ${COLUMNS} FROM audit_events e
   WHERE e.id < $1::bigint AND ($2::int IS NULL OR organization_id = $2) AND ($3::text IS NULL OR oauth_client_id = $3)
   ORDER BY e.id DESC LIMIT $4`,
);

// Two ranges of two indexes, each in the order of the list.
const LIST_FOR_CLIENT = statement<AuditEventRow>(
  'audit.listForClient',
  `SELECT ${COLUMNS} FROM (
     (SELECT * FROM audit_events WHERE oauth_client_id = $3 AND organization_id = $2 AND id < $1::bigint
      ORDER BY id DESC LIMIT $4)
     UNION ALL
     (SELECT * FROM audit_events WHERE organization_id = $2 AND oauth_client_id IS NULL AND id < $1::bigint
      ORDER BY id DESC LIMIT $4)
   ) e ORDER BY e.id DESC LIMIT $4`,
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

/** Reads what was recorded, newest first; always events with an id below `beforeId`. */
@Injectable()
export class AuditRepository {
  constructor(private readonly prisma: PrismaService) {}

  list({ organizationId, oauthClientId }: AuditEventFilter, beforeId: number, limit: number): Promise<AuditEventRow[]> {
    return this.prisma.run(LIST, [beforeId, organizationId ?? null, oauthClientId ?? null, limit]);
  }

  /** The events of the client, and those of its organization that concern no single client, such as new API keys. */
  listForClient(organizationId: number, oauthClientId: string, beforeId: number, limit: number) {
    return this.prisma.run(LIST_FOR_CLIENT, [beforeId, organizationId, oauthClientId, limit]);
  }
}
