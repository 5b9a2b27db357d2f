import { Injectable } from '@nestjs/common';
import { type Queryable, statement } from '../database/statement.js';
import type { Surroundings } from './payloads/surroundings.js';
import { MEETING_TRIGGERS } from './webhook-events.js';

/** Whom an event concerns: its webhooks, those of its event type, and those of its client are told. */
export interface Concerned {
  userId: number;
  eventTypeId: number | null;
}

/** An active webhook that wants to hear of at least one of the triggers, and what payloads for it tell beside the event. */
export interface Receiver extends Omit<Surroundings, 'bookerUrl'> {
  webhookId: string;
  triggers: string[];
}

/** A delivery to each of the webhooks that has the trigger. */
export interface NewDelivery {
  trigger: string;
  bookingUid: string | null;
  /** JSON. */
  payload: string;
  dueAt: Date;
}

// The lock lets nobody delete the webhook before the delivery is written. Three ranges of three indexes.
const FIND_RECEIVERS = statement<Receiver>(
  'webhookOutbox.findReceivers',
  `SELECT w.id AS "webhookId", w.triggers,
     CASE WHEN c.id IS NOT NULL THEN json_build_object(
       'id', c.id, 'bookingRedirectUri', c.booking_redirect_uri,
       'bookingCancelRedirectUri', c.booking_cancel_redirect_uri,
       'bookingRescheduleRedirectUri', c.booking_reschedule_redirect_uri,
       'areEmailsEnabled', c.are_emails_enabled, 'areCalendarEventsEnabled', c.are_calendar_events_enabled) END AS client
   FROM webhooks w JOIN users u ON u.id = $1 LEFT JOIN oauth_clients c ON c.id = u.oauth_client_id
   WHERE w.active AND w.triggers && $3::text[]
     AND (w.user_id = $1 OR w.event_type_id = $2::int
       OR w.oauth_client_id = (SELECT oauth_client_id FROM users WHERE id = $1))
   ORDER BY w.id FOR KEY SHARE OF w`,
);

// Somebody who is moved into a booking that was there makes it start no second time.
const INSERT = statement<never>(
  'webhookOutbox.insert',
  `INSERT INTO webhook_deliveries (webhook_id, trigger, booking_uid, payload, due_at, created_at)
   SELECT w.id, e.trigger, e.booking_uid, e.payload, e.due_at, $6::timestamptz
   FROM webhooks w JOIN unnest($2::text[], $3::text[], $4::json[], $5::timestamptz[])
     AS e (trigger, booking_uid, payload, due_at) ON e.trigger = ANY (w.triggers)
   WHERE w.id = ANY ($1::uuid[]) AND NOT (e.trigger = ANY ($7::text[]) AND EXISTS (
     SELECT FROM webhook_deliveries d
     WHERE d.booking_uid = e.booking_uid AND d.webhook_id = w.id AND d.trigger = e.trigger))`,
);

const DELETE_MEETINGS = statement<never>(
  'webhookOutbox.deleteMeetings',
  `DELETE FROM webhook_deliveries WHERE booking_uid = $1 AND status = 'PENDING' AND trigger = ANY ($2::text[])`,
);

/** Writes events for webhooks; always in the transaction of what the events tell of. */
@Injectable()
export class WebhookOutboxRepository {
  findReceivers({ userId, eventTypeId }: Concerned, triggers: string[], on: Queryable): Promise<Receiver[]> {
    return on.run(FIND_RECEIVERS, [userId, eventTypeId, triggers]);
  }

  async insertFor(webhookIds: string[], deliveries: NewDelivery[], createdAt: Date, on: Queryable): Promise<void> {
    await on.run(INSERT, [
      webhookIds,
      deliveries.map(({ trigger }) => trigger),
      deliveries.map(({ bookingUid }) => bookingUid),
      deliveries.map(({ payload }) => payload),
      deliveries.map(({ dueAt }) => dueAt.toISOString()),
      createdAt.toISOString(),
      MEETING_TRIGGERS,
    ]);
  }

  /** Takes back what was laid up for the start and the end of a booking. */
  async deleteMeetings(bookingUid: string, on: Queryable): Promise<void> {
    await on.run(DELETE_MEETINGS, [bookingUid, MEETING_TRIGGERS]);
  }
}
