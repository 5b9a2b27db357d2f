import request from 'supertest';
import { CalendarWritesWorker } from '../../src/calendars/calendar-writes-worker.service.js';
import { CalendarWritesRepository } from '../../src/calendars/calendar-writes.repository.js';
import { aBooking } from '../slots/setting.js';
import { badRequest, expectError, notFound, unauthorized } from '../support/expected-errors.js';
import { anOAuthClient, type TestClient } from '../support/factories.js';
import { type FakeService, startFakeService } from '../support/fake-service.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { asUser, type UserApi } from './as-user.js';

const TOKENS = { access_token: 'at-1', refresh_token: 'rt-1', expires_in: 3600 };
const START = '2050-09-05T10:00:00Z';

describe('calendars that are agreed to elsewhere', () => {
  let app: TestApp;
  let bare: TestApp;
  let service: FakeService;
  let client: TestClient;
  let ann: UserApi;

  beforeAll(async () => {
    service = await startFakeService();
    bare = await startTestApp();
    app = await startTestApp({
      ...{ googleClientId: 'g-id', googleClientSecret: 'g-secret', googleUrl: service.url },
      ...{ office365ClientId: 'ms-id', office365ClientSecret: 'ms-secret', office365Url: service.url },
      ...{ stripeClientId: 'ca_1', stripeSecretKey: 'sk_1', stripeUrl: service.url, accessTokenMinutes: 1_000 },
    });
    client = await anOAuthClient(app);
  });
  beforeEach(async () => {
    service.reset();
    answerAsGoogle();
    answerAsMicrosoft();
    ann = await asUser(app, client);
  });
  afterAll(() => Promise.all([app.close(), bare.close(), service.close()]));

  const answerAsGoogle = (): void => {
    service.answer('POST', '/token', TOKENS);
    service.answer('GET', '/calendar/v3/calendars/primary', { id: 'ann@gmail.test' });
    service.answer('GET', '/calendar/v3/users/me/calendarList', {
      items: [
        { id: 'holidays', summary: 'Holidays', accessRole: 'reader' },
        { id: 'ann@gmail.test', summary: 'Ann', primary: true, accessRole: 'owner' },
      ],
    });
    const busy = [{ start: '2050-09-05T09:00:00Z', end: '2050-09-05T10:00:00Z' }];
    service.answer('POST', '/calendar/v3/freeBusy', { calendars: { 'ann@gmail.test': { busy } } });
  };
  const answerAsMicrosoft = (): void => {
    service.answer('POST', '/common/oauth2/v2.0/token', TOKENS);
    service.answer('GET', '/v1.0/me', { mail: null, userPrincipalName: 'ann@corp.test' });
    service.answer('GET', '/v1.0/me/calendars', {
      value: [
        { id: 'cal=1', name: 'Calendar', isDefaultCalendar: true, canEdit: true, owner: { address: 'a@corp.test' } },
      ],
    });
    const time = (hour: string) => ({ dateTime: `2050-09-05T${hour}:00:00.0000000`, timeZone: 'UTC' });
    service.answer('GET', '/v1.0/me/calendars/cal%3D1/calendarView', {
      value: [
        { showAs: 'busy', start: time('09'), end: time('10') },
        { showAs: 'free', start: time('11'), end: time('12') },
      ],
    });
  };
  const depart = async (calendar: string, query = '?redir=https://a.test/done&isDryRun='): Promise<URL> =>
    new URL((await ann.get(`/calendars/${calendar}/connect${query}`).expect(200)).body.data.authUrl);
  const comeBack = (path: string, state: string | null, code = '&code=abc') =>
    request(app.url)
      .get(`/v2/${path}?state=${encodeURIComponent(state ?? '')}${code}`)
      .redirects(0);
  const connect = async (calendar: 'google' | 'office365'): Promise<number> => {
    const path = calendar === 'google' ? 'gcal/oauth/save' : 'calendars/office365/save';
    const { headers } = await comeBack(path, (await depart(calendar)).searchParams.get('state')).expect(301);
    expect(headers['location']).toBe('https://a.test/done');
    return (await ann.get('/calendars')).body.data.connectedCalendars[0].credentialId as number;
  };

  it.each([
    ['google', '/o/oauth2/v2/auth', /\/v2\/gcal\/oauth\/save$/, 'access_type', 'offline'],
    ['office365', '/common/oauth2/v2.0/authorize', /\/v2\/calendars\/office365\/save$/, 'prompt', 'select_account'],
  ])('%s tells the address at which the user agrees', async (calendar, path, redirectUri, parameter, value) => {
    const url = await depart(calendar);
    expect(url.origin + url.pathname).toBe(service.url + path);
    expect(url.searchParams.get('redirect_uri')).toMatch(redirectUri);
    expect(url.searchParams.get(parameter)).toBe(value);
    expect(url.href).not.toContain(ann.token);
  });

  it.each(['google', 'office365'])('%s that is not set up is 404', async (calendar) => {
    const bob = await asUser(bare, await anOAuthClient(bare));
    expect((await bob.get(`/calendars/${calendar}/connect`)).status).toBe(404);
  });

  it.each([
    ['google', 'google_calendar', 'ann@gmail.test', 2],
    ['office365', 'office365_calendar', 'cal=1', 1],
  ] as const)(
    '%s is connected, its main calendar selected, read and made the destination',
    async (calendar, type, main, count) => {
      const id = await connect(calendar);
      const { connectedCalendars, destinationCalendar } = (await ann.get('/calendars').expect(200)).body.data;
      expect(connectedCalendars[0].calendars).toHaveLength(count);
      expect(connectedCalendars[0].primary).toMatchObject({ externalId: main, primary: true, isSelected: true });
      expect(destinationCalendar).toMatchObject({ integration: type, externalId: main, credentialId: id });
      await ann.get(`/calendars/${calendar}/check`).expect(200, { status: 'success' });
      const query = `timeZone=UTC&dateFrom=2050-09-05&dateTo=2050-09-05&credentialId=${id}&externalId=${encodeURIComponent(main)}`;
      const { body } = await ann.get(`/calendars/busy-times?${query}`).expect(200);
      const source = `${calendar}-calendar`;
      expect(body.data).toContainEqual({ start: '2050-09-05T09:00:00.000Z', end: '2050-09-05T10:00:00.000Z', source });
      expect(await connect(calendar)).toBe(id);
    },
  );

  it('stores nothing in a dry run, without a code, or for a state that is not ours', async () => {
    const dry = (await depart('google', '?redir=https://a.test/dry&isDryRun=true')).searchParams.get('state');
    expect((await comeBack('calendars/google/save', dry)).headers['location']).toBe('https://a.test/dry');
    const state = (await depart('google')).searchParams.get('state');
    expect((await comeBack('calendars/google/save', state, '&code=undefined')).status).toBe(301);
    expectError(await comeBack('calendars/google/save', '{"accessToken":"x"}'), unauthorized('Invalid Access token.'));
    expectError(await comeBack('calendars/office365/save', state), unauthorized('Invalid Access token.'));
    service.answer('POST', '/token', { error: 'invalid_grant' }, 400);
    expect((await comeBack('calendars/google/save', state)).status).toBe(400);
    expect((await ann.get('/calendars')).body.data.connectedCalendars).toEqual([]);
  });

  it('renews a token once when it has ended, and tells when the user has to agree again', async () => {
    const id = await connect('google');
    app.clock.advance(3_600_000);
    service.answer('POST', '/token', { access_token: 'at-2', expires_in: 3600 });
    service.requests.length = 0;
    await Promise.all([ann.get('/calendars/google/check').expect(200), ann.get('/calendars/google/check').expect(200)]);
    const renewals = service.requests.filter(({ path }) => path === '/token');
    expect(renewals).toHaveLength(1);
    expect(renewals[0]?.body).toContain('refresh_token=rt-1');
    expect(service.requests.at(-1)?.headers['authorization']).toBe('Bearer at-2');
    app.clock.advance(3_700_000);
    service.answer('POST', '/token', { error: 'invalid_grant' }, 400);
    const [account] = (await ann.get('/calendars').expect(200)).body.data.connectedCalendars;
    expect(account.error).toEqual({ message: 'Access token expired or revoked' });
    expectError(await ann.get('/calendars/google/check'), badRequest('Invalid google OAuth credentials.'));
    expect((await app.prisma.appCredential.findUniqueOrThrow({ where: { id } })).invalid).toBe(true);
  });

  it('writes a booking to Google under an id that follows from it, shows and changes the event, and takes it away', async () => {
    const refused = 'Google Calendar is not connected for this user';
    expectError(await ann.get('/calendars/google/event/x'), unauthorized(refused));
    const soon =
      'Meeting details is currently only available for Google Calendar. Office 365 and Apple support is coming soon.';
    expectError(await ann.get('/calendars/apple/event/x'), badRequest(soon));
    await connect('google');
    const event = await app.prisma.eventType.create({
      data: { userId: ann.userId, title: 'T', slug: 't', length: 60 },
    });
    const { id } = await aBooking(app, { userId: ann.userId, eventTypeId: event.id }, START);
    service.answer('POST', '/calendar/v3/calendars/ann%40gmail.test/events', ({ body }) => JSON.parse(body) as object);
    const due = () =>
      app.app.get(CalendarWritesRepository).record(id, null, false, new Date(app.clock.now()), app.prisma);
    await due();
    await app.app.get(CalendarWritesWorker).runDue();
    const [reference] = await app.prisma.bookingReference.findMany({ where: { bookingId: id } });
    const uid = reference?.uid ?? '';
    expect(uid).toMatch(/^mu[0-9a-f]{40}$/);
    const path = `/calendar/v3/calendars/ann%40gmail.test/events/${uid}`;
    const stored = { id: uid, summary: 'Talk', status: 'confirmed', start: { dateTime: START, timeZone: 'UTC' } };
    service.answer('GET', path, stored);
    service.answer('PATCH', path, ({ body }) => ({ ...stored, ...(JSON.parse(body) as object) }));
    const { body } = await ann.get(`/calendars/google/event/${uid}`).expect(200);
    expect(body.data).toMatchObject({ id: uid, title: 'Talk', status: 'accepted', source: 'google' });
    const bob = await asUser(app, client);
    expectError(await bob.get(`/calendars/google/event/${uid}`), unauthorized(refused));
    expectError(await ann.get('/calendars/google/event/other'), notFound('Booking reference not found'));
    const changed = await request(app.url)
      .patch(`/v2/calendars/google/events/${uid}`)
      .set('authorization', `Bearer ${ann.token}`)
      .send({ title: 'New' });
    expect(changed.body.data).toMatchObject({ title: 'New' });
    await app.prisma.booking.update({ where: { id }, data: { status: 'CANCELLED' } });
    service.answer('DELETE', path, {}, 410);
    await due();
    await app.app.get(CalendarWritesWorker).runDue();
    expect(service.requests.at(-1)).toMatchObject({ method: 'DELETE', path });
    expect(await app.prisma.bookingReference.count({ where: { bookingId: id } })).toBe(0);
  });

  it('connects and checks a Stripe account', async () => {
    expectError(await ann.get('/stripe/check'), notFound('Credentials for stripe not found.'));
    const bob = await asUser(bare, await anOAuthClient(bare));
    expect((await bob.get('/stripe/connect?returnTo=https://a.test')).body.error.message).toBe(' - Required, ');
    const { data } = (await ann.get('/stripe/connect?returnTo=https://a.test/ok&onErrorReturnTo=https://a.test/no'))
      .body;
    const url = new URL(data.authUrl);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ client_id: 'ca_1', scope: 'read_write' });
    expect(url.searchParams.get('stripe_user[email]')).toContain('@example.org');
    const state = url.searchParams.get('state');
    expect((await comeBack('stripe/save', state, '&error=access_denied')).headers['location']).toBe(
      'https://a.test/no',
    );
    service.answer('POST', '/oauth/token', { ...TOKENS, stripe_user_id: 'acct_1' });
    expect((await comeBack('stripe/save', state)).headers['location']).toBe('https://a.test/ok');
    expectError(await ann.get('/stripe/check'), badRequest('Stripe account is not an active account'));
    service.answer('GET', '/v1/accounts/acct_1', { charges_enabled: true, payouts_enabled: true });
    await ann.get('/stripe/check').expect(200, { status: 'success' });
    expectError(await comeBack('stripe/save', ''), badRequest('Missing `state` query param'));
  });

  it('has no teams, and tells no stranger of an organization', async () => {
    await ann.get(`/organizations/${client.organizationId}/teams/me`).expect(200, { status: 'success', data: [] });
    const text = 'RolesGuard - User is not a member of the organization with id=999999999.';
    expect((await ann.get('/organizations/999999999/teams/me')).body.error.message).toBe(text);
    expect((await ann.get('/atoms/auth/oauth2/clients/nobody')).status).toBe(401);
  });
});
