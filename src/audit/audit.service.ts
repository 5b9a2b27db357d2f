import { Injectable } from '@nestjs/common';
import { CredentialsService } from '../credentials/credentials.service.js';
import { ApiError } from '../common/api-error.js';
import { decodeAuditCursor, encodeAuditCursor } from './audit-cursor.js';
import type { AuditEventOutput, GetAuditEventsInput } from './audit.dto.js';
import { type AuditEventFilter, AuditRepository, type AuditEventRow } from './audit.repository.js';

/** One page, newest event first. */
export interface AuditEventPage {
  events: AuditEventOutput[];
  /** For the next page; null on the last one. */
  nextCursor: string | null;
}

/** Tells what was recorded of security acts. */
@Injectable()
export class AuditService {
  constructor(
    private readonly repository: AuditRepository,
    private readonly credentials: CredentialsService,
  ) {}

  /** The events of all tenants, or of one organization or client: for the command line. */
  async list(filter: AuditEventFilter, limit: number, cursor?: string): Promise<AuditEventPage> {
    return pageOf(await this.repository.list(filter, decodeAuditCursor(cursor), limit + 1), limit);
  }

  /** The events of the client, and those of its organization that concern no single client, such as new API keys. */
  async listForClient(clientId: string, { limit, cursor }: GetAuditEventsInput): Promise<AuditEventPage> {
    const before = decodeAuditCursor(cursor);
    const client = await this.credentials.findClient(clientId);
    if (!client) throw ApiError.notFound('OAuthClientGuard - OAuth client not found.');
    const rows = await this.repository.listForClient(client.organizationId, clientId, before, limit + 1);
    return pageOf(rows, limit);
  }
}

/** @param rows one more than asked for, when there are so many: that tells whether there is a next page. */
function pageOf(rows: AuditEventRow[], limit: number): AuditEventPage {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { events: page.map(toOutput), nextCursor: rows.length > limit && last ? encodeAuditCursor(last.id) : null };
}

function toOutput({ actorMethod, actorUserId, createdAt, ...row }: AuditEventRow): AuditEventOutput {
  const { id, action, organizationId, oauthClientId, targetId, details } = row;
  const actor = actorMethod === null ? null : { method: actorMethod, userId: actorUserId };
  return { id, action, actor, organizationId, oauthClientId, targetId, details, createdAt: createdAt.toISOString() };
}
