import request from 'supertest';
import { anOAuthClient, type TestClient } from '../support/factories.js';
import { badRequest, expectError, unauthorized } from '../support/expected-errors.js';
import { type FakeService, startFakeService } from '../support/fake-service.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { asUser, type UserApi } from './as-user.js';

const TOKENS = { access_token: 'at-secret', refresh_token: 'rt-secret', expires_in: 3600 };

describe('/v2/conferencing', () => {
  let bare: TestApp;
  let app: TestApp;
  let service: FakeService;
  let client: TestClient;
  let ann: UserApi;

  beforeAll(async () => {
    service = await startFakeService();
    bare = await startTestApp();
    app = await startTestApp({
      ...{ zoomClientId: 'zoom-id', zoomClientSecret: 'zoom-secret', zoomUrl: service.url },
      ...{ office365ClientId: 'ms-id', office365ClientSecret: 'ms-secret', office365Url: service.url },
      ...{ googleClientId: 'g-id', googleClientSecret: 'g-secret', googleUrl: service.url },
    });
    client = await anOAuthClient(app);
  });
  beforeEach(async () => {
    service.reset();
    ann = await asUser(app, client);
  });
  afterAll(() => Promise.all([bare.close(), app.close(), service.close()]));

  const items = async (user: UserApi) => (await user.get('/atoms/conferencing').expect(200)).body.data.items;
  const authUrl = async (slug: string, query = '?returnTo=https://a.test/ok&onErrorReturnTo=https://a.test/no') =>
    new URL((await ann.get(`/conferencing/${slug}/oauth/auth-url${query}`).expect(200)).body.data.url);
  const connect = async (slug: string): Promise<void> => {
    service.answer('POST', slug === 'zoom' ? '/oauth/token' : '/common/oauth2/v2.0/token', TOKENS);
    const state = encodeURIComponent((await authUrl(slug)).searchParams.get('state') ?? '');
    const { headers } = await ann.get(`/conferencing/${slug}/oauth/callback?state=${state}&code=abc`).expect(301);
    expect(headers['location']).toBe('https://a.test/ok');
  };

  it('nothing is connected at first, and no default is chosen', async () => {
    await ann.get('/conferencing').expect(200, { status: 'success', data: [] });
    await ann.get('/conferencing/default').expect(200, { status: 'success' });
  });

  it('the components see Cal Video without any set-up', async () => {
    const bob = await asUser(bare, await anOAuthClient(bare));
    const [video, ...others] = await items(bob);
    expect(others).toEqual([]);
    expect(video).toMatchObject({ slug: 'daily-video', type: 'daily_video', isGlobal: true, userCredentialIds: [0] });
    expect(video).toMatchObject({ invalidCredentialIds: [], teams: [], enabled: true, isInstalled: true });
    expect(video.appData.location).toEqual({ linkType: 'dynamic', type: 'integrations:daily', label: 'Cal Video' });
    expect(video.locationOption).toEqual({ value: 'integrations:daily', label: 'Cal Video', disabled: false });
  });

  it('the components see what the operator has set up', async () => {
    const slugs = (await items(ann)).map(({ slug }: { slug: string }) => slug);
    expect(slugs).toEqual(['google-meet', 'zoom', 'msteams', 'daily-video']);
  });

  it.each(['zoom', 'msteams'])('%s that is not set up is 400', async (slug) => {
    const bob = await asUser(bare, await anOAuthClient(bare));
    const { status, body } = await bob.get(`/conferencing/${slug}/oauth/auth-url?returnTo=https://a.test`);
    expect([status, body.error.code, body.error.message]).toEqual([400, 'BAD_REQUEST', ' - Required, ']);
  });

  it('makes Cal Video the default', async () => {
    await ann.post('/conferencing/daily-video/default').expect(200, { status: 'success' });
    await ann.get('/conferencing/default').expect(200, { status: 'success', data: { appSlug: 'daily-video' } });
  });

  it('refuses an app as default that is not connected, or that there is not', async () => {
    expectError(await ann.post('/conferencing/zoom/default'), badRequest('zoom not connected.'));
    const { status, body } = await ann.post('/conferencing/constructor/default');
    expect([status, body.error.message]).toEqual([400, 'Invalid app, available apps are: ']);
    expect(body.error.details.error).toBe('google-meet, zoom, msteams, daily-video');
  });

  it.each([
    ['zoom', 'zoom_video', `/oauth/authorize`, {}],
    [
      'msteams',
      'office365_video',
      '/common/oauth2/v2.0/authorize',
      { scope: 'OnlineMeetings.ReadWrite offline_access' },
    ],
  ])('connects %s, makes it the default and disconnects it', async (slug, type, path, more) => {
    const url = await authUrl(slug);
    expect(url.origin + url.pathname).toBe(service.url + path);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ response_type: 'code', ...more });
    expect(url.searchParams.get('redirect_uri')).toMatch(new RegExp(`/v2/conferencing/${slug}/oauth/callback$`));
    await connect(slug);
    const [connection, ...others] = (await ann.get('/conferencing').expect(200)).body.data;
    expect(others).toEqual([]);
    expect(connection).toEqual({ id: connection.id, type, userId: ann.userId, invalid: false });
    await ann.post(`/conferencing/${slug}/default`).expect(200);
    await ann.get('/conferencing/default').expect(200, { status: 'success', data: { appSlug: slug } });
    const shown = (await items(ann)).find((item: { slug: string }) => item.slug === slug);
    expect(shown).toMatchObject({ userCredentialIds: [connection.id], isInstalled: true });
    await ann.delete(`/conferencing/${slug}/disconnect`).expect(200, { status: 'success' });
    await ann.get('/conferencing/default').expect(200, { status: 'success' });
    expectError(await ann.delete(`/conferencing/${slug}/disconnect`), badRequest(`${slug} not connected.`));
  });

  it('connects once, however often', async () => {
    await connect('zoom');
    await connect('zoom');
    expect((await ann.get('/conferencing')).body.data).toHaveLength(1);
  });

  it('moves event types to Cal Video when their app is disconnected, and leaves other places as they are', async () => {
    await connect('zoom');
    const place = { type: 'attendeeInPerson' };
    const { id } = await app.prisma.eventType.create({
      data: {
        ...{ userId: ann.userId, title: 'T', slug: 's', length: 30 },
        locations: [place, { type: 'integrations:zoom' }],
      },
    });
    const other = await app.prisma.eventType.create({
      data: { userId: ann.userId, title: 'U', slug: 'u', length: 30, locations: [place] },
    });
    await ann.delete('/conferencing/zoom/disconnect').expect(200);
    const after = await app.prisma.eventType.findUniqueOrThrow({ where: { id } });
    expect(after.locations).toEqual([place, { type: 'integrations:daily' }]);
    expect((await app.prisma.eventType.findUniqueOrThrow({ where: { id: other.id } })).locations).toEqual([place]);
  });

  it('sends the browser to the other address when the service refuses', async () => {
    const state = encodeURIComponent((await authUrl('zoom')).searchParams.get('state') ?? '');
    service.answer('POST', '/oauth/token', { error: 'invalid_grant' }, 400);
    for (const query of [
      `state=${state}&error=access_denied`,
      `state=${state}&code=bad`,
      `state=${state}&code=a&code=b`,
    ]) {
      const { headers } = await request(app.url).get(`/v2/conferencing/zoom/oauth/callback?${query}`).redirects(0);
      expect(headers['location']).toBe('https://a.test/no');
    }
    expect((await ann.get('/conferencing')).body.data).toEqual([]);
  });

  it('refuses a callback without a state, with one that is not ours, of another app or too old', async () => {
    const callback = (slug: string, query: string) => ann.get(`/conferencing/${slug}/oauth/callback?${query}`);
    expectError(await callback('zoom', 'code=abc'), badRequest('Missing `state` query param'));
    const forged = encodeURIComponent(JSON.stringify({ accessToken: ann.token, returnTo: 'https://evil.test' }));
    expectError(await callback('zoom', `code=abc&state=${forged}`), unauthorized('Invalid Access token.'));
    const state = encodeURIComponent((await authUrl('zoom')).searchParams.get('state') ?? '');
    expectError(await callback('msteams', `code=abc&state=${state}`), unauthorized('Invalid Access token.'));
    app.clock.advance(31 * 60_000);
    expectError(await callback('zoom', `code=abc&state=${state}`), unauthorized('Invalid Access token.'));
  });

  it('puts nothing secret into the state, and goes back to the origin when nothing else is said', async () => {
    const { body } = await ann.get('/conferencing/zoom/oauth/auth-url').set('origin', 'http://localhost:4321');
    expect(body.status).toBe(body.data ? 'success' : 'error');
    const url = await authUrl('zoom');
    const state = Buffer.from(url.searchParams.get('state') ?? '', 'base64url').toString('latin1');
    expect(state).not.toContain(ann.token.slice(0, 20));
    expect(url.href).not.toContain(ann.token);
  });

  it.each(['javascript:alert(1)', 'no-address', 'data:text/html,x'])('refuses to go to %s', async (address) => {
    const query = `?returnTo=${encodeURIComponent(address)}&onErrorReturnTo=https://a.test`;
    expectError(
      await ann.get(`/conferencing/zoom/oauth/auth-url${query}`),
      badRequest('returnTo must be an http:// or https:// address'),
    );
  });

  it('refuses other apps', async () => {
    const { status, body } = await ann.get('/conferencing/toString/oauth/auth-url?returnTo=https://a.test');
    expect([status, body.error.message]).toEqual([400, 'Invalid conferencing app, available apps are: ']);
    expectError(
      await ann.post('/conferencing/zoom/connect'),
      badRequest('Invalid conferencing app. Available apps: GOOGLE_MEET.'),
    );
  });

  it('connects Google Meet to a Google Calendar that works, once', async () => {
    const meet = () => ann.post('/conferencing/google-meet/connect');
    expectError(await meet(), badRequest('Google Meet requires a Google Calendar connection.'));
    const { id } = await app.prisma.appCredential.create({
      data: {
        ...{ userId: ann.userId, type: 'google_calendar', appId: 'google-calendar', account: 'a', invalid: true },
        sealedKey: new Uint8Array(1),
      },
    });
    expectError(
      await meet(),
      badRequest('Google Meet requires a valid Google Calendar connection. Please reconnect Google Calendar.'),
    );
    await app.prisma.appCredential.update({ where: { id }, data: { invalid: false } });
    const { body } = await meet().expect(200);
    expect(body.data).toEqual({ id: body.data.id, type: 'google_video', userId: ann.userId, invalid: false });
    expectError(await meet(), badRequest('Google Meet is already connected for this user.'));
  });
});
