import { Inject, Injectable } from '@nestjs/common';
import type { BookingEvent, BookingEventRecorder } from '../bookings/booking-event.js';
import { Clock } from '../common/clock.js';
import { serverUrlOf } from '../config/server-url.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { PrismaService } from '../database/prisma.service.js';
import type { Queryable } from '../database/statement.js';
import { type OutOfOfficeEvent, outOfOfficePayload } from './payloads/out-of-office.js';
import { uidTakenBack, type WebhookEvent, webhookEventsOf } from './webhook-events.js';
import { type Concerned, WebhookOutboxRepository } from './webhook-outbox.repository.js';
import { WebhookWorkerService } from './webhook-worker.service.js';

/**
 * Writes down what webhooks are to be told, in the transaction of what happened: once that is committed, the event is
 * delivered, whatever becomes of this process. Where nobody listens, one look into an index is all that it costs.
 */
@Injectable()
export class WebhookOutboxService implements BookingEventRecorder {
  constructor(
    private readonly repository: WebhookOutboxRepository,
    private readonly worker: WebhookWorkerService,
    private readonly prisma: PrismaService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async record(event: BookingEvent, on: Queryable): Promise<void> {
    const { host, eventType } = event.booking;
    const uid = uidTakenBack(event);
    if (uid !== null) await this.repository.deleteMeetings(uid, on);
    await this.tell({ userId: host.id, eventTypeId: eventType?.id ?? null }, webhookEventsOf(event), on);
  }

  /** Tells of a new out-of-office entry. */
  async recordOutOfOffice(entry: OutOfOfficeEvent, on: Queryable): Promise<void> {
    const event: WebhookEvent = { trigger: 'OOO_CREATED', bookingUid: null, payload: () => outOfOfficePayload(entry) };
    await this.tell({ userId: entry.user.id, eventTypeId: null }, [event], on);
  }

  private async tell(concerned: Concerned, events: WebhookEvent[], on: Queryable): Promise<void> {
    if (events.length === 0) return;
    const triggers = events.map(({ trigger }) => trigger);
    const receivers = await this.repository.findReceivers(concerned, triggers, on);
    const [first] = receivers;
    if (!first) return;
    const surroundings = { ...first, bookerUrl: serverUrlOf(this.settings) };
    const now = new Date(this.clock.now());
    const deliveries = events
      .filter(({ trigger }) => receivers.some((receiver) => receiver.triggers.includes(trigger)))
      .map(({ trigger, bookingUid, dueAt = now, payload }) => ({
        ...{ trigger, bookingUid, dueAt },
        payload: JSON.stringify(payload(surroundings)),
      }));
    const ids = receivers.map(({ webhookId }) => webhookId);
    await this.repository.insertFor(ids, deliveries, now, on);
    this.prisma.afterCommit(on, () => this.worker.wake());
  }
}
