import type { Test } from 'supertest';
import { managedUsersApi, type ManagedUsersApi } from '../support/api-client.js';
import { badRequest, expectError, notInClient } from '../support/expected-errors.js';
import { aManagedUser, anOAuthClient, aPerson, type TestClient } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const NOT_A_NUMBER = badRequest('Validation failed (numeric string is expected)');

const ROUTES: [name: string, call: (api: ManagedUsersApi, userId: number | string) => Test][] = [
  ['reading', (api, userId) => api.get(userId)],
  ['changing', (api, userId) => api.patch(userId, { name: 'Eve' })],
  ['changing the address of', (api, userId) => api.patch(userId, { email: 'eve@example.org' })],
  ['giving an impossible address to', (api, userId) => api.patch(userId, { email: 'eve' })],
  ['giving a schedule to', (api, userId) => api.patch(userId, { defaultScheduleId: 2_000_000_000 })],
  ['changing nothing of', (api, userId) => api.patch(userId, {})],
  ['re-tokening', (api, userId) => api.forceRefresh(userId)],
  ['deleting', (api, userId) => api.delete(userId)],
];

describe('the user in the path', () => {
  let app: TestApp;
  let client: TestClient;
  let api: ManagedUsersApi;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    api = managedUsersApi(app, client);
  });
  afterAll(() => app.close());

  const aUserOf = async (other: TestClient) => (await aManagedUser(app, other, { timeZone: 'Europe/Rome' })).user.id;

  describe.each(ROUTES)('%s a user', (_, call) => {
    it.each<[string, () => Promise<number>]>([
      ['of another client', async () => aUserOf(await anOAuthClient(app))],
      ['of another client of the same organization', async () => aUserOf(await anOAuthClient(app, {}, client))],
      ['who is not managed', async () => aPerson(app, client.organizationId, 'MEMBER')],
      ['who is the owner', async () => client.ownerId],
      [
        'whose client was deleted',
        async () => {
          const gone = await anOAuthClient(app, {}, client);
          const userId = await aUserOf(gone);
          await app.prisma.oAuthClient.delete({ where: { id: gone.clientId } });
          return userId;
        },
      ],
    ])('%s is not possible and leaves it as it was', async (_, someUser) => {
      const userId = await someUser();
      const everything = () =>
        app.prisma.user.findUnique({ where: { id: userId }, include: { profiles: true, tokenSessions: true } });
      const before = await everything();
      expectError(await call(api, userId), notInClient(userId));
      expect(await everything()).toEqual(before);
    });

    it.each([
      ['999999999.0', 999_999_999],
      ['2147483648', 2_147_483_648],
      ['99999999999', 99_999_999_999],
      ['-1', -1],
      ['-0', 0],
      ['0x7fffffff', 2_147_483_647],
    ])('that does not exist, %s, is not possible', async (text, userId) => {
      expectError(await call(api, text), notInClient(userId));
    });

    it.each(['abc', '12.5', '1e400', '1e21', '%00', 'NaN'])('with the id %s is not possible', async (text) => {
      expectError(await call(api, text), NOT_A_NUMBER);
    });
  });

  it.each([
    ['as it is', (id: number) => `${id}`],
    ['as a float', (id: number) => `${id}.0`],
    ['in hexadecimal digits', (id: number) => `0x${id.toString(16)}`],
    ['with an exponent', (id: number) => `${id}e0`],
    ['with a trailing slash', (id: number) => `${id}/`],
  ])('is understood %s', async (_, spelling) => {
    const { user } = await aManagedUser(app, client);
    const { body } = await api.get(spelling(user.id)).expect(200);
    expect(body).toEqual({ status: 'success', data: user });
  });
});
