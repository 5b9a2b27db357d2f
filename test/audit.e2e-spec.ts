import request from 'supertest';
import { ApiKeysService } from '../src/api-keys/api-keys.service.js';
import { AuditService } from '../src/audit/audit.service.js';
import type { AuditEventOutput } from '../src/audit/audit.dto.js';
import { OAuthClientsService } from '../src/oauth-clients/oauth-clients.service.js';
import { bearer } from './support/api-client.js';
import { badRequest, expectError, failedProperties, forbidden } from './support/expected-errors.js';
import {
  aManagedUser,
  anApiKey,
  anOAuthClient,
  anOrganization,
  aPerson,
  type TestClient,
} from './support/factories.js';
import { startTestApp, type TestApp } from './support/test-app.js';

describe('audit events', () => {
  let app: TestApp;
  let client: TestClient;
  let path: string;

  beforeAll(async () => {
    app = await startTestApp();
  });
  beforeEach(async () => {
    client = await anOAuthClient(app, { name: 'Acme' });
    path = `/v2/oauth-clients/${client.clientId}`;
  });
  afterAll(() => app.close());

  const owner = () => bearer(client.apiKey);
  const read = (query = '', auth: Record<string, string> = owner()) =>
    request(app.url).get(`${path}/audit-events${query}`).set(auth);
  const events = async (): Promise<AuditEventOutput[]> => (await read().expect(200)).body.data;
  /** What of the events is the same in every run. */
  const told = (list: AuditEventOutput[]) => list.map(({ action, actor, targetId }) => [action, actor, targetId]);
  /** The events that the act adds, newest first, of the whole organization. */
  const added = async (act: () => Promise<unknown>): Promise<AuditEventOutput[]> => {
    const { organizationId } = client;
    const audit = app.app.get(AuditService);
    const before = (await audit.list({ organizationId }, 250)).events.length;
    await act();
    const { events: after } = await audit.list({ organizationId }, 250);
    return after.slice(0, after.length - before);
  };
  const COMMAND_LINE = { method: 'COMMAND_LINE', userId: null };
  const byKey = () => ({ method: 'API_KEY', userId: client.ownerId });

  describe('are recorded, one for each act', () => {
    it('when a client is created by a key', async () => {
      const body = { name: 'Shop', redirectUris: [], permissions: [] };
      let clientId = '';
      const list = await added(async () => {
        const answer = await request(app.url).post('/v2/oauth-clients').set(owner()).send(body).expect(201);
        clientId = answer.body.data.clientId;
      });
      expect(list).toEqual([
        {
          ...{ id: expect.any(Number), action: 'oauth-client.created', actor: byKey(), targetId: clientId },
          ...{ organizationId: client.organizationId, oauthClientId: clientId, details: { name: 'Shop' } },
          createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        },
      ]);
    });

    it('when a client is changed, naming the fields but not the values', async () => {
      const change = { name: 'A new name', logo: null };
      const [event, ...others] = await added(() => request(app.url).patch(path).set(owner()).send(change).expect(200));
      expect(others).toEqual([]);
      expect(told([event!])).toEqual([['oauth-client.updated', byKey(), client.clientId]]);
      expect(String(event?.details['changed']).split(', ').sort()).toEqual(['logo', 'name']);
      expect(JSON.stringify(event)).not.toContain('A new name');
    });

    it('when a client is deleted, with or without users', async () => {
      await aManagedUser(app, client);
      const auth = { ...client.auth };
      const list = await added(() => request(app.url).delete(`${path}?force=true`).set(auth).expect(200));
      expect(told(list)).toEqual([
        ['oauth-client.deleted', { method: 'OAUTH_CLIENT_CREDENTIALS', userId: client.ownerId }, client.clientId],
      ]);
      expect(list[0]?.details).toEqual({ name: 'Acme', hasUsers: true });
    });

    it('when a secret is rotated, saying when the old one ends', async () => {
      let end = '';
      const list = await added(async () => {
        const answer = await request(app.url).post(`${path}/rotate-secret`).set(owner()).expect(200);
        end = answer.body.data.oldSecretExpiresAt;
      });
      expect(told(list)).toEqual([['oauth-client.secret-rotated', byKey(), client.clientId]]);
      expect(list[0]?.details).toEqual({ oldSecretExpiresAt: end });
    });

    it('when a key is refreshed: one for the new key, one for the old', async () => {
      const [before] = await app.prisma.apiKey.findMany({ where: { userId: client.ownerId } });
      const list = await added(() => request(app.url).post('/v2/api-keys/refresh').set(owner()).expect(200));
      const [after] = await app.prisma.apiKey.findMany({ where: { userId: client.ownerId } });
      expect(told(list)).toEqual([
        ['api-key.revoked', byKey(), before?.id],
        ['api-key.created', byKey(), after?.id],
      ]);
      expect(list.map(({ oauthClientId, details }) => [oauthClientId, details])).toEqual([
        [null, { userId: client.ownerId }],
        [null, { userId: client.ownerId }],
      ]);
    });

    it('when the command line acts', async () => {
      const clients = app.app.get(OAuthClientsService);
      const keys = app.app.get(ApiKeysService);
      const { organizationId, ownerId } = client;
      const ids: string[] = [];
      const list = await added(async () => {
        const { clientId } = await clients.create({ organizationId, name: 'Shop' });
        await clients.rotateSecret(clientId, 0);
        // A personal key acts for the organization of its owner, so there its story is told.
        const { id } = await keys.create({ userId: ownerId, organizationId: null });
        await keys.revoke(id);
        ids.push(clientId, id);
      });
      const [clientId, keyId] = ids;
      expect(told(list)).toEqual([
        ['api-key.revoked', COMMAND_LINE, keyId],
        ['api-key.created', COMMAND_LINE, keyId],
        ['oauth-client.secret-rotated', COMMAND_LINE, clientId],
        ['oauth-client.created', COMMAND_LINE, clientId],
      ]);
    });

    it('when several acts come at the same time', async () => {
      const rotate = () => request(app.url).post(`${path}/rotate-secret`).set(owner()).expect(200);
      expect(await added(() => Promise.all(Array.from({ length: 5 }, rotate)))).toHaveLength(5);
    });
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      'a change of nothing',
      () =>
        request(app.url)
          .patch(path)
          .set(owner())
          .send({ permissions: ['*'] })
          .expect(200),
    ],
    ['a refused change', () => request(app.url).patch(path).set(owner()).send({ name: 1 }).expect(400)],
    [
      'a refused deletion',
      async () => {
        await aManagedUser(app, client);
        await request(app.url).delete(path).set(owner()).expect(409);
      },
    ],
    ['a refused rotation', () => request(app.url).post(`${path}/rotate-secret`).set({}).expect(401)],
    ['the end of a key that does not exist', () => app.app.get(ApiKeysService).revoke('unknown')],
    ['a reading', () => read().expect(200)],
  ])('are not recorded for %s', async (_, act) => {
    expect(await added(act)).toEqual([]);
  });

  it('go with the act or not at all', async () => {
    const clients = app.app.get(OAuthClientsService);
    const create = () => clients.create({ organizationId: client.organizationId, name: 'Again', id: client.clientId });
    expect(await added(() => expect(create()).rejects.toThrow())).toEqual([]);
    // A client whose event cannot be recorded is not made.
    const actor = { method: 'TEST', userId: 2 ** 40 };
    const unrecorded = () => clients.create({ organizationId: client.organizationId, name: 'Unseen' }, actor);
    await expect(unrecorded()).rejects.toThrow();
    expect(await app.prisma.oAuthClient.count({ where: { organizationId: client.organizationId } })).toBe(1);
  });

  it('are written by the transaction of the act', async () => {
    const transactionsOf = async (): Promise<Record<string, string>> =>
      Object.fromEntries(
        (
          await app.prisma.$queryRaw<{ what: string; xid: string }[]>`
            SELECT 'client' AS what, xmin::text AS xid FROM oauth_clients WHERE id = ${client.clientId}
            UNION ALL (SELECT 'secret', xmin::text FROM oauth_client_secrets WHERE client_id = ${client.clientId}
              ORDER BY id DESC LIMIT 1)
            UNION ALL SELECT 'key', xmin::text FROM api_keys WHERE user_id = ${client.ownerId}
            UNION ALL SELECT action, xmin::text FROM audit_events WHERE organization_id = ${client.organizationId}`
        ).map(({ what, xid }) => [what, xid]),
      );
    const made = await transactionsOf();
    expect([made['oauth-client.created'], made['api-key.created']]).toEqual([made['client'], made['key']]);
    await request(app.url).patch(path).set(owner()).send({ name: 'New' }).expect(200);
    await request(app.url).post(`${path}/rotate-secret`).set(owner()).expect(200);
    await request(app.url).post('/v2/api-keys/refresh').set(owner()).expect(200);
    const now = await transactionsOf();
    expect(now['oauth-client.updated']).toBe(now['client']);
    expect(now['oauth-client.secret-rotated']).toBe(now['secret']);
    expect([now['api-key.created'], now['api-key.revoked']]).toEqual([now['key'], now['key']]);
  });

  it('cannot be changed or removed, not even in the database', async () => {
    const refusal = /cannot be changed, only added to/;
    await expect(app.prisma.auditEvent.updateMany({ data: { action: 'x' } })).rejects.toThrow(refusal);
    await expect(app.prisma.auditEvent.deleteMany()).rejects.toThrow(refusal);
    expect(await events()).toHaveLength(2);
  });

  describe('GET /v2/oauth-clients/:clientId/audit-events', () => {
    it('tells, newest first, what concerns the client and what concerns its organization, and nothing else', async () => {
      await anOAuthClient(app, {}, client);
      const foreign = await anOAuthClient(app);
      const list = await events();
      // The second client of the organization came with a key of the owner.
      expect(list.map(({ action }) => action)).toEqual(['api-key.created', 'api-key.created', 'oauth-client.created']);
      expect(list.map(({ id }) => id)).toEqual(list.map(({ id }) => id).sort((one, other) => other - one));
      expect(new Set(list.map(({ oauthClientId }) => oauthClientId))).toEqual(new Set([client.clientId, null]));
      expect(new Set(list.map(({ organizationId }) => organizationId))).toEqual(new Set([client.organizationId]));
      expect(JSON.stringify(list)).not.toContain(foreign.clientId);
    });

    it('is the same for an administrator, the holder of the secret and a personal key', async () => {
      const admin = await aPerson(app, client.organizationId, 'ADMIN');
      const keys = [await anApiKey(app, admin, client.organizationId), await anApiKey(app, client.ownerId)];
      const expected = await events();
      for (const auth of [client.auth, ...keys.map(bearer)]) {
        expect((await read('', auth).expect(200)).body.data).toEqual(expected);
      }
    });

    it('walks a list of any length without gaps or doubles, also while it grows', async () => {
      const rotate = () => app.app.get(OAuthClientsService).rotateSecret(client.clientId, 0);
      for (let turn = 0; turn < 5; turn++) await rotate();
      const expected = (await events()).map(({ id }) => id);
      const seen: number[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const { body }: request.Response = await read(`?limit=2&cursor=${cursor}`).expect(200);
        expect(body.data.length).toBeLessThanOrEqual(2);
        seen.push(...body.data.map(({ id }: AuditEventOutput) => id));
        cursor = body.pagination.nextCursor;
        await rotate();
      }
      expect(seen).toEqual(expected);
      expect(expected).toHaveLength(7);
    });

    it('has no next page when the last one is full', async () => {
      const { body } = await read('?limit=2').expect(200);
      expect(Object.keys(body)).toEqual(['status', 'data', 'pagination']);
      expect(body.data).toHaveLength(2);
      expect(body.pagination).toEqual({ nextCursor: null });
    });

    it.each([
      ['limit=0', { min: 'limit must not be less than 1' }],
      ['limit=251', { max: 'limit must not be greater than 250' }],
    ])('refuses ?%s', async (query, constraints) => {
      expect(failedProperties(await read(`?${query}`)).map((failed) => failed.constraints)).toEqual([constraints]);
    });

    it('refuses a cursor that nobody gave out', async () => {
      expectError(await read('?cursor=abc'), badRequest('Invalid cursor'));
    });

    it('is refused members, managed users, other organizations, other clients and nobody', async () => {
      const roles = forbidden('OrganizationRolesGuard - User must have one of the roles: ADMIN, OWNER.');
      const member = await aPerson(app, client.organizationId, 'MEMBER');
      expectError(await read('', bearer(await anApiKey(app, member, client.organizationId))), roles);
      expectError(await read('', bearer((await aManagedUser(app, client)).accessToken)), roles);
      const { ownerId, organizationId } = await anOrganization(app);
      const text = `OAuthClientGuard - forbidden. oAuth client with id=${client.clientId} does not belong to the organization with id=${organizationId}.`;
      expectError(await read('', bearer(await anApiKey(app, ownerId, organizationId))), forbidden(text));
      expect((await read('', (await anOAuthClient(app, {}, client)).auth)).status).toBe(401);
      expect((await read('', {})).status).toBe(401);
    });

    it('does not tell the story of an earlier client with the same id in another organization', async () => {
      const clients = app.app.get(OAuthClientsService);
      await clients.delete(client.clientId, false, COMMAND_LINE);
      const { organizationId } = await anOrganization(app);
      const { clientSecret } = await clients.create({ organizationId, name: 'Heir', id: client.clientId });
      const { body } = await read('', { 'x-cal-secret-key': clientSecret }).expect(200);
      expect(body.data.map(({ action, details }: AuditEventOutput) => [action, details])).toEqual([
        ['oauth-client.created', { name: 'Heir' }],
      ]);
    });
  });

  describe('for the command line', () => {
    it('can be told of all, of one organization, or of one client', async () => {
      const audit = app.app.get(AuditService);
      const other = await anOAuthClient(app);
      const ofClient = await audit.list({ oauthClientId: other.clientId }, 50);
      expect(told(ofClient.events)).toEqual([['oauth-client.created', COMMAND_LINE, other.clientId]]);
      const ofOrganization = await audit.list({ organizationId: other.organizationId }, 50);
      expect(ofOrganization.events.map(({ action }) => action)).toEqual(['api-key.created', 'oauth-client.created']);
      const first = await audit.list({ organizationId: other.organizationId }, 1);
      const second = await audit.list({ organizationId: other.organizationId }, 1, first.nextCursor ?? '');
      expect([...first.events, ...second.events]).toEqual(ofOrganization.events);
      const organizations = new Set((await audit.list({}, 50)).events.map(({ organizationId }) => organizationId));
      expect(organizations.size).toBeGreaterThan(1);
    });
  });

  it('contain no secret', async () => {
    const { clientSecret } = (await request(app.url).post(`${path}/rotate-secret`).set(owner())).body.data;
    const { apiKey } = (await request(app.url).post('/v2/api-keys/refresh').set(owner())).body.data;
    const { text } = await read('', bearer(apiKey)).expect(200);
    for (const secret of [client.clientSecret, clientSecret, client.apiKey.slice(4), apiKey.slice(4)]) {
      expect(text).not.toContain(secret);
    }
  });
});
