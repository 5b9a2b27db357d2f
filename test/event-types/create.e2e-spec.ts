import { anOAuthClient, type TestClient } from '../support/factories.js';
import { badRequest, expectError, failedProperties, notFound } from '../support/expected-errors.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { asManagedUser, type EventTypesApi, MINIMUM } from './as-user.js';

/** Settings that come back as they were given. */
const ROUND_TRIPS: [string, object][] = [
  ['lengths', { lengthInMinutesOptions: [15, 30], metadata: undefined }],
  ['a description', { description: 'A first talk' }],
  ['no guests', { disableGuests: true }],
  ['an interval', { slotInterval: 15 }],
  ['notice and buffers', { minimumBookingNotice: 0, beforeEventBuffer: 5, afterEventBuffer: 10 }],
  ['limits', { bookingLimitsCount: { day: 2, week: 5 }, bookingLimitsDuration: { day: 60, month: 600, year: 6000 } }],
  ['switched-off limits', { bookingLimitsCount: { disabled: true } }],
  ['active bookings', { bookerActiveBookingsLimit: { maximumActiveBookings: 3, offerReschedule: true } }],
  ['the first slot', { onlyShowFirstAvailableSlot: true, showOptimizedSlots: true, offsetStart: 10 }],
  ['a rolling window', { bookingWindow: { type: 'calendarDays', value: 30, rolling: true } }],
  ['a fixed window', { bookingWindow: { type: 'businessDays', value: 7, rolling: false } }],
  ['a range', { bookingWindow: { type: 'range', value: ['2030-01-01', '2030-02-28'] } }],
  ['layouts', { bookerLayouts: { defaultLayout: 'month', enabledLayouts: ['month', 'week'] } }],
  ['confirmation', { confirmationPolicy: { type: 'always', blockUnconfirmedBookingsInBooker: true } }],
  [
    'confirmation by time',
    {
      confirmationPolicy: {
        type: 'time',
        noticeThreshold: { unit: 'hours', count: 24 },
        blockUnconfirmedBookingsInBooker: false,
      },
    },
  ],
  ['colours', { color: { lightThemeHex: '#292929', darkThemeHex: 'any' } }],
  ['a name', { customName: '{Event type title} with {Organiser} at {Location}' }],
  ['flags', { requiresBookerEmailVerification: true, hideCalendarNotes: true, lockTimeZoneToggleOnBookingPage: true }],
  [
    'more flags',
    { hideCalendarEventDetails: true, hideOrganizerEmail: true, hidden: true, bookingRequiresAuthentication: true },
  ],
  ['rules', { disableCancelling: { disabled: true }, disableRescheduling: { disabled: false, minutesBefore: 60 } }],
  ['later changes', { allowReschedulingPastBookings: true, allowReschedulingCancelledBookings: true }],
  ['a redirect', { successRedirectUrl: 'https://acme.test/thanks' }],
  ['the language of the visitor', { interfaceLanguage: '' }],
  ['a language', { interfaceLanguage: 'es-419' }],
];

const LOCATIONS = [
  { type: 'integration', integration: 'cal-video' },
  { type: 'address', address: 'Via Roma 1, Turin', public: true },
  { type: 'link', link: 'https://meet.acme.test/ada', public: false },
  { type: 'phone', phone: '+390111234567', public: true },
  { type: 'attendeeAddress' },
  { type: 'attendeePhone' },
  { type: 'attendeeDefined' },
];

const WINDOW = 'Invalid bookingWindow structure.';
const DISABLED_FALSE =
  'When disabled is false {disabled: false} at least one other property must be provided, because it means that the property is enabled but then other properties must be provided too.';
const LAYOUTS =
  "If you pass the optional 'bookerLayouts' property, you must provide both 'bookerLayouts.defaultLayout' and 'bookerLayouts.enabledLayouts' and 'bookerLayouts.enabledLayouts' must include 'bookerLayouts.defaultLayout'";
const CONFIRMATION =
  'Invalid requiresConfirmation structure. Use "type": "always" or provide a valid time and unit in "noticeThreshold" for "type": "time".';
const SEATS = { seatsPerTimeSlot: 5, showAttendeeInfo: true, showAvailabilityCount: false };
const RECURRENCE = { interval: 1, occurrences: 10, frequency: 'weekly' };

const REFUSALS: [object, string][] = [
  [{ locations: 'x' }, "'locations' must be an array."],
  [{ locations: [] }, "'locations' must contain at least 1 location."],
  [{ locations: ['x'] }, "Each object in 'locations' must be an object."],
  [{ locations: [{}] }, "Each object in 'locations' must have a 'type' property."],
  [
    { locations: [{ type: 'moon' }] },
    "Unsupported location type 'moon'. Valid types are address, link, integration, and phone.",
  ],
  [
    { locations: [{ type: 'link', link: 'https://a.test' }] },
    'Validation failed for link location: public must be a boolean value',
  ],
  [
    { locations: [{ type: 'link', link: 'x', public: true }] },
    'Validation failed for link location: link must be a URL address',
  ],
  [
    { locations: [{ type: 'phone', phone: '1', public: true }] },
    'Validation failed for phone location: phone must be a valid phone number',
  ],
  [
    { locations: [{ type: 'address', address: '', public: true }] },
    'Validation failed for address location: address must be longer than or equal to 1 characters',
  ],
  [{ locations: [{ type: 'integration', integration: 'office365-video' }] }, 'msteams not connected.'],
  [{ locations: [{ type: 'integration', integration: 'google-meet' }] }, 'google-meet not connected.'],
  [{ bookingWindow: 5 }, WINDOW],
  [{ bookingWindow: { type: 'calendarDays', value: 'x' } }, WINDOW],
  [{ bookingWindow: { type: 'range', value: ['2030-02-30', '2030-03-01'] } }, WINDOW],
  [{ bookingWindow: { type: 'range', value: ['2030-03-02', '2030-03-01'] } }, WINDOW],
  [
    { bookerLayouts: { defaultLayout: 'year', enabledLayouts: ['month'] } },
    'defaultLayout must be one of the valid layouts - month, week or column',
  ],
  [
    { bookerLayouts: { defaultLayout: 'month', enabledLayouts: 'month' } },
    'enabledLayouts must be an array containing valid layouts - month, week or column',
  ],
  [
    { bookerLayouts: { defaultLayout: 'month', enabledLayouts: ['year'] } },
    'enabledLayouts must contain only valid layouts - month, week or column',
  ],
  [{ bookerLayouts: { defaultLayout: 'month' } }, LAYOUTS],
  [{ bookerLayouts: { defaultLayout: 'month', enabledLayouts: ['week'] } }, LAYOUTS],
  [{ confirmationPolicy: { type: 'time', blockUnconfirmedBookingsInBooker: true } }, CONFIRMATION],
  [{ confirmationPolicy: { type: 'never', blockUnconfirmedBookingsInBooker: true } }, CONFIRMATION],
  [{ bookerActiveBookingsLimit: { disabled: false } }, DISABLED_FALSE],
  [
    { bookingLimitsCount: { day: 6, week: 5 } },
    'Invalid bookingLimitsCount: The number of bookings for day cannot exceed the number of bookings for week.',
  ],
  [
    { bookingLimitsDuration: { week: 100, year: 90 } },
    'Invalid bookingLimitsDuration: The duration of bookings for week cannot exceed the duration of bookings for year.',
  ],
  [
    { recurrence: RECURRENCE, bookerActiveBookingsLimit: { maximumActiveBookings: 1 } },
    "Can't have `recurrence` and `bookerActiveBookingsLimit` enabled at the same time - recurring events do not support maximum active bookings limit setting.",
  ],
  [
    { seats: SEATS, locations: LOCATIONS },
    'Seats Validation failed: Seats are enabled but more than one location provided.',
  ],
  [
    { seats: SEATS, confirmationPolicy: { type: 'always', blockUnconfirmedBookingsInBooker: true } },
    'Seats Validation failed: Seats are enabled but requiresConfirmation is true.',
  ],
  [{ customName: 'With {language}' }, 'Invalid event name variables: {language}'],
  [
    { destinationCalendar: { integration: 'google_calendar', externalId: 'x' } },
    'Invalid destinationCalendarId: Calendar does not exist',
  ],
  [
    { useDestinationCalendarEmail: true },
    'Validation failed: A primary connected calendar is required to set useDestinationCalendarEmail',
  ],
];

describe('POST /v2/event-types', () => {
  let app: TestApp;
  let client: TestClient;
  let ann: EventTypesApi;
  let count = 0;
  const aSlug = (): string => `slug-${(count += 1)}`;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    ann = await asManagedUser(app, client);
  });
  afterAll(() => app.close());

  it('gives what is left out its default', async () => {
    const created = await ann.create({ slug: aSlug() });
    expect(created).toMatchObject({
      ownerId: ann.userId,
      description: '',
      locations: [{ type: 'integration', integration: 'cal-video' }],
      bookingWindow: { disabled: true },
      confirmationPolicy: { disabled: true },
      seats: { disabled: true },
      recurrence: null,
      metadata: {},
      bookerActiveBookingsLimit: { disabled: true },
      calVideoSettings: { sendTranscriptionEmails: true },
      minimumBookingNotice: 120,
      interfaceLanguage: null,
      bookingUrl: '',
    });
    expect(Object.keys(created.users[0] ?? {})).toEqual([
      'id',
      'name',
      'username',
      'avatarUrl',
      'brandColor',
      'darkBrandColor',
      'weekStart',
      'metadata',
    ]);
    for (const absent of [
      'lengthInMinutesOptions',
      'bookerLayouts',
      'color',
      'customName',
      'destinationCalendar',
      'bookingLimitsCount',
    ]) {
      expect(created).not.toHaveProperty(absent);
    }
  });

  it.each(ROUND_TRIPS)('stores and gives back %s', async (_, settings) => {
    const { id } = await ann.create({ slug: aSlug(), ...settings });
    const { body } = await ann.get(`/${id}`).expect(200);
    const expected = JSON.parse(JSON.stringify(settings)) as Record<string, { disabled?: boolean }>;
    if (expected['bookingLimitsCount']?.disabled) expected['bookingLimitsCount'] = {};
    for (const [name, value] of Object.entries(expected)) expect(body.data[name]).toEqual(value);
  });

  it('stores and gives back recurrence and seats', async () => {
    const recurring = await ann.create({ slug: aSlug(), recurrence: RECURRENCE });
    expect(recurring['recurrence']).toEqual({ ...RECURRENCE, disabled: false });
    const shared = await ann.create({ slug: aSlug(), seats: SEATS });
    expect(shared['seats']).toEqual({ disabled: false, ...SEATS });
  });

  it('stores and gives back every kind of place', async () => {
    expect((await ann.create({ slug: aSlug(), locations: LOCATIONS }))['locations']).toEqual(LOCATIONS);
  });

  it('keeps the settings of the video room only while it is a place', async () => {
    const calVideoSettings = { disableRecordingForGuests: true, redirectUrlOnExit: 'https://acme.test' };
    const inRoom = await ann.create({ slug: aSlug(), calVideoSettings });
    expect(inRoom['calVideoSettings']).toEqual({ sendTranscriptionEmails: true, ...calVideoSettings });
    const elsewhere = await ann.create({ slug: aSlug(), calVideoSettings, locations: [{ type: 'attendeePhone' }] });
    expect(elsewhere['calVideoSettings']).toEqual({ sendTranscriptionEmails: true });
  });

  it('takes only leading punctuation and outer blanks from the slug', async () => {
    expect((await ann.create({ slug: ' -._My Slug-1_ ' })).slug).toBe('My Slug-1_');
  });

  it.each(REFUSALS)('refuses %j', async (settings, text) => {
    expectError(await ann.post({ ...MINIMUM, slug: aSlug(), ...settings }), badRequest(text));
  });

  it('refuses recurrence with seats', async () => {
    const { status, body } = await ann.post({ ...MINIMUM, slug: aSlug(), recurrence: RECURRENCE, seats: SEATS });
    expect({ status, error: body.error }).toEqual({
      status: 400,
      error: { code: 'TRPCError', message: 'Recurring Events and Offer Seats cannot be active at the same time.' },
    });
  });

  it.each([
    ['lengthInMinutes', 0],
    ['lengthInMinutes', 2 ** 31],
    ['title', null],
    ['slug', 5],
    ['lengthInMinutesOptions', []],
    ['lengthInMinutesOptions', [15, 15]],
    ['minimumBookingNotice', -1],
    ['offsetStart', -1],
    ['seats', { ...SEATS, seatsPerTimeSlot: 1001 }],
    ['successRedirectUrl', 'x'],
    ['interfaceLanguage', 'xx'],
    ['disableRescheduling', { disabled: false, minutesBefore: 0 }],
    ['recurrence', { ...RECURRENCE, frequency: 'daily' }],
    ['description', '\u0000'],
  ])('names %s in the refusal of %j', async (property, value) => {
    const failed = failedProperties(await ann.post({ ...MINIMUM, slug: aSlug(), [property]: value }));
    expect(failed.map((failure) => failure.property)).toEqual([property]);
  });

  it('refuses a slug that the user has already', async () => {
    const slug = aSlug();
    await ann.create({ slug });
    const text = 'User already has an event type with this slug.';
    expectError(await ann.post({ ...MINIMUM, slug }), badRequest(text));
    const bob = await asManagedUser(app, client);
    expect((await bob.create({ slug })).slug).toBe(slug);
  });

  it("refuses somebody else's schedule", async () => {
    const bob = await asManagedUser(app, client);
    const { id: scheduleId } = await app.prisma.schedule.create({ data: { userId: bob.userId, name: 'His' } });
    const text = `User with ID=${ann.userId} does not own schedule with ID=${scheduleId}`;
    expectError(await ann.post({ ...MINIMUM, slug: aSlug(), scheduleId }), notFound(text));
    expect((await bob.create({ scheduleId }))['scheduleId']).toBe(scheduleId);
  });
});
