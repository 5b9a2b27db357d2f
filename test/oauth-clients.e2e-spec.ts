import request, { type Test } from 'supertest';
import { COMMAND_LINE } from '../src/audit/audit-event.js';
import { OAuthClientsService } from '../src/oauth-clients/oauth-clients.service.js';
import { bearer } from './support/api-client.js';
import {
  conflict,
  expectError,
  failedProperties,
  forbidden,
  notFound,
  unauthorized,
} from './support/expected-errors.js';
import {
  aManagedUser,
  anApiKey,
  anOAuthClient,
  anOrganization,
  aPerson,
  type TestClient,
  unique,
} from './support/factories.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const HOUR = 3_600_000;
const NOT_FOUND = notFound('OAuthClientGuard - OAuth client not found.');
const role = (...roles: string[]) =>
  forbidden(`OrganizationRolesGuard - User must have one of the roles: ${roles.join(', ')}.`);

const REQUIRED = { name: 'Acme', redirectUris: [], permissions: [] };

describe('OAuth clients', () => {
  let app: TestApp;
  let client: TestClient;
  let path: string;

  beforeAll(async () => {
    app = await startTestApp();
  });
  beforeEach(async () => {
    client = await anOAuthClient(app, { name: 'Acme', redirectUris: ['https://app.acme.test'], permissions: 260 });
    path = `/v2/oauth-clients/${client.clientId}`;
  });
  afterAll(() => app.close());

  const call = (method: 'get' | 'post' | 'patch' | 'delete', to: string, auth: Record<string, string>): Test =>
    request(app.url)[method](to).set(auth);
  const owner = () => bearer(client.apiKey);
  const create = (body: object, auth: Record<string, string> = owner()) =>
    call('post', '/v2/oauth-clients', auth).send(body);
  const show = () => call('get', path, owner());
  const patch = (body: object) => call('patch', path, owner()).send(body);
  const rotate = (body: object = {}) => call('post', `${path}/rotate-secret`, owner()).send(body);
  /** What the server answers to the secret. */
  const statusWith = async (secret: string) => (await call('get', path, { 'x-cal-secret-key': secret })).status;

  describe('POST /v2/oauth-clients', () => {
    it('creates a client with everything that was asked for', async () => {
      const input = {
        logo: 'https://acme.test/logo.png',
        name: 'Shop',
        redirectUris: ['https://shop.acme.test', 'http://localhost:*'],
        permissions: ['PROFILE_READ', 'BOOKING_READ', 'BOOKING_READ'],
        bookingRedirectUri: 'https://acme.test/b',
        bookingCancelRedirectUri: 'https://acme.test/c',
        bookingRescheduleRedirectUri: 'https://acme.test/r',
        areEmailsEnabled: true,
        areDefaultEventTypesEnabled: true,
        areCalendarEventsEnabled: false,
      };
      const { body } = await create(input).expect(201);
      expect(body).toEqual({
        status: 'success',
        data: {
          clientId: expect.stringMatching(/^c[a-z0-9]{24}$/),
          clientSecret: expect.stringMatching(/^[\w-]{43}$/),
        },
      });
      const { clientId, clientSecret } = body.data;
      const shown = await call('get', `/v2/oauth-clients/${clientId}`, owner()).expect(200);
      const { redirectUris, logo, name, permissions: _permissions, ...rest } = input;
      expect(JSON.stringify(shown.body)).toBe(
        JSON.stringify({
          status: 'success',
          data: {
            id: clientId,
            name,
            secret: clientSecret,
            ...{ permissions: ['BOOKING_READ', 'PROFILE_READ'], logo, redirectUris },
            organizationId: client.organizationId,
            createdAt: shown.body.data.createdAt,
            ...rest,
          },
        }),
      );
      expect(new Date(shown.body.data.createdAt).toISOString()).toBe(shown.body.data.createdAt);
    });

    it('fills what is left out or null with the defaults, and leaves empty redirect URIs of bookings out', async () => {
      const nothing = { logo: null, bookingRedirectUri: null, areEmailsEnabled: null };
      const undecided = { areDefaultEventTypesEnabled: null, areCalendarEventsEnabled: null };
      for (const extra of [{}, { ...nothing, ...undecided }]) {
        const { body } = await create({ ...REQUIRED, ...extra }).expect(201);
        const shown = await call('get', `/v2/oauth-clients/${body.data.clientId}`, owner());
        expect(shown.body.data).toEqual({
          ...{ id: body.data.clientId, name: 'Acme', secret: body.data.clientSecret, permissions: [], logo: null },
          ...{ redirectUris: [], organizationId: client.organizationId, createdAt: expect.any(String) },
          ...{ areEmailsEnabled: false, areDefaultEventTypesEnabled: false, areCalendarEventsEnabled: true },
        });
      }
    });

    it('grants every permission for an asterisk', async () => {
      const { body } = await create({ ...REQUIRED, permissions: ['*'] }).expect(201);
      const { permissions } = (await call('get', `/v2/oauth-clients/${body.data.clientId}`, owner())).body.data;
      expect(permissions).toEqual([
        ...['EVENT_TYPE_READ', 'EVENT_TYPE_WRITE', 'BOOKING_READ', 'BOOKING_WRITE', 'SCHEDULE_READ', 'SCHEDULE_WRITE'],
        ...['APPS_READ', 'APPS_WRITE', 'PROFILE_READ', 'PROFILE_WRITE'],
      ]);
    });

    it('gives two identical requests different secrets, and both work', async () => {
      const [one, two] = await Promise.all([create(REQUIRED).expect(201), create(REQUIRED).expect(201)]);
      expect(one.body.data.clientSecret).not.toBe(two.body.data.clientSecret);
      for (const { clientId, clientSecret } of [one.body.data, two.body.data]) {
        await call('get', `/v2/oauth-clients/${clientId}/users`, { 'x-cal-secret-key': clientSecret }).expect(200);
      }
    });

    it('names every wrong field, in the order of the contract', async () => {
      const { body, status } = await create({
        logo: 1,
        redirectUris: [1],
        permissions: ['BOOKING_READ', 'EVERYTHING'],
        ...{ bookingRedirectUri: 1, bookingCancelRedirectUri: 1, bookingRescheduleRedirectUri: 1 },
        ...{ areEmailsEnabled: 'no', areDefaultEventTypesEnabled: 0, areCalendarEventsEnabled: 'true' },
      });
      const text = (field: string) => [field, { isString: `${field} must be a string` }];
      const flag = (field: string) => [field, { isBoolean: `${field} must be a boolean value` }];
      expect(failedProperties({ status, body }).map((failed) => [failed.property, failed.constraints])).toEqual([
        text('logo'),
        text('name'),
        ['redirectUris', { isString: 'each value in redirectUris must be a string' }],
        // The list is empty and the text ends with a blank.
        ['permissions', { isEnum: 'each value in permissions must be one of the following values: ' }],
        text('bookingRedirectUri'),
        text('bookingCancelRedirectUri'),
        text('bookingRescheduleRedirectUri'),
        flag('areEmailsEnabled'),
        flag('areDefaultEventTypesEnabled'),
        flag('areCalendarEventsEnabled'),
      ]);
    });

    it('names every rule that a list breaks', async () => {
      const failed = failedProperties(await create({ name: 'Acme', redirectUris: 7, permissions: 1023 }));
      expect(JSON.stringify(failed.map(({ constraints }) => constraints))).toBe(
        JSON.stringify([
          { isString: 'each value in redirectUris must be a string', isArray: 'redirectUris must be an array' },
          {
            isEnum: 'each value in permissions must be one of the following values: ',
            isArray: 'permissions must be an array',
          },
        ]),
      );
      expect(failed[0]?.target).toMatchObject({ areDefaultEventTypesEnabled: false, areCalendarEventsEnabled: true });
    });

    it('is open to an administrator, to a personal key, and to the holder of a client secret', async () => {
      const admin = await aPerson(app, client.organizationId, 'ADMIN');
      const keys = [await anApiKey(app, admin, client.organizationId), await anApiKey(app, client.ownerId)];
      const asClient = { 'x-cal-client-id': client.clientId, ...client.auth };
      for (const auth of [...keys.map(bearer), asClient]) await create(REQUIRED, auth).expect(201);
      const { body } = await call('get', '/v2/oauth-clients', owner()).expect(200);
      expect(body.data).toHaveLength(4);
    });
  });

  describe('GET /v2/oauth-clients', () => {
    it('lists the clients of the organization in the order of their creation, and no others', async () => {
      await anOAuthClient(app);
      const second = await anOAuthClient(app, {}, client);
      const third = await anOAuthClient(app, {}, client);
      const { body } = await call('get', '/v2/oauth-clients', bearer(await anApiKey(app, client.ownerId))).expect(200);
      expect(body.data.map(({ id, secret }: { id: string; secret: string }) => [id, secret])).toEqual(
        [client, second, third].map(({ clientId, clientSecret }) => [clientId, clientSecret]),
      );
    });

    it('gives an empty list where there is no client', async () => {
      const { ownerId, organizationId } = await anOrganization(app);
      const auth = bearer(await anApiKey(app, ownerId, organizationId));
      expect((await call('get', '/v2/oauth-clients', auth).expect(200)).body).toEqual({ status: 'success', data: [] });
    });
  });

  describe('PATCH /v2/oauth-clients/:clientId', () => {
    it('changes what is named and leaves the rest', async () => {
      const before = (await show()).body.data;
      const change = { name: 'New', redirectUris: ['https://b.test', 'https://a.test'], areEmailsEnabled: true };
      const { body } = await patch({ ...change, bookingCancelRedirectUri: 'https://acme.test/c' }).expect(200);
      expect(body).toEqual({
        status: 'success',
        data: { ...before, ...change, bookingCancelRedirectUri: 'https://acme.test/c' },
      });
      expect((await show()).body).toEqual(body);
    });

    it('changes each field', async () => {
      const texts = ['logo', 'bookingRedirectUri', 'bookingCancelRedirectUri', 'bookingRescheduleRedirectUri'];
      for (const field of texts) {
        expect((await patch({ [field]: `https://${field}.test` })).body.data[field]).toBe(`https://${field}.test`);
      }
      for (const field of ['areEmailsEnabled', 'areDefaultEventTypesEnabled', 'areCalendarEventsEnabled']) {
        for (const value of [true, false]) expect((await patch({ [field]: value })).body.data[field]).toBe(value);
      }
      expect((await patch({ redirectUris: [] })).body.data.redirectUris).toEqual([]);
      const { body } = await patch(Object.fromEntries(texts.map((field) => [field, null]))).expect(200);
      expect(body.data.logo).toBeNull();
      for (const field of texts.slice(1)) expect(body.data).not.toHaveProperty(field);
    });

    it('drops permissions, and accepts an empty change', async () => {
      const before = (await show()).body;
      expect((await patch({ permissions: ['*'], secret: 'x', organizationId: 1 }).expect(200)).body).toEqual(before);
      expect((await patch({}).expect(200)).body).toEqual(before);
    });

    it.each([
      [{ name: null }, { isString: 'name must be a string' }],
      [
        { redirectUris: null },
        { isString: 'each value in redirectUris must be a string', isArray: 'redirectUris must be an array' },
      ],
      [{ areEmailsEnabled: null }, { isBoolean: 'areEmailsEnabled must be a boolean value' }],
      [{ areDefaultEventTypesEnabled: null }, { isBoolean: 'areDefaultEventTypesEnabled must be a boolean value' }],
      [{ areCalendarEventsEnabled: null }, { isBoolean: 'areCalendarEventsEnabled must be a boolean value' }],
      [{ logo: 1 }, { isString: 'logo must be a string' }],
      [{ redirectUris: [null] }, { isString: 'each value in redirectUris must be a string' }],
    ])('refuses %j', async (body, constraints) => {
      const before = (await show()).body;
      expect(failedProperties(await patch(body)).map((failed) => failed.constraints)).toEqual([constraints]);
      expect((await show()).body).toEqual(before);
    });

    it('opens and closes the client for the pages of an origin at once', async () => {
      const { accessToken } = await aManagedUser(app, client);
      const visit = () =>
        call('get', `/v2/provider/${client.clientId}/access-token`, bearer(accessToken)).set(
          'Origin',
          'https://b.test',
        );
      expect((await visit()).status).toBe(401);
      await patch({ redirectUris: ['https://b.test'] }).expect(200);
      expect((await visit()).status).toBe(200);
    });
  });

  describe('DELETE /v2/oauth-clients/:clientId', () => {
    const remove = (query = '') => call('delete', path + query, owner());

    it('deletes the client with its credentials and gives it as it was', async () => {
      const before = (await show()).body;
      expect((await remove().expect(200)).body).toEqual(before);
      expectError(await show(), NOT_FOUND);
      expect(await statusWith(client.clientSecret)).toBe(401);
      expect(await app.prisma.oAuthClientSecret.count({ where: { clientId: client.clientId } })).toBe(0);
    });

    it.each(['', '?force=false', '?force=', '?force=1', '?force=true&force=true'])(
      'keeps a client that has managed users with "%s"',
      async (query) => {
        await aManagedUser(app, client);
        const text = `OAuth client with ID ${client.clientId} still has managed users. Delete them first, or add ?force=true: then they stay but no client can reach them any more.`;
        expectError(await remove(query), conflict(text));
        await show().expect(200);
      },
    );

    it('with force=true deletes it nevertheless; the users stay without a client and their tokens end', async () => {
      const { user, accessToken } = await aManagedUser(app, client);
      await remove('?force=true').expect(200);
      expect(await app.prisma.user.findUniqueOrThrow({ where: { id: user.id } })).toMatchObject({
        ...{ email: user.email, oauthClientId: null, isPlatformManaged: true, organizationId: client.organizationId },
      });
      const me = await call('get', '/v2/me', bearer(accessToken));
      expectError(me, unauthorized('Invalid Access Token.'));
    });

    it('deletes a client once when several ask at the same time', async () => {
      const answers = await Promise.all(Array.from({ length: 5 }, () => remove()));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404, 404]);
    });

    it('never loses a user that is created at the same moment', async () => {
      const users = `${path}/users`;
      const body = { email: `${unique()}@example.org`, name: 'Ann' };
      const [created, removed] = await Promise.all([call('post', users, client.auth).send(body), remove()]);
      const left = await app.prisma.user.count({ where: { email: { startsWith: body.email.split('@')[0] } } });
      expect([created.status === 201, left, removed.status]).toEqual(
        created.status === 201 ? [true, 1, 409] : [false, 0, 200],
      );
    });
  });

  describe('POST /v2/oauth-clients/:clientId/rotate-secret', () => {
    it('adds a secret, shows the newest, and keeps the old one for a day', async () => {
      const before = app.clock.now();
      const { body } = await rotate().expect(200);
      const { clientSecret, oldSecretExpiresAt } = body.data;
      expect(Object.keys(body.data)).toEqual(['clientId', 'clientSecret', 'oldSecretExpiresAt']);
      expect(body.data.clientId).toBe(client.clientId);
      expect(Math.abs(Date.parse(oldSecretExpiresAt) - before - 24 * HOUR)).toBeLessThan(60_000);
      expect((await show()).body.data.secret).toBe(clientSecret);
      expect(await Promise.all([clientSecret, client.clientSecret].map(statusWith))).toEqual([200, 200]);
      app.clock.advance(24 * HOUR - 60_000);
      expect(await statusWith(client.clientSecret)).toBe(200);
      app.clock.advance(120_000);
      expect(await Promise.all([clientSecret, client.clientSecret].map(statusWith))).toEqual([200, 401]);
    });

    it.each([0, 0.5, 720])('keeps the old secret for %d hours when that is asked for', async (keepOldSecretHours) => {
      const { body } = await rotate({ keepOldSecretHours }).expect(200);
      const left = Date.parse(body.data.oldSecretExpiresAt) - app.clock.now();
      expect(Math.abs(left - keepOldSecretHours * HOUR)).toBeLessThan(60_000);
      expect(await statusWith(client.clientSecret)).toBe(keepOldSecretHours === 0 ? 401 : 200);
    });

    it('never prolongs the life of a secret that an earlier rotation ends', async () => {
      await rotate({ keepOldSecretHours: 1 }).expect(200);
      await rotate({ keepOldSecretHours: 720 }).expect(200);
      app.clock.advance(2 * HOUR);
      expect(await statusWith(client.clientSecret)).toBe(401);
    });

    it('leaves at most five secrets alive, the newest', async () => {
      const secrets = [client.clientSecret];
      for (let turn = 0; turn < 6; turn++) secrets.push((await rotate()).body.data.clientSecret);
      expect(await Promise.all(secrets.map(statusWith))).toEqual([401, 401, 200, 200, 200, 200, 200]);
    });

    it('removes the secrets that are over', async () => {
      await rotate({ keepOldSecretHours: 1 }).expect(200);
      app.clock.advance(2 * HOUR);
      await rotate({ keepOldSecretHours: 0 }).expect(200);
      expect(await app.prisma.oAuthClientSecret.count({ where: { clientId: client.clientId } })).toBe(1);
    });

    it('gives every one of several simultaneous rotations a secret that works', async () => {
      const answers = await Promise.all(Array.from({ length: 4 }, () => rotate().expect(200)));
      const secrets = answers.map(({ body }) => body.data.clientSecret as string);
      expect(new Set(secrets).size).toBe(4);
      expect(await Promise.all(secrets.map(statusWith))).toEqual([200, 200, 200, 200]);
    });

    it.each([
      [-1, 'keepOldSecretHours must not be less than 0'],
      [721, 'keepOldSecretHours must not be greater than 720'],
    ])('refuses to keep it for %d hours', async (keepOldSecretHours, text) => {
      const failed = failedProperties(await rotate({ keepOldSecretHours }));
      expect(failed.flatMap(({ constraints }) => Object.values(constraints))).toEqual([text]);
    });

    it('refuses a text', async () => {
      const [failed] = failedProperties(await rotate({ keepOldSecretHours: '24' }));
      expect(Object.keys(failed?.constraints ?? {})).toEqual(['max', 'min', 'isNumber']);
    });

    it('treats null as left out', async () => {
      await rotate({ keepOldSecretHours: null }).expect(200);
      expect(await statusWith(client.clientSecret)).toBe(200);
    });
  });

  describe('whoever may not call', () => {
    /** Every route, with the roles that may call it. */
    const ROUTES: ['get' | 'post' | 'patch' | 'delete', string, string[]][] = [
      ['post', '', ['ADMIN', 'OWNER']],
      ['get', '', ['ADMIN', 'OWNER', 'MEMBER']],
      ['get', '/:clientId', ['ADMIN', 'OWNER', 'MEMBER']],
      ['patch', '/:clientId', ['ADMIN', 'OWNER']],
      ['delete', '/:clientId', ['ADMIN', 'OWNER']],
      ['post', '/:clientId/rotate-secret', ['ADMIN', 'OWNER']],
    ];
    const NOBODY = unauthorized(
      "ApiAuthStrategy - No authentication method provided. Either pass an API key as 'Bearer' header or OAuth client credentials as 'x-cal-secret-key' and 'x-cal-client-id' headers",
    );

    describe.each(ROUTES)('%s %s', (method, route, roles) => {
      const to = () => `/v2/oauth-clients${route.replace(':clientId', client.clientId)}`;
      const hasClient = route !== '';

      it('is refused a managed user’s token, without a word of a secret', async () => {
        const { accessToken } = await aManagedUser(app, client);
        const answer = await call(method, to(), bearer(accessToken));
        expectError(answer, role(...roles));
        expect(answer.text).not.toContain(client.clientSecret);
      });

      it('treats a member as the contract says', async () => {
        const member = await aPerson(app, client.organizationId, 'MEMBER');
        const answer = await call(method, to(), bearer(await anApiKey(app, member, client.organizationId)));
        if (roles.includes('MEMBER')) expect(answer.status).toBe(200);
        else expectError(answer, role(...roles));
      });

      it('is refused someone who has not accepted the invitation', async () => {
        const invited = await aPerson(app, client.organizationId, 'OWNER', false);
        const answer = await call(method, to(), bearer(await anApiKey(app, invited, client.organizationId)));
        expectError(
          answer,
          forbidden('OrganizationRolesGuard - User has not accepted membership in the organization.'),
        );
      });

      it('is refused a stranger with a key for the organization', async () => {
        const stranger = await aPerson(app, (await anOrganization(app)).organizationId, 'OWNER');
        const answer = await call(method, to(), bearer(await anApiKey(app, stranger, client.organizationId)));
        const message = 'Invalid Query: The requested record was not found.';
        expectError(answer, { status: 404, error: { code: 'NOT_FOUND', message } });
      });

      it('is refused an organization that is no platform', async () => {
        const { ownerId, organizationId } = await anOrganization(app, { isPlatform: false });
        const answer = await call(method, to(), bearer(await anApiKey(app, ownerId, organizationId)));
        expectError(answer, forbidden('OrganizationRolesGuard - Organization is not a platform (SHP).'));
      });

      it('is refused someone without an organization', async () => {
        const { id } = await app.prisma.user.create({ data: { email: `${unique()}@acme.test` } });
        const answer = await call(method, to(), bearer(await anApiKey(app, id)));
        expectError(answer, forbidden('OrganizationRolesGuard - No organization associated with the user.'));
      });

      it('is refused without credentials', async () => {
        const only = unauthorized(
          "ApiAuthStrategy - Only 'x-cal-client-id' header provided. Please also provide 'x-cal-secret-key' header or Auth bearer token as 'Authentication' header",
        );
        expectError(await call(method, to(), {}), hasClient ? only : NOBODY);
      });

      if (!hasClient) return;

      it('is refused the secret of another client', async () => {
        const { auth } = await anOAuthClient(app, {}, client);
        const text = 'ApiAuthStrategy - oAuth client - Invalid client secret';
        expectError(await call(method, to(), auth), unauthorized(text));
      });

      it('is refused the key of another organization', async () => {
        const other = await anOAuthClient(app);
        const text = `OAuthClientGuard - forbidden. oAuth client with id=${client.clientId} does not belong to the organization with id=${other.organizationId}.`;
        const answer = await call(method, to(), bearer(other.apiKey));
        expectError(answer, forbidden(text));
        expect(answer.text).not.toContain(client.clientSecret);
      });

      it('does not know a client that does not exist', async () => {
        expectError(await call(method, to().replace(client.clientId, 'cunknown'), owner()), NOT_FOUND);
      });

      it('asks for the role before it tells whether the client exists', async () => {
        const { ownerId, organizationId } = await anOrganization(app, { isPlatform: false });
        const auth = bearer(await anApiKey(app, ownerId, organizationId));
        const answer = await call(method, to().replace(client.clientId, 'cunknown'), auth);
        expectError(answer, forbidden('OrganizationRolesGuard - Organization is not a platform (SHP).'));
      });
    });

    it('does not stop a system administrator, who needs an organization where one is meant', async () => {
      const { id } = await app.prisma.user.create({ data: { email: `${unique()}@acme.test`, role: 'ADMIN' } });
      const auth = bearer(await anApiKey(app, id));
      await call('get', path, auth).expect(200);
      await call('patch', path, auth).send({ name: 'Changed' }).expect(200);
      const missing = unauthorized('GetOrgId decorator: Organization ID not found');
      expectError(await call('get', '/v2/oauth-clients', auth), missing);
      expectError(await create({}, auth), missing);
      expectError(await call('get', '/v2/oauth-clients/cunknown', auth), NOT_FOUND);
    });
  });

  describe('for the command line', () => {
    it('lists the clients of all organizations without a secret', async () => {
      const other = await anOAuthClient(app, { name: 'Other' });
      const all = await app.app.get(OAuthClientsService).listAll();
      for (const { clientId, organizationId, name } of [
        { ...client, name: 'Acme' },
        { ...other, name: 'Other' },
      ]) {
        expect(all.find(({ id }) => id === clientId)).toEqual({
          ...{ id: clientId, name, organizationId, createdAt: expect.any(Date) },
        });
      }
    });

    it('rotates a secret, and knows which client it does not know', async () => {
      const clients = app.app.get(OAuthClientsService);
      const { clientId, clientSecret } = await clients.rotateSecret(client.clientId, 0);
      expect(clientId).toBe(client.clientId);
      expect(await Promise.all([clientSecret, client.clientSecret].map(statusWith))).toEqual([200, 401]);
      await expect(clients.rotateSecret('cunknown', 0, COMMAND_LINE)).rejects.toMatchObject({ status: 404 });
    });
  });

  it('keeps no secret in the clear', async () => {
    const { clientSecret } = (await rotate()).body.data;
    const rows = await app.prisma.$queryRaw<{ row: string }[]>`
      SELECT c::text || s::text AS row FROM oauth_clients c JOIN oauth_client_secrets s ON s.client_id = c.id
      WHERE c.id = ${client.clientId}`;
    const hex = (text: string) => Buffer.from(text).toString('hex');
    expect(rows).toHaveLength(2);
    for (const { row } of rows) {
      for (const secret of [clientSecret, client.clientSecret]) {
        expect(row).not.toContain(secret);
        expect(row).not.toContain(hex(secret));
      }
    }
    expect(app.logs()).not.toContain(clientSecret);
  });
});
