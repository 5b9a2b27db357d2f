import { anOAuthClient, type TestClient } from '../support/factories.js';
import { badRequest, expectError, failedProperties, notFound, unauthorized } from '../support/expected-errors.js';
import { ics, type IcsServer, startIcsServer, vevent } from '../support/ics-server.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { asUser, type UserApi } from './as-user.js';

const CALENDAR = ics('X-WR-CALNAME:Team', vevent('Standup', 'DTSTART:20300107T090000Z', 'DTEND:20300107T093000Z'));

describe('ICS feeds', () => {
  let app: TestApp;
  let client: TestClient;
  let feeds: IcsServer;
  let ann: UserApi;

  beforeAll(async () => {
    [app, feeds] = await Promise.all([startTestApp(), startIcsServer()]);
    client = await anOAuthClient(app);
  });
  beforeEach(async () => {
    ann = await asUser(app, client);
  });
  afterAll(() => Promise.all([app.close(), feeds.close()]));

  const connect = async (user: UserApi, ...urls: string[]): Promise<number> =>
    (await user.post('/calendars/ics-feed/save', { urls }).expect(201)).body.data.id;
  const busy = (user: UserApi, credentialId: number, externalId: string, more = '&loggedInUsersTz=Europe/Rome') =>
    user.get(
      `/calendars/busy-times?dateFrom=2030-01-07&dateTo=2030-01-08${more}` +
        `&calendarsToLoad[0][credentialId]=${credentialId}&calendarsToLoad[0][externalId]=${encodeURIComponent(externalId)}`,
    );

  it('nothing is connected at first: an empty list, and an object without properties as destination', async () => {
    const { body } = await ann.get('/calendars').expect(200);
    expect(body).toEqual({ status: 'success', data: { connectedCalendars: [], destinationCalendar: {} } });
    expectError(await ann.get('/calendars/ics-feed/check'), badRequest('Credentials for Ics Feed calendar not found.'));
  });

  it('are read when they are connected, listed, and checked', async () => {
    const urls = [feeds.publish(CALENDAR), feeds.publish(ics())];
    const { body } = await ann.post('/calendars/ics-feed/save', { urls, readOnly: false }).expect(201);
    const { id } = body.data;
    expect(body.data).toEqual({
      ...{ id, type: 'ics-feed_calendar', userId: ann.userId, teamId: null, appId: 'ics-feed', invalid: false },
    });
    await ann.get('/calendars/ics-feed/check').expect(200, { status: 'success' });
    const { connectedCalendars, destinationCalendar } = (await ann.get('/calendars').expect(200)).body.data;
    expect(destinationCalendar).toEqual({});
    expect(connectedCalendars).toHaveLength(1);
    const [{ integration, credentialId, primary, calendars }] = connectedCalendars;
    expect(integration).toMatchObject({ slug: 'ics-feed', type: 'ics-feed_calendar', title: 'ICS Feed' });
    expect(integration.logo).toMatch(/^\//);
    expect(credentialId).toBe(id);
    const shown = { integration: 'ics-feed_calendar', primary: null, readOnly: true, email: '', isSelected: false };
    expect(calendars).toEqual([
      { ...shown, externalId: urls[0], name: 'Team', credentialId: id, delegationCredentialId: null },
      { ...shown, externalId: urls[1], name: 'feed-1', credentialId: id, delegationCredentialId: null },
    ]);
    expect(primary).toEqual(calendars[0]);
  });

  it.each([
    ['no list', { urls: 'https://a.test/a.ics' }],
    ['an empty list', { urls: [] }],
    ['an address of something else', { urls: ['https://a.test/a.html'] }],
    ['another protocol', { urls: ['webcal://a.test/a.ics'] }],
    ['a NUL character', { urls: ['https://a.test/\0a.ics'] }],
    ['a flag that is none', { urls: ['https://a.test/a.ics'], readOnly: 'no' }],
  ])('are refused with %s', async (_, body) => {
    expect(failedProperties(await ann.post('/calendars/ics-feed/save', body))).toHaveLength(1);
  });

  it.each([
    ['that does not answer', () => 'http://127.0.0.1:1/a.ics'],
    ['that is not there', () => `${feeds.publish('')}x.ics`.replace('.icsx', '')],
    ['that is no calendar', () => feeds.publish('<html>')],
    ['that is another kind of calendar file', () => feeds.publish('BEGIN:VCARD\r\nEND:VCARD\r\n')],
    ['at a metadata service', () => 'http://169.254.169.254/latest/a.ics'],
    [
      'that leads to a metadata service',
      () => feeds.publish((response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end()),
    ],
    ['that leads in a circle', () => feeds.publish((response) => response.writeHead(302, { location: '?' }).end())],
    ['that is larger than five megabytes', () => feeds.publish(`${CALENDAR}${'X-A:B\r\n'.repeat(800_000)}`)],
  ])('are refused when there is one %s', async (_, url) => {
    const answer = await ann.post('/calendars/ics-feed/save', { urls: [feeds.publish(CALENDAR), url()] });
    expectError(answer, badRequest('Could not add ICS feeds, try using private ics feed.'));
    expect((await ann.get('/calendars')).body.data.connectedCalendars).toEqual([]);
  });

  it('tell busy times in UTC, with source and title', async () => {
    const url = feeds.publish(CALENDAR);
    const id = await connect(ann, url);
    const { body } = await busy(ann, id, url).expect(200);
    expect(body.data).toEqual([
      { start: '2030-01-07T09:00:00.000Z', end: '2030-01-07T09:30:00.000Z', source: 'ics-feed', title: 'Standup' },
    ]);
    expect((await busy(ann, id, url, '&timeZone=Europe/Rome').expect(200)).body.data).toHaveLength(1);
    const flat = `/calendars/busy-times?dateFrom=2030-01-07&dateTo=2030-01-07&timeZone=UTC&credentialId=${id}`;
    expect((await ann.get(`${flat}&externalId=${encodeURIComponent(url)}`).expect(200)).body.data).toHaveLength(1);
  });

  it('reads times without a zone in the zone of the question', async () => {
    const url = feeds.publish(ics(vevent('Lunch', 'DTSTART:20300107T120000', 'DTEND:20300107T130000')));
    const [time] = (await busy(ann, await connect(ann, url), url, '&timeZone=asia/tokyo').expect(200)).body.data;
    expect(time.start).toBe('2030-01-07T03:00:00.000Z');
  });

  it('asks a feed once a minute', async () => {
    const url = feeds.publish(CALENDAR);
    const id = await connect(ann, url);
    const { pathname } = new URL(url);
    const count = (): number => feeds.asked.filter((path) => path === pathname).length;
    const before = count();
    await Promise.all([busy(ann, id, url), busy(ann, id, url)]);
    await busy(ann, id, url);
    expect(count() - before).toBe(1);
    app.clock.advance(61_000);
    await busy(ann, id, url);
    expect(count() - before).toBe(2);
  });

  it('answers 500 with a text when a feed has gone, rather than that nobody is busy', async () => {
    let isThere = true;
    const url = feeds.publish((response) => (isThere ? response.end(CALENDAR) : response.writeHead(500).end()));
    const id = await connect(ann, url);
    isThere = false;
    const { status, body } = await busy(ann, id, url);
    expect([status, body.error.message]).toEqual([
      500,
      'Unable to fetch connected calendars events. Please try again later.',
    ]);
    expectError(await ann.get('/calendars/ics-feed/check'), unauthorized('Ics Feed not connected.'));
    const [account] = (await ann.get('/calendars').expect(200)).body.data.connectedCalendars;
    expect(account).toMatchObject({ credentialId: id, error: { message: 'Could not get connected calendars' } });
    expect(account).not.toHaveProperty('calendars');
  });

  it.each([
    ['no zone', '', badRequest('Either timeZone or loggedInUsersTz must be provided')],
    ['more than a year', '&timeZone=UTC&dateTo=2040-01-01', undefined],
  ])('refuses a question for busy times with %s', async (_, more, expected) => {
    const url = feeds.publish(CALENDAR);
    const answer = await busy(ann, await connect(ann, url), url, more);
    expect(answer.status).toBe(400);
    if (expected) expectError(answer, expected);
  });

  it.each([
    '',
    '&calendarsToLoad=1',
    '&calendarsToLoad[0][credentialId]=x&calendarsToLoad[0][externalId]=y',
    '&calendarsToLoad[0]=1',
  ])('refuses the list of calendars "%s"', async (list) => {
    expect(failedProperties(await ann.get(`/calendars/busy-times?timeZone=UTC${list}`)).length).toBeGreaterThan(0);
  });

  it('shows nobody the feeds of somebody else', async () => {
    const url = feeds.publish(CALENDAR);
    const id = await connect(ann, url);
    const bob = await asUser(app, client);
    expectError(await busy(bob, id, url), unauthorized('These credentials do not belong to you'));
    expectError(await busy(bob, 2 ** 40, url), unauthorized('These credentials do not belong to you'));
    expectError(await bob.post('/calendars/ics/disconnect', { id }), notFound('Calendar credentials not found'));
    const selection = { integration: 'ics-feed_calendar', externalId: url, credentialId: id };
    expectError(await bob.post('/selected-calendars', selection), notFound('Calendar credentials not found'));
    expect((await bob.get('/calendars')).body.data.connectedCalendars).toEqual([]);
  });

  it('calls no address that is not of the connection', async () => {
    const [url, other] = [feeds.publish(CALENDAR), feeds.publish(CALENDAR)];
    const before = feeds.asked.length;
    const id = await connect(ann, url);
    expect((await busy(ann, id, other)).status).toBe(500);
    expect(feeds.asked.slice(before)).toEqual([new URL(url).pathname]);
  });

  it('are selected and deselected', async () => {
    const url = feeds.publish(CALENDAR);
    const credentialId = await connect(ann, url);
    const selection = { integration: 'ics-feed_calendar', externalId: url, credentialId };
    const expected = { userId: ann.userId, ...selection };
    for (let again = 0; again < 2; again++) {
      const { body } = await ann.post('/selected-calendars', selection).expect(201);
      expect(body).toEqual({ status: 'success', data: expected });
    }
    const isSelected = async () =>
      (await ann.get('/calendars')).body.data.connectedCalendars[0].calendars[0].isSelected as boolean;
    expect(await isSelected()).toBe(true);
    const query = new URLSearchParams({ ...selection, credentialId: String(credentialId) });
    const { body } = await ann.delete(`/selected-calendars?${query}`).expect(200);
    expect(body.data).toEqual(expected);
    expect(await isSelected()).toBe(false);
    expectError(await ann.delete(`/selected-calendars?${query}`), notFound('No SelectedCalendar found.'));
    const wrong = { ...selection, integration: 'google_calendar' };
    expectError(await ann.post('/selected-calendars', wrong), notFound('Calendar credentials not found'));
    expect(failedProperties(await ann.post('/selected-calendars', {}))).toHaveLength(3);
  });

  it('cannot be the destination of bookings', async () => {
    const url = feeds.publish(CALENDAR);
    await connect(ann, url);
    const answer = await ann.put('/destination-calendars', { integration: 'apple_calendar', externalId: url });
    expectError(answer, notFound(`Could not find calendar ${url}`));
    const other = await ann.put('/destination-calendars', { integration: 'ics-feed_calendar', externalId: url });
    expect(failedProperties(other).map(({ property }) => property)).toEqual(['integration']);
  });

  it('are disconnected with what was selected of them', async () => {
    const url = feeds.publish(CALENDAR);
    const id = await connect(ann, url);
    await ann.post('/selected-calendars', { integration: 'ics-feed_calendar', externalId: url, credentialId: id });
    const { body } = await ann.post('/calendars/ics/disconnect', { id }).expect(200);
    expect(body.data).toMatchObject({ id, type: 'ics-feed_calendar' });
    expect((await ann.get('/calendars')).body.data.connectedCalendars).toEqual([]);
    expect(await app.prisma.selectedCalendar.count({ where: { userId: ann.userId } })).toBe(0);
    expectError(await ann.post('/calendars/ics/disconnect', { id }), notFound('Calendar credentials not found'));
    expect(failedProperties(await ann.post('/calendars/ics/disconnect', { id: 'x' }))).toHaveLength(1);
  });

  it('are stored sealed', async () => {
    const url = feeds.publish(CALENDAR);
    const id = await connect(ann, url);
    const { sealedKey } = await app.prisma.appCredential.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(sealedKey).toString('latin1')).not.toContain('feed-');
  });

  it.each([
    ['google', 'Credentials for google_calendar not found.'],
    ['office365', 'Credentials for office_365_calendar not found.'],
    ['apple', 'Credentials for apple calendar not found.'],
    ['other', 'Invalid calendar type, available calendars are: '],
  ])('a check of %s says that it is not connected', async (calendar, message) => {
    const { status, body } = await ann.get(`/calendars/${calendar}/check`);
    expect([status, body.error.message]).toEqual([400, message]);
  });
});
