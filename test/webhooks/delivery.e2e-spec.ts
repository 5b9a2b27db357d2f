import { jest } from '@jest/globals';
import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import request from 'supertest';
import { AuditService } from '../../src/audit/audit.service.js';
import type { BookingEvent } from '../../src/bookings/booking-event.js';
import type { Booking } from '../../src/bookings/booking.js';
import type { CreateWebhookInputDto } from '../../src/webhooks/webhook-inputs.dto.js';
import { MetricsService } from '../../src/metrics/metrics.service.js';
import { WebhookDeliveryLogService } from '../../src/webhooks/webhook-delivery-log.service.js';
import { WebhookOutboxService } from '../../src/webhooks/webhook-outbox.service.js';
import { WEBHOOK_TRIGGERS, type WebhookTrigger } from '../../src/webhooks/webhook-triggers.js';
import { WebhookWorkerService } from '../../src/webhooks/webhook-worker.service.js';
import { WebhooksService } from '../../src/webhooks/webhooks.service.js';
import { bearer } from '../support/api-client.js';
import { aBooking, aHost, anAttendee, anEventTypeRow } from '../support/bookings.js';
import { aManagedUser, anOAuthClient, type TestClient, unique } from '../support/factories.js';
import { anOwnDatabase, type OwnDatabase } from '../support/own-database.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { aWebhookReceiver, type ReceivedWebhook, type WebhookReceiver } from '../support/webhook-receiver.js';

const SECRET = 'a secret — with ümlauts';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What an event happens with. */
interface Stage {
  record: (event: BookingEvent) => Promise<void>;
  booking: (overrides?: Partial<Booking>) => Booking;
  ping: () => Promise<void>;
  app: TestApp;
  client: TestClient;
  userId: number;
}

/** Nobody is away twice on the same days. */
let lastYear = 2050;

/** Every trigger that this server has an occasion for. */
const EVENTS: { trigger: WebhookTrigger; occur: (stage: Stage) => Promise<void> }[] = [
  {
    trigger: 'BOOKING_CREATED',
    occur: ({ record, booking }) => record({ kind: 'created', booking: booking(), occurrence: 0 }),
  },
  {
    trigger: 'BOOKING_REQUESTED',
    occur: ({ record, booking }) => record({ kind: 'requested', booking: booking(), occurrence: 0 }),
  },
  {
    trigger: 'BOOKING_REJECTED',
    occur: ({ record, booking }) => record({ kind: 'rejected', booking: booking(), occurrence: 0 }),
  },
  {
    trigger: 'BOOKING_CANCELLED',
    occur: ({ record, booking }) => record({ kind: 'cancelled', booking: booking(), occurrence: 0 }),
  },
  {
    trigger: 'BOOKING_RESCHEDULED',
    occur: ({ record, booking }) =>
      record({ kind: 'rescheduled', booking: booking(), previous: booking(), occurrence: 0 }),
  },
  {
    trigger: 'BOOKING_NO_SHOW_UPDATED',
    occur: ({ record, booking }) =>
      record({
        kind: 'no-show-updated',
        booking: booking(),
        attendees: [{ email: 'a@b.c', noShow: true }],
        occurrence: 0,
      }),
  },
  ...(['MEETING_STARTED', 'MEETING_ENDED'] as const).map((trigger) => ({
    trigger,
    occur: ({ record, booking, app }: Stage) => {
      const startTime = new Date(app.clock.now() + MINUTE);
      const endTime = new Date(app.clock.now() + HOUR);
      return record({ kind: 'confirmed', booking: booking({ startTime, endTime }), occurrence: 0 });
    },
  })),
  {
    trigger: 'OOO_CREATED',
    occur: async ({ app, client, userId }) => {
      const days = { start: `${++lastYear}-08-20T00:00:00Z`, end: `${lastYear}-08-21T00:00:00Z` };
      await request(app.url)
        .post(`/v2/organizations/${client.organizationId}/users/${userId}/ooo`)
        .set(bearer(client.apiKey))
        .send({ ...days, notes: 'flu', reason: 'sick' })
        .expect(201);
    },
  },
  { trigger: 'PING' as WebhookTrigger, occur: ({ ping }) => ping() },
];

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
    const { id } = await app.app.get(WebhooksService).create(
      { oauthClientId: client.clientId },
      {
        ...{ active: true, triggers: [...WEBHOOK_TRIGGERS], subscriberUrl: receiver.url + path, secret: SECRET },
        ...input,
      },
    );
    return { id, path };
  };
  const booking = (overrides: Partial<Booking> = {}): Booking =>
    aBooking({
      uid: unique(),
      host: aHost({ id: userId, oauthClientId: client.clientId }),
      eventType: null,
      ...overrides,
    });
  const record = (event: BookingEvent): Promise<void> =>
    app.prisma.transaction((on) => app.app.get(WebhookOutboxService).record(event, on));
  const sendDue = (): Promise<number> => app.app.get(WebhookWorkerService).runDue();
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
    received.forEach((one) => expectSigned(one, SECRET));
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

  describe.each(EVENTS.map((event) => [event.trigger, event] as const))('%s', (trigger, { occur }) => {
    it.each([
      ['the text of a secret', SECRET],
      [
        'a secret in the form of Standard Webhooks',
        `whsec_${Buffer.from('0123456789abcdef0123456789').toString('base64')}`,
      ],
      ['no secret', null],
    ])('is signed with %s', async (_, secret) => {
      const { path } = await aHook({ secret, triggers: [trigger] });
      await occur({ record, booking, ping: ping(path), app, client, userId });
      // What is for the end of a booking comes when it ends.
      if (trigger.startsWith('MEETING')) app.clock.advance(2 * HOUR);
      await sendDue();
      const [received, ...others] = receiver.received(path);
      expect(others).toEqual([]);
      expect(JSON.parse(received!.body)).toMatchObject({ triggerEvent: trigger });
      expect(received!.headers).toMatchObject({
        ...{ 'content-type': 'application/json', 'x-cal-webhook-version': '2021-10-20' },
      });
      expectSigned(received!, secret);
    });
  });

  const ping = (path: string) => async (): Promise<void> => {
    const { id } = await app.prisma.webhook.findFirstOrThrow({ where: { subscriberUrl: receiver.url + path } });
    await app.app.get(WebhookDeliveryLogService).ping(id);
  };

  it('takes back what was laid up for the start and the end when the booking is cancelled or moved', async () => {
    const { id } = await aHook({ triggers: ['MEETING_STARTED', 'MEETING_ENDED'] });
    const dueOf = async () =>
      (await app.prisma.webhookDelivery.findMany({ where: { webhookId: id }, orderBy: { dueAt: 'asc' } })).map(
        ({ trigger, bookingUid, dueAt }) => [trigger, bookingUid, dueAt.getTime()],
      );
    const first = booking();
    await record({ kind: 'created', booking: first, occurrence: 0 });
    const meetings = ({ uid, startTime, endTime }: Booking) => [
      ['MEETING_STARTED', uid, startTime.getTime()],
      ['MEETING_ENDED', uid, endTime.getTime()],
    ];
    expect(await dueOf()).toEqual(meetings(first));
    const moved = booking({ startTime: new Date('2050-09-06T09:00:00Z'), endTime: new Date('2050-09-06T10:00:00Z') });
    const previous = { ...first, status: 'CANCELLED' as const };
    await record({ kind: 'rescheduled', booking: moved, previous, occurrence: 0 });
    expect(await dueOf()).toEqual(meetings(moved));
    await record({ kind: 'cancelled', booking: moved, seat: anAttendee(), occurrence: 0 });
    expect(await dueOf()).toEqual(meetings(moved));
    await record({ kind: 'cancelled', booking: { ...moved, status: 'CANCELLED' }, occurrence: 0 });
    expect(await dueOf()).toEqual([]);
  });

  it('tells once of a series that is cancelled, but takes back the events of each booking', async () => {
    const { path } = await aHook({ triggers: ['BOOKING_CANCELLED', 'MEETING_STARTED'] });
    for (const occurrence of [0, 1]) {
      const one = booking();
      await record({ kind: 'created', booking: one, occurrence });
      await record({ kind: 'cancelled', booking: { ...one, status: 'CANCELLED' }, occurrence });
    }
    await sendDue();
    expect(receiver.received(path)).toHaveLength(1);
    expect(await app.prisma.webhookDelivery.count({ where: { status: 'PENDING' } })).toBe(0);
  });

  it('switches off a webhook of which every attempt has failed for five days, and tells the owner', async () => {
    const { id, path } = await aHook();
    receiver.answer(path, (response) => void response.writeHead(500).end());
    const fail = async (): Promise<boolean> => {
      await record({ kind: 'seat-added', booking: booking(), seat: anAttendee(), occurrence: 0 });
      await sendDue();
      return (await app.prisma.webhook.findUniqueOrThrow({ where: { id } })).active;
    };
    expect(await fail()).toBe(true);
    app.clock.advance(5 * DAY - MINUTE);
    expect(await fail()).toBe(true);
    app.clock.advance(2 * MINUTE);
    expect(await fail()).toBe(false);
    const { events } = await app.app.get(AuditService).listForClient(client.clientId, { limit: 1 });
    expect(events[0]).toMatchObject({
      ...{ action: 'webhook.switched-off', actor: null, targetId: id, oauthClientId: client.clientId },
      ...{ organizationId: client.organizationId, details: { reason: 'no success for 5 days' } },
    });
    const before = receiver.received(path).length;
    app.clock.advance(DAY);
    await sendDue();
    expect(receiver.received(path)).toHaveLength(before);
    expect((await historyOf(id)).every(({ status }) => status === 'FAILED')).toBe(true);
    // Switched on again, it begins anew.
    await app.app.get(WebhooksService).update({ oauthClientId: client.clientId }, id, { active: true });
    expect(await fail()).toBe(true);
  });

  it('switches off a webhook whose receiver says that it is gone', async () => {
    const { id, path } = await aHook({ triggers: ['BOOKING_CREATED'] });
    receiver.answer(path, (response) => void response.writeHead(410).end());
    await record({ kind: 'created', booking: booking(), occurrence: 0 });
    await receiver.waitFor(path, 1);
    await sendDue();
    expect((await app.prisma.webhook.findUniqueOrThrow({ where: { id } })).active).toBe(false);
    expect(await historyOf(id)).toMatchObject([{ status: 'FAILED', attempts: 1 }]);
  });

  it.each([
    ['seconds', () => '3600'],
    ['a date', () => new Date(Date.now() + HOUR).toUTCString()],
  ])('gives a receiver the time that it asks for in %s', async (_, retryAfter) => {
    const { id, path } = await aHook({ triggers: ['BOOKING_CREATED'] });
    receiver.answer(path, (response) => void response.writeHead(429, { 'Retry-After': retryAfter() }).end());
    await record({ kind: 'created', booking: booking(), occurrence: 0 });
    await receiver.waitFor(path, 1);
    await sendDue();
    const [delivery] = await historyOf(id);
    const wait = delivery!.dueAt.getTime() - app.clock.now();
    expect(wait).toBeGreaterThan(HOUR - 10_000);
    expect(wait).toBeLessThanOrEqual(HOUR);
  });

  it('does not follow redirects', async () => {
    const { id, path } = await aHook({ triggers: ['BOOKING_CREATED'] });
    receiver.answer(path, (response) => void response.writeHead(302, { location: `${receiver.url}/elsewhere` }).end());
    await record({ kind: 'created', booking: booking(), occurrence: 0 });
    await receiver.waitFor(path, 1);
    await sendDue();
    expect(await historyOf(id)).toMatchObject([{ status: 'PENDING', history: [{ statusCode: 302 }] }]);
    expect(receiver.received('/elsewhere')).toEqual([]);
  });

  it('lets a slow receiver hold up nobody else', async () => {
    const slow = await aHook({ triggers: ['BOOKING_CREATED'] });
    const held: ServerResponse[] = [];
    receiver.answer(slow.path, (response) => void held.push(response));
    for (let count = 0; count < 60; count++) {
      await record({ kind: 'created', booking: booking(), occurrence: 0 });
    }
    const quick = await aHook({ triggers: ['BOOKING_CANCELLED'] });
    await record({ kind: 'cancelled', booking: booking(), occurrence: 0 });
    await receiver.waitFor(quick.path, 1, 1_500);
    expect(receiver.received(slow.path).length).toBeLessThan(10);
    receiver.answer(slow.path, (response) => void response.end());
    held.forEach((response) => response.end());
    await receiver.waitFor(slow.path, 60);
    await sendDue();
  });

  it('sends each delivery once, however many servers look', async () => {
    const other = await startTestApp({ databaseUrl: database.url, webhookDeliveriesEnabled: true });
    const { path } = await aHook({ triggers: ['BOOKING_CREATED'] });
    const events = Array.from({ length: 40 }, () => ({ kind: 'created' as const, booking: booking(), occurrence: 0 }));
    await Promise.all(events.map(record));
    await Promise.all([sendDue(), other.app.get(WebhookWorkerService).runDue()]);
    const ids = (await receiver.waitFor(path, 40)).map(({ headers }) => headers['webhook-id']);
    await other.close();
    expect(receiver.received(path)).toHaveLength(40);
    expect(new Set(ids).size).toBe(40);
  });

  it('lets what is being sent finish when the server stops', async () => {
    const own = await anOwnDatabase();
    const stopping = await startTestApp({ databaseUrl: own.url, webhookDeliveriesEnabled: true });
    const { clientId: oauthClientId } = await anOAuthClient(stopping);
    const path = `/${unique()}`;
    const held = new Promise<ServerResponse>((resolve) => receiver.answer(path, resolve));
    const { id } = await stopping.app
      .get(WebhooksService)
      .create({ oauthClientId }, { active: true, triggers: ['BOOKING_CREATED'], subscriberUrl: receiver.url + path });
    await stopping.app.get(WebhookDeliveryLogService).ping(id);
    const response = await held;
    const closed = stopping.close();
    setImmediate(() => response.end());
    await closed;
    const again = await startTestApp({ databaseUrl: own.url });
    expect(await again.prisma.webhookDelivery.findMany()).toMatchObject([{ status: 'DELIVERED', attempts: 1 }]);
    await again.close();
    await own.drop();
  });

  it('writes nothing where nobody listens', async () => {
    await aHook({ active: false });
    await aHook({ triggers: ['BOOKING_PAID'] });
    const other = await anOAuthClient(app);
    await app.app.get(WebhooksService).create(
      { oauthClientId: other.clientId },
      {
        ...{ active: true, triggers: ['BOOKING_CREATED'], subscriberUrl: `${receiver.url}/other` },
      },
    );
    const statements: string[] = [];
    await app.prisma.transaction((on) =>
      app.app.get(WebhookOutboxService).record(
        { kind: 'created', booking: booking(), occurrence: 0 },
        {
          run: (statement, values) => (statements.push(statement.name), on.run(statement, values)),
        },
      ),
    );
    expect(statements).toEqual(['webhookOutbox.findReceivers']);
    expect(await app.prisma.webhookDelivery.count()).toBe(0);
  });

  it('tells the webhooks of the host, of the event type and of the client, each by itself', async () => {
    const { id: eventTypeId } = await app.prisma.eventType.create({
      data: { userId, title: 'Talk', slug: unique(), length: 60 },
    });
    const webhooks = app.app.get(WebhooksService);
    const input = (path: string) => ({
      ...{ active: true, triggers: ['BOOKING_REJECTED' as const], subscriberUrl: receiver.url + path },
    });
    const paths = ['/client', '/event-type', '/user'].map((path) => path + unique());
    await webhooks.create({ oauthClientId: client.clientId }, input(paths[0]!));
    await webhooks.create({ eventTypeId }, input(paths[1]!));
    await webhooks.create({ userId }, input(paths[2]!));
    const eventType = anEventTypeRow({ id: eventTypeId });
    await record({ kind: 'rejected', booking: booking({ eventType, status: 'REJECTED' }), occurrence: 0 });
    for (const path of paths) await receiver.waitFor(path, 1);
    await sendDue();
    expect(new Set(paths.map((path) => receiver.received(path)[0]!.headers['webhook-id'])).size).toBe(3);
  });

  it('counts attempts and what is due', async () => {
    const { path } = await aHook({ triggers: ['BOOKING_CREATED'] });
    const count = async (): Promise<number> => {
      const { text } = await app.app.get(MetricsService).exposition();
      return Number(/^webhook_attempts_total\{outcome="delivered"\} (\d+)$/m.exec(text)?.[1] ?? 0);
    };
    const before = await count();
    await record({ kind: 'created', booking: booking(), occurrence: 0 });
    await receiver.waitFor(path, 1);
    await sendDue();
    expect(await count()).toBe(before + 1);
    expect((await app.app.get(MetricsService).exposition()).text).toContain('webhook_deliveries_due 0');
  });

  it('tells of what is done through the API: booked, moved, cancelled, begun and ended', async () => {
    const { path } = await aHook();
    const { user } = await aManagedUser(app, client, { timeZone: 'UTC' });
    const { id: eventTypeId } = await app.prisma.eventType.create({
      data: { userId: user.id, title: 'Talk', slug: unique(), length: 30, minimumBookingNotice: 0 },
    });
    const call = (url: string, body: object) =>
      request(app.url).post(`/v2/bookings${url}`).set('cal-api-version', '2024-08-13').send(body);
    const attendee = { name: 'Grace', email: 'grace@example.com', timeZone: 'Asia/Tokyo' };
    const start = nextMonday(app.clock.now());
    const at = (hour: number): string => new Date(start + hour * HOUR).toISOString();
    const first = await call('', { eventTypeId, start: at(9), attendee }).expect(201);
    const moved = await call(`/${first.body.data.uid}/reschedule`, { start: at(10) }).expect(201);
    const second = await call('', { eventTypeId, start: at(11), attendee }).expect(201);
    await call(`/${second.body.data.uid}/cancel`, { cancellationReason: 'ill' }).expect(200);
    await receiver.waitFor(path, 4);
    app.clock.advance(start + 11 * HOUR - app.clock.now());
    await sendDue();
    const told = receiver.received(path).map(({ body }) => {
      const { triggerEvent, payload, uid } = JSON.parse(body);
      return [triggerEvent, uid ?? payload.uid];
    });
    expect(told.toSorted()).toEqual(
      [
        ['BOOKING_CREATED', first.body.data.uid],
        ['BOOKING_RESCHEDULED', moved.body.data.uid],
        ['BOOKING_CREATED', second.body.data.uid],
        ['BOOKING_CANCELLED', second.body.data.uid],
        ['MEETING_STARTED', moved.body.data.uid],
        ['MEETING_ENDED', moved.body.data.uid],
      ].toSorted(),
    );
  });
});

function nextMonday(now: number): number {
  const midnight = now - (now % DAY);
  return midnight + ((8 - new Date(midnight).getUTCDay()) % 7 || 7) * DAY;
}

/** Checks both signatures, the second with the library of the specification too. */
function expectSigned({ headers, body }: ReceivedWebhook, secret: string | null): void {
  const id = String(headers['webhook-id']);
  const timestamp = String(headers['webhook-timestamp']);
  if (secret === null) {
    expect(headers['x-cal-signature-256']).toBe('no-secret-provided');
    expect(headers).not.toHaveProperty('webhook-signature');
    return;
  }
  expect(headers['x-cal-signature-256']).toBe(createHmac('sha256', secret).update(body).digest('hex'));
  const isStandard = secret.startsWith('whsec_');
  const key = isStandard ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret);
  const byHand = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${byHand}`);
  const library = new StandardWebhook(isStandard ? secret : key, isStandard ? undefined : { format: 'raw' });
  // The library compares the time with the real one, which the tests' clock has left behind.
  jest.useFakeTimers({
    now: Number(timestamp) * 1_000,
    doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'setInterval', 'performance', 'queueMicrotask'],
  });
  try {
    const standard = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${byHand}` };
    expect(library.verify(body, standard)).toEqual(JSON.parse(body));
    expect(() => library.verify(`${body} `, standard)).toThrow();
  } finally {
    jest.useRealTimers();
  }
}
