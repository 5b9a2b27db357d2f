import { anApiKey, anOAuthClient, type TestClient, unique } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import {
  aBookableHost,
  anEventType,
  aRequest,
  at,
  type BookingApi,
  bookingApi,
  type EventTypeSettings,
  GRACE,
  NOT_AVAILABLE,
} from './booking-api.js';

const OUT_OF_BOUNDS = `The event type can't be booked at the "start" time provided. This could be because it's too soon (violating the minimum booking notice) or too far in the future (outside the event's scheduling window). Try fetching available slots first using the GET /v2/slots endpoint and then make a booking with "start" time equal to one of the available slots.`;
const field = (name: string, type: string, more: object = {}) => ({
  name,
  type,
  required: false,
  label: name,
  ...more,
});
const options = ['Red', 'Blue'].map((value) => ({ label: value, value }));
const asking = (...fields: object[]): EventTypeSettings => ({ bookingFields: fields as never });
const answering = (bookingFieldsResponses: object) => ({ bookingFieldsResponses });

describe('POST /v2/bookings refuses', () => {
  let app: TestApp;
  let client: TestClient;
  let anybody: BookingApi;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    anybody = bookingApi(app);
  });
  afterAll(() => app.close());

  const expectRefusal = async (
    call: PromiseLike<{ status: number; body: { error?: { message: string } } }>,
    status: number,
    message: string,
  ) => {
    const response = await call;
    expect([response.status, response.body.error?.message]).toEqual([status, message]);
  };

  it.each<[string, object, string]>([
    [
      'no event type',
      { eventTypeId: undefined },
      'Either eventTypeId or eventTypeSlug + username or eventTypeSlug + teamSlug must be provided',
    ],
    ['an unknown property', { colour: 'red' }, 'colour property is wrong,property colour should not exist '],
    [
      'an impossible start',
      { start: 'tomorrow' },
      'start property is wrong,start must be a valid ISO 8601 date string ',
    ],
    [
      'no contact',
      { attendee: { name: 'Grace', timeZone: 'UTC' } },
      'attendee property is wrong, name property is wrong,Attendee must have at least one contact method (email or phone number) ',
    ],
    [
      'an impossible address',
      { attendee: { ...GRACE, email: 'grace' } },
      'attendee property is wrong, email property is wrong,Invalid email format ',
    ],
    [
      'an impossible number',
      { attendee: { ...GRACE, phoneNumber: '123' } },
      'attendee property is wrong, phoneNumber property is wrong,Invalid phone number format. Please use international format. ',
    ],
    [
      'an impossible zone',
      { attendee: { ...GRACE, timeZone: 'Rome' } },
      'attendee property is wrong, timeZone property is wrong,timeZone must be a valid IANA time-zone ',
    ],
    [
      'too much metadata',
      { metadata: { ['k'.repeat(41)]: 'x' } },
      'metadata property is wrong,Metadata must have at most 50 keys, each key up to 40 characters, and string values up to 500 characters. ',
    ],
    [
      'metadata that is no text',
      { metadata: { a: 1, b: true } },
      'metadata.a - Expected string, received number, metadata.b - Expected string, received boolean',
    ],
    [
      'a NUL character deep inside',
      { bookingFieldsResponses: { a: [{ b: 'x\0' }] } },
      'bookingFieldsResponses property is wrong,bookingFieldsResponses must not contain NUL characters or unpaired surrogates ',
    ],
    [
      'half a character in a name',
      { attendee: { ...GRACE, name: '\ud800' } },
      'attendee property is wrong,attendee must not contain NUL characters or unpaired surrogates ',
    ],
    [
      'a length of nothing',
      { lengthInMinutes: 0 },
      'lengthInMinutes property is wrong,lengthInMinutes must not be less than 1 ',
    ],
    [
      'a place without a type',
      { location: {} },
      "BookingInputLocationValidator_2024_08_13 - Booking 'location' must have a 'type' property.",
    ],
    [
      'an unknown kind of place',
      { location: { type: 'moon', constructor: 'x' } },
      "BookingInputLocationValidator_2024_08_13 - Unsupported booking location type 'moon'. Valid types are address, link, integration, phone, attendeePhone, attendeeAddress, attendeeDefined and organizersDefaultApp.",
    ],
    [
      'a place with an impossible number',
      { location: { type: 'attendeePhone', phone: '1' } },
      'BookingInputLocationValidator_2024_08_13 - Validation failed for attendeePhone location: phone must be a valid phone number',
    ],
    [
      'a kind of place that is not offered',
      { location: { type: 'address' } },
      'Booking location with type address not valid for event type with id=ID. The event type has following location types: integration, organizersDefaultApp, and only these types are allowed for booking location.',
    ],
    [
      'an integration that is not offered',
      { location: { type: 'integration', integration: 'zoom' } },
      'Booking location with integration zoom not valid for event type with id=ID. The event type has following integrations: cal-video, and only these integrations are allowed for booking location.',
    ],
    [
      'a length where there is no choice',
      { lengthInMinutes: 60 },
      "Can't specify 'lengthInMinutes' because event type does not have multiple possible lengths. Please, remove the 'lengthInMinutes' field from the request.",
    ],
    [
      'an instant booking of one person',
      { instant: true },
      'Instant bookings are only possible for event types of teams.',
    ],
    ['the past', { start: '2020-01-01T10:00:00Z' }, 'Attempting to book a meeting in the past.'],
    ['a time outside of the hours', { start: at('08:00') }, NOT_AVAILABLE],
    ['a time that begins within the hours and ends after them', { start: at('16:30') }, NOT_AVAILABLE],
    ['a time beside the slots', { start: at('10:05') }, OUT_OF_BOUNDS],
    [
      'a day beyond all calendars',
      { start: '2050-02-30T10:00:00Z' },
      'start property is wrong,start must be a valid ISO 8601 date string ',
    ],
    ['the same guest twice', { guests: ['a@example.com', 'A@example.com'] }, 'responses - {guests}duplicate_email'],
  ])('%s', async (_, change, message) => {
    const host = await aBookableHost(app, client);
    const call = anybody.post('', { ...aRequest(host, at('10:00')), ...change });
    await expectRefusal(call, 400, message.replace('ID', String(host.eventTypeId)));
    expect(await app.prisma.booking.count({ where: { userId: host.userId } })).toBe(0);
  });

  it.each<[string, EventTypeSettings, object, number, string]>([
    [
      'a missing telephone number',
      asking(field('attendeePhoneNumber', 'phone', { required: true, hidden: false })),
      {},
      400,
      'Missing attendee phone number - it is required by the event type. Pass it as "attendee.phoneNumber" string in the request.',
    ],
    [
      'a missing answer',
      asking(field('colour', 'text', { required: true })),
      {},
      400,
      'Missing required booking field response: colour - it is required by the event type booking fields, but missing in the bookingFieldsResponses. You can fetch the event type with ID ID to see the required fields.',
    ],
    [
      'a wrong choice',
      asking(field('colour', 'select', { options })),
      answering({ colour: 'Green' }),
      400,
      "Invalid option 'Green' for booking field 'colour'. Allowed options are: Red, Blue.",
    ],
    [
      'wrong choices',
      asking(field('colour', 'checkbox', { options })),
      answering({ colour: ['Red', 'Green'] }),
      400,
      "One or more invalid options for booking field 'colour'. Allowed options are: Red, Blue.",
    ],
    [
      'a number for a text',
      asking(field('colour', 'text')),
      answering({ colour: 7 }),
      400,
      "Invalid type for booking field 'colour'. Expected type string (compatible with field type 'text'), but received number.",
    ],
    [
      'a text for a number',
      asking(field('age', 'number')),
      answering({ age: '7' }),
      400,
      "Invalid type for booking field 'age'. Expected type number (compatible with field type 'number'), but received string.",
    ],
    [
      'a list for a choice',
      asking(field('colour', 'radio', { options })),
      answering({ colour: ['Red'] }),
      400,
      "Invalid type for booking field 'colour'. Expected type string or number (compatible with field type 'radio'), but received array.",
    ],
    [
      'an empty answer',
      asking(field('colour', 'text', { required: true })),
      answering({ colour: '' }),
      400,
      'responses - {colour}error_required_field',
    ],
    [
      'a wrong number',
      asking(field('second', 'phone')),
      answering({ second: '12' }),
      400,
      'responses - {second}invalid_number',
    ],
    [
      'a wrong address',
      asking(field('others', 'multiemail')),
      answering({ others: ['x'] }),
      400,
      'responses - {others}email_validation_error',
    ],
    [
      'a length that is not offered',
      { lengthOptions: [15, 30] },
      { lengthInMinutes: 45 },
      400,
      "Provided 'lengthInMinutes' is not one of the possible lengths for the event type. The possible lengths are: 15, 30",
    ],
    ['a series of what is none', {}, { recurrenceCount: 2 }, 404, 'Event type with id=ID is not a recurring event'],
    [
      'a series that is too long',
      { recurringEvent: { freq: 2, interval: 1, count: 3 } },
      { recurrenceCount: 4 },
      400,
      "Provided recurrence count is higher than the event type's recurring event count.",
    ],
    [
      'a series with seats',
      { recurringEvent: { freq: 2, interval: 1, count: 3 }, seatsPerTimeSlot: 3 },
      {},
      400,
      'recurring_event_seats_error',
    ],
    [
      'an address that is not verified',
      { requiresBookerEmailVerification: true },
      {},
      400,
      'email_verification_required',
    ],
    [
      'a wrong code',
      { requiresBookerEmailVerification: true },
      { emailVerificationCode: '000000' },
      400,
      'invalid_verification_code',
    ],
    ['a start too soon', { minimumBookingNotice: 2 ** 31 - 1 }, {}, 400, OUT_OF_BOUNDS],
    [
      'a start too far ahead',
      { periodType: 'ROLLING', periodDays: 3, periodCountCalendarDays: true },
      {},
      400,
      OUT_OF_BOUNDS,
    ],
    [
      'a start outside of the dates',
      { periodType: 'RANGE', periodStartDate: new Date('2049-01-01'), periodEndDate: new Date('2049-12-31') },
      {},
      400,
      OUT_OF_BOUNDS,
    ],
    ['a limit of bookings', { bookingLimits: { PER_DAY: 0 } }, {}, 401, 'booking_limit_reached'],
    ['a limit of minutes', { durationLimits: { PER_DAY: 30 } }, {}, 401, 'duration_limit_reached'],
  ])('%s', async (_, settings, change, status, message) => {
    const host = await aBookableHost(app, client, settings);
    const call = anybody.post('', aRequest(host, at('10:00'), change));
    await expectRefusal(
      call,
      status,
      message.replace('ID ID', `ID ${host.eventTypeId}`).replace('id=ID', `id=${host.eventTypeId}`),
    );
    expect(await app.prisma.booking.count({ where: { userId: host.userId } })).toBe(0);
  });

  it('what does not exist, in the words for how it was named', async () => {
    const { username, slug } = await aBookableHost(app, client);
    const by = (reference: object) => anybody.post('', { start: at('10:00'), attendee: GRACE, ...reference });
    await expectRefusal(by({ eventTypeId: 2147483647 }), 404, 'Event type with id 2147483647 not found.');
    await expectRefusal(
      by({ eventTypeSlug: 'x', username }),
      404,
      `Event type with slug x belonging to user ${username} not found.`,
    );
    await expectRefusal(
      by({ eventTypeSlug: slug, username: 'nobody-x' }),
      404,
      'User with username nobody-x not found',
    );
    await expectRefusal(
      by({ eventTypeSlug: slug, username, organizationSlug: 'acme' }),
      404,
      `Event type with slug ${slug} belonging to user ${username} within organization acme not found.`,
    );
    await expectRefusal(by({ eventTypeSlug: slug, teamSlug: 'support' }), 404, 'Team with slug support not found');
  });

  it('strangers where only those who manage the event type may book', async () => {
    const host = await aBookableHost(app, client, { bookingRequiresAuthentication: true });
    const stranger = await aBookableHost(app, client);
    const foreign = await anOAuthClient(app);
    const text = (what: string) => `checkBookingRequiresAuthentication - ${what}`;
    await expectRefusal(
      anybody.post('', aRequest(host, at('10:00'))),
      401,
      text(
        'request must be authenticated by passing credentials belonging to event type owner, host or team or org admin or owner.',
      ),
    );
    const notAuthorized = text(
      'user is not authorized to access this event type. User has to be either event type owner, host, team admin or owner or org admin or owner.',
    );
    for (const token of [stranger.token, foreign.apiKey]) {
      await expectRefusal(bookingApi(app, token).post('', aRequest(host, at('10:00'))), 403, notAuthorized);
    }
    await bookingApi(app, host.token)
      .post('', aRequest(host, at('10:00')))
      .expect(201);
    const owner = await anApiKey(app, client.ownerId, client.organizationId);
    await bookingApi(app, owner)
      .post('', aRequest(host, at('11:00')))
      .expect(201);
  });

  it('wrong credentials, though none are needed', async () => {
    const host = await aBookableHost(app, client);
    await bookingApi(app, 'cal_wrong')
      .post('', aRequest(host, at('10:00')))
      .expect(401);
  });

  it('a host who is taken: by another event type, a buffer, as an attendee or out of office', async () => {
    const host = await aBookableHost(app, client, { afterEventBuffer: 30 });
    const other = await anEventType(app, host.userId, { length: 30 });
    await anybody.book(host, at('10:00'));
    for (const [eventType, start] of [
      [other, '10:30'],
      [other, '11:00'],
      [host, '10:00'],
    ] as const) {
      await expectRefusal(anybody.post('', aRequest(eventType, at(start))), 400, NOT_AVAILABLE);
    }
    await anybody.book(other, at('11:30'));
    const colleague = await aBookableHost(app, client);
    await anybody.book(colleague, at('14:00'), { attendee: { ...GRACE, email: host.email } });
    await expectRefusal(anybody.post('', aRequest(other, at('14:00'))), 400, NOT_AVAILABLE);
    const date = new Date('2050-01-04');
    await app.prisma.outOfOfficeEntry.create({ data: { userId: host.userId, startDate: date, endDate: date } });
    await expectRefusal(anybody.post('', aRequest(other, at('10:00', '2050-01-04'))), 400, NOT_AVAILABLE);
  });

  it('a series of which one occurrence is taken, entirely', async () => {
    const host = await aBookableHost(app, client, { recurringEvent: { freq: 2, interval: 1, count: 3 } });
    const single = await anEventType(app, host.userId);
    await anybody.book(single, at('10:00', '2050-01-17'));
    await expectRefusal(anybody.post('', aRequest(host, at('10:00'), { recurrenceCount: 3 })), 400, NOT_AVAILABLE);
    expect(await app.prisma.booking.count({ where: { userId: host.userId } })).toBe(1);
  });

  it('more bookings and minutes than a day may have', async () => {
    const host = await aBookableHost(app, client, { bookingLimits: { PER_DAY: 1 } });
    await anybody.book(host, at('10:00'));
    const refused = await anybody.post('', aRequest(host, at('12:00')));
    // The original sends this refusal without the envelope.
    expect(refused.body).toMatchObject({ statusCode: 401, message: 'booking_limit_reached', status: 'error' });
    await anybody.book(host, at('10:00', '2050-01-04'));
    const short = await aBookableHost(app, client, { durationLimits: { PER_DAY: 90 } });
    await anybody.book(short, at('10:00'));
    await expectRefusal(anybody.post('', aRequest(short, at('12:00'))), 401, 'duration_limit_reached');
  });

  it('more bookings than a day may have, where the day is one in the zone of the event type', async () => {
    // The day of the Line Islands begins at 10:00 UTC.
    const zone = { timeZone: 'Pacific/Kiritimati' };
    const host = await aBookableHost(app, client, { bookingLimits: { PER_DAY: 1 }, ...zone });
    await anybody.book(host, at('09:00'));
    await anybody.book(host, at('10:00'));
    const refused = [at('15:00'), at('09:00', '2050-01-04')];
    for (const start of refused)
      await expectRefusal(anybody.post('', aRequest(host, start)), 401, 'booking_limit_reached');
  });

  it('a second seat for one address, and one more than there are', async () => {
    const host = await aBookableHost(app, client, { seatsPerTimeSlot: 2 });
    await anybody.book(host, at('10:00'));
    await expectRefusal(anybody.post('', aRequest(host, at('10:00'))), 409, 'already_signed_up_for_this_booking_error');
    await anybody.book(host, at('10:00'), { attendee: { ...GRACE, email: 'b@example.com' } });
    const third = aRequest(host, at('10:00'), { attendee: { ...GRACE, email: 'c@example.com' } });
    await expectRefusal(anybody.post('', third), 409, 'No more seats left at this seated booking.');
  });

  it('more bookings at once than one person may have, with the one to move where that is offered', async () => {
    const text = "Attendee with this email can't book because the maximum number of active bookings has been reached.";
    const host = await aBookableHost(app, client, { maxActiveBookings: 1 });
    await anybody.book(host, at('10:00'));
    await expectRefusal(anybody.post('', aRequest(host, at('11:00'))), 400, text);
    const offering = await aBookableHost(app, client, { maxActiveBookings: 1, offerReschedule: true });
    const { uid } = await anybody.book(offering, at('10:00'));
    await expectRefusal(
      anybody.post('', aRequest(offering, at('11:00'))),
      400,
      `${text} You can reschedule your existing booking (${uid}) to a new timeslot instead.`,
    );
    await anybody.book(host, at('11:00'), { attendee: { ...GRACE, email: `${unique()}@example.com` } });
  });
});
