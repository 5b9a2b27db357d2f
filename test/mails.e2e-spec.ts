import { jest } from '@jest/globals';
import type { BookingEvent } from '../src/bookings/booking-event.js';
import type { Booking } from '../src/bookings/booking.js';
import type { EventTypeRow } from '../src/event-types/event-type-row.js';
import { BookingMails } from '../src/mails/booking-mails.service.js';
import { MailOutbox } from '../src/mails/mail-outbox.service.js';
import { MailWorker } from '../src/mails/mail-worker.service.js';
import { aBooking, aHost, anAttendee, anEventTypeRow } from './support/bookings.js';
import { anOAuthClient } from './support/factories.js';
import { type MailServer, type ReceivedMail, startMailServer } from './support/mail-server.js';
import { anOwnDatabase, type OwnDatabase } from './support/own-database.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const REPLY_TO = { customReplyToEmail: 'help@acme.test' };
const PLAIN = { to: 'grace@example.com', subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' };

describe('e-mails', () => {
  let app: TestApp;
  let server: MailServer;
  // Its own, for every server with a mail server sends the mails of its database.
  let database: OwnDatabase;
  let worker: MailWorker;

  beforeAll(async () => {
    server = await startMailServer();
    database = await anOwnDatabase();
    app = await startTestApp({
      databaseUrl: database.url,
      smtpUrl: server.url,
      mailFrom: 'Acme Scheduling <no-reply@acme.test>',
    });
    worker = app.app.get(MailWorker);
    // The tests say when mails are sent.
    await worker.beforeApplicationShutdown();
  });
  beforeEach(async () => {
    await app.prisma.outgoingMail.deleteMany();
    server.received.length = 0;
    server.refuseWith(undefined);
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
    await server.close();
  });

  const record = (event: BookingEvent) => app.prisma.transaction((on) => app.app.get(BookingMails).record(event, on));
  const sent = async (event: BookingEvent): Promise<ReceivedMail[]> => {
    await record(event);
    await worker.runDue();
    return server.received;
  };
  const receivedBy = (address: string) => server.received.find((mail) => mail.to[0] === address);
  const to = (mails: ReceivedMail[], address: string) => mails.find((mail) => mail.to[0] === address)?.mail;
  /** Mails that are due at the same time arrive in any order. */
  const receivers = (mails: ReceivedMail[]) => mails.map((mail) => mail.to.join()).sort();
  const stored = () => app.prisma.outgoingMail.findMany({ orderBy: { id: 'asc' } });
  const aClientsBooking = async (client: object, booking: Partial<Booking> = {}): Promise<Booking> => {
    const { clientId } = await anOAuthClient(app, client);
    return aBooking({ host: aHost({ oauthClientId: clientId }), ...booking });
  };

  it.each<[string, Partial<EventTypeRow>, string | undefined]>([
    ['the host', {}, 'ada@example.com'],
    ['nobody, where the host is hidden', { hideOrganizerEmail: true }, undefined],
    ['the address that the event type names', { otherSettings: REPLY_TO, hideOrganizerEmail: true }, 'help@acme.test'],
  ])('are answered to %s', async (_, settings, address) => {
    const mails = await sent({
      kind: 'created',
      booking: aBooking({ eventType: anEventTypeRow(settings) }),
      occurrence: 0,
    });
    expect(to(mails, 'grace@example.com')?.replyTo).toEqual(address && [{ name: '', address }]);
    expect(to(mails, 'ada@example.com')?.replyTo).toBeUndefined();
  });

  it('tell attendees and host of a confirmed booking, each in the own zone, with an invitation', async () => {
    const mails = await sent({ kind: 'created', booking: aBooking(), occurrence: 0 });
    expect(receivers(mails)).toEqual(['ada@example.com', 'grace@example.com']);
    const guest = to(mails, 'grace@example.com');
    expect(guest?.from).toEqual({ name: 'Acme Scheduling', address: 'no-reply@acme.test' });
    expect(guest?.replyTo).toEqual([{ name: '', address: 'ada@example.com' }]);
    expect(guest?.subject).toBe('Confirmed: Intro call between Ada Host and Grace Guest');
    expect(guest?.text).toContain('When: Monday, 5 September 2050, 05:00 – 06:00 (America/New_York)');
    expect(guest?.text).toContain('Notes: Bring slides');
    expect(to(mails, 'ada@example.com')?.text).toContain('11:00 – 12:00 (Europe/Rome)');
    const [invitation] = guest?.attachments ?? [];
    expect(invitation).toMatchObject({ mimeType: expect.stringMatching(/calendar|ics/) });
    expect(receivedBy('grace@example.com')?.raw).toMatch(/text\/calendar; charset=utf-8; method=REQUEST/i);
  });

  it.each([
    ['requested', 'Requested', 'Please confirm', false],
    ['confirmed', 'Confirmed', 'Confirmed', 'REQUEST'],
    ['rejected', 'Declined', 'Declined', false],
    ['cancelled', 'Cancelled', 'Cancelled', 'CANCEL'],
    ['location-changed', 'Changed', 'Changed', 'REQUEST'],
  ] as const)('tell that a booking was %s', async (kind, forAttendee, forHost, method) => {
    const mails = await sent({ kind, booking: aBooking(), occurrence: 0 });
    expect(to(mails, 'grace@example.com')?.subject).toMatch(new RegExp(`^${forAttendee}: `));
    expect(to(mails, 'ada@example.com')?.subject).toMatch(new RegExp(`^${forHost}: `));
    for (const { raw } of mails) expect(/method=(\w+)/i.exec(raw)?.[1] ?? false).toBe(method);
  });

  it('tell the old and the new time of what moved, and why', async () => {
    const booking = aBooking({ startTime: new Date('2050-09-06T12:00Z'), reschedulingReason: 'Train is late' });
    const mails = await sent({ kind: 'rescheduled', booking, previous: aBooking(), occurrence: 0 });
    const mail = to(mails, 'grace@example.com');
    expect(mail?.text).toMatch(/When: Tuesday, 6 September 2050[^]*Before: Monday, 5 September 2050/);
    expect(mail?.text).toContain('Reason: Train is late');
  });

  it('go only to those concerned when seats and attendees come and go', async () => {
    const seat = anAttendee({ email: 'seat@example.com', seat: { seatUid: 'abc', responses: {}, metadata: {} } });
    const booking = aBooking({ attendees: [seat, anAttendee({ email: 'other@example.com', seat: seat.seat })] });
    const mails = await sent({ kind: 'seat-added', booking, seat, occurrence: 0 });
    expect(receivers(mails)).toEqual(['ada@example.com', 'seat@example.com']);
    // Attendees of an event with seats do not learn of each other.
    expect(receivedBy('seat@example.com')?.raw).not.toContain('other@example.com');
    expect(receivedBy('ada@example.com')?.raw).toContain('other@example.com');
    server.received.length = 0;
    const removed = await sent({ kind: 'attendee-removed', booking, attendee: seat, occurrence: 0 });
    expect(receivers(removed)).toEqual(['ada@example.com', 'seat@example.com']);
  });

  it('come once for a series, and not for who was absent', async () => {
    await record({ kind: 'created', booking: aBooking(), occurrence: 1 });
    await record({ kind: 'no-show-updated', booking: aBooking(), attendees: [], occurrence: 0 });
    expect(await stored()).toEqual([]);
  });

  it('are not sent when the client of the host does not want them, but for its embed', async () => {
    const booking = await aClientsBooking({ areEmailsEnabled: false });
    await record({ kind: 'created', booking, occurrence: 0 });
    expect(await stored()).toEqual([]);
    await record({ kind: 'created', booking, occurrence: 0, isEmbed: true });
    expect(await stored()).toHaveLength(2);
  });

  it("link to the client's pages, unless nothing is left to see there", async () => {
    const pages = { bookingRedirectUri: 'https://acme.test/b/', bookingCancelRedirectUri: 'https://acme.test/c' };
    const booking = await aClientsBooking({ areEmailsEnabled: true, ...pages });
    const [mail] = await sent({ kind: 'created', booking, occurrence: 0 });
    expect(mail?.mail.html).toContain(`href="https://acme.test/b/${booking.uid}"`);
    expect(mail?.mail.html).toContain(`href="https://acme.test/c/${booking.uid}"`);
    server.received.length = 0;
    const [gone] = await sent({ kind: 'cancelled', booking, occurrence: 0 });
    expect(gone?.mail.html).not.toContain('href');
  });

  it('show what strangers wrote and never run it, and have no second recipient', async () => {
    const attendee = anAttendee({ name: '<img src=x>\r\nBcc: eve@example.com', email: 'grace@example.com' });
    const booking = aBooking({ title: '<script>alert(1)</script>\r\nBcc: eve@example.com', attendees: [attendee] });
    const mails = await sent({ kind: 'created', booking, occurrence: 0 });
    expect(receivers(mails)).toEqual(['ada@example.com', 'grace@example.com']);
    expect(mails.flatMap(({ mail }) => mail.bcc ?? [])).toEqual([]);
    expect(to(mails, 'grace@example.com')?.html).not.toMatch(/<script>|<img/);
  });

  it('do not show an address that the event type hides', async () => {
    const booking = aBooking({ eventType: anEventTypeRow({ hideOrganizerEmail: true }) });
    await sent({ kind: 'created', booking, occurrence: 0 });
    expect(receivedBy('grace@example.com')?.raw).not.toContain('ada@example.com');
  });

  it('are taken down with the transaction or not at all, and cannot be read in the database', async () => {
    const failing = app.prisma.transaction(async (on) => {
      await app.app.get(MailOutbox).write(PLAIN, on);
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await stored()).toEqual([]);
    await app.app.get(MailOutbox).write(PLAIN, app.prisma);
    const [row] = await stored();
    expect(Buffer.from(row?.sealed ?? []).includes('grace')).toBe(false);
  });

  it('are tried again until the mail server takes them, for less than a day, and are the same mail', async () => {
    server.refuseWith(450);
    await app.app.get(MailOutbox).write(PLAIN, app.prisma);
    for (const wait of [0, 5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR]) {
      app.clock.advance(wait - 1_000);
      if (wait > 0) expect(await worker.runDue()).toBe(0);
      // Up to a tenth more, so that what failed together is not tried together.
      app.clock.advance(wait * 0.1 + 2_000);
      expect(await worker.runDue()).toBe(1);
    }
    expect(await stored()).toMatchObject([{ status: 'PENDING', attempts: 6, error: 'EENVELOPE 450' }]);
    server.refuseWith(undefined);
    app.clock.advance(11 * HOUR);
    await worker.runDue();
    expect(server.received).toHaveLength(1);
    expect(await stored()).toMatchObject([{ status: 'DELIVERED', attempts: 7, error: null }]);
    await worker.runDue();
    expect(server.received).toHaveLength(1);
  });

  it('are given up after a day, which the log tells without saying to whom', async () => {
    server.refuseWith(550);
    await app.app.get(MailOutbox).write(PLAIN, app.prisma);
    for (let attempt = 0; attempt < 7; attempt += 1) {
      await worker.runDue();
      app.clock.advance(11 * HOUR);
    }
    expect(await stored()).toMatchObject([{ status: 'FAILED', attempts: 7 }]);
    expect(await worker.runDue()).toBe(0);
    expect(app.logs()).toContain('attempt 7 failed: EENVELOPE 550');
    expect(app.logs()).not.toContain('grace@example.com');
  });

  it('are sent as soon as they are committed, and finish when the server stops', async () => {
    const wake = jest.spyOn(worker, 'wake');
    worker.onApplicationBootstrap();
    await app.prisma.transaction(async (on) => {
      await app.app.get(MailOutbox).write(PLAIN, on);
      expect(wake).toHaveBeenCalledTimes(1);
    });
    expect(wake).toHaveBeenCalledTimes(2);
    await worker.beforeApplicationShutdown();
    expect(await stored()).toMatchObject([{ status: 'DELIVERED', attempts: 1 }]);
    expect(server.received).toHaveLength(1);
    wake.mockRestore();
  });

  it('are sent once by several servers', async () => {
    for (let index = 0; index < 25; index += 1) await app.app.get(MailOutbox).write(PLAIN, app.prisma);
    await Promise.all([worker.runDue(), worker.runDue(), worker.runDue()]);
    expect(server.received).toHaveLength(25);
  });

  it('are taken over when the server that was sending dies', async () => {
    await app.app.get(MailOutbox).write(PLAIN, app.prisma);
    await app.prisma
      .$executeRaw`UPDATE outgoing_mails SET attempts = 1, due_at = to_timestamp(${app.clock.now() / 1_000 + 120})`;
    expect(await worker.runDue()).toBe(0);
    app.clock.advance(121_000);
    expect(await worker.runDue()).toBe(1);
    expect(server.received).toHaveLength(1);
  });

  it('are not taken down without a mail server', async () => {
    const without = await startTestApp({ databaseUrl: database.url });
    try {
      await without.app
        .get(BookingMails)
        .record({ kind: 'created', booking: aBooking(), occurrence: 0 }, without.prisma);
      expect(await stored()).toEqual([]);
    } finally {
      await without.close();
    }
  });
});
