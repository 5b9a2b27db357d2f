import type { Response } from 'supertest';
import {
  aBookableHost,
  anEventType,
  aRequest,
  at,
  type BookingApi,
  bookingApi,
  GRACE,
  NOT_AVAILABLE,
} from '../bookings/booking-api.js';
import { anOAuthClient, type TestClient } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** How often each race is run; `RACE_ROUNDS=100` for a thorough look. */
const ROUNDS = Number(process.env['RACE_ROUNDS'] ?? 2);
const CALLERS = 50;

const rounds = Array.from({ length: ROUNDS }, (_, index) => index + 1);

/** Starts `count` calls at once and waits for all. */
const atOnce = (count: number, call: (index: number) => PromiseLike<Response>): Promise<Response[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

const person = (index: number) => ({ ...GRACE, email: `grace-${index}@example.com` });

/** Exactly so many succeeded, and the others got the refusal. */
function expectWinners(responses: Response[], winners: number, refusal: [status: number, message: string]): void {
  const lost = responses.filter(({ status }) => status >= 300);
  expect(responses.length - lost.length).toBe(winners);
  expect(new Set(lost.map(({ status, body }) => `${status} ${body.error.message}`))).toEqual(
    new Set(lost.length > 0 ? [refusal.join(' ')] : []),
  );
}

describe('simultaneous requests for bookings', () => {
  let one: TestApp;
  /** A second server on the same database: nothing in the memory of the first helps. */
  let other: TestApp;
  let client: TestClient;
  let apis: [BookingApi, BookingApi];

  beforeAll(async () => {
    [one, other] = [await startTestApp(), await startTestApp()];
    client = await anOAuthClient(one);
    apis = [bookingApi(one), bookingApi(other)];
  });
  afterAll(async () => {
    await one.close();
    await other.close();
  });

  const api = (index: number): BookingApi => apis[index % 2] as BookingApi;

  /** Pairs of accepted bookings of a host that overlap: there must be none. */
  const overlaps = (userId: number) => one.prisma.$queryRaw`
    SELECT a.id FROM bookings a JOIN bookings b ON a.user_id = b.user_id AND a.id < b.id
    WHERE a.user_id = ${userId} AND a.status = 'ACCEPTED' AND b.status = 'ACCEPTED'
      AND a.occupied_from < b.occupied_to AND b.occupied_from < a.occupied_to`;

  it.each(rounds)('give one of 50 who want a slot the booking (round %i)', async () => {
    const host = await aBookableHost(one, client);
    const responses = await atOnce(CALLERS, (index) =>
      api(index).post('', aRequest(host, at('10:00'), { attendee: person(index) })),
    );
    expectWinners(responses, 1, [400, NOT_AVAILABLE]);
    expect(await one.prisma.booking.count({ where: { userId: host.userId } })).toBe(1);
  });

  it.each(rounds)('let none of 50 overlapping times of two event types with buffers collide (round %i)', async () => {
    const buffers = { length: 45, slotInterval: 15, beforeEventBuffer: 10, afterEventBuffer: 20 };
    const host = await aBookableHost(one, client, buffers);
    const second = await anEventType(one, host.userId, { length: 30, slotInterval: 15 });
    const responses = await atOnce(CALLERS, (index) => {
      const start = at(`1${index % 3}:${['00', '15', '30', '45'][index % 4]}`);
      return api(index).post('', aRequest(index % 2 ? host : second, start, { attendee: person(index) }));
    });
    const won = responses.filter(({ status }) => status === 201).length;
    expectWinners(responses, won, [400, NOT_AVAILABLE]);
    expect(won).toBeGreaterThan(1);
    expect(await overlaps(host.userId)).toEqual([]);
  });

  it.each(rounds)('give the last 3 seats to 3 of 50 (round %i)', async () => {
    const host = await aBookableHost(one, client, { seatsPerTimeSlot: 4 });
    await api(0).book(host, at('10:00'));
    const responses = await atOnce(CALLERS, (index) =>
      api(index).post('', aRequest(host, at('10:00'), { attendee: person(index) })),
    );
    expectWinners(responses, 3, [409, 'No more seats left at this seated booking.']);
    expect(await one.prisma.bookingSeat.count({ where: { booking: { userId: host.userId } } })).toBe(4);
  });

  it.each(rounds)('put all who come first into one booking with seats (round %i)', async () => {
    const host = await aBookableHost(one, client, { seatsPerTimeSlot: 10 });
    const responses = await atOnce(20, (index) =>
      api(index).post('', aRequest(host, at('10:00'), { attendee: person(index) })),
    );
    expectWinners(responses, 10, [409, 'No more seats left at this seated booking.']);
    expect(await one.prisma.booking.count({ where: { userId: host.userId } })).toBe(1);
  });

  it.each(rounds)('accept one of several requests for one time (round %i)', async () => {
    const host = await aBookableHost(one, client, { requiresConfirmation: true });
    const uids: string[] = [];
    for (let index = 0; index < 10; index++) {
      uids.push((await api(0).book(host, at('10:00'), { attendee: person(index) })).uid);
    }
    const hosts = [bookingApi(one, host.token), bookingApi(other, host.token)];
    const responses = await atOnce(uids.length, (index) =>
      (hosts[index % 2] as BookingApi).post(`/${uids[index]}/confirm`),
    );
    expectWinners(responses, 1, [400, NOT_AVAILABLE]);
    expect(await overlaps(host.userId)).toEqual([]);
  });

  it.each(rounds)('give a time either to who moves there or to who books it (round %i)', async () => {
    const host = await aBookableHost(one, client);
    const uids = [(await api(0).book(host, at('09:00'))).uid, (await api(0).book(host, at('11:00'))).uid];
    const responses = await atOnce(20, (index) =>
      index < 2
        ? api(index).post(`/${uids[index]}/reschedule`, { start: at('14:00') })
        : api(index).post('', aRequest(host, at('14:00'), { attendee: person(index) })),
    );
    expectWinners(responses, 1, [400, NOT_AVAILABLE]);
    expect(await overlaps(host.userId)).toEqual([]);
  });

  it.each(rounds)('move a booking once, whoever moves it (round %i)', async () => {
    const host = await aBookableHost(one, client);
    const { uid } = await api(0).book(host, at('09:00'));
    const responses = await atOnce(6, (index) => api(index).post(`/${uid}/reschedule`, { start: at(`1${index}:00`) }));
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status } of responses) expect([201, 400]).toContain(status);
    expect(await one.prisma.booking.count({ where: { userId: host.userId, status: 'ACCEPTED' } })).toBe(1);
  });

  it.each(rounds)('keep a limit of bookings (round %i)', async () => {
    const host = await aBookableHost(one, client, { bookingLimits: { PER_DAY: 3 } });
    const responses = await atOnce(16, (index) =>
      api(index).post('', aRequest(host, at(`${9 + (index % 8)}:00`.padStart(5, '0')), { attendee: person(index) })),
    );
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(3);
    for (const { status } of responses) expect([201, 400, 401]).toContain(status);
    expect(await one.prisma.booking.count({ where: { userId: host.userId } })).toBe(3);
  });

  it.each(rounds)('keep the number of bookings that somebody may have at once (round %i)', async () => {
    const host = await aBookableHost(one, client, { maxActiveBookings: 2 });
    const responses = await atOnce(8, (index) =>
      api(index).post('', aRequest(host, at(`${9 + index}:00`.padStart(5, '0')))),
    );
    expectWinners(responses, 2, [
      400,
      "Attendee with this email can't book because the maximum number of active bookings has been reached.",
    ]);
  });

  it.each(rounds)('book a series entirely or not at all (round %i)', async () => {
    const host = await aBookableHost(one, client, { recurringEvent: { freq: 2, interval: 1, count: 5 } });
    const responses = await atOnce(20, (index) => {
      const start = at('10:00', index % 2 ? '2050-01-03' : '2050-01-10');
      return api(index).post('', aRequest(host, start, { attendee: person(index), recurrenceCount: 4 }));
    });
    expectWinners(responses, 1, [400, NOT_AVAILABLE]);
    expect(await one.prisma.booking.count({ where: { userId: host.userId } })).toBe(4);
  });

  it.each(rounds)('book once for 20 requests with one key (round %i)', async (round) => {
    const host = await aBookableHost(one, client);
    const key = { 'idempotency-key': `key-${round}-${host.userId}` };
    const responses = await atOnce(20, (index) => api(index).post('', aRequest(host, at('10:00')), key));
    expect(new Set(responses.map(({ status, body }) => `${status} ${body.data?.uid}`)).size).toBe(1);
    expect(responses[0]?.status).toBe(201);
    expect(await one.prisma.booking.count({ where: { userId: host.userId } })).toBe(1);
  });
});
