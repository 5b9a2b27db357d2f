import request from 'supertest';
import { ApiKeysService } from '../src/api-keys/api-keys.service.js';
import { CredentialsService } from '../src/credentials/credentials.service.js';
import { bearer } from './support/api-client.js';
import { badRequest, expectError, failedProperties, unauthorized } from './support/expected-errors.js';
import { aManagedUser, anApiKey, anOAuthClient, aPerson, type TestClient } from './support/factories.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const DAY = 86_400_000;
const NOT_VALID = unauthorized('ApiAuthStrategy - api key - Your api key is not valid');
const ONLY_WITH_KEY = unauthorized(
  "ApiKeysService - This endpoint can only be accessed using an API key by providing 'Authorization: Bearer <apiKey>' header",
);

describe('API keys', () => {
  let app: TestApp;
  let client: TestClient;

  beforeAll(async () => {
    app = await startTestApp();
  });
  beforeEach(async () => {
    client = await anOAuthClient(app);
  });
  afterAll(() => app.close());

  const refresh = (auth: Record<string, string>, body: object = {}) =>
    request(app.url).post('/v2/api-keys/refresh').set(auth).send(body);
  const refreshed = async (apiKey: string, body: object = {}): Promise<string> =>
    (await refresh(bearer(apiKey), body).expect(200)).body.data.apiKey;
  const list = (apiKey: string) => request(app.url).get(client.users).set(bearer(apiKey));
  const keysOf = (userId: number) => app.prisma.apiKey.findMany({ where: { userId }, include: { rateLimits: true } });

  describe('POST /v2/api-keys/refresh', () => {
    it('gives a new key that works, and refuses the old one in the very next request', async () => {
      await list(client.apiKey).expect(200);
      const { body } = await refresh(bearer(client.apiKey)).expect(200);
      expect(body).toEqual({ status: 'success', data: { apiKey: expect.stringMatching(/^cal_[\da-f]{32}$/) } });
      expectError(await list(client.apiKey), NOT_VALID);
      expectError(await refresh(bearer(client.apiKey)), NOT_VALID);
      await list(body.data.apiKey).expect(200);
    });

    it('keeps owner, organization, note and own limits, and leaves nothing of the old key', async () => {
      const { id, apiKey } = await app.app
        .get(ApiKeysService)
        .create({ userId: client.ownerId, organizationId: client.organizationId, note: 'for the night job' });
      await app.prisma.apiKey.deleteMany({ where: { userId: client.ownerId, id: { not: id } } });
      const limit = { name: 'short', limit: 7, ttlMs: 1_000, blockDurationMs: 2_000 };
      await app.prisma.apiKeyRateLimit.create({ data: { apiKeyId: id, ...limit } });
      const fresh = await refreshed(apiKey);
      const [key, ...others] = await keysOf(client.ownerId);
      expect(others).toEqual([]);
      expect(key?.id).not.toBe(id);
      expect(key).toMatchObject({ note: 'for the night job', organizationId: client.organizationId });
      expect(key?.rateLimits).toEqual([expect.objectContaining({ apiKeyId: key?.id, ...limit })]);
      expect((await app.app.get(CredentialsService).findApiKey(fresh))?.rateLimits).toEqual([limit]);
    });

    it.each([
      [{}, 30],
      [{ apiKeyDaysValid: null, apiKeyNeverExpires: null }, 30],
      [{ apiKeyNeverExpires: false }, 30],
      [{ apiKeyDaysValid: 1 }, 1],
      [{ apiKeyDaysValid: 60, apiKeyNeverExpires: false }, 60],
      [{ apiKeyDaysValid: 36_500 }, 36_500],
    ])('with %j gives a key for %d days', async (body, days) => {
      await refreshed(client.apiKey, body);
      const [key] = await keysOf(client.ownerId);
      const end = app.clock.now() + days * DAY;
      expect(Math.abs((key?.expiresAt?.getTime() ?? 0) - end)).toBeLessThan(60_000);
    });

    it('gives a key without an end when that is asked for', async () => {
      await refreshed(client.apiKey, { apiKeyNeverExpires: true });
      expect((await keysOf(client.ownerId))[0]?.expiresAt).toBeNull();
    });

    it('gives a key that ends', async () => {
      const apiKey = await refreshed(client.apiKey, { apiKeyDaysValid: 1 });
      await list(apiKey).expect(200);
      app.clock.advance(2 * DAY);
      expectError(await list(apiKey), unauthorized('ApiAuthStrategy - api key - Your api key is expired'));
      expectError(await refresh(bearer(apiKey)), unauthorized('ApiAuthStrategy - api key - Your api key is expired'));
    });

    it('refuses both a number of days and no end, and keeps the key', async () => {
      const text =
        'ApiKeysService -Cannot set both apiKeyDaysValid and apiKeyNeverExpires. It has to be either or none of them.';
      const both = { apiKeyDaysValid: 30, apiKeyNeverExpires: true };
      expectError(await refresh(bearer(client.apiKey), both), badRequest(text));
      await list(client.apiKey).expect(200);
    });

    it.each([
      [{ apiKeyDaysValid: 0 }, { min: 'apiKeyDaysValid must not be less than 1' }],
      [{ apiKeyDaysValid: 1.5 }, { isInt: 'apiKeyDaysValid must be an integer number' }],
      [{ apiKeyDaysValid: 36_501 }, { max: 'apiKeyDaysValid must not be greater than 36500' }],
      [{ apiKeyNeverExpires: 'true' }, { isBoolean: 'apiKeyNeverExpires must be a boolean value' }],
    ])('refuses %j', async (body, constraints) => {
      const failed = failedProperties(await refresh(bearer(client.apiKey), body));
      expect(failed.map((one) => one.constraints)).toEqual([constraints]);
      await list(client.apiKey).expect(200);
    });

    it('names the wrong fields in the order of the contract', async () => {
      const failed = failedProperties(
        await refresh(bearer(client.apiKey), { apiKeyNeverExpires: 1, apiKeyDaysValid: '30' }),
      );
      expect(failed.map(({ property }) => property)).toEqual(['apiKeyDaysValid', 'apiKeyNeverExpires']);
      expect(failed[0]?.constraints).toMatchObject({ isInt: 'apiKeyDaysValid must be an integer number' });
    });

    it('gives one new key when several ask with the same one at the same time', async () => {
      const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(bearer(client.apiKey))));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401]);
      expect(await keysOf(client.ownerId)).toHaveLength(1);
    });

    it('serves an administrator, and a member with a personal key', async () => {
      const admin = await aPerson(app, client.organizationId, 'ADMIN');
      const member = await aPerson(app, client.organizationId, 'MEMBER');
      await refreshed(await anApiKey(app, admin, client.organizationId));
      await refreshed(await anApiKey(app, member));
      expect((await keysOf(member)).map(({ organizationId }) => organizationId)).toEqual([null]);
    });

    it.each(['demoted', 'removed', 'invited anew'])(
      'refuses the key for an organization whose owner was %s',
      async (fate) => {
        const userId = await aPerson(app, client.organizationId, 'ADMIN');
        const apiKey = await anApiKey(app, userId, client.organizationId);
        const where = { userId };
        if (fate === 'demoted') await app.prisma.membership.updateMany({ where, data: { role: 'MEMBER' } });
        if (fate === 'removed') await app.prisma.membership.deleteMany({ where });
        if (fate === 'invited anew') await app.prisma.membership.updateMany({ where, data: { accepted: false } });
        const expected = { status: 401, error: { code: 'TRPCError', message: 'UNAUTHORIZED' } };
        expectError(await refresh(bearer(apiKey)), expected);
        expect(await keysOf(userId)).toHaveLength(1);
      },
    );

    it('is for API keys only', async () => {
      const { accessToken } = await aManagedUser(app, client);
      const asClient = { 'x-cal-client-id': client.clientId, ...client.auth };
      for (const auth of [bearer(accessToken), asClient, { ...asClient, ...bearer(client.apiKey) }]) {
        expectError(await refresh(auth), ONLY_WITH_KEY);
      }
      expect((await refresh({})).status).toBe(401);
      await list(client.apiKey).expect(200);
    });

    it('stores and logs nothing of the new key', async () => {
      const apiKey = await refreshed(client.apiKey);
      const [found] = await app.prisma.$queryRaw<{ row: string }[]>`
        SELECT k::text AS row FROM api_keys k WHERE user_id = ${client.ownerId}`;
      expect(found?.row).not.toContain(apiKey.slice('cal_'.length));
      expect(app.logs()).not.toContain(apiKey.slice('cal_'.length));
    });
  });

  describe('for the command line', () => {
    it('lists the keys of all organizations without anything secret', async () => {
      const other = await anOAuthClient(app);
      const all = await app.app.get(ApiKeysService).list();
      for (const { ownerId, organizationId } of [client, other]) {
        const { email } = await app.prisma.user.findUniqueOrThrow({ where: { id: ownerId } });
        expect(all.filter(({ userId }) => userId === ownerId)).toEqual([
          {
            ...{ id: expect.any(String), userId: ownerId, email, organizationId, note: null },
            ...{ createdAt: expect.any(Date), expiresAt: null },
          },
        ]);
      }
    });

    it('ends a key at once, and only that one', async () => {
      const keys = app.app.get(ApiKeysService);
      const { id, apiKey } = await keys.create({ userId: client.ownerId, organizationId: client.organizationId });
      await list(apiKey).expect(200);
      expect(await keys.revoke(id)).toBe(true);
      expectError(await list(apiKey), NOT_VALID);
      await list(client.apiKey).expect(200);
      expect(await keys.revoke(id)).toBe(false);
    });
  });
});
