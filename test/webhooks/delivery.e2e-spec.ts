import { createHmac } from 'node:crypto';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import type { BookingEvent } from '../../src/bookings/booking-event.js';
import type { Booking } from '../../src/bookings/booking.js';
import type { CreateWebhookInputDto } from '../../src/oauth-client-webhooks/oauth-client-webhooks.dto.js';
import { OAuthClientWebhooksService } from '../../src/oauth-client-webhooks/oauth-client-webhooks.service.js';
import { WebhookOutboxService } from '../../src/webhooks/webhook-outbox.service.js';
import { WEBHOOK_TRIGGERS } from '../../src/webhooks/webhook-triggers.js';
import { WebhookWorkerService } from '../../src/webhooks/webhook-worker.service.js';
import { aBooking, aHost } from '../support/bookings.js';
import { aManagedUser, anOAuthClient, type TestClient, unique } from '../support/factories.js';
import { anOwnDatabase, type OwnDatabase } from '../support/own-database.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { aWebhookReceiver, type ReceivedWebhook, type WebhookReceiver } from '../support/webhook-receiver.js';

const SECRET = 'a secret — with ümlauts';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('delivering webhooks', () => {
  let database: OwnDatabase;
  let app: TestApp;
  let receiver: WebhookReceiver;
  let client: TestClient;
  let userId: number;

  beforeAll(async () => {
    database = await anOwnDatabase();
    app = await startTestApp({ databaseUrl: database.url, webhookDeliveriesEnabled: true });
    receiver = await aWebhookReceiver();
    client = await anOAuthClient(app, { bookingRedirectUri: 'https://acme.test/booked' });
    userId = (await aManagedUser(app, client)).user.id;
  });
  afterAll(async () => {
    await receiver.close();
    await app.close();
    await database.drop();
  });

  /** A webhook of the client that hears of everything, at a path of its own. */
  const aHook = async (input: Partial<CreateWebhookInputDto> = {}): Promise<{ id: string; path: string }> => {
    const path = `/${unique()}`;
    const { id } = await app.app.get(OAuthClientWebhooksService).create(client.clientId, {
      ...{ active: true, triggers: [...WEBHOOK_TRIGGERS], subscriberUrl: receiver.url + path, secret: SECRET },
      ...input,
    });
    return { id, path };
  };
  const booking = (overrides: Partial<Booking> = {}): Booking =>
    aBooking({ uid: unique(), host: aHost({ id: userId, oauthClientId: client.clientId }), eventType: null, ...overrides });
  const record = (event: BookingEvent): Promise<void> =>
    app.prisma.transaction((on) => app.app.get(WebhookOutboxService).record(event, on));
  const sendDue = (): Promise<void> => app.app.get(WebhookWorkerService).sendDue();
  const historyOf = (webhookId: string) =>
    app.prisma.webhookDelivery.findMany({
      where: { webhookId, trigger: { not: { startsWith: 'MEETING' } } },
      include: { history: { orderBy: { id: 'asc' } } },
      orderBy: { createdAt: 'asc' },
    });

  afterEach(() => app.prisma.webhook.deleteMany({}));

  it('tells at once, without waiting for the next look', async () => {
    const { path } = await aHook();
    const start = performance.now();
    await record({ kind: 'created', booking: booking(), occurrence: 0 });
    const [received] = await receiver.waitFor(path, 1);
    expect(received!.at - start).toBeLessThan(900);
    expect(JSON.parse(received!.body)).toMatchObject({ triggerEvent: 'BOOKING_CREATED', payload: { bookingId: 481 } });
  });

  it('tells nothing of what was rolled back', async () => {
    const { id } = await aHook();
    const event: BookingEvent = { kind: 'created', booking: booking(), occurrence: 0 };
    const failing = app.prisma.transaction(async (on) => {
      await app.app.get(WebhookOutboxService).record(event, on);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await historyOf(id)).toEqual([]);
  });

  it('tries again after 5 s, 5 min, 30 min, 2 h, 5 h and 10 h, then gives up; always with the same id and body', async () => {
    const { id, path } = await aHook();
    receiver.answer(path, (response) => void response.writeHead(500).end('broken\0'));
    await record({ kind: 'created', booking: booking(), occurrence: 0 });
    const waits = [5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR];
    for (const [index, wait] of waits.entries()) {
      await receiver.waitFor(path, index + 1);
      await sendDue();
      app.clock.advance(wait - 3_000);
      await sendDue();
      expect(receiver.received(path)).toHaveLength(index + 1);
      app.clock.advance(wait * 0.1 + 3_000);
      await sendDue();
    }
    const [delivery] = await historyOf(id);
    expect(delivery).toMatchObject({ status: 'FAILED', attempts: 7, deliveredAt: null });
    expect(delivery!.history).toHaveLength(7);
    expect(delivery!.history[0]).toMatchObject({
      ...{ statusCode: 500, error: 'the receiver answered 500', responseBody: 'broken' },
    });
    const received = receiver.received(path);
    expect(new Set(received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([delivery!.id]));
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(7);
    received.forEach(expectSigned);
    app.clock.advance(DAY);
    await sendDue();
    expect(receiver.received(path)).toHaveLength(7);
  });

  it('stops trying once it was taken', async () => {
    const { id, path } = await aHook();
    receiver.answer(path, (response, count) => void response.writeHead(count === 1 ? 503 : 204).end());
    await record({ kind: 'created', booking: booking(), occurrence: 0 });
    await receiver.waitFor(path, 1);
    await sendDue();
    expect((await app.prisma.webhook.findUniqueOrThrow({ where: { id } })).failingSince).not.toBeNull();
    app.clock.advance(6_000);
    await sendDue();
    const [delivery] = await historyOf(id);
    expect(delivery).toMatchObject({ status: 'DELIVERED', attempts: 2, deliveredAt: expect.any(Date) });
    expect(delivery!.history.map(({ statusCode, error }) => [statusCode, error])).toEqual([
      [503, 'the receiver answered 503'],
      [204, null],
    ]);
    expect((await app.prisma.webhook.findUniqueOrThrow({ where: { id } })).failingSince).toBeNull();
    app.clock.advance(DAY);
    await sendDue();
    expect(receiver.received(path)).toHaveLength(2);
  });
});

/** Checks both signatures, each in two ways. */
function expectSigned({ headers, body }: ReceivedWebhook): void {
  expect(headers['x-cal-signature-256']).toBe(createHmac('sha256', SECRET).update(body).digest('hex'));
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const byHand = createHmac('sha256', Buffer.from(SECRET, 'utf8')).update(signed).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${byHand}`);
}
void StandardWebhook;
