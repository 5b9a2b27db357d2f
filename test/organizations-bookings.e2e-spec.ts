import request, { type Test } from 'supertest';
import { bearer } from './support/api-client.js';
import { AN_HOUR, aStoredBooking } from './support/bookings.js';
import { aManagedUser, anApiKey, anOAuthClient, aPerson, type TestClient } from './support/factories.js';
import { responseSchemas } from './support/response-schema.js';
import { startTestApp, type TestApp } from './support/test-app.js';

describe('bookings of an organization', () => {
  let app: TestApp;
  let acme: TestClient;
  let other: TestClient;
  let users: { id: number; token: string; uid: string }[];

  const path = (rest = '', organizationId = acme.organizationId) => `/v2/organizations/${organizationId}${rest}`;
  const get = (path: string, headers: Record<string, string> = bearer(acme.apiKey)): Test =>
    request(app.url).get(path).set(headers);
  const uidsOf = async (path: string, headers?: Record<string, string>): Promise<string[]> => {
    const { body } = await get(path, headers).expect(200);
    return body.data.map(({ uid }: { uid: string }) => uid);
  };
  const refusal = async (path: string, headers?: Record<string, string>): Promise<string> =>
    (await get(path, headers).expect(403)).body.error.message;

  beforeAll(async () => {
    app = await startTestApp();
    acme = await anOAuthClient(app);
    other = await anOAuthClient(app);
    users = [];
    for (let hour = 1; hour <= 2; hour++) {
      const { user, accessToken } = await aManagedUser(app, acme);
      const startTime = new Date(app.clock.now() + hour * AN_HOUR);
      const { uid } = await aStoredBooking(app, { userId: user.id, startTime });
      users.push({ id: user.id, token: accessToken, uid });
    }
    await aStoredBooking(app, { userId: other.ownerId });
  });
  afterAll(() => app.close());

  it('are those of all members, for owners, administrators and the client', async () => {
    const uids = users.map(({ uid }) => uid);
    const admin = await anApiKey(app, await aPerson(app, acme.organizationId, 'ADMIN'), acme.organizationId);
    const idAndSecret = { ...acme.auth, 'x-cal-client-id': acme.clientId };
    for (const headers of [bearer(acme.apiKey), bearer(admin), idAndSecret]) {
      expect(await uidsOf(path('/bookings'), headers)).toEqual(uids);
    }
    const answer = await get(path('/bookings?take=1'));
    (await responseSchemas(app)).check(answer);
    expect(answer.body.pagination).toMatchObject({ totalItems: 2, hasNextPage: true });
  });

  it('are narrowed to members, in every spelling of the list, and by what narrows other lists', async () => {
    const [one, two] = users as [(typeof users)[0], (typeof users)[0]];
    expect(await uidsOf(path(`/bookings?userIds=${one.id}`))).toEqual([one.uid]);
    expect(await uidsOf(path(`/bookings?userIds=${one.id},${two.id}`))).toHaveLength(2);
    expect(await uidsOf(path(`/bookings?userIds[]=${two.id}&userIds[]=${two.id}`))).toEqual([two.uid]);
    expect(await uidsOf(path('/bookings?status=past'))).toEqual([]);
    expect(await uidsOf(path(`/users/${two.id}/bookings`))).toEqual([two.uid]);
    expect(await uidsOf(path(`/users/${two.id}/bookings?status=cancelled`))).toEqual([]);
  });

  it('are not shown of strangers', async () => {
    const text = 'Provided user ids does not belong to the organization.';
    for (const ids of [`${users[0]!.id},${other.ownerId}`, '2147483647', '1e12']) {
      expect(await refusal(path(`/bookings?userIds=${ids}`))).toBe(text);
    }
    await get(path('/bookings?userIds=x')).expect(400);
    expect(await refusal(path(`/users/${other.ownerId}/bookings`))).toBe(
      `IsUserInOrg - user with id=(${other.ownerId}) is not part of the organization with id=(${acme.organizationId})`,
    );
  });

  it('are not shown to strangers, mere members and managed users', async () => {
    const { organizationId } = acme;
    const notMember = `RolesGuard - User is not a member of the organization with id=${organizationId}.`;
    const notAdmin = (userId: number) =>
      `RolesGuard - user with id=${userId} does not have the minimum required role=ORG_ADMIN within organization with id=${organizationId}.`;
    const memberId = await aPerson(app, organizationId, 'MEMBER');
    const invited = await anApiKey(app, await aPerson(app, organizationId, 'ADMIN', false), organizationId);
    const [user] = users as [(typeof users)[0]];
    for (const rest of ['/bookings', `/users/${user.id}/bookings`]) {
      expect(await refusal(path(rest), bearer(other.apiKey))).toBe(notMember);
      expect(await refusal(path(rest), bearer(invited))).toBe(notMember);
      expect(await refusal(path(rest), bearer(await anApiKey(app, memberId, organizationId)))).toBe(notAdmin(memberId));
      expect(await refusal(path(rest), bearer(user.token))).toBe(notAdmin(user.id));
      await get(path(rest), {}).expect(401);
    }
  });

  it.each(['0', '2147483646', '99999999999'])('are none of the organization %s', async (id) => {
    expect(await refusal(`/v2/organizations/${id}/bookings`)).toBe(
      `IsOrgGuard - provided organization id=${id} does not represent any existing organization.`,
    );
    await get(`/v2/organizations/${id}x/bookings`).expect(400);
  });
});
