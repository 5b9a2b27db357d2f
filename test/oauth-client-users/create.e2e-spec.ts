import { OAuthClientUsersService } from '../../src/oauth-client-users/oauth-client-users.service.js';
import { bearer, managedUsersApi, type ManagedUsersApi } from '../support/api-client.js';
import { alreadyExists, expectError, notAnAddress, notFound } from '../support/expected-errors.js';
import { aManagedUser, anOAuthClient, aPerson, type TestClient, unique } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const USER_KEYS = [
  'id',
  'email',
  'username',
  'name',
  'bio',
  'timeZone',
  'weekStart',
  'createdDate',
  'timeFormat',
  'defaultScheduleId',
  'locale',
  'avatarUrl',
];

describe('creating a managed user', () => {
  let app: TestApp;
  let client: TestClient;
  let api: ManagedUsersApi;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    api = managedUsersApi(app, client);
  });
  afterAll(() => app.close());

  const anAddress = (): string => `${unique()}@example.org`;
  const inClient = (address: string): string => address.replace('@', `+${client.clientId}@`);

  /** Creates a user whose input is `input` and an address, and gives it. */
  const created = async (input: object = {}) => {
    const { body } = await api.create({ email: anAddress(), name: 'Ann Lee', ...input }).expect(201);
    return body.data.user;
  };

  describe('answers', () => {
    it('with the user and then the tokens, every key in order', async () => {
      const { body } = await api.create({ email: anAddress(), name: 'Ann Lee', metadata: {} }).expect(201);
      expect(Object.keys(body)).toEqual(['status', 'data']);
      expect(Object.keys(body.data)).toEqual([
        'user',
        'accessToken',
        'accessTokenExpiresAt',
        'refreshToken',
        'refreshTokenExpiresAt',
      ]);
      expect(Object.keys(body.data.user)).toEqual([...USER_KEYS, 'metadata']);
    });

    it('with everything that was given', async () => {
      const email = anAddress();
      const input = {
        email,
        name: 'Ann Lee',
        timeFormat: 24,
        weekStart: 'Monday',
        timeZone: 'europe/rome',
        locale: 'fr',
        avatarUrl: 'https://img.acme.test/a.png',
        bio: 'Hi',
        metadata: { crmId: 'A-17', visits: 3, vip: true },
      };
      expect(await created(input)).toEqual({
        ...input,
        id: expect.any(Number),
        email: inClient(email),
        username: inClient(email).replace(/[@+.]/g, '-'),
        timeZone: 'Europe/Rome',
        createdDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        defaultScheduleId: expect.any(Number),
      });
    });

    const DEFAULTS = {
      bio: null,
      timeZone: 'Europe/London',
      weekStart: 'Sunday',
      timeFormat: 12,
      defaultScheduleId: null,
      locale: null,
      avatarUrl: null,
    };

    it('with defaults for what was left out, and without metadata', async () => {
      const user = await created();
      expect(user).toMatchObject(DEFAULTS);
      expect(Object.keys(user)).toEqual(USER_KEYS);
    });

    it('with the same defaults for nulls', async () => {
      const nulls = { timeFormat: null, weekStart: null, timeZone: null, locale: null, avatarUrl: null, bio: null };
      const user = await created({ ...nulls, metadata: null });
      expect(user).toMatchObject(DEFAULTS);
      expect(Object.keys(user)).toEqual(USER_KEYS);
    });

    it('with the time of the server', async () => {
      const before = app.clock.now();
      const createdAt = Date.parse((await created()).createdDate);
      expect(createdAt).toBeGreaterThanOrEqual(before - 1);
      expect(createdAt).toBeLessThanOrEqual(app.clock.now());
    });

    it('without what it did not ask for', async () => {
      const user = await created({ id: 1, username: 'root', role: 'ADMIN', defaultScheduleId: 1, locked: true });
      expect(Object.keys(user)).toEqual(USER_KEYS);
      expect(user).toMatchObject({ defaultScheduleId: null });
      expect(user.username).not.toBe('root');
    });

    it('the same as a later reading of the user', async () => {
      const user = await created({ timeZone: 'Europe/Rome', metadata: { b: 'x', a: 1 } });
      const { body } = await api.get(user.id).expect(200);
      expect(JSON.stringify(body)).toBe(JSON.stringify({ status: 'success', data: user }));
    });

    it('an owner with an API key as well', async () => {
      const byKey = managedUsersApi(app, client, bearer(client.apiKey));
      await byKey.create({ email: anAddress(), name: '' }).expect(201);
    });
  });

  describe('takes', () => {
    it.each([
      ['an empty name', { name: '' }, { name: '' }],
      ['a time format as text', { timeFormat: '24' }, { timeFormat: 24 }],
      ['metadata without keys', { metadata: {} }, { metadata: {} }],
      ['an avatar without scheme', { avatarUrl: 'img.acme.test/a.png' }, { avatarUrl: 'img.acme.test/a.png' }],
      ['a time zone in any letter case', { timeZone: 'america/new_york' }, { timeZone: 'America/New_York' }],
      ['a short time zone', { timeZone: 'utc' }, { timeZone: 'UTC' }],
      ['a time zone with small words', { timeZone: 'EUROPE/ISLE_OF_MAN' }, { timeZone: 'Europe/Isle_of_Man' }],
      ['a time zone with hyphens', { timeZone: 'America/Port-Au-Prince' }, { timeZone: 'America/Port-au-Prince' }],
      ['an old time zone', { timeZone: 'Pst8pdt' }, { timeZone: 'PST8PDT' }],
      ['a time zone with an offset in its name', { timeZone: 'etc/gmt+3' }, { timeZone: 'Etc/GMT+3' }],
    ])('%s', async (_, input, shown) => {
      expect(await created(input)).toMatchObject(shown);
    });
  });

  describe('keeps the address', () => {
    it.each([
      ['with the client in it', (id: string) => [`${id}@example.org`, `${id}+CLIENT@example.org`]],
      ['with its own tag', (id: string) => [`${id}+t@x.org`, `${id}+t+CLIENT@x.org`]],
      ['in its letter case', (id: string) => [`${id}.Ann@Example.ORG`, `${id}.Ann+CLIENT@Example.ORG`]],
      ['as it is when it names the client', (id: string) => [`${id}+CLIENT@x.org`, `${id}+CLIENT@x.org`]],
      ['without what stands after a second @', (id: string) => [`${id}@x.org@y.org`, `${id}+CLIENT@x.org`]],
    ])('%s', async (_, addresses) => {
      const [given, kept] = addresses(unique()).map((address) => address.replace('CLIENT', client.clientId));
      expect((await created({ email: given })).email).toBe(kept);
    });

    it.each([
      ['without @', 'foo', 'foo+CLIENT@undefined'],
      ['empty', '', '+CLIENT@undefined'],
      ['with a blank', 'a b@x.org', 'a b+CLIENT@x.org'],
      ['with a blank around it', 'a@x.org ', 'a+CLIENT@x.org '],
      ['without a dot in the domain', 'a@localhost', 'a+CLIENT@localhost'],
      ['with a second @ although it names the client', 'a+CLIENT@x@y.org', 'a+CLIENT@x@y.org'],
      ['of more than 320 characters', `${'a'.repeat(320)}@x.org`, `${'a'.repeat(320)}+CLIENT@x.org`],
    ])('never %s', async (_, given, named) => {
      const [email, address] = [given, named].map((text) => text.replace('CLIENT', client.clientId));
      expectError(await api.create({ email, name: 'Ann' }), notAnAddress(address as string));
    });
  });

  describe('derives the username', () => {
    it.each([
      ['ann@example.org', 'ann-CLIENT-example-org'],
      ['Ann.Lee@mail.example.co.uk', 'ann.lee-CLIENT-mail-example'],
      ['a+t@x.org', 'a-t-CLIENT-x-org'],
      ['jürgen@müller.de', 'jurgen-CLIENT-muller-de'],
    ])('of %s', async (email, username) => {
      const other = await anOAuthClient(app);
      const { body } = await managedUsersApi(app, other).create({ email, name: 'Ann' }).expect(201);
      expect(body.data.user.username).toBe(username.replace('CLIENT', other.clientId));
    });

    it('with a number when it is taken in the organization', async () => {
      const local = unique();
      const usernames = [];
      for (const separator of ['_', '-', '+']) {
        usernames.push((await created({ email: `${local}${separator}b@x.org` })).username);
      }
      const wanted = `${local}-b-${client.clientId}-x-org`;
      expect(usernames).toEqual([wanted, `${wanted}-2`, `${wanted}-3`]);
    });

    it('without a number when it is taken in another organization only', async () => {
      const id = unique();
      const here = await anOAuthClient(app, { id });
      const there = await anOAuthClient(app, { id: `a-${id}` });
      const [one, other] = [
        await aManagedUser(app, here, { email: `ann-a@${id}.org` }),
        await aManagedUser(app, there, { email: `ann@${id}.org` }),
      ];
      expect(other.user.username).toBe(`ann-a-${id}-${id}-org`);
      expect(one.user.username).toBe(other.user.username);
    });
  });

  describe('refuses an address that exists', () => {
    it.each([
      ['as given', (email: string) => email],
      ['in another letter case', (email: string) => email.toUpperCase().replace('EXAMPLE', 'example')],
      ['as stored', (email: string) => inClient(email)],
      ['as stored, in another letter case', (email: string) => inClient(email).replace('example', 'EXAMPLE')],
    ])('%s', async (_, spelling) => {
      const email = `ann-${unique()}@example.org`;
      const { user } = await aManagedUser(app, client, { email });
      expectError(await api.create({ email: spelling(email), name: 'Ann' }), alreadyExists(user.id));
    });

    it('with letters beyond ASCII in another case', async () => {
      const local = unique();
      const { user } = await aManagedUser(app, client, { email: `jürgen-${local}@müller.de` });
      expectError(await api.create({ email: `JÜRGEN-${local}@MÜLLER.DE`, name: 'J' }), alreadyExists(user.id));
    });

    it('for a person who is no managed user', async () => {
      const id = await aPerson(app, client.organizationId, 'ADMIN');
      await app.prisma.user.update({ where: { id }, data: { email: `p${id}+${client.clientId}@x.org` } });
      expectError(await api.create({ email: `p${id}@x.org`, name: 'Ann' }), alreadyExists(id));
    });

    it('and can be told by the words that clients search for', async () => {
      const email = anAddress();
      await aManagedUser(app, client, { email });
      expect((await api.create({ email, name: 'Ann' }).expect(409)).text).toContain('already exists');
    });

    it('but not when it exists in another client', async () => {
      const email = anAddress();
      await aManagedUser(app, await anOAuthClient(app, {}, client), { email });
      await api.create({ email, name: 'Ann' }).expect(201);
    });
  });

  describe('stores', () => {
    it('the user as a verified, accepted member of the organization', async () => {
      const { id, username } = await created();
      const row = await app.prisma.user.findUniqueOrThrow({
        where: { id },
        include: { profiles: true, memberships: true, schedules: true, eventTypes: true, tokenSessions: true },
      });
      expect(row).toMatchObject({
        uuid: expect.stringMatching(UUID_V4),
        verified: true,
        isPlatformManaged: true,
        oauthClientId: client.clientId,
        organizationId: client.organizationId,
        completedOnboarding: false,
        role: 'USER',
        locked: false,
        profiles: [{ uid: expect.stringMatching(UUID_V4), username, organizationId: client.organizationId }],
        memberships: [{ role: 'MEMBER', accepted: true, organizationId: client.organizationId }],
        schedules: [],
        eventTypes: [],
        tokenSessions: [{ clientId: client.clientId, generation: 0 }],
      });
    });

    it('one schedule, the default one, when there is a time zone', async () => {
      const { id, defaultScheduleId } = await created({ timeZone: 'asia/tokyo' });
      const schedules = await app.prisma.schedule.findMany({
        where: { userId: id },
        include: { availabilities: true },
      });
      expect(schedules).toMatchObject([
        { id: defaultScheduleId, name: 'Default schedule', timeZone: 'Asia/Tokyo', availabilities: [{ date: null }] },
      ]);
      expect(schedules[0]?.availabilities).toMatchObject([
        {
          days: [1, 2, 3, 4, 5],
          startTime: new Date('1970-01-01T09:00:00.000Z'),
          endTime: new Date('1970-01-01T17:00:00.000Z'),
        },
      ]);
    });

    it('four event types when the client wants them', async () => {
      const wanting = await anOAuthClient(app, { areDefaultEventTypesEnabled: true });
      const { user } = await aManagedUser(app, wanting);
      const eventTypes = await app.prisma.eventType.findMany({ where: { userId: user.id } });
      const video = [{ type: 'integrations:daily' }];
      const defaults = { userId: user.id, hidden: false, minimumBookingNotice: 120 };
      expect(eventTypes).toHaveLength(4);
      expect(new Map(eventTypes.map((eventType) => [eventType.slug, eventType]))).toMatchObject(
        new Map([
          ['thirty-minutes', { ...defaults, title: '30 Minutes', length: 30, locations: null }],
          ['sixty-minutes', { ...defaults, title: '60 Minutes', length: 60, locations: null }],
          ['thirty-minutes-video', { ...defaults, title: '30 Minutes', length: 30, locations: video }],
          ['sixty-minutes-video', { ...defaults, title: '60 Minutes', length: 60, locations: video }],
        ]),
      );
    });

    it('metadata as given', async () => {
      const metadata = { z: 'last', a: 1.5, long: 'ü'.repeat(500), no: false, ['k'.repeat(40)]: -7, '': '' };
      const { id } = await created({ metadata });
      expect((await app.prisma.user.findUniqueOrThrow({ where: { id } })).metadata).toEqual(metadata);
      expect((await api.get(id)).body.data.metadata).toEqual(metadata);
    });
  });

  it('logs the user in', async () => {
    const { body } = await api.create({ email: anAddress(), name: 'Ann' }).expect(201);
    const { user, accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt } = body.data;
    const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString());
    expect(claimsOf(accessToken)).toMatchObject({ ownerId: user.id, expiresAt: accessTokenExpiresAt });
    expect(claimsOf(refreshToken)).toMatchObject({ ownerId: user.id, expiresAt: refreshTokenExpiresAt });
    // The token is known, but a managed user manages nobody.
    await managedUsersApi(app, client, bearer(accessToken)).list().expect(403);
  });

  it('is not possible for a client that was deleted in the meantime', async () => {
    const gone = await anOAuthClient(app);
    await managedUsersApi(app, gone).list().expect(200);
    await app.prisma.oAuthClient.delete({ where: { id: gone.clientId } });
    const attempt = app.app
      .get(OAuthClientUsersService)
      .create(gone.clientId, { email: anAddress(), name: 'Ann' }, undefined);
    const expected = notFound(`OAuth Client with ID ${gone.clientId} not found`);
    await expect(attempt).rejects.toMatchObject({ status: expected.status, body: expected.error });
  });
});
