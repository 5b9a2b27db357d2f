import type { Response } from 'supertest';
import { managedUsersApi, type ManagedUsersApi, tokensApi } from '../support/api-client.js';
import { alreadyExists, expectError, notFound, notInClient } from '../support/expected-errors.js';
import { aManagedUser, anOAuthClient, type TestClient, unique } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** Starts `count` calls at once and waits for all. */
const atOnce = <Result>(count: number, call: (index: number) => PromiseLike<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

const withStatus = (responses: Response[], status: number) =>
  responses.filter((response) => response.status === status);

describe('simultaneous requests for managed users', () => {
  let app: TestApp;
  let client: TestClient;
  let api: ManagedUsersApi;

  beforeAll(async () => {
    app = await startTestApp();
  });
  beforeEach(async () => {
    client = await anOAuthClient(app);
    api = managedUsersApi(app, client);
  });
  afterAll(() => app.close());

  const count = () => app.prisma.user.count({ where: { oauthClientId: client.clientId } });
  /** Letter case by the bits of `index`. */
  const inSomeCase = (text: string, index: number): string =>
    [...text].map((letter, place) => ((index >> (place % 7)) & 1 ? letter.toUpperCase() : letter)).join('');

  it('let one of 100 creations of an address, in any letter case, win; 99 are told who has it', async () => {
    const email = `annabel-${unique()}@example.org`;
    const responses = await atOnce(100, (index) =>
      api.create({ email: inSomeCase(email, index), name: `Ann ${index}` }),
    );
    const [winner, ...more] = withStatus(responses, 201);
    const losers = withStatus(responses, 409);
    expect([more.length, losers.length]).toEqual([0, 99]);
    for (const loser of losers) expectError(loser, alreadyExists(winner?.body.data.user.id));
    expect(await count()).toBe(1);
  });

  it('give 40 users with different addresses and one username 40 different usernames', async () => {
    const local = unique();
    const separators = ['_', '-', '+', '#', '!'];
    const responses = await atOnce(40, (index) => {
      const separator = `${separators[index % 5]}${separators[Math.floor(index / 5) % 5]}`.repeat(
        1 + Math.floor(index / 25),
      );
      return api.create({ email: `${local}${separator}b@x.org`, name: 'Ann' });
    });
    expect(withStatus(responses, 201)).toHaveLength(40);
    const usernames = responses.map(({ body }) => body.data.user.username);
    expect(new Set(usernames).size).toBe(40);
    const wanted = `${local}-b-${client.clientId}-x-org`;
    for (const username of usernames) expect(username.replace(/-\d+$/, '')).toBe(wanted);
    const profiles = await app.prisma.profile.findMany({ where: { organizationId: client.organizationId } });
    expect(profiles.map(({ username }) => username)).toEqual(expect.arrayContaining(usernames));
  });

  it('let one of 20 deletions of a user win', async () => {
    const { user } = await aManagedUser(app, client, { timeZone: 'Europe/Rome' });
    const responses = await atOnce(20, () => api.delete(user.id));
    expect(withStatus(responses, 200).map(({ body }) => body.data)).toEqual([user]);
    const losers = withStatus(responses, 404);
    expect(losers).toHaveLength(19);
    for (const loser of losers) expectError(loser, notInClient(user.id));
  });

  it('let users that exchange their addresses do so or be told who has them', async () => {
    for (let round = 0; round < 5; round++) {
      const [one, other] = [await aManagedUser(app, client), await aManagedUser(app, client)];
      const responses = await Promise.all([
        api.patch(one.user.id, { email: other.user.email }),
        api.patch(other.user.id, { email: one.user.email }),
      ]);
      for (const { status } of responses) expect([200, 409]).toContain(status);
    }
  });

  it('let one of 20 users have an address that all of them want', async () => {
    const users = await atOnce(20, () => aManagedUser(app, client));
    const email = `${unique()}@example.org`;
    const responses = await atOnce(20, (index) => api.patch(users[index]?.user.id as number, { email, name: 'Eve' }));
    const [winner, ...more] = withStatus(responses, 200);
    expect(more).toEqual([]);
    for (const loser of withStatus(responses, 409)) expectError(loser, alreadyExists(winner?.body.data.id));
    expect(await app.prisma.user.count({ where: { oauthClientId: client.clientId, name: 'Eve' } })).toBe(1);
  });

  it('keep the username of a user and of its profile the same through 20 new addresses', async () => {
    const { user } = await aManagedUser(app, client);
    const responses = await atOnce(20, (index) => api.patch(user.id, { email: `${unique()}.${index}@example.org` }));
    expect(withStatus(responses, 200)).toHaveLength(20);
    const { email, username, profiles } = await app.prisma.user.findUniqueOrThrow({
      where: { id: user.id },
      include: { profiles: true },
    });
    expect(profiles.map((profile) => profile.username)).toEqual([username]);
    expect(email.split('+')[0]?.replace('.', '')).toBe(username?.split(`-${client.clientId}`)[0]?.replace('.', ''));
  });

  it('lose no change of 20 that change different properties', async () => {
    const { user } = await aManagedUser(app, client);
    const changes = [{ name: 'Eve' }, { bio: 'Hi' }, { locale: 'de' }, { timeFormat: 24 }, { metadata: { a: 1 } }];
    await atOnce(20, (index) => api.patch(user.id, changes[index % 5] as object).expect(200));
    expect((await api.get(user.id)).body.data).toEqual({ ...user, ...Object.assign({}, ...changes) });
  });

  it('never fail when a user is changed, re-tokened and deleted at once', async () => {
    for (let round = 0; round < 5; round++) {
      const { user } = await aManagedUser(app, client, { timeZone: 'Europe/Rome' });
      const calls = [
        () => api.patch(user.id, { email: `${unique()}@example.org` }),
        () => api.patch(user.id, { defaultScheduleId: user.defaultScheduleId }),
        () => api.forceRefresh(user.id),
        () => api.delete(user.id),
        () => api.patch(user.id, { name: 'Eve' }),
        () => api.get(user.id),
      ];
      const responses = await atOnce(12, (index) => (calls[index % 6] as () => PromiseLike<Response>)());
      const noSchedule = notFound(`Schedule with ID=${user.defaultScheduleId} does not exist.`);
      for (const response of responses.filter(({ status }) => status !== 200)) {
        const isAboutSchedule = response.body.error.message === noSchedule.error.message;
        expectError(response, isAboutSchedule ? noSchedule : notInClient(user.id));
      }
      expect(await app.prisma.tokenSession.count({ where: { userId: user.id } })).toBe(0);
    }
  });

  it('leave one session after 20 re-tokenings, and its tokens work', async () => {
    const { user } = await aManagedUser(app, client);
    const responses = await atOnce(20, () => api.forceRefresh(user.id).expect(200));
    expect(await app.prisma.tokenSession.count({ where: { userId: user.id } })).toBe(1);
    const statuses = await Promise.all(
      responses.map(({ body }) => tokensApi(app, client).refresh(body.data.refreshToken)),
    );
    expect(withStatus(statuses, 200).length).toBeGreaterThan(0);
  });
});
