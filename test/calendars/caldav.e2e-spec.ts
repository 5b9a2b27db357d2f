import request from 'supertest';
import { AccountCalendarsService } from '../../src/calendars/account-calendars.service.js';
import { CalendarWritesWorker } from '../../src/calendars/calendar-writes-worker.service.js';
import { aHost, type Host } from '../slots/setting.js';
import { bearer } from '../support/api-client.js';
import { type CalDavServer, startCalDavServer } from '../support/caldav-server.js';
import { badRequest, expectError, failedProperties, notFound, unauthorized } from '../support/expected-errors.js';
import { anOAuthClient, type TestClient } from '../support/factories.js';
import { ics, vevent } from '../support/ics-server.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const DAY = '2050-09-05';

describe('CalDAV', () => {
  let app: TestApp;
  let client: TestClient;
  let dav: CalDavServer;
  let host: Host;

  beforeAll(async () => {
    dav = await startCalDavServer();
    app = await startTestApp({ caldavUrl: dav.url });
    client = await anOAuthClient(app);
  });
  beforeEach(async () => {
    dav.events.clear();
    dav.failure = null;
    // Of the tests before, which use the same server.
    await app.prisma.calendarWrite.deleteMany({ where: { booking: { user: { oauthClientId: client.clientId } } } });
    host = await aHost(app, client);
  });
  afterAll(() => Promise.all([app.close(), dav.close()]));

  const api = (method: 'get' | 'post' | 'put' | 'delete', path: string, body?: object) =>
    request(app.url)[method](`/v2${path}`).set(bearer(host.token)).send(body);
  const credentials = () => ({ username: dav.username, password: dav.password });
  const connect = async (): Promise<number> => {
    await api('post', '/calendars/apple/credentials', credentials()).expect(201, { status: 'success' });
    return (await calendars()).connectedCalendars[0].credentialId as number;
  };
  const calendars = async () => (await api('get', '/calendars').expect(200)).body.data;
  const select = async (credentialId: number) =>
    api('post', '/selected-calendars', { integration: 'apple_calendar', externalId: dav.own, credentialId }).expect(
      201,
    );
  const slots = async (): Promise<string[]> => {
    const path = `/v2/slots?eventTypeId=${host.eventTypeId}&start=${DAY}&end=${DAY}`;
    const { body } = await request(app.url).get(path).set('cal-api-version', '2024-09-04').expect(200);
    return (body.data[DAY] ?? []).map(({ start }: { start: string }) => start.slice(11, 16));
  };
  const book = async (start = `${DAY}T10:00:00Z`): Promise<{ id: number; uid: string }> => {
    const attendee = { name: 'Bob, "B"; Bee', email: 'bob@example.org', timeZone: 'Europe/Rome' };
    const { body } = await request(app.url)
      .post('/v2/bookings')
      .set('cal-api-version', '2024-08-13')
      .send({ start, eventTypeId: host.eventTypeId, attendee });
    if (body.status !== 'success') throw new Error(JSON.stringify(body));
    return body.data;
  };
  const write = () => app.app.get(CalendarWritesWorker).runDue();
  const pending = (bookingId: number) => app.prisma.calendarWrite.count({ where: { bookingId } });
  const references = (bookingId: number) => app.prisma.bookingReference.findMany({ where: { bookingId } });
  const change = async (method: 'post' | 'patch', path: string, body: object = {}): Promise<{ uid: string }> => {
    const call = request(app.url)
      [method](`/v2/bookings/${path}`)
      .set({ 'cal-api-version': '2024-08-13', ...bearer(host.token) });
    const answer = await call.send(body);
    if (answer.body.status !== 'success') throw new Error(JSON.stringify(answer.body));
    return answer.body.data;
  };
  const cancel = (uid: string) => change('post', `${uid}/cancel`);
  const move = (uid: string, start: string) => change('post', `${uid}/reschedule`, { start });
  const meetAt = (uid: string, link: string) =>
    change('patch', `${uid}/location`, { location: { type: 'link', link } });

  it('is connected with user name and password, which are tried and stored sealed', async () => {
    const id = await connect();
    const { connectedCalendars, destinationCalendar } = await calendars();
    const [{ integration, primary, calendars: listed }] = connectedCalendars;
    expect(integration).toMatchObject({ slug: 'apple-calendar', type: 'apple_calendar' });
    const common = { integration: 'apple_calendar', primary: null, email: dav.username, isSelected: false };
    const ids = { credentialId: id, delegationCredentialId: null };
    expect(listed).toEqual([
      { ...common, ...ids, externalId: dav.own, name: 'Work & home', readOnly: false },
      { ...common, ...ids, externalId: dav.shared, name: '2030', readOnly: true },
    ]);
    expect(primary).toEqual(listed[0]);
    expect(destinationCalendar).toMatchObject({
      ...{ integration: 'apple_calendar', externalId: dav.own, primaryEmail: dav.username, userId: host.userId },
      ...{ credentialId: id, name: 'Work & home', readOnly: false, integrationTitle: 'Apple Calendar' },
    });
    await api('get', '/calendars/apple/check').expect(200, { status: 'success' });
    const { sealedKey } = await app.prisma.appCredential.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(sealedKey).toString('latin1')).not.toContain('abcd');
    expect(app.logs()).not.toContain(dav.password);
  });

  it('is connected once, however often, and another password replaces the first', async () => {
    const id = await connect();
    expect(await connect()).toBe(id);
    const before = dav.password;
    dav.password = 'another-one';
    app.clock.advance(11_000);
    expect((await calendars()).connectedCalendars[0].error).toEqual({ message: 'Access token expired or revoked' });
    expectError(await api('get', '/calendars/apple/check'), badRequest('Invalid apple calendar credentials.'));
    expect(await connect()).toBe(id);
    await api('get', '/calendars/apple/check').expect(200);
    dav.password = before;
  });

  it.each([
    ['a wrong password', { password: 'wrong' }, 'The server does not accept the credentials'],
    ['a server that is not well', { failure: 503 }, 'The server does not answer like a CalDAV server'],
  ])('refuses %s', async (_, { failure, ...change }: { failure?: number; password?: string }, reason) => {
    dav.failure = failure ?? null;
    const answer = await api('post', '/calendars/apple/credentials', { ...credentials(), ...change });
    expectError(answer, badRequest(`Could not add this apple calendar account: ${reason}`));
    expect((await calendars()).connectedCalendars).toEqual([]);
  });

  it('refuses what is no user name or password without repeating it', async () => {
    const short = await api('post', '/calendars/apple/credentials', { username: 'a', password: ' x ' });
    expectError(short, badRequest('Username or password cannot be empty'));
    const wrong = await api('post', '/calendars/apple/credentials', { username: ' ', password: ['geheim'] });
    expect(failedProperties(wrong).map(({ property }) => property)).toEqual(['username', 'password']);
    expect(wrong.text).not.toContain('geheim');
    const { status, body } = await api('post', '/calendars/google/credentials', credentials());
    expect([status, body.error.message]).toEqual([400, 'Invalid calendar type, available calendars are: ']);
    expect(body.error.details.error).toBe('apple');
  });

  it('the destination is chosen among what can be written to', async () => {
    const id = await connect();
    const choose = (externalId: string) =>
      api('put', '/destination-calendars', { integration: 'apple_calendar', externalId });
    const { body } = await choose(dav.own).expect(200);
    const data = { userId: host.userId, integration: 'apple_calendar', externalId: dav.own, credentialId: id };
    expect(body).toEqual({ status: 'success', data });
    expectError(await choose(dav.shared), notFound(`Could not find calendar ${dav.shared}`));
    expectError(await choose('https://evil.test/'), notFound('Could not find calendar https://evil.test/'));
  });

  it('a destination that is gone moves; one whose account does not answer stays', async () => {
    await connect();
    const move = (externalId: string) =>
      app.prisma.destinationCalendar.update({ where: { userId: host.userId }, data: { externalId } });
    await move(`${dav.url}/home/gone/`);
    expect((await calendars()).destinationCalendar.externalId).toBe(dav.own);
    await move(`${dav.url}/home/gone/`);
    dav.failure = 500;
    app.clock.advance(11_000);
    expect((await calendars()).destinationCalendar.externalId).toBe(`${dav.url}/home/gone/`);
  });

  it('an account that is disconnected while the calendars are read is not listed, and is no fault', async () => {
    await connect();
    await app.prisma.destinationCalendar.deleteMany({ where: { userId: host.userId } });
    const accounts = app.app.get(AccountCalendarsService);
    accounts.list = async function (userId) {
      Reflect.deleteProperty(this, 'list');
      const found = await this.list(userId);
      await app.prisma.appCredential.deleteMany({ where: { userId } });
      return found;
    };
    expect(await calendars()).toEqual({ connectedCalendars: [], destinationCalendar: {} });
  });

  it('busy times of selected calendars block slots, also of series', async () => {
    const series = ['DTSTART:20500903T103000Z', 'DTEND:20500903T113000Z', 'RRULE:FREQ=DAILY'];
    dav.events.set('a.ics', ics(vevent('daily', ...series)));
    const free = ['DTSTART:20500905T140000Z', 'DTEND:20500905T150000Z', 'TRANSP:TRANSPARENT'];
    dav.events.set('b.ics', ics(vevent('free', ...free)));
    const all = ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00', '15:00', '16:00'];
    const id = await connect();
    expect(await slots()).toEqual(all);
    await select(id);
    expect(await slots()).toEqual(['09:00', '12:00', '13:00', '14:00', '15:00', '16:00']);
    await api('post', '/calendars/apple/disconnect', { id }).expect(200);
    expect(await slots()).toEqual(all);
  });

  it('a calendar that cannot be read is not taken for an empty one', async () => {
    await select(await connect());
    dav.failure = 500;
    const path = `/v2/slots?eventTypeId=${host.eventTypeId}&start=${DAY}&end=${DAY}`;
    const { status, body } = await request(app.url).get(path).set('cal-api-version', '2024-09-04');
    expect([status, body.error.code]).toEqual([503, 'CALENDAR_UNAVAILABLE']);
    await expect(book()).rejects.toThrow('CALENDAR_UNAVAILABLE');
    const query = `timeZone=UTC&calendarsToLoad[0][credentialId]=1&calendarsToLoad[0][externalId]=x`;
    expectError(
      await api('get', `/calendars/busy-times?${query}`),
      unauthorized('These credentials do not belong to you'),
    );
  });

  it('a busy time cannot be booked', async () => {
    dav.events.set('a.ics', ics(vevent('dentist', 'DTSTART:20500905T100000Z', 'DTEND:20500905T110000Z')));
    await select(await connect());
    await expect(book()).rejects.toThrow('not available');
    await book(`${DAY}T11:00:00Z`);
  });

  it('a booking is written into the destination once it is committed, and taken away when it is cancelled', async () => {
    const credentialId = await connect();
    const { id, uid } = await book();
    expect(dav.events.size).toBe(0);
    await write();
    const text = dav.events.get(`${uid}.ics`)?.replace(/\r\n /g, '') ?? '';
    expect(text).toContain('DTSTART:20500905T100000Z');
    expect(text).toContain('DTEND:20500905T110000Z');
    expect(text).toMatch(/ATTENDEE;.*SCHEDULE-AGENT=CLIENT.*:mailto:bob@example\.org/);
    expect(text).not.toContain(client.clientId);
    const reference = { type: 'apple_calendar', uid, externalCalendarId: dav.own, credentialId };
    expect(await references(id)).toEqual([expect.objectContaining(reference)]);
    expect(await pending(id)).toBe(0);
    await cancel(uid);
    await write();
    expect(dav.events.size).toBe(0);
    expect(await references(id)).toEqual([]);
  });

  it('a booking that moves leaves one event', async () => {
    await connect();
    const first = await book();
    await write();
    const second = await move(first.uid, `${DAY}T12:00:00Z`);
    await write();
    expect([...dav.events.keys()]).toEqual([`${second.uid}.ics`]);
    const text = dav.events.get(`${second.uid}.ics`);
    expect(text).toMatch(/SEQUENCE:1\r\n/);
    expect(text).toContain('DTSTART:20500905T120000Z');
  });

  it('a booking that changes is written again', async () => {
    await connect();
    const { id, uid } = await book();
    await write();
    await meetAt(uid, 'https://meet.test/x');
    await write();
    expect(dav.events.get(`${uid}.ics`)).toContain('LOCATION:https://meet.test/x');
    expect(await references(id)).toHaveLength(1);
  });

  it('what fails is tried again, later and later, and nothing that happens in the meantime is lost', async () => {
    await connect();
    const { id, uid } = await book();
    dav.failure = 503;
    await write();
    await write();
    const waiting = await app.prisma.calendarWrite.findUniqueOrThrow({ where: { bookingId: id } });
    expect(waiting).toMatchObject({ attempts: 1, leasedUntil: null });
    dav.failure = null;
    await meetAt(uid, 'https://meet.test/y');
    await write();
    expect(dav.events.get(`${uid}.ics`)).toContain('https://meet.test/y');
    dav.failure = 503;
    await cancel(uid);
    await write();
    expect(dav.events.size).toBe(1);
    dav.failure = null;
    await write();
    expect(dav.events.size).toBe(1);
    app.clock.advance(11_000);
    await write();
    expect(dav.events.size).toBe(0);
  });

  it('a change during a write is written too', async () => {
    await connect();
    const { id, uid } = await book();
    const [claimed] = await app.prisma.$queryRaw<{ version: number }[]>`
      UPDATE calendar_writes SET leased_until = now() + interval '1 hour' WHERE booking_id = ${id} RETURNING version`;
    expect(claimed?.version).toBe(1);
    await cancel(uid);
    await write();
    // The server that has the lease finishes what it knew of: the rest stays due.
    expect(await pending(id)).toBe(1);
    await app.prisma.calendarWrite.update({ where: { bookingId: id }, data: { leasedUntil: null } });
    await write();
    expect(await pending(id)).toBe(0);
    expect(dav.events.size).toBe(0);
  });

  it.each([
    ['when the client of the host does not want it', { areCalendarEventsEnabled: false }, true],
    ['without a destination', {}, false],
  ])('nothing is written %s', async (_, settings, isConnected) => {
    host = await aHost(app, await anOAuthClient(app, settings));
    if (isConnected) await connect();
    const { id } = await book();
    expect(await pending(id)).toBe(0);
  });

  it('a refused password marks the connection', async () => {
    const id = await connect();
    await book();
    const before = dav.password;
    dav.password = 'changed';
    await write();
    dav.password = before;
    expect((await app.prisma.appCredential.findUniqueOrThrow({ where: { id } })).invalid).toBe(true);
    expect(dav.events.size).toBe(0);
  });
});
