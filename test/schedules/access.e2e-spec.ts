import request from 'supertest';
import { ALL_PERMISSIONS, PERMISSIONS } from '../../src/auth/permissions.js';
import { bearer } from '../support/api-client.js';
import { anOAuthClient, type TestClient } from '../support/factories.js';
import { expectError, forbidden } from '../support/expected-errors.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { anOwner, schedulesApi } from './schedules-api.js';

const { SCHEDULE_READ, SCHEDULE_WRITE } = PERMISSIONS;
const INPUT = { name: 'Evenings', timeZone: 'Europe/Rome', isDefault: true };

describe('access to schedules', () => {
  let app: TestApp;
  let client: TestClient;
  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
  });
  afterAll(() => app.close());

  const secretOf = ({ clientId, auth }: TestClient) => ({ 'x-cal-client-id': clientId, ...auth });
  const refusal = ({ clientId }: TestClient, permission: string) =>
    forbidden(
      `PermissionsGuard - oAuth client with id=${clientId} does not have the required permissions=${permission}. Go to platform dashboard settings and add the required permissions to the oAuth client.`,
    );

  describe.each(['2024-04-15', '2024-06-11'])('in version %s', (version) => {
    it.each(['get /v2/schedules', 'get /v2/schedules/default', 'get /v2/schedules/:id'])(
      'needs SCHEDULE_READ for %s, and no other permission',
      async (route) => {
        const path = route.slice('get '.length);
        const readers = await anOAuthClient(app, { permissions: SCHEDULE_READ });
        const writers = await anOAuthClient(app, { permissions: ALL_PERMISSIONS & ~SCHEDULE_READ });
        const reader = await anOwner(app, readers, 'Europe/Rome');
        const writer = await anOwner(app, writers, 'Europe/Rome');
        const of = (id: number | null) => path.replace(':id', String(id));
        await schedulesApi(app, reader.headers, version).get(of(reader.defaultId)).expect(200);
        const refused = schedulesApi(app, writer.headers, version).get(of(writer.defaultId));
        expectError(await refused, refusal(writers, 'SCHEDULE_READ'));
        expectError(await schedulesApi(app, secretOf(writers), version).get(of(1)), refusal(writers, 'SCHEDULE_READ'));
      },
    );

    it('needs SCHEDULE_WRITE to create, change and delete, before it looks at the body', async () => {
      const writers = await anOAuthClient(app, { permissions: SCHEDULE_WRITE });
      const readers = await anOAuthClient(app, { permissions: ALL_PERMISSIONS & ~SCHEDULE_WRITE });
      const writer = await anOwner(app, writers, 'Europe/Rome');
      const reader = await anOwner(app, readers, 'Europe/Rome');
      const allowed = schedulesApi(app, writer.headers, version);
      await allowed.post('/v2/schedules', INPUT).expect(201);
      await allowed.patch(`/v2/schedules/${writer.defaultId}`, { name: 'x' }).expect(200);
      await allowed.delete(`/v2/schedules/${writer.defaultId}`).expect(200);
      const refused = schedulesApi(app, reader.headers, version);
      for (const call of [
        refused.post('/v2/schedules', {}),
        refused.patch(`/v2/schedules/${reader.defaultId}`, { name: 7 }),
        refused.delete(`/v2/schedules/${reader.defaultId}`),
      ]) {
        expectError(await call, refusal(readers, 'SCHEDULE_WRITE'));
      }
    });

    it('gives the owner of the organization its own schedules, with client credentials and with an API key', async () => {
      const own = await anOAuthClient(app);
      const user = await anOwner(app, own, 'Europe/Rome');
      const asClient = schedulesApi(app, secretOf(own), version);
      const asPerson = schedulesApi(app, bearer(own.apiKey), version);
      const { id } = (await asClient.post('/v2/schedules', INPUT).expect(201)).body.data;
      const { body } = await asPerson.get('/v2/schedules').expect(200);
      expect(body.data).toMatchObject([{ id }]);
      // The users that it manages are other people.
      const text = `User with ID=${own.ownerId} does not own schedule with ID=${user.defaultId}`;
      for (const api of [asClient, asPerson]) {
        expectError(await api.get(`/v2/schedules/${user.defaultId}`), forbidden(text));
        expectError(await api.delete(`/v2/schedules/${user.defaultId}`), forbidden(text));
      }
    });

    it('does not bind API keys to the permissions of a client', async () => {
      const { apiKey } = await anOAuthClient(app, { permissions: 0 });
      await schedulesApi(app, bearer(apiKey), version).get('/v2/schedules').expect(200);
    });
  });

  it("asks for no permission on the components' routes, but for credentials", async () => {
    const user = await anOwner(app, await anOAuthClient(app, { permissions: 0 }), 'Europe/Rome');
    const api = schedulesApi(app, user.headers);
    await api.get('/v2/atoms/schedules').expect(200);
    await api.get('/v2/atoms/schedules/all').expect(200);
    await api.get('/v2/atoms/schedules/event-type/talk').expect(200);
    await api.post('/v2/atoms/schedules/create', { name: 'Nights' }).expect(201);
    await api.patch(`/v2/atoms/schedules/${user.defaultId}`, { name: 'Days' }).expect(200);
    await api.post(`/v2/atoms/schedules/${user.defaultId}/duplicate`).expect(201);
  });

  it.each([
    ['get', '/v2/schedules'],
    ['post', '/v2/schedules'],
    ['get', '/v2/schedules/default'],
    ['get', '/v2/schedules/1'],
    ['patch', '/v2/schedules/1'],
    ['delete', '/v2/schedules/1'],
    ['get', '/v2/atoms/schedules'],
    ['get', '/v2/atoms/schedules/all'],
    ['get', '/v2/atoms/schedules/event-type/talk'],
    ['post', '/v2/atoms/schedules/create'],
    ['patch', '/v2/atoms/schedules/1'],
    ['post', '/v2/atoms/schedules/1/duplicate'],
  ] as const)('refuses %s %s without credentials, in every version', async (method, path) => {
    for (const version of ['2024-04-15', '2024-06-11']) {
      const { body } = await request(app.url)[method](path).set('cal-api-version', version).expect(401);
      expect(body.error.code).toBe('UnauthorizedException');
    }
  });

  describe('the version', () => {
    const shapeOf = async (version?: string) => {
      const user = await anOwner(app, client, 'Europe/Rome');
      const { body } = await schedulesApi(app, user.headers, version).get('/v2/schedules/default').expect(200);
      return 'ownerId' in body.data ? '2024-06-11' : 'workingHours' in body.data ? '2024-04-15' : 'unknown';
    };

    it.each([undefined, '', '2024-04-15', 'x', '2099-01-01', '2024-06-11x'])(
      'gets the shape of 2024-04-15 when it is %p',
      async (version) => {
        expect(await shapeOf(version)).toBe('2024-04-15');
      },
    );

    it.each(['2024-06-11', '2024-06-14', '2024-08-13', '2024-09-04'])(
      'gets the shape of 2024-06-11 when it is %s',
      async (version) => {
        expect(await shapeOf(version)).toBe('2024-06-11');
      },
    );

    it("makes no difference to the components' routes", async () => {
      const user = await anOwner(app, client, 'Europe/Rome');
      const answers = await Promise.all(
        [undefined, '2024-04-15', '2024-06-14', '2024-09-04', 'x'].map((version) =>
          schedulesApi(app, user.headers, version).get('/v2/atoms/schedules/all').expect(200),
        ),
      );
      for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
    });

    it('does not change what schedules are: each generation shows what the other stored', async () => {
      const { headers } = await anOwner(app, client);
      const [old, recent] = [schedulesApi(app, headers), schedulesApi(app, headers, '2024-06-11')];
      const overrides = [{ date: '2031-05-20', startTime: '00:00', endTime: '00:00' }];
      const created = await recent.post('/v2/schedules', { ...INPUT, overrides }).expect(201);
      const { id } = created.body.data;
      const shown = (await old.get(`/v2/schedules/${id}`).expect(200)).body.data;
      expect(shown.dateOverrides).toEqual([
        { ranges: [{ start: '2031-05-20T00:00:00.000Z', end: '2031-05-20T00:00:00.000Z' }] },
      ]);
      await old.patch(`/v2/schedules/${id}`, { name: 'Evenings', schedule: shown.availability }).expect(200);
      const again = await recent.get(`/v2/schedules/${id}`).expect(200);
      expect(again.body).toEqual(created.body);
    });
  });

  it('a change of the own time zone moves the default schedule along, its hours staying what the clock says', async () => {
    const user = await anOwner(app, client, 'Europe/Rome');
    const api = schedulesApi(app, user.headers, '2024-06-11');
    const other = (await api.post('/v2/schedules', { ...INPUT, isDefault: false }).expect(201)).body.data;
    const before = (await api.get('/v2/schedules/default').expect(200)).body.data;
    await api.patch('/v2/me', { timeZone: 'Asia/Kathmandu' }).expect(200);
    const after = await api.get('/v2/schedules/default').expect(200);
    expect(after.body.data).toEqual({ ...before, timeZone: 'Asia/Kathmandu' });
    expect((await api.get(`/v2/schedules/${other.id}`).expect(200)).body.data).toEqual(other);
  });
});
