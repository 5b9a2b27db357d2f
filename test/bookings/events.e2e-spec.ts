import {
  BOOKING_EVENT_RECORDERS,
  type BookingEvent,
  type BookingEventRecorder,
} from '../../src/bookings/booking-event.js';
import { VerificationCodes } from '../../src/email-verification/verification-codes.js';
import { anOAuthClient, type TestClient } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { aBookableHost, aRequest, at, type BookingApi, bookingApi, GRACE } from './booking-api.js';

const BOB = { attendee: { ...GRACE, name: 'Bob', email: 'bob@example.com' } };

describe('what is told of bookings', () => {
  let app: TestApp;
  let client: TestClient;
  let anybody: BookingApi;
  let events: BookingEvent[];
  let failure: Error | undefined;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    anybody = bookingApi(app);
    app.app.get<BookingEventRecorder[]>(BOOKING_EVENT_RECORDERS).push({
      record: async (event) => {
        events.push(event);
        if (failure) throw failure;
      },
    });
  });
  beforeEach(() => {
    [events, failure] = [[], undefined];
  });
  afterAll(() => app.close());

  const told = () => events.map(({ kind, occurrence, booking }) => [kind, occurrence, booking.status]);

  it('bookings, requests, their confirmation and their rejection', async () => {
    const host = await aBookableHost(app, client, { requiresConfirmation: true });
    const open = await aBookableHost(app, client);
    const asHost = bookingApi(app, host.token);
    await anybody.book(open, at('10:00'));
    const [one, two] = [await anybody.book(host, at('10:00')), await anybody.book(host, at('11:00'))];
    await asHost.post(`/${one.uid}/confirm`).expect(200);
    await asHost.post(`/${two.uid}/decline`, { reason: 'No time' }).expect(200);
    expect(told()).toEqual([
      ['created', 0, 'ACCEPTED'],
      ['requested', 0, 'PENDING'],
      ['requested', 0, 'PENDING'],
      ['confirmed', 0, 'ACCEPTED'],
      ['rejected', 0, 'REJECTED'],
    ]);
    expect(events.at(-1)?.booking.rejectionReason).toBe('No time');
  });

  it('each occurrence of a series', async () => {
    const host = await aBookableHost(app, client, { recurringEvent: { freq: 2, interval: 1, count: 2 } });
    const { body } = await anybody.post('', aRequest(host, at('10:00'))).expect(201);
    await anybody.post(`/${body.data[0].recurringBookingUid}/cancel`, {}).expect(200);
    expect(told()).toEqual([
      ['created', 0, 'ACCEPTED'],
      ['created', 1, 'ACCEPTED'],
      ['cancelled', 0, 'CANCELLED'],
      ['cancelled', 1, 'CANCELLED'],
    ]);
  });

  it('moves with the booking before, seats with their holders, and for whom it is shown', async () => {
    const host = await aBookableHost(app, client, { seatsPerTimeSlot: 3 });
    const grace = await anybody.book(host, at('10:00'));
    const bob = await anybody.book(host, at('10:00'), BOB);
    const move = { start: at('12:00'), seatUid: bob.seatUid };
    await anybody.post(`/${bob.uid}/reschedule`, move, { 'x-cal-platform-embed': 'true' }).expect(201);
    await anybody.post(`/${grace.uid}/cancel`, { seatUid: grace.seatUid }).expect(200);
    expect(told()).toEqual([
      ['created', 0, 'ACCEPTED'],
      ['seat-added', 0, 'ACCEPTED'],
      ['rescheduled', 0, 'ACCEPTED'],
      ['cancelled', 0, 'CANCELLED'],
    ]);
    expect(events[1]).toMatchObject({ seat: { email: 'bob@example.com' }, isEmbed: false });
    expect(events[2]).toMatchObject({ previous: { uid: grace.uid }, seat: { name: 'Bob' }, isEmbed: true });
    expect(events[3]).toMatchObject({ seat: { email: GRACE.email } });
  });

  it('nothing of what was refused, and nothing is booked that could not be told', async () => {
    const host = await aBookableHost(app, client);
    await anybody.post('', aRequest(host, at('08:00'))).expect(400);
    expect(events).toEqual([]);
    failure = new Error('the recorder is broken');
    await anybody.post('', aRequest(host, at('10:00'))).expect(500);
    expect(await app.prisma.booking.count({ where: { userId: host.userId } })).toBe(0);
    failure = undefined;
    await anybody.book(host, at('10:00'));
  });

  it('requests of bookers with a mailbox that anybody can have, where only theirs need the host', async () => {
    const host = await aBookableHost(app, client, {
      requiresConfirmation: true,
      otherSettings: { requiresConfirmationForFreeEmail: true },
    });
    const free = { attendee: { ...GRACE, email: 'grace@GMAIL.com' } };
    await anybody.book(host, at('10:00'), free);
    const open = await anybody.book(host, at('11:00'));
    await anybody.post(`/${open.uid}/reschedule`, { start: at('12:00') }).expect(201);
    expect(told()).toEqual([
      ['requested', 0, 'PENDING'],
      ['created', 0, 'ACCEPTED'],
      ['rescheduled', 0, 'ACCEPTED'],
    ]);
  });

  it('bookers whose address must be proved, once they show the code', async () => {
    const host = await aBookableHost(app, client, { requiresBookerEmailVerification: true });
    const emailVerificationCode = app.app.get(VerificationCodes).codeFor(GRACE.email);
    await anybody.book(host, at('10:00'), { emailVerificationCode });
    expect(told()).toEqual([['created', 0, 'ACCEPTED']]);
  });
});
