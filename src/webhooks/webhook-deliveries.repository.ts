import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { type Queryable, statement } from '../database/statement.js';

/** A delivery that this server is to try now, with the webhook as it is now. */
export interface ClaimedDelivery {
  id: string;
  trigger: string;
  /** JSON. */
  payload: string;
  /** So many tries have failed. */
  attempts: number;
  createdAt: Date;
  webhookId: string;
  subscriberUrl: string;
  active: boolean;
  payloadTemplate: string | null;
  sealedSecret: Uint8Array | null;
  version: string;
  failingSince: Date | null;
}

/** What came of one try. */
export interface Attempt {
  startedAt: Date;
  /** Milliseconds. */
  duration: number;
  /** Null when no answer came. */
  statusCode: number | null;
  /** Null after success. */
  error: string | null;
  /** The beginning of the answer. */
  responseBody: string | null;
}

/** What becomes of the delivery. */
export interface Outcome {
  status: 'DELIVERED' | 'PENDING' | 'FAILED';
  /** When to try again, if at all. */
  dueAt: Date;
}

// Moving `due_at` is the lease: if this server dies, the delivery is due again when it ends.
const CLAIM = statement<ClaimedDelivery>(
  'webhookDeliveries.claim',
  `WITH due AS (
     SELECT id FROM webhook_deliveries
     WHERE status = 'PENDING' AND due_at <= $1::timestamptz AND webhook_id <> ALL ($3::uuid[])
     ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED)
   UPDATE webhook_deliveries d SET due_at = $2::timestamptz FROM due, webhooks w
   WHERE d.id = due.id AND w.id = d.webhook_id
   RETURNING d.id, d.trigger, d.payload::text AS payload, d.attempts, d.created_at AS "createdAt",
     w.id AS "webhookId", w.subscriber_url AS "subscriberUrl", w.active, w.payload_template AS "payloadTemplate",
     w.sealed_secret AS "sealedSecret", w.version, w.failing_since AS "failingSince"`,
);

// Nothing happens when the webhook was deleted meanwhile.
const SETTLE = statement<never>(
  'webhookDeliveries.settle',
  `WITH settled AS (
     UPDATE webhook_deliveries
     SET status = CASE WHEN status = 'DELIVERED' THEN status ELSE $2::delivery_status END, due_at = $3::timestamptz, attempts = attempts + 1,
       delivered_at = CASE WHEN $2::delivery_status = 'DELIVERED' THEN $4::timestamptz + $5 * interval '1 ms' ELSE delivered_at END
     WHERE id = $1::uuid RETURNING id)
   INSERT INTO webhook_attempts (delivery_id, started_at, duration_ms, status_code, error, response_body)
   SELECT id, $4::timestamptz, $5::int, $6::int, $7, $8 FROM settled`,
);

const FAIL_UNTRIED = statement<never>(
  'webhookDeliveries.failUntried',
  `UPDATE webhook_deliveries SET status = 'FAILED' WHERE id = $1::uuid`,
);

const RELEASE = statement<never>(
  'webhookDeliveries.release',
  `UPDATE webhook_deliveries SET due_at = $2::timestamptz WHERE id = $1::uuid AND status = 'PENDING'`,
);

const NOTE_FAILURE = statement<never>(
  'webhookDeliveries.noteFailure',
  `UPDATE webhooks SET failing_since = $2::timestamptz WHERE id = $1::uuid AND failing_since IS NULL`,
);

const NOTE_SUCCESS = statement<never>(
  'webhookDeliveries.noteSuccess',
  `UPDATE webhooks SET failing_since = NULL WHERE id = $1::uuid`,
);

/** To whom the switching off of a webhook is to be told. */
interface WebhookOwnerIds {
  organizationId: number | null;
  oauthClientId: string | null;
}

const SWITCH_OFF = statement<WebhookOwnerIds>(
  'webhookDeliveries.switchOff',
  `WITH off AS (
     UPDATE webhooks SET active = false
     WHERE id = $1::uuid AND active AND ($2::timestamptz IS NULL OR failing_since <= $2)
     RETURNING oauth_client_id, event_type_id, user_id)
   SELECT COALESCE(c.organization_id, u.organization_id) AS "organizationId",
     COALESCE(off.oauth_client_id, u.oauth_client_id) AS "oauthClientId"
   FROM off LEFT JOIN oauth_clients c ON c.id = off.oauth_client_id LEFT JOIN event_types e ON e.id = off.event_type_id
     LEFT JOIN users u ON u.id = COALESCE(off.user_id, e.user_id)`,
);

/** Deliveries as the worker sees them: of all tenants. */
@Injectable()
export class WebhookDeliveriesRepository {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * Takes at most `limit` deliveries that are due, the longest first; no other server gets them before the lease ends.
   *
   * @param except webhooks that have enough to do.
   */
  claim(now: Date, leaseEnd: Date, except: string[], limit: number): Promise<ClaimedDelivery[]> {
    return this.prisma.run(CLAIM, [now.toISOString(), leaseEnd.toISOString(), except, limit]);
  }

  async settle(id: string, { status, dueAt }: Outcome, attempt: Attempt): Promise<void> {
    const { startedAt, duration, statusCode, error, responseBody } = attempt;
    const what = [startedAt.toISOString(), duration, statusCode, error, responseBody];
    await this.prisma.run(SETTLE, [id, status, dueAt.toISOString(), ...what]);
  }

  /** Gives up a delivery for which there is nobody. */
  async failUntried(id: string): Promise<void> {
    await this.prisma.run(FAIL_UNTRIED, [id]);
  }

  /** Gives a claimed delivery back, for any server to try. */
  async release(id: string, dueAt: Date): Promise<void> {
    await this.prisma.run(RELEASE, [id, dueAt.toISOString()]);
  }

  async noteFailure(webhookId: string, at: Date): Promise<void> {
    await this.prisma.run(NOTE_FAILURE, [webhookId, at.toISOString()]);
  }

  async noteSuccess(webhookId: string): Promise<void> {
    await this.prisma.run(NOTE_SUCCESS, [webhookId]);
  }

  /** @returns null when the webhook was off already, or has had a success meanwhile. */
  async switchOff(webhookId: string, failingBefore: Date | null, on: Queryable): Promise<WebhookOwnerIds | null> {
    const [owner] = await on.run(SWITCH_OFF, [webhookId, failingBefore?.toISOString() ?? null]);
    return owner ?? null;
  }
}
