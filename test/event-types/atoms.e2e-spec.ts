import request, { type Test } from 'supertest';
import { bearer } from '../support/api-client.js';
import { anOAuthClient, type TestClient } from '../support/factories.js';
import { badRequest, expectError, failedProperties, forbidden } from '../support/expected-errors.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { asManagedUser, type EventTypesApi } from './as-user.js';

const BASE = '/v2/atoms/event-types';
const ABSENT = { status: 404, error: { code: 'TRPCError', message: 'NOT_FOUND' } };
const trpc = (message: string) => ({ status: 400, error: { code: 'TRPCError', message } });

const EMAIL = { name: 'email', type: 'email', required: true };

/** What the settings form may send; each comes back as it was sent. */
const ROUND_TRIPS: object[] = [
  { title: 'Later call', slug: 'later', description: 'Not *now*', length: 45, hidden: true },
  { eventName: '{Event type title}', interfaceLanguage: 'it', successRedirectUrl: 'https://acme.test/thanks' },
  { offsetStart: 5, slotInterval: 15, minimumBookingNotice: 0, beforeEventBuffer: 5, afterEventBuffer: 10 },
  { locations: [{ type: 'inPerson', address: 'Via Roma 1', displayLocationPublicly: true }, { type: 'phone' }] },
  { locations: [{ type: 'integrations:zoom', customLabel: 'Our room' }] },
  { timeZone: 'Asia/Kathmandu', lockTimeZoneToggleOnBookingPage: true, lockedTimeZone: 'Pacific/Apia' },
  { periodType: 'ROLLING', periodDays: 14, periodCountCalendarDays: true },
  { requiresConfirmation: true, requiresConfirmationWillBlockSlot: true, requiresConfirmationForFreeEmail: true },
  { requiresBookerEmailVerification: true, canSendCalVideoTranscriptionEmails: false, hideOrganizerEmail: true },
  { recurringEvent: { interval: 1, count: 12, freq: 2 } },
  { recurringEvent: null },
  { hideCalendarNotes: true, hideCalendarEventDetails: true, disableCancelling: true, disableRescheduling: true },
  { requiresCancellationReason: 'MANDATORY_BOTH', minimumRescheduleNotice: 60 },
  { allowReschedulingCancelledBookings: true, allowReschedulingPastBookings: true, showOptimizedSlots: true },
  { eventTypeColor: { lightEventTypeColor: '#292929', darkEventTypeColor: '#fafafa' } },
  { bookingLimits: { PER_DAY: 1, PER_WEEK: 3 }, durationLimits: { PER_MONTH: 600, PER_YEAR: 6000 } },
  { onlyShowFirstAvailableSlot: true, maxActiveBookingsPerBooker: 2, maxActiveBookingPerBookerOfferReschedule: true },
  { seatsPerTimeSlot: 5, seatsShowAttendees: true, seatsShowAvailabilityCount: false },
  { disableCancellingScope: 'ATTENDEE_ONLY', disableReschedulingScope: 'ATTENDEE_ONLY', disableReassignment: true },
  { price: 1500, currency: 'eur', customReplyToEmail: 'help@acme.test', forwardParamsSuccessRedirect: false },
  { instantMeetingExpiryTimeOffsetInSeconds: 60, instantMeetingParameters: ['a'], shouldMergePhoneSystemFields: false },
  { autoTranslateDescriptionEnabled: true, autoTranslateInstantMeetingTitleEnabled: false, secondaryEmailId: -1 },
  {
    metadata: {
      multipleDuration: [15, 30],
      requiresConfirmationThreshold: { unit: 'hours', time: 24 },
      bookerLayouts: { enabledLayouts: ['month_view', 'week_view'], defaultLayout: 'week_view' },
      apps: { stripe: { enabled: true, price: 1500, currency: 'eur' } },
      hideDurationSelectorInBookingPage: true,
    },
  },
  { hosts: [], hostGroups: [], schedulingType: null, assignAllTeamMembers: false, children: [] },
];

const REFUSALS: [object, string][] = [
  [{ colour: 'red' }, 'colour'],
  [{ users: [] }, 'users'],
  [{ title: null }, 'title'],
  [{ slug: '' }, 'slug'],
  [{ length: 0 }, 'length'],
  [{ hidden: 'yes' }, 'hidden'],
  [{ locations: [{ address: 'x' }] }, 'locations'],
  [{ locations: [null] }, 'locations'],
  [{ locations: [{ type: 'link', secret: 'x' }] }, 'locations'],
  [{ bookingFields: [{ name: 'x', type: 'moon' }] }, 'bookingFields'],
  [{ bookingFields: [{ name: 'x', type: 'select' }] }, 'bookingFields'],
  [{ bookingFields: [{ name: 'name', type: 'name', variantsConfig: { variants: 5 } }] }, 'bookingFields'],
  [{ recurringEvent: { interval: 1, count: 2, freq: 9 } }, 'recurringEvent'],
  [{ bookingLimits: { PER_DAY: 0 } }, 'bookingLimits'],
  [{ periodStartDate: '2030-02-30' }, 'periodStartDate'],
  [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
  [{ metadata: 5 }, 'metadata'],
  [{ metadata: { multipleDuration: [0] } }, 'metadata'],
  [{ metadata: { apps: { stripe: 5 } } }, 'metadata'],
  [{ metadata: { deep: { text: '\0' } } }, 'metadata'],
  [{ hosts: [{ userId: 5 }] }, 'hosts'],
  [{ schedulingType: 'MANAGED' }, 'schedulingType'],
  [{ restrictionScheduleId: 5 }, 'restrictionScheduleId'],
  [{ multiplePrivateLinks: 'x' }, 'multiplePrivateLinks'],
  [{ multiplePrivateLinks: ['a b c d e f g'] }, 'multiplePrivateLinks'],
  [{ multiplePrivateLinks: [{ link: 'abcdefgh', expiresAt: 'soon' }] }, 'multiplePrivateLinks'],
  [{ multiplePrivateLinks: ['abcdefgh', { link: 'abcdefgh' }] }, 'multiplePrivateLinks'],
];

describe("the components' routes of event types", () => {
  let app: TestApp;
  let client: TestClient;
  let ann: EventTypesApi;
  let id: number;

  beforeAll(async () => {
    app = await startTestApp({ zoomClientId: 'zoom-id', zoomClientSecret: 'zoom-secret' });
    client = await anOAuthClient(app);
  });
  beforeEach(async () => {
    ann = await asManagedUser(app, client);
    id = (await ann.create()).id;
  });
  afterAll(() => app.close());

  const get = (path = '', user = ann): Test =>
    request(app.url)
      .get(BASE + path)
      .set(bearer(user.token));
  const patch = (body: object, path = `/${id}`, user = ann): Test =>
    request(app.url)
      .patch(BASE + path)
      .set(bearer(user.token))
      .send(body);
  const form = async () => (await get(`/${id}`).expect(200)).body.data;
  const settings = async () => (await form()).eventType;

  describe('GET /v2/atoms/event-types/:id', () => {
    it('gives the settings form what it is filled with', async () => {
      const user = await app.prisma.user.findUniqueOrThrow({ where: { id: ann.userId } });
      const { username, name, email } = user;
      const data = await form();
      expect(Object.keys(data)).toEqual([
        ...['eventType', 'locationOptions', 'destinationCalendar', 'team', 'teamMembers', 'currentUserMembership'],
        'isUserOrganizationAdmin',
      ]);
      expect(data.locationOptions.map(({ label }: { label: string }) => label)).toEqual([
        ...['Conferencing', 'In person', 'Other', 'Phone'],
      ]);
      const { eventType } = data;
      expect(Object.keys(eventType)).toEqual(expect.arrayContaining(CONTRACT_KEYS));
      expect(eventType).toMatchObject({
        ...{ id, title: 'Intro call', slug: 'intro', length: 30, metadata: { apps: {} }, hashedLink: [], hosts: [] },
        ...{ children: [], workflows: [], webhooks: [], schedule: null, scheduleName: null, userId: ann.userId },
        ...{ locations: [{ type: 'integrations:daily' }], calVideoSettings: null, periodStartDate: null },
        ...{ requiresCancellationReason: 'MANDATORY_HOST_ONLY', minimumBookingNotice: 120, price: 0, currency: 'usd' },
        owner: { id: ann.userId, timeZone: 'Europe/London' },
        users: [{ id: ann.userId, name, username, email, isPlatformManaged: true, nonProfileUsername: username }],
      });
      expect(eventType.bookingFields.map((field: { name: string }) => field.name)).toHaveLength(8);
    });

    it('names the schedule: its own one, else the default one', async () => {
      const { id: scheduleId } = await app.prisma.schedule.create({ data: { userId: ann.userId, name: 'Nights' } });
      await app.prisma.user.update({ where: { id: ann.userId }, data: { defaultScheduleId: scheduleId } });
      expect(await settings()).toMatchObject({ schedule: scheduleId, scheduleName: null });
      await patch({ schedule: scheduleId }).expect(200);
      expect(await settings()).toMatchObject({ schedule: scheduleId, scheduleName: 'Nights' });
      await patch({ scheduleId: 0 }).expect(200);
      expect(await settings()).toMatchObject({ schedule: scheduleId, scheduleName: null });
    });

    it('shows private links and webhooks, but no secrets of webhooks', async () => {
      const { body } = await ann.post({ maxUsageCount: 3 }, `/${id}/private-links`).expect(201);
      const hook = { active: true, triggers: ['BOOKING_CREATED'], subscriberUrl: 'https://a.test/h', secret: 'hush' };
      await ann.post(hook, `/${id}/webhooks`).expect(201);
      const response = await get(`/${id}`).expect(200);
      const { hashedLink, webhooks } = response.body.data.eventType;
      expect(hashedLink).toEqual([
        { id: expect.any(Number), link: body.data.linkId, expiresAt: null, maxUsageCount: 3, usageCount: 0 },
      ]);
      expect(webhooks).toMatchObject([{ subscriberUrl: 'https://a.test/h', eventTriggers: ['BOOKING_CREATED'] }]);
      expect(response.text).not.toContain('hush');
    });

    it('refuses an absent, a foreign and a nonsensical id, also for a change', async () => {
      const bob = await asManagedUser(app, client);
      const foreign = forbidden(`User with ID=${bob.userId} does not own event type with ID=${id}`);
      for (const call of [get(`/${id}`, bob), patch({ title: 'x' }, `/${id}`, bob)]) expectError(await call, foreign);
      for (const path of ['/2000000000', '/99999999999']) {
        expectError(await get(path), ABSENT);
        expectError(await patch({ title: 'x' }, path), ABSENT);
      }
      await get('/abc').expect(400);
      expect(await settings()).toMatchObject({ title: 'Intro call' });
    });
  });

  describe('PATCH /v2/atoms/event-types/:id', () => {
    it.each(ROUND_TRIPS.map((body) => [body]))('keeps %j as it was sent', async (body) => {
      const before = await settings();
      await patch({ ...body, id, children: [], multiplePrivateLinks: [] }).expect(200);
      const after = await settings();
      expect(after).toMatchObject(body);
      // And nothing else changed.
      const others = Object.keys(before).filter((name) => !(name in body));
      for (const name of others) expect({ [name]: after[name] }).toEqual({ [name]: before[name] });
      // What is saved as it is shown stays as it is.
      const shown = Object.fromEntries(Object.entries(after).filter(([name]) => !READ_ONLY.includes(name)));
      await patch(shown).expect(200);
      expect(await settings()).toEqual(after);
    });

    it('answers with the main settings after the change', async () => {
      const { body } = await patch({ title: 'Later call', seatsPerTimeSlot: 3 }).expect(200);
      expect(body.data.eventType).toEqual({
        ...{ title: 'Later call', locations: [{ type: 'integrations:daily' }], description: null, seatsPerTimeSlot: 3 },
        ...{ recurringEvent: null, maxActiveBookingsPerBooker: null, fieldTranslations: [], isRRWeightsEnabled: false },
        ...{ hosts: [], calVideoSettings: null, children: [], hostGroups: [], team: null },
      });
    });

    it('shows in the newest generation what was set here', async () => {
      await patch({ recurringEvent: { interval: 2, count: 5, freq: 1 }, metadata: { multipleDuration: [30, 60] } });
      const { body } = await ann.get(`/${id}`).expect(200);
      expect(body.data).toMatchObject({
        recurrence: { interval: 2, occurrences: 5, frequency: 'monthly' },
        lengthInMinutesOptions: [30, 60],
      });
    });

    it('brings a setting back to its default with null', async () => {
      await patch({ slotInterval: 20, minimumBookingNotice: 5, timeZone: 'Asia/Tokyo', price: 100 }).expect(200);
      await patch({ slotInterval: null, minimumBookingNotice: null, timeZone: '', price: null }).expect(200);
      expect(await settings()).toMatchObject({
        slotInterval: null,
        minimumBookingNotice: 120,
        timeZone: null,
        price: 0,
      });
    });

    it('keeps the days of a range, in the forms in which the components have them', async () => {
      await patch({ periodType: 'RANGE', periodStartDate: '2030-01-01T00:00:00.000Z', periodEndDate: '2030-02-28' });
      const shown = await settings();
      expect(shown).toMatchObject({
        periodStartDate: 'Tue Jan 01 2030 00:00:00 GMT+0000 (Coordinated Universal Time)',
        periodEndDate: 'Thu Feb 28 2030 00:00:00 GMT+0000 (Coordinated Universal Time)',
      });
      await patch({ periodStartDate: shown.periodStartDate, periodEndDate: shown.periodEndDate }).expect(200);
      expect(await settings()).toEqual(shown);
    });

    it('completes a period of which only the kind was touched', async () => {
      const today = new Date(app.clock.now()).toUTCString().split(' ');
      await patch({ periodType: 'ROLLING_WINDOW' }).expect(200);
      expect(await settings()).toMatchObject({ periodType: 'ROLLING_WINDOW', periodDays: 30 });
      await patch({ periodType: 'RANGE' }).expect(200);
      expect((await settings()).periodStartDate).toContain(`${today[2]} ${today[1]} ${today[3]} 00:00:00 GMT+0000`);
    });

    it('keeps the questions of the form, and makes the HTML of their labels itself', async () => {
      const bookingFields = [
        EMAIL,
        {
          name: 'terms',
          type: 'boolean',
          label: 'Agree',
          labelAsSafeHtml: '<script>',
          required: true,
          placeholder: null,
        },
        { name: 'guests', type: 'multiemail', hidden: true },
      ];
      await patch({ bookingFields }).expect(200);
      const shown = await settings();
      const field = (name: string) => shown.bookingFields.find((one: { name: string }) => one.name === name);
      expect(field('terms')).toEqual({
        ...{ name: 'terms', type: 'boolean', label: 'Agree', required: true, labelAsSafeHtml: '<p>Agree</p>\n' },
      });
      expect(shown).toMatchObject({ disableGuests: true });
      await patch({ disableGuests: false }).expect(200);
      expect((await settings()).bookingFields.find((one: { name: string }) => one.name === 'guests')).toMatchObject({
        hidden: false,
      });
    });

    it('adds a question for the e-mail address to a form that asks for neither address nor number', async () => {
      await patch({ bookingFields: [{ name: 'topic', type: 'text', required: true }] }).expect(200);
      const { bookingFields } = await settings();
      expect(bookingFields.map(({ name }: { name: string }) => name)).toEqual([
        ...[
          'name',
          'attendeePhoneNumber',
          'location',
          'topic',
          'email',
          'title',
          'notes',
          'guests',
          'rescheduleReason',
        ],
      ]);
    });

    const PHONE = { name: 'attendeePhoneNumber', type: 'phone' };
    it.each([
      ['Duplicate booking field name: email', [EMAIL, EMAIL]],
      [
        'booking_fields_email_and_phone_both_hidden',
        [
          { ...EMAIL, hidden: true },
          { ...PHONE, hidden: true },
        ],
      ],
      ['booking_fields_email_or_phone_required', [{ ...EMAIL, required: false }, PHONE]],
      [
        'booking_fields_phone_required_when_email_hidden',
        [
          { ...EMAIL, hidden: true },
          { ...PHONE, hidden: false },
        ],
      ],
      [
        'booking_fields_email_required_when_phone_hidden',
        [
          { ...EMAIL, required: false },
          { ...PHONE, required: true },
        ],
      ],
    ])('refuses a form with %s', async (message, bookingFields) => {
      expectError(await patch({ bookingFields }), trpc(message));
    });

    it.each([
      [{ offsetStart: -1 }, 'Offset start time must be zero or greater.'],
      [{ maxActiveBookingsPerBooker: 0 }, 'Booker booking limit must be greater than 0.'],
      [{ bookingLimits: { PER_DAY: 5, PER_WEEK: 2 } }, 'Booking limits must be in ascending order.'],
      [{ durationLimits: { PER_WEEK: 90, PER_YEAR: 60 } }, 'Duration limits must be in ascending order.'],
      [
        { seatsPerTimeSlot: 2, recurringEvent: { interval: 1, count: 2, freq: 2 } },
        'Recurring Events and Offer Seats cannot be active at the same time.',
      ],
      [
        { maxActiveBookingsPerBooker: 2, recurringEvent: { interval: 1, count: 2, freq: 2 } },
        'Recurring Events and booker active bookings limit cannot be active at the same time.',
      ],
    ])('refuses %j', async (body, message) => {
      expectError(await patch({ ...body, title: 'Changed' }), trpc(message));
      expect(await settings()).toMatchObject({ title: 'Intro call' });
    });

    it('refuses the slug of another event type, and a schedule of somebody else', async () => {
      await ann.create({ slug: 'taken' });
      expectError(await patch({ slug: 'taken' }), trpc('error_event_type_url_duplicate'));
      await patch({ schedule: 2_000_000_000 }).expect(404);
    });

    it('refuses wrong and unknown settings, names them and changes nothing', async () => {
      const before = await settings();
      for (const [body, property] of REFUSALS) {
        const [fault] = failedProperties(await patch({ ...body, eventName: 'Changed' }));
        expect({ body, property: fault?.property }).toEqual({ body, property });
      }
      expect(await settings()).toEqual(before);
    });

    it('takes at most a hundred places and a hundred questions', async () => {
      const lists = (length: number): object[] => [
        { locations: Array.from({ length }, () => ({ type: 'phone' })) },
        {
          bookingFields: [
            EMAIL,
            ...Array.from({ length: length - 1 }, (_, index) => ({ name: `f${index}`, type: 'text' })),
          ],
        },
      ];
      for (const body of lists(100)) await patch(body).expect(200);
      for (const body of lists(101)) {
        expect(failedProperties(await patch(body))).toMatchObject([{ property: Object.keys(body)[0] }]);
      }
    });

    it('takes the list of private links as the whole of them', async () => {
      const links = async () =>
        (await settings()).hashedLink.map(({ id: _, ...link }: { id: number; link: string }) => link);
      const time = '2046-01-01T00:00:00.000Z';
      const once = { link: 'once-1234567', expiresAt: null, maxUsageCount: 1, usageCount: 0 };
      const timed = { link: 'timed-123456', expiresAt: time, maxUsageCount: null, usageCount: 0 };
      await patch({ multiplePrivateLinks: [once.link, { link: timed.link, expiresAt: time }] }).expect(200);
      expect(await links()).toEqual([once, timed]);
      await app.prisma.privateLink.updateMany({ where: { link: once.link }, data: { usageCount: 1 } });
      await patch({ title: 'Links stay' }).expect(200);
      await patch({ multiplePrivateLinks: [{ link: timed.link, maxUsageCount: 9 }, once.link] }).expect(200);
      expect(await links()).toEqual([
        { ...once, usageCount: 1 },
        { ...timed, expiresAt: null, maxUsageCount: 9 },
      ]);
      await patch({ multiplePrivateLinks: [] }).expect(200);
      expect(await links()).toEqual([]);
    });

    it('does not take a private link from another event type', async () => {
      const bob = await asManagedUser(app, client);
      const { id: other } = await bob.create();
      const link = `bob-${other}-link`;
      await patch({ multiplePrivateLinks: [link] }, `/${other}`, bob).expect(200);
      await patch({ title: 'Changed', multiplePrivateLinks: [{ link, maxUsageCount: 99 }] }).expect(400);
      expect(await settings()).toMatchObject({ title: 'Intro call', hashedLink: [] });
      expect(await app.prisma.privateLink.findUnique({ where: { link } })).toMatchObject({
        eventTypeId: other,
        maxUsageCount: 1,
      });
    });
  });

  describe('the lists', () => {
    it('show the own event types', async () => {
      const { body } = await get().expect(200);
      expect(body.data).toEqual({
        eventTypes: [
          {
            ...{ id, title: 'Intro call', slug: 'intro', description: null, length: 30 },
            ...{ locations: [{ type: 'integrations:daily' }], parentId: null, logo: null },
          },
        ],
      });
      const withTeams = await get('/list-with-team').expect(200);
      expect(withTeams.body.data).toEqual([
        { id, team: null, title: 'Intro call', slug: 'intro', length: 30, username: ann.username },
      ]);
    });

    it('know of no app that adds something to event types', async () => {
      const { body } = await request(app.url)
        .get('/v2/atoms/event-types-app/stripe')
        .set(bearer(ann.token))
        .expect(200);
      expect(body).toEqual({ status: 'success', data: {} });
    });
  });

  describe('with a connected app', () => {
    const connect = (appId: string, type: string, invalid = false) =>
      app.prisma.appCredential.create({
        data: { userId: ann.userId, type, appId, invalid, sealedKey: Buffer.alloc(1) },
      });
    const zoom = { locations: [{ type: 'integration', integration: 'zoom' }] };

    it('event types can take place there, as soon as it is connected and as long as that is valid', async () => {
      const { id: credentialId } = await connect('zoom', 'zoom_video', true);
      const refused = badRequest('zoom not connected.');
      expectError(await ann.patch(`/${id}`, zoom), refused);
      await app.prisma.appCredential.update({ where: { id: credentialId }, data: { invalid: false } });
      const changed = await ann.patch(`/${id}`, zoom).expect(200);
      expect(changed.body.data.locations).toEqual(zoom.locations);
      expect((await ann.create({ slug: 'zoomed', ...zoom })).locations).toEqual(zoom.locations);
      const bob = await asManagedUser(app, client);
      const { id: theirs } = await bob.create();
      expectError(await bob.patch(`/${theirs}`, zoom), refused);
    });

    it('the settings form offers it', async () => {
      const optionsOf = async () =>
        (await form()).locationOptions[0].options.map(({ value }: { value: string }) => value);
      expect(await optionsOf()).toEqual(['integrations:daily', 'conferencing']);
      const { id: credentialId } = await connect('zoom', 'zoom_video');
      await connect('msteams', 'office365_video', true);
      expect(await optionsOf()).toEqual(['integrations:zoom', 'integrations:daily', 'conferencing']);
      expect((await form()).locationOptions[0].options[0]).toEqual({
        ...{ label: 'Zoom Video', value: 'integrations:zoom', icon: '/app-store/zoomvideo/icon.svg', slug: 'zoom' },
        ...{ credentialId, teamName: null, disabled: false },
      });
      const { body } = await request(app.url).get('/v2/atoms/event-types-app/zoom').set(bearer(ann.token)).expect(200);
      expect(body.data.app).toMatchObject({
        ...{ slug: 'zoom', userCredentialIds: [credentialId], invalidCredentialIds: [], teams: [] },
        ...{ isInstalled: true, isSetupAlready: true },
      });
    });

    it('event types move there when it is the default', async () => {
      await connect('zoom', 'zoom_video');
      await request(app.url).post('/v2/conferencing/zoom/default').set(bearer(ann.token)).expect(200);
      await patch({ eventTypeIds: [id] }, '/bulk-update-to-default-location').expect(200);
      expect((await settings()).locations).toEqual([{ type: 'integrations:zoom' }]);
    });
  });

  describe('PATCH /v2/atoms/event-types/bulk-update-to-default-location', () => {
    const path = '/bulk-update-to-default-location';

    it("moves the caller's event types to the default place, and nobody else's", async () => {
      const bob = await asManagedUser(app, client);
      const locations = [{ type: 'attendeeDefined' }];
      const [mine, theirs] = [await ann.create({ slug: 'mine', locations }), await bob.create({ locations })];
      const { body } = await patch({ eventTypeIds: [mine.id, theirs.id, 2_000_000_000] }, path).expect(200);
      expect(body).toEqual({ status: 'success' });
      const places = async (one: number) =>
        (await app.prisma.eventType.findUniqueOrThrow({ where: { id: one } })).locations;
      expect(await places(mine.id)).toEqual([{ type: 'integrations:daily' }]);
      expect(await places(theirs.id)).toEqual([{ type: 'somewhereElse' }]);
    });

    it.each([{}, { eventTypeIds: [] }, { eventTypeIds: ['x'] }, { eventTypeIds: [2 ** 40] }])(
      'refuses %j',
      async (body) => {
        expect(failedProperties(await patch(body, path))).toMatchObject([{ property: 'eventTypeIds' }]);
      },
    );
  });
});

/** What the form reads but cannot set. */
const READ_ONLY = [
  ...['owner', 'parent', 'teamId', 'team', 'restrictionSchedule', 'users', 'scheduleName', 'userId', 'webhooks'],
  ...['bookerUrl', 'hashedLink', 'schedule'],
];

/** The settings of the contract's example. */
const CONTRACT_KEYS =
  'id title slug description interfaceLanguage length isInstantEvent instantMeetingExpiryTimeOffsetInSeconds instantMeetingParameters instantMeetingSchedule offsetStart hidden locations eventName customInputs timeZone periodType metadata periodDays periodStartDate periodEndDate periodCountCalendarDays lockTimeZoneToggleOnBookingPage lockedTimeZone requiresConfirmation requiresConfirmationForFreeEmail requiresConfirmationWillBlockSlot requiresBookerEmailVerification canSendCalVideoTranscriptionEmails autoTranslateDescriptionEnabled autoTranslateInstantMeetingTitleEnabled fieldTranslations recurringEvent hideCalendarNotes hideCalendarEventDetails disableGuests disableCancelling disableRescheduling requiresCancellationReason minimumRescheduleNotice allowReschedulingCancelledBookings allowReschedulingPastBookings minimumBookingNotice beforeEventBuffer afterEventBuffer slotInterval hashedLink eventTypeColor bookingLimits durationLimits onlyShowFirstAvailableSlot showOptimizedSlots maxActiveBookingsPerBooker maxActiveBookingPerBookerOfferReschedule assignAllTeamMembers hideOrganizerEmail assignRRMembersUsingSegment rrSegmentQueryValue isRRWeightsEnabled rescheduleWithSameRoundRobinHost successRedirectUrl forwardParamsSuccessRedirect currency price bookingFields useEventTypeDestinationCalendarEmail customReplyToEmail owner parent teamId hostGroups team restrictionScheduleId restrictionScheduleName restrictionSchedule useBookerTimezone users schedulingType schedule scheduleName hosts enablePerHostLocations userId children destinationCalendar seatsPerTimeSlot seatsShowAttendees seatsShowAvailabilityCount webhooks secondaryEmailId maxLeadThreshold includeNoShowInRRCalculation useEventLevelSelectedCalendars calVideoSettings bookerUrl aiPhoneCallConfig workflows disableCancellingScope disableReschedulingScope disableReassignment redirectUrlOnNoRoutingFormResponse successRedirectUrlUpdatedAt shouldMergePhoneSystemFields childrenCount'.split(
    ' ',
  );
