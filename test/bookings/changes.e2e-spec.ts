import { VerificationCodes } from '../../src/email-verification/verification-codes.js';
import type { Response } from 'supertest';
import { anOAuthClient, type TestClient, unique } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import {
  aBookableHost,
  aRequest,
  at,
  type BookingApi,
  bookingApi,
  type EventTypeSettings,
  GRACE,
  type Host,
  NOT_AVAILABLE,
  type ShownBooking,
} from './booking-api.js';

const refusalOf = ({ status, body }: Response): [number, string] => [status, body.error?.message];
const BOB = { ...GRACE, name: 'Bob', email: 'bob@example.com' };

describe('changes of bookings', () => {
  let app: TestApp;
  let client: TestClient;
  let anybody: BookingApi;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    anybody = bookingApi(app);
  });
  afterAll(() => app.close());

  const setUp = async (settings: EventTypeSettings = {}, start = at('10:00'), more: object = {}) => {
    const host = await aBookableHost(app, client, settings);
    return { host, asHost: bookingApi(app, host.token), booking: await anybody.book(host, start, more) };
  };
  const read = async (uid: string): Promise<ShownBooking> => (await anybody.get(`/${uid}`).expect(200)).body.data;
  const aSeries = async (host: Host): Promise<ShownBooking[]> =>
    (await anybody.post('', aRequest(host, at('10:00'), { recurrenceCount: 3 })).expect(201)).body.data;
  const SERIES: EventTypeSettings = { recurringEvent: { freq: 2, interval: 1, count: 5 } };

  describe('POST /:bookingUid/reschedule', () => {
    it('puts a new booking in the place of the old one', async () => {
      const { booking } = await setUp({}, at('10:00'), { guests: ['bob@example.com'], metadata: { a: 'b' } });
      const { body } = await anybody
        .post(`/${booking.uid}/reschedule`, {
          start: at('11:00'),
          reschedulingReason: 'Moved',
          rescheduledBy: GRACE.email,
        })
        .expect(201);
      const moved = body.data as ShownBooking;
      expect(moved).toMatchObject({
        status: 'accepted',
        start: at('11:00'),
        end: at('12:00'),
        rescheduledFromUid: booking.uid,
        reschedulingReason: 'Moved',
        rescheduledByEmail: GRACE.email,
        icsUid: booking['icsUid'],
        title: booking['title'],
        guests: ['bob@example.com'],
        metadata: booking['metadata'],
        isPlatformManagedUserBooking: true,
      });
      expect(moved.uid).not.toBe(booking.uid);
      expect(await read(booking.uid)).toMatchObject({ status: 'cancelled', rescheduledToUid: moved.uid });
      const again = await anybody.post(`/${booking.uid}/reschedule`, { start: at('14:00') });
      expect(refusalOf(again)).toEqual([
        400,
        `Can't reschedule booking with uid=${booking.uid} because it has been cancelled and rescheduled already to booking with uid=${moved.uid}. You probably want to reschedule ${moved.uid} instead by passing it within the request URL.`,
      ]);
    });

    it('wants the code of a booker whose address must be proved, and none of the host', async () => {
      const { booking, host, asHost } = await setUp();
      await app.prisma.eventType.update({
        where: { id: host.eventTypeId },
        data: { requiresBookerEmailVerification: true },
      });
      const move = (uid: string, by: BookingApi, more: object = {}) =>
        by.post(`/${uid}/reschedule`, { start: at('12:00'), ...more });
      expect(refusalOf(await move(booking.uid, anybody))).toEqual([400, 'email_verification_required']);
      const wrong = await move(booking.uid, anybody, { emailVerificationCode: 'abcdef' });
      expect(refusalOf(wrong)).toEqual([400, 'invalid_verification_code']);
      const emailVerificationCode = app.app.get(VerificationCodes).codeFor(GRACE.email);
      const { body } = await move(booking.uid, anybody, { emailVerificationCode }).expect(201);
      await asHost.post(`/${body.data.uid}/reschedule`, { start: at('14:00') }).expect(201);
    });

    it('takes a time that only the old booking occupies', async () => {
      const { booking } = await setUp({ slotInterval: 30 });
      await anybody.post(`/${booking.uid}/reschedule`, { start: at('10:30') }).expect(201);
    });

    it('moves one occurrence of a series', async () => {
      const host = await aBookableHost(app, client, SERIES);
      const [first, second] = (await aSeries(host)) as [ShownBooking, ShownBooking];
      const { body } = await anybody.post(`/${second.uid}/reschedule`, { start: at('14:00') }).expect(201);
      expect(body.data).toMatchObject({ recurringBookingUid: first.recurringBookingUid, start: at('14:00') });
      expect(await read(first.uid)).toMatchObject({ status: 'accepted' });
    });

    it('waits for the host again, unless the host moves it', async () => {
      const { asHost, booking } = await setUp({ requiresConfirmation: true });
      const moved = await anybody.post(`/${booking.uid}/reschedule`, { start: at('11:00') }).expect(201);
      expect(moved.body.data.status).toBe('pending');
      const byHost = await asHost.post(`/${moved.body.data.uid}/reschedule`, { start: at('12:00') }).expect(201);
      expect(byHost.body.data.status).toBe('accepted');
    });

    it.each<[string, EventTypeSettings, object, number, string]>([
      ['the past', {}, { start: '2020-01-01T10:00:00Z' }, 400, 'Attempting to book a meeting in the past.'],
      ['a time when the host is not free', {}, { start: at('20:00') }, 400, NOT_AVAILABLE],
      [
        'an impossible mover',
        {},
        { rescheduledBy: 'me' },
        400,
        'rescheduledBy property is wrong,Invalid rescheduledBy email format ',
      ],
      ['an unknown property', {}, { reason: 'x' }, 400, 'reason property is wrong,property reason should not exist '],
      ['a seat that does not exist', { seatsPerTimeSlot: 3 }, { seatUid: 'x' }, 404, 'Seat with uid=x does not exist.'],
      ['what may not be moved', { disableRescheduling: true }, {}, 400, 'This event type does not allow rescheduling'],
      [
        'too late a move',
        { minimumRescheduleNotice: 2 ** 31 - 1 },
        {},
        403,
        'Rescheduling is not allowed within the minimum notice period before the event',
      ],
    ])('refuses %s', async (_, settings, change, status, message) => {
      const { booking } = await setUp(settings);
      const response = await anybody.post(`/${booking.uid}/reschedule`, { start: at('14:00'), ...change });
      expect(refusalOf(response)).toEqual([status, message]);
      expect(await read(booking.uid)).toMatchObject({ status: 'accepted' });
    });

    it('refuses unknown bookings, and cancelled ones unless the event type allows that', async () => {
      const unknown = await anybody.post('/nothing/reschedule', { start: at('14:00') });
      expect(refusalOf(unknown)).toEqual([404, 'Booking with uid=nothing was not found in the database']);
      const { booking } = await setUp();
      await anybody.post(`/${booking.uid}/cancel`, {}).expect(200);
      expect(refusalOf(await anybody.post(`/${booking.uid}/reschedule`, { start: at('14:00') }))).toEqual([
        400,
        `Can't reschedule booking with uid=${booking.uid} because it has been cancelled. Please provide uid of a booking that is not cancelled.`,
      ]);
      const lenient = await setUp({ allowReschedulingCancelledBookings: true });
      await anybody.post(`/${lenient.booking.uid}/cancel`, {}).expect(200);
      await anybody.post(`/${lenient.booking.uid}/reschedule`, { start: at('14:00') }).expect(201);
    });

    it('refuses a booking whose event type is gone', async () => {
      const { host, booking } = await setUp();
      await app.prisma.eventType.delete({ where: { id: host.eventTypeId } });
      expect(refusalOf(await anybody.post(`/${booking.uid}/reschedule`, { start: at('14:00') }))).toEqual([
        404,
        `Booking with uid=${booking.uid} is missing event type`,
      ]);
    });

    it('moves a seat into a new booking, or into the one that is there', async () => {
      const { host, booking } = await setUp({ seatsPerTimeSlot: 2 });
      const bob = await anybody.book(host, at('10:00'), { attendee: BOB });
      const first = await anybody
        .post(`/${booking.uid}/reschedule`, { start: at('12:00'), seatUid: booking.seatUid })
        .expect(201);
      expect(first.body.data).toMatchObject({ start: at('12:00'), rescheduledFromUid: booking.uid });
      expect(first.body.data.seatUid).not.toBe(booking.seatUid);
      expect(await read(booking.uid)).toMatchObject({ status: 'accepted' });
      const second = await anybody
        .post(`/${booking.uid}/reschedule`, { start: at('12:00'), seatUid: bob.seatUid })
        .expect(201);
      expect(second.body.data).toMatchObject({ uid: first.body.data.uid, seatUid: bob.seatUid });
      expect(await read(booking.uid)).toMatchObject({ status: 'cancelled', rescheduledToUid: first.body.data.uid });
    });

    it('moves the whole of a booking with seats for the host only', async () => {
      const { host, asHost, booking } = await setUp({ seatsPerTimeSlot: 2 });
      await anybody.book(host, at('10:00'), { attendee: BOB });
      const [status, message] = refusalOf(await anybody.post(`/${booking.uid}/reschedule`, { start: at('12:00') }));
      expect(status).toBe(400);
      expect(message).toMatch(
        `Booking with uid=${booking.uid} is a seated booking which means you have to provide seatUid in the request body to specify which seat specifically you want to reschedule.`,
      );
      const { body } = await asHost.post(`/${booking.uid}/reschedule`, { start: at('12:00') }).expect(201);
      expect(body.data.attendees).toHaveLength(2);
      await anybody.book(host, at('14:00'));
      const full = await asHost.post(`/${body.data.uid}/reschedule`, { start: at('14:00') });
      expect(refusalOf(full)).toEqual([409, 'not_enough_available_seats_error']);
      expect(await read(body.data.uid)).toMatchObject({ status: 'accepted' });
    });
  });

  describe('POST /:bookingUid/cancel', () => {
    it('cancels for whoever knows the uid, once', async () => {
      const { host, booking } = await setUp();
      const { body } = await anybody.post(`/${booking.uid}/cancel`, { cancellationReason: 'Ill' }).expect(200);
      expect(body.data).toMatchObject({ uid: booking.uid, status: 'cancelled', cancellationReason: 'Ill' });
      expect(await read(booking.uid)).toMatchObject({ status: 'cancelled', cancellationReason: 'Ill' });
      expect(refusalOf(await anybody.post(`/${booking.uid}/cancel`))).toEqual([
        400,
        `Can't cancel booking with uid=${booking.uid} because it has been cancelled already. Please provide uid of a booking that is not cancelled.`,
      ]);
      await anybody.book(host, at('10:00'));
    });

    it('cancels one occurrence, those after it too, or all that are left', async () => {
      const host = await aBookableHost(app, client, SERIES);
      const [one, two, three] = (await aSeries(host)) as [ShownBooking, ShownBooking, ShownBooking];
      const single = await anybody.post(`/${one.uid}/cancel`, {}).expect(200);
      expect(single.body.data).toMatchObject({ uid: one.uid, recurringBookingUid: one.recurringBookingUid });
      const subsequent = await anybody.post(`/${two.uid}/cancel`, { cancelSubsequentBookings: true }).expect(200);
      expect(subsequent.body.data).toMatchObject([{ uid: two.uid }, { uid: three.uid }]);
      const other = await aSeries(host);
      const all = await anybody.post(`/${other[0]?.recurringBookingUid}/cancel`, {}).expect(200);
      expect(all.body.data).toMatchObject(other.map(({ uid }) => ({ uid, status: 'cancelled' })));
      const again = await anybody.post(`/${other[0]?.recurringBookingUid}/cancel`, {});
      expect(refusalOf(again)[0]).toBe(400);
    });

    it('gives up a seat, and the booking with the last one', async () => {
      const { host, booking } = await setUp({ seatsPerTimeSlot: 2 });
      const bob = await anybody.book(host, at('10:00'), { attendee: BOB });
      const first = await anybody.post(`/${booking.uid}/cancel`, { seatUid: booking.seatUid }).expect(200);
      expect(first.body.data.status).toBe('accepted');
      expect(refusalOf(await anybody.post(`/${booking.uid}/cancel`, { seatUid: booking.seatUid }))).toEqual([
        400,
        'Invalid seatUid: this seat does not exist or has already been cancelled.',
      ]);
      const elsewhere = await anybody.book(host, at('12:00'));
      expect(refusalOf(await anybody.post(`/${booking.uid}/cancel`, { seatUid: elsewhere.seatUid }))).toEqual([
        400,
        'Invalid seatUid: this seat does not belong to this booking.',
      ]);
      const last = await anybody.post(`/${booking.uid}/cancel`, { seatUid: bob.seatUid }).expect(200);
      expect(last.body.data.status).toBe('cancelled');
    });

    it('cancels the whole of a booking with seats for the host only', async () => {
      const { asHost, booking } = await setUp({ seatsPerTimeSlot: 2 });
      expect(refusalOf(await anybody.post(`/${booking.uid}/cancel`, {}))).toEqual([
        401,
        'User not a host of this event',
      ]);
      await asHost.post(`/${booking.uid}/cancel`, {}).expect(200);
    });

    it.each<[string, EventTypeSettings, object, number, string]>([
      ['an unknown property', {}, { reason: 'x' }, 400, 'reason property is wrong,property reason should not exist '],
      [
        'what comes after no series',
        {},
        { cancelSubsequentBookings: true },
        400,
        'Booking with bookingUid=UID is not part of a recurring booking.',
      ],
      [
        'a seat of a booking without seats',
        {},
        { seatUid: 'x' },
        400,
        'Invalid seatUid: this seat does not exist or has already been cancelled.',
      ],
      [
        'what may not be cancelled',
        { disableCancelling: true },
        {},
        400,
        'This event type does not allow cancellations',
      ],
    ])('refuses %s', async (_, settings, body, status, message) => {
      const { booking } = await setUp(settings);
      expect(refusalOf(await anybody.post(`/${booking.uid}/cancel`, body))).toEqual([
        status,
        message.replace('UID', booking.uid),
      ]);
      expect(await read(booking.uid)).toMatchObject({ status: 'accepted' });
    });

    it('refuses unknown bookings, those that are over, and a part of a series that is not named', async () => {
      expect(refusalOf(await anybody.post('/nothing/cancel', {}))).toEqual([404, 'Booking with uid=nothing not found']);
      const { booking } = await setUp();
      const past = { startTime: new Date(0), endTime: new Date(1), occupiedFrom: new Date(0), occupiedTo: new Date(1) };
      await app.prisma.booking.update({ where: { uid: booking.uid }, data: past });
      expect(refusalOf(await anybody.post(`/${booking.uid}/cancel`, {}))).toEqual([
        400,
        'Cannot cancel a booking that has already ended',
      ]);
      const host = await aBookableHost(app, client, SERIES);
      const [first] = await aSeries(host);
      const path = `/${first?.recurringBookingUid}/cancel`;
      expect(refusalOf(await anybody.post(path, { cancelSubsequentBookings: true }))).toEqual([
        400,
        'Cannot cancel subsequent bookings for recurring event - you have to provide uid of one of the individual bookings of a recurring booking.',
      ]);
    });

    it.each([
      ['MANDATORY_BOTH', [400, 400]],
      ['MANDATORY_HOST_ONLY', [400, 200]],
      ['MANDATORY_ATTENDEE_ONLY', [200, 400]],
      ['OPTIONAL_BOTH', [200, 200]],
    ])('wants a reason of host and booker as the event type says: %s', async (requiresCancellationReason, expected) => {
      const { booking, host, asHost } = await setUp({ requiresCancellationReason });
      const other = await anybody.book(host, at('12:00'));
      await app.prisma.booking.updateMany({ where: { userId: host.userId }, data: { oauthClientId: null } });
      const answers = [await asHost.post(`/${booking.uid}/cancel`, {}), await anybody.post(`/${other.uid}/cancel`, {})];
      expect(answers.map(({ status }) => status)).toEqual(expected);
    });

    it('wants a reason of a host who is no managed user', async () => {
      const { booking, host, asHost } = await setUp();
      await app.prisma.booking.update({ where: { uid: booking.uid }, data: { oauthClientId: null } });
      expect(refusalOf(await asHost.post(`/${booking.uid}/cancel`, {}))).toEqual([
        400,
        'Cancellation reason is required',
      ]);
      const { body } = await asHost.post(`/${booking.uid}/cancel`, { cancellationReason: 'Ill' }).expect(200);
      expect(body.data.cancelledByEmail).toBe(host.email);
    });
  });

  describe('POST /:bookingUid/confirm and /decline', () => {
    it.each<[string, object, string]>([
      ['confirm', {}, 'accepted'],
      ['decline', { reason: 'No time' }, 'rejected'],
    ])('%s what waits', async (act, body, status) => {
      const { asHost, booking } = await setUp({ requiresConfirmation: true });
      const response = await asHost.post(`/${booking.uid}/${act}`, body).expect(200);
      expect(response.body.data).toMatchObject({ uid: booking.uid, status });
      expect(await read(booking.uid)).toMatchObject({ status });
      const again = refusalOf(await asHost.post(`/${booking.uid}/${act}`, body));
      expect(again).toEqual([
        400,
        act === 'confirm' ? 'Booking already confirmed' : 'Booking was cancelled or rejected',
      ]);
    });

    it('answer for all of a series that waits', async () => {
      const host = await aBookableHost(app, client, { ...SERIES, requiresConfirmation: true });
      const series = await aSeries(host);
      await bookingApi(app, host.token).post(`/${series[1]?.uid}/confirm`).expect(200);
      for (const { uid } of series) expect(await read(uid)).toMatchObject({ status: 'accepted' });
    });

    it('are for those who manage the booking, and need the permission', async () => {
      const { booking } = await setUp({ requiresConfirmation: true });
      const stranger = await aBookableHost(app, client);
      const asStranger = bookingApi(app, stranger.token);
      for (const act of ['confirm', 'decline']) {
        await anybody.post(`/${booking.uid}/${act}`, {}).expect(401);
        expect(refusalOf(await asStranger.post(`/${booking.uid}/${act}`, {}))).toEqual([
          401,
          'User is not authorized to confirm this booking',
        ]);
        expect(refusalOf(await asStranger.post(`/nothing/${act}`, {}))).toEqual([
          404,
          'Booking with uid=nothing not found',
        ]);
      }
      const powerless = await anOAuthClient(app, { permissions: 4 });
      const other = await aBookableHost(app, powerless, { requiresConfirmation: true });
      const { uid } = await anybody.book(other, at('10:00'));
      expect(refusalOf(await bookingApi(app, other.token).post(`/${uid}/confirm`))).toEqual([
        403,
        `PermissionsGuard - oAuth client with id=${powerless.clientId} does not have the required permissions=BOOKING_WRITE. Go to platform dashboard settings and add the required permissions to the oAuth client.`,
      ]);
      await bookingApi(app, client.apiKey).post(`/${booking.uid}/confirm`).expect(200);
    });

    it('refuse a time that the host was booked for meanwhile', async () => {
      const { host, asHost, booking } = await setUp({ requiresConfirmation: true });
      const other = await anybody.book(host, at('10:00'), { attendee: BOB });
      await asHost.post(`/${other.uid}/confirm`).expect(200);
      expect(refusalOf(await asHost.post(`/${booking.uid}/confirm`))).toEqual([400, NOT_AVAILABLE]);
      expect(await read(booking.uid)).toMatchObject({ status: 'pending' });
    });
  });

  describe('POST /:bookingUid/mark-absent', () => {
    const begun = (uid: string) =>
      app.prisma.booking.update({
        where: { uid },
        data: { startTime: new Date(1), endTime: new Date(2), occupiedFrom: new Date(1), occupiedTo: new Date(2) },
      });

    it('marks host and attendees once the booking has begun', async () => {
      const { asHost, booking } = await setUp();
      const path = `/${booking.uid}/mark-absent`;
      const body = { host: true, attendees: [{ email: GRACE.email, absent: true }] };
      const [status, message] = refusalOf(await asHost.post(path, body));
      expect(status).toBe(400);
      expect(message).toMatch(
        /^Bookings can only be marked as absent after their scheduled start time\. Current time in UTC\+0: \S+, Booking start time in UTC\+0: 2050-01-03T10:00:00\.000Z$/,
      );
      await begun(booking.uid);
      const marked = await asHost.post(path, body).expect(200);
      expect(marked.body.data).toMatchObject({ absentHost: true, attendees: [{ email: GRACE.email, absent: true }] });
      expect(await read(booking.uid)).toMatchObject({ absentHost: true, attendees: [{ absent: true }] });
    });

    it('refuses strangers, empty lists and people who take no part', async () => {
      const { asHost, booking } = await setUp();
      await begun(booking.uid);
      const stranger = bookingApi(app, (await aBookableHost(app, client)).token);
      const path = `/${booking.uid}/mark-absent`;
      expect(refusalOf(await stranger.post(path, { host: true }))).toEqual([403, 'Failed to update no-show status']);
      expect(refusalOf(await asHost.post('/nothing/mark-absent', { host: true }))).toEqual([
        404,
        'Booking with uid=nothing not found.',
      ]);
      expect((await asHost.post(path, { attendees: [] })).status).toBe(400);
      const nobody = { attendees: [{ email: 'x@example.com', absent: true }] };
      expect(refusalOf(await asHost.post(path, nobody))).toEqual([
        400,
        `Attendee with email x@example.com not found in booking ${booking.uid}`,
      ]);
    });
  });

  it('POST /:bookingUid/reassign says that there is no other host', async () => {
    const { host, asHost, booking } = await setUp();
    const stranger = bookingApi(app, (await aBookableHost(app, client)).token);
    expect(refusalOf(await asHost.post(`/${booking.uid}/reassign`))).toEqual([
      400,
      "Can't reassign the booking because no other host is available at that time.",
    ]);
    expect(refusalOf(await asHost.post(`/${booking.uid}/reassign/${host.userId}`, { reason: unique() }))).toEqual([
      400,
      `User with id=${host.userId} is not a valid Round Robin host - the user to which you reassign this booking must be one of the booking hosts. Fetch the booking using the GET /v2/bookings/{uid} endpoint and select id of one of the hosts.`,
    ]);
    expect(refusalOf(await asHost.post(`/${booking.uid}/reassign/2147483647`))).toEqual([
      404,
      'User with id=2147483647 was not found in the database',
    ]);
    expect(refusalOf(await stranger.post(`/${booking.uid}/reassign`))).toEqual([
      403,
      'You do not have permission to reassign this booking',
    ]);
    expect((await asHost.post('/nothing/reassign')).status).toBe(404);
  });
});
