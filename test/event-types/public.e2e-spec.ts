import request, { type Test } from 'supertest';
import { anOAuthClient, type TestClient } from '../support/factories.js';
import { badRequest, expectError, failedProperties, notFound } from '../support/expected-errors.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { asManagedUser, type EventTypesApi } from './as-user.js';

describe('GET /v2/atoms/event-types/:eventSlug/public', () => {
  let app: TestApp;
  let client: TestClient;
  let ann: EventTypesApi;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
  });
  beforeEach(async () => {
    ann = await asManagedUser(app, client);
  });
  afterAll(() => app.close());

  const ask = (slug: string, query: Record<string, string>): Test =>
    request(app.url).get(`/v2/atoms/event-types/${slug}/public`).query(query);
  const shown = async (slug: string, query: Record<string, string> = {}) =>
    (await ask(slug, { username: ann.username, ...query }).expect(200)).body.data;

  it('shows everything that the booking page is drawn from, keys in the order of the contract', async () => {
    const { id } = await ann.create({ description: 'A **first** talk', lengthInMinutesOptions: [15, 30] });
    const { text } = await ask('intro', { username: ann.username }).expect(200);
    const user = await app.prisma.user.findUniqueOrThrow({ where: { id: ann.userId } });
    const { name, username } = user;
    const profile = { id: null, upId: `usr-${ann.userId}`, username, organizationId: null, organization: null };
    const noBrand = { brandColor: null, darkBrandColor: null, theme: null };
    const fields = JSON.parse(text).data.bookingFields;
    const expected = {
      ...{ id, title: 'Intro call', description: '<p>A <strong>first</strong> talk</p>\n', interfaceLanguage: null },
      ...{ eventName: null, slug: 'intro', isInstantEvent: false, instantMeetingParameters: [], schedulingType: null },
      ...{ length: 30, locations: [{ type: 'integrations:daily' }], enablePerHostLocations: false, customInputs: [] },
      ...{ disableGuests: false, metadata: { multipleDuration: [15, 30] }, lockTimeZoneToggleOnBookingPage: false },
      ...{ lockedTimeZone: null, requiresConfirmation: false, autoTranslateDescriptionEnabled: false },
      ...{ fieldTranslations: [], requiresBookerEmailVerification: false, recurringEvent: null, price: 0 },
      ...{ currency: 'usd', seatsPerTimeSlot: null, disableCancelling: false, disableRescheduling: false },
      ...{ minimumRescheduleNotice: null, allowReschedulingCancelledBookings: false, seatsShowAvailabilityCount: true },
      ...{ bookingFields: fields, teamId: null, team: null, successRedirectUrl: null },
      forwardParamsSuccessRedirect: true,
      owner: {
        ...{ id: ann.userId, avatarUrl: null, username, name, weekStart: 'Sunday', ...noBrand, metadata: {} },
        ...{ organization: null, defaultScheduleId: null, nonProfileUsername: username, profile },
      },
      ...{ schedule: null, instantMeetingSchedule: null, periodType: 'UNLIMITED', periodDays: null },
      ...{ periodEndDate: null, periodStartDate: null, periodCountCalendarDays: null, hidden: false },
      ...{ assignAllTeamMembers: false, rescheduleWithSameRoundRobinHost: false, parent: null, subsetOfHosts: [] },
      bookerLayouts: null,
      profile: { username, name, weekStart: 'Sunday', image: null, ...noBrand, bookerLayouts: null },
      subsetOfUsers: [
        {
          ...{ username, name, weekStart: 'Sunday', organizationId: null, avatarUrl: null, profile },
          bookerUrl: app.settings.publicUrl ?? `http://localhost:${app.settings.port}`,
        },
      ],
      entity: {
        ...{ fromRedirectOfNonOrgLink: true, considerUnpublished: false, orgSlug: null, teamSlug: null, name: null },
        hideProfileLink: false,
      },
      ...{ isDynamic: false, showInstantEventConnectNowModal: false },
    };
    expect(text).toBe(JSON.stringify({ status: 'success', data: expected }));
  });

  it('shows the form with all system fields, in the form in which the components know it', async () => {
    await ann.create({
      bookingFields: [
        { type: 'boolean', slug: 'terms', label: 'I **agree**', required: true },
        { type: 'select', slug: 'language', label: 'Language', required: true, options: ['Italian'] },
      ],
    });
    const { bookingFields } = await shown('intro');
    expect(bookingFields.map(({ name, type }: Record<string, string>) => `${name} ${type}`)).toEqual([
      ...['attendeePhoneNumber phone', 'name name', 'email email', 'location radioInput', 'terms boolean'],
      ...['language select', 'title text', 'notes textarea', 'guests multiemail', 'rescheduleReason textarea'],
    ]);
    const field = (name: string) => bookingFields.find((one: { name: string }) => one.name === name);
    expect(field('terms')).toMatchObject({ labelAsSafeHtml: '<p>I <strong>agree</strong></p>\n', required: true });
    expect(field('language')).toMatchObject({ options: [{ label: 'Italian', value: 'Italian' }], editable: 'user' });
    expect(field('attendeePhoneNumber')).toMatchObject({ hidden: true });
    expect(field('rescheduleReason').views).toEqual([{ id: 'reschedule', label: 'Reschedule View' }]);
    const inputs = Object.keys(field('location').optionsInputs).sort();
    expect(inputs).toEqual(['attendeeInPerson', 'phone', 'somewhereElse']);
  });

  it('shows hidden event types, for whoever knows the address may book', async () => {
    await ann.create({ hidden: true });
    expect(await shown('intro')).toMatchObject({ hidden: true });
  });

  it('tells the places that are public, and of the others only the kind', async () => {
    const locations = [
      { type: 'address', address: 'Via Roma 1', public: true },
      { type: 'link', link: 'https://meet.acme.test/ada', public: false },
      { type: 'phone', phone: '+390111234567', public: false },
    ];
    await ann.create({ locations });
    expect((await shown('intro')).locations).toEqual([
      { type: 'inPerson', displayLocationPublicly: true, address: 'Via Roma 1' },
      { type: 'link', displayLocationPublicly: false },
      { type: 'userPhone', displayLocationPublicly: false },
    ]);
  });

  it('names the hours in which it can be booked: its own, else the default ones', async () => {
    const scheduleOf = async (name: string, timeZone: string | null) =>
      (await app.prisma.schedule.create({ data: { userId: ann.userId, name, timeZone } })).id;
    const defaultScheduleId = await scheduleOf('Days', null);
    await app.prisma.user.update({
      where: { id: ann.userId },
      data: { defaultScheduleId, timeZone: 'Asia/Kathmandu' },
    });
    const own = await scheduleOf('Nights', 'Pacific/Apia');
    await ann.create();
    await ann.create({ slug: 'late', scheduleId: own });
    expect(await shown('intro')).toMatchObject({
      schedule: { id: defaultScheduleId, timeZone: 'Asia/Kathmandu' },
      owner: { defaultScheduleId },
    });
    expect((await shown('late')).schedule).toEqual({ id: own, timeZone: 'Pacific/Apia' });
  });

  it('names the days of a range as they were given, wherever the server is', async () => {
    await ann.create({ bookingWindow: { type: 'range', value: ['2030-01-01', '2030-02-28'] } });
    expect(await shown('intro')).toMatchObject({
      periodType: 'RANGE',
      periodStartDate: '2030-01-01T00:00:00.000Z',
      periodEndDate: '2030-02-28T00:00:00.000Z',
    });
  });

  it('names layouts as the components do', async () => {
    await ann.create({ bookerLayouts: { defaultLayout: 'week', enabledLayouts: ['month', 'week'] } });
    const bookerLayouts = { enabledLayouts: ['month_view', 'week_view'], defaultLayout: 'week_view' };
    expect(await shown('intro')).toMatchObject({ bookerLayouts, profile: { bookerLayouts } });
  });

  it('finds the user in the organization that is named, and in capital letters too', async () => {
    await ann.create();
    const orgId = String(client.organizationId);
    expect(await shown('intro', { orgId, isTeamEvent: 'false' })).toMatchObject({ slug: 'intro' });
    expect(await shown('intro', { username: ann.username.toUpperCase() })).toMatchObject({ slug: 'intro' });
    const { organizationId } = await anOAuthClient(app);
    await ask('intro', { username: ann.username, orgId: String(organizationId) }).expect(404);
  });

  it('tells nothing of what a customer stores with its users', async () => {
    await app.prisma.user.update({ where: { id: ann.userId }, data: { metadata: { note: 'private' } } });
    await ann.create();
    const { text } = await ask('intro', { username: ann.username }).expect(200);
    expect(text).not.toContain('private');
    expect(text).not.toContain('@');
  });

  it('shows an event for several people at once', async () => {
    const bob = await asManagedUser(app, client);
    for (const username of [`${bob.username}+${ann.username}`, `${bob.username} ${ann.username}`]) {
      const event = await shown('whatever', { username });
      expect(event).toMatchObject({ id: 0, slug: 'dynamic', isDynamic: true, disableGuests: true, length: 30 });
      expect(event.subsetOfUsers.map((user: { username: string }) => user.username)).toEqual([
        bob.username,
        ann.username,
      ]);
      const title = event.bookingFields.find(({ name }: { name: string }) => name === 'title');
      expect(title).toMatchObject({ hidden: false });
      expect(Object.keys(event)).toEqual(Object.keys(await anEvent()));
    }
  });
  const anEvent = async () => {
    await app.prisma.eventType.deleteMany({ where: { userId: ann.userId } });
    await ann.create();
    return shown('intro');
  };

  it.each([
    [{}, 'username is required for non-team events, please provide a valid username'],
    [{ isTeamEvent: 'true' }, 'teamId is required for team events, please provide a valid teamId'],
  ])('refuses %j', async (query, message) => {
    expectError(await ask('intro', query as Record<string, string>), badRequest(message));
  });

  it.each(['orgId', 'teamId'])('refuses an empty %s', async (name) => {
    const response = await ask('intro', { username: ann.username, [name]: '' });
    expect(failedProperties(response)).toMatchObject([{ property: name }]);
  });

  it('does not find what there is not', async () => {
    await ann.create();
    const missing = notFound('Event type with slug other not found');
    expectError(await ask('other', { username: ann.username }), missing);
    expectError(await ask('other', { username: 'nobody-has-this-name' }), missing);
    expectError(await ask('other', { username: 'nobody+no-one' }), missing);
    expectError(await ask('other', { username: '+' }), missing);
    expectError(await ask('other', { teamId: '9', isTeamEvent: 'true' }), notFound('Team with id 9 not found'));
    await ask('%00', { username: ann.username }).expect(404);
  });
});
