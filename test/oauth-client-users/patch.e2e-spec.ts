import { bearer, managedUsersApi, type ManagedUsersApi, tokensApi } from '../support/api-client.js';
import {
  alreadyExists,
  expectError,
  failedProperties,
  forbidden,
  notAnAddress,
  notFound,
} from '../support/expected-errors.js';
import { aManagedUser, anApiKey, anOAuthClient, aSchedule, type TestClient, unique } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('changing a managed user', () => {
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
  const patched = async (userId: number, input: object) => (await api.patch(userId, input).expect(200)).body.data;
  const profileNameOf = async (userId: number) =>
    (await app.prisma.profile.findFirstOrThrow({ where: { userId } })).username;

  /** A user with something in every property. */
  const aFullUser = async () => {
    const { user } = await aManagedUser(app, client, {
      timeFormat: 24,
      weekStart: 'Monday',
      timeZone: 'Europe/Rome',
      locale: 'fr',
      avatarUrl: 'https://img.acme.test/a.png',
      bio: 'Hi',
      metadata: { crmId: 'A-17', vip: true },
    });
    return user;
  };

  it.each([
    ['name', 'Eve'],
    ['timeFormat', 12],
    ['weekStart', 'Friday'],
    ['timeZone', 'Asia/Tokyo'],
    ['locale', 'zh-TW'],
    ['avatarUrl', 'ftp://img.acme.test/b.png'],
    ['bio', 'Hello'],
    ['metadata', { other: 1 }],
  ])('changes %s to %j, and nothing else', async (property, value) => {
    const user = await aFullUser();
    const { text } = await api.patch(user.id, { [property]: value }).expect(200);
    expect(text).toBe(JSON.stringify({ status: 'success', data: { ...user, [property]: value } }));
    expect((await api.get(user.id)).text).toBe(text);
  });

  it('changes everything at once', async () => {
    const user = await aFullUser();
    const email = anAddress();
    const change = { name: 'Eve', timeFormat: 12, weekStart: 'Friday', timeZone: 'Asia/Tokyo', locale: 'da' };
    expect(await patched(user.id, { ...change, email, defaultScheduleId: null, metadata: {} })).toMatchObject({
      ...change,
      email: inClient(email),
      defaultScheduleId: null,
      metadata: {},
    });
  });

  it.each([{}, { id: 5, username: 'root', nickname: 'A', createdDate: 0 }])(
    'changes nothing with %j',
    async (input) => {
      const user = await aFullUser();
      expect(await patched(user.id, input)).toEqual(user);
    },
  );

  it.each(['name', 'timeFormat', 'defaultScheduleId', 'locale', 'avatarUrl', 'bio'])(
    'empties %s with null',
    async (property) => {
      const user = await aFullUser();
      expect(await patched(user.id, { [property]: null })).toEqual({ ...user, [property]: null });
    },
  );

  it('removes the metadata with null', async () => {
    const { metadata, ...user } = await aFullUser();
    expect(metadata).toBeDefined();
    expect(await patched(user.id, { metadata: null })).toEqual(user);
    const rows = await app.prisma.$queryRaw`SELECT 1 FROM users WHERE id = ${user.id} AND metadata IS NULL`;
    expect(rows).toHaveLength(1);
  });

  it.each(['email', 'timeZone', 'weekStart'])('refuses null for %s, which cannot be empty', async (property) => {
    const user = await aFullUser();
    const failed = failedProperties(await api.patch(user.id, { [property]: null, name: 'Eve' }));
    expect(failed.map((failure) => failure.property)).toEqual([property]);
    expect((await api.get(user.id)).body.data).toEqual(user);
  });

  it('replaces the metadata as a whole', async () => {
    const { user } = await aManagedUser(app, client, { metadata: { a: 1, b: 2 } });
    expect((await patched(user.id, { metadata: { b: 3 } })).metadata).toEqual({ b: 3 });
  });

  it('does not change the username with the name', async () => {
    const { user } = await aManagedUser(app, client);
    expect((await patched(user.id, { name: 'Somebody Else' })).username).toBe(user.username);
  });

  it('does not touch the schedules with the time zone', async () => {
    const { user } = await aManagedUser(app, client, { timeZone: 'Europe/Rome' });
    await patched(user.id, { timeZone: 'Asia/Tokyo' });
    const schedules = await app.prisma.schedule.findMany({ where: { userId: user.id } });
    expect(schedules).toMatchObject([{ id: user.defaultScheduleId, timeZone: 'Europe/Rome' }]);
  });

  it('leaves the tokens valid, also with a new address', async () => {
    const { user, accessToken, refreshToken } = await aManagedUser(app, client);
    const tokens = tokensApi(app, client);
    await patched(user.id, { email: anAddress(), name: 'Eve' });
    await tokens.useAccessToken(accessToken).expect(403);
    await tokens.refresh(refreshToken).expect(200);
  });

  it('is possible with a personal API key of the owner', async () => {
    const { user } = await aManagedUser(app, client);
    const personal = managedUsersApi(app, client, bearer(await anApiKey(app, client.ownerId)));
    expect((await personal.patch(user.id, { email: anAddress(), bio: 'Hi' }).expect(200)).body.data.bio).toBe('Hi');
  });

  describe('to a new address', () => {
    it('rewrites it and renames the user, in the organization too', async () => {
      const { user } = await aManagedUser(app, client);
      const local = unique();
      const changed = await patched(user.id, { email: `${local}.Eve@mail.example.co.uk` });
      expect(changed).toEqual({
        ...user,
        email: `${local}.Eve+${client.clientId}@mail.example.co.uk`,
        username: `${local}.eve-${client.clientId}-mail-example`,
      });
      expect(await profileNameOf(user.id)).toBe(changed.username);
    });

    it('takes an address that names the client as it is', async () => {
      const { user } = await aManagedUser(app, client);
      const email = inClient(anAddress());
      expect((await patched(user.id, { email })).email).toBe(email);
    });

    it('numbers the username when another has it, and not when only the user itself has', async () => {
      const local = unique();
      const taken = (await aManagedUser(app, client, { email: `${local}_b@x.org` })).user.username;
      const { user } = await aManagedUser(app, client);
      expect((await patched(user.id, { email: `${local}-b@x.org` })).username).toBe(`${taken}-2`);
      expect((await patched(user.id, { email: `${local}+b@x.org` })).username).toBe(`${taken}-2`);
      expect(await profileNameOf(user.id)).toBe(`${taken}-2`);
    });

    it.each([
      ['its own', (email: string) => email],
      [
        'its own in another letter case',
        (email: string) => email.toUpperCase().replace('@EXAMPLE.ORG', '@example.org'),
      ],
    ])('accepts %s', async (_, spelling) => {
      const email = `ann-${unique()}@example.org`;
      const { user } = await aManagedUser(app, client, { email });
      const changed = await patched(user.id, { email: spelling(email) });
      expect(changed).toEqual({ ...user, email: inClient(spelling(email)) });
    });

    it.each([
      ['as given', (email: string) => email],
      ['in another letter case', (email: string) => email.toUpperCase()],
    ])('refuses that of another user, %s, and changes nothing', async (_, spelling) => {
      const email = anAddress();
      const taken = await aManagedUser(app, client, { email });
      const { user } = await aManagedUser(app, client);
      const response = await api.patch(user.id, { email: spelling(email), name: 'Eve', bio: 'Hi' });
      expectError(response, alreadyExists(taken.user.id));
      expect((await api.get(user.id)).body.data).toEqual(user);
      expect(await profileNameOf(user.id)).toBe(user.username);
    });

    it.each([
      ['', '+CLIENT@undefined'],
      ['foo', 'foo+CLIENT@undefined'],
      ['a b@x.org', 'a b+CLIENT@x.org'],
      ['a@localhost', 'a+CLIENT@localhost'],
      [`${'a'.repeat(320)}@x.org`, `${'a'.repeat(320)}+CLIENT@x.org`],
    ])('refuses "%s", and changes nothing', async (email, named) => {
      const { user } = await aManagedUser(app, client);
      const response = await api.patch(user.id, { email, name: 'Eve' });
      expectError(response, notAnAddress(named.replace('CLIENT', client.clientId)));
      expect((await api.get(user.id)).body.data).toEqual(user);
    });
  });

  describe('to another default schedule', () => {
    it('accepts one of the user', async () => {
      const { user } = await aManagedUser(app, client);
      const defaultScheduleId = await aSchedule(app, user.id);
      expect(await patched(user.id, { defaultScheduleId })).toEqual({ ...user, defaultScheduleId });
    });

    it('refuses one of another user, and changes nothing', async () => {
      const { user } = await aManagedUser(app, client);
      const other = await aManagedUser(app, client);
      const defaultScheduleId = await aSchedule(app, other.user.id);
      expectError(
        await api.patch(user.id, { defaultScheduleId, name: 'Eve' }),
        forbidden(`User with ID=${user.id} does not own schedule with ID=${defaultScheduleId}`),
      );
      expect((await api.get(user.id)).body.data).toEqual(user);
    });

    it.each([
      ['0', '0'],
      ['-0', '0'],
      ['-7', '-7'],
      ['1.5', '1.5'],
      ['2147483647', '2147483647'],
      ['99999999999', '99999999999'],
      ['1e300', '1e+300'],
    ])('refuses %s, which does not exist', async (number, shown) => {
      const { user } = await aManagedUser(app, client);
      expectError(
        await api.patch(user.id, `{"defaultScheduleId":${number}}`),
        notFound(`Schedule with ID=${shown} does not exist.`),
      );
    });
  });
});
