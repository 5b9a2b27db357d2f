import { randomUUID } from 'node:crypto';
import request, { type Test } from 'supertest';
import { bearer } from './support/api-client.js';
import { badRequest, conflict, expectError, failedProperties, forbidden, notFound } from './support/expected-errors.js';
import {
  aManagedUser,
  anApiKey,
  anOAuthClient,
  anOrganization,
  aPerson,
  type TestClient,
} from './support/factories.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const TRIGGERS = [
  ...['BOOKING_CREATED', 'BOOKING_PAYMENT_INITIATED', 'BOOKING_PAID', 'BOOKING_RESCHEDULED', 'BOOKING_REQUESTED'],
  ...['BOOKING_CANCELLED', 'BOOKING_REJECTED', 'BOOKING_NO_SHOW_UPDATED', 'FORM_SUBMITTED', 'MEETING_ENDED'],
  ...['MEETING_STARTED', 'RECORDING_READY', 'INSTANT_MEETING', 'RECORDING_TRANSCRIPTION_GENERATED', 'OOO_CREATED'],
  ...['AFTER_HOSTS_CAL_VIDEO_NO_SHOW', 'AFTER_GUESTS_CAL_VIDEO_NO_SHOW', 'FORM_SUBMITTED_NO_EVENT'],
  ...['ROUTING_FORM_FALLBACK_HIT', 'DELEGATION_CREDENTIAL_ERROR', 'WRONG_ASSIGNMENT_REPORT'],
];
const TRIGGERS_TEXT = `each value in triggers must be one of the following values: ${TRIGGERS.join(', ')}`;
const URL = 'https://acme.test/hook';
const REQUIRED = { active: true, subscriberUrl: URL, triggers: ['BOOKING_CREATED'] };

describe('webhooks of an OAuth client', () => {
  let app: TestApp;
  let client: TestClient;
  let path: string;

  beforeAll(async () => {
    app = await startTestApp();
  });
  beforeEach(async () => {
    client = await anOAuthClient(app);
    path = `/v2/oauth-clients/${client.clientId}/webhooks`;
  });
  afterAll(() => app.close());

  const call = (method: 'get' | 'post' | 'patch' | 'delete', to = '', auth: Record<string, string> = client.auth) =>
    request(app.url)
      [method](path + to)
      .set(auth);
  const create = (body: object = REQUIRED) => call('post').send(body);
  const aWebhook = async (body: object = {}): Promise<{ id: string }> =>
    (await create({ ...REQUIRED, ...body }).expect(201)).body.data;
  const patch = (id: string, body: object) => call('patch', `/${id}`).send(body);
  const notAllowed = (reason: string) => badRequest(`Webhook URL is not allowed: ${reason}`);

  describe('POST', () => {
    it('creates a webhook and shows it, secret and all', async () => {
      const input = { payloadTemplate: '{"a":"{{type}}"}', active: false, subscriberUrl: URL, triggers: TRIGGERS };
      const { body } = await create({ ...input, secret: 's3cret', version: '2021-10-20' }).expect(201);
      const { id } = body.data;
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      const { payloadTemplate, triggers, subscriberUrl, active } = input;
      const rest = { subscriberUrl, active, secret: 's3cret', oAuthClientId: client.clientId };
      const expected = JSON.stringify({ status: 'success', data: { id, payloadTemplate, triggers, ...rest } });
      expect(JSON.stringify(body)).toBe(expected);
      expect(JSON.stringify((await call('get', `/${id}`).expect(200)).body)).toBe(expected);
    });

    it.each([{}, { payloadTemplate: null, secret: null, version: null }])(
      'fills what is left out or null: %j',
      async (extra) => {
        const { body } = await create({ ...REQUIRED, triggers: [], ...extra }).expect(201);
        const empty = { payloadTemplate: null, triggers: [], secret: null };
        expect(body.data).toEqual({
          ...{ id: expect.any(String), subscriberUrl: URL, active: true, oAuthClientId: client.clientId },
          ...empty,
        });
        expect(await app.prisma.webhook.findUnique({ where: { id: body.data.id } })).toMatchObject({
          version: '2021-10-20',
        });
      },
    );

    it('names every wrong field, in the order of the contract', async () => {
      const wrong = { payloadTemplate: 1, active: 'yes', subscriberUrl: 1, triggers: ['NO'], secret: 1, version: '2' };
      const text = (field: string) => [field, { isString: `${field} must be a string` }];
      expect(failedProperties(await create(wrong)).map(({ property, constraints }) => [property, constraints])).toEqual(
        [
          text('payloadTemplate'),
          ['active', { isBoolean: 'active must be a boolean value' }],
          text('subscriberUrl'),
          ['triggers', { isEnum: TRIGGERS_TEXT }],
          text('secret'),
          ['version', { isIn: 'version must be one of the following values: 2021-10-20' }],
        ],
      );
    });

    it('requires three fields', async () => {
      expect(failedProperties(await create({})).map(({ property }) => property)).toEqual([
        'active',
        'subscriberUrl',
        'triggers',
      ]);
    });

    it('takes no bare text for a list of triggers', async () => {
      const one = failedProperties(await create({ ...REQUIRED, triggers: 'BOOKING_CREATED' }));
      expect(one.map(({ constraints }) => constraints)).toEqual([{ isArray: 'triggers must be an array' }]);
      const other = failedProperties(await create({ ...REQUIRED, triggers: 'NO' }));
      expect(JSON.stringify(other.map(({ constraints }) => constraints))).toBe(
        JSON.stringify([{ isEnum: TRIGGERS_TEXT, isArray: 'triggers must be an array' }]),
      );
    });

    it('does not repeat a secret in a refusal', async () => {
      const answer = await create({ ...REQUIRED, secret: 'very-secret', active: 'yes' });
      expect(failedProperties(answer)).toHaveLength(1);
      expect(answer.text).not.toContain('very-secret');
    });

    it.each([
      ['not an address', 'Invalid URL format'],
      ['/api/avatar/x.png', 'Invalid URL format'],
      [`https://acme.test/${'a'.repeat(3_000)}`, 'Invalid URL format'],
      ['data:text/plain,x', 'Non-image data URL'],
      ['data:image/png;base64,AA', 'Only HTTP and HTTPS protocols are allowed'],
      ['ftp://acme.test/x', 'Only HTTP and HTTPS protocols are allowed'],
      ['http://169.254.169.254/latest/meta-data', 'Blocked hostname'],
      ['http://metadata.google.internal/', 'Blocked hostname'],
    ])('refuses the address %s', async (subscriberUrl, reason) => {
      expectError(await create({ ...REQUIRED, subscriberUrl }), notAllowed(reason));
      expect((await call('get')).body.data).toEqual([]);
    });

    it.each(['http://localhost:3000/hook', 'http://10.1.2.3/hook', 'https://acme.test/hook?a=b#c'])(
      'allows %s while the server is being tried out',
      async (subscriberUrl) => {
        expect(await aWebhook({ subscriberUrl })).toMatchObject({ subscriberUrl });
      },
    );

    it('has no two webhooks with one address, also when both come at the same time', async () => {
      const answers = await Promise.all(Array.from({ length: 4 }, () => create()));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
      const text = 'Webhook with this subscriber url already exists for this oAuth client';
      expectError(await create({ ...REQUIRED, active: false }), conflict(text));
    });

    it('allows the same address in another client', async () => {
      await aWebhook();
      const other = await anOAuthClient(app, {}, client);
      await request(app.url)
        .post(`/v2/oauth-clients/${other.clientId}/webhooks`)
        .set(other.auth)
        .send(REQUIRED)
        .expect(201);
    });
  });

  describe('PATCH', () => {
    it('changes what is named and leaves the rest', async () => {
      const before = await aWebhook({ secret: 'old', payloadTemplate: 'x' });
      const { body } = await patch(before.id, { active: false, triggers: ['BOOKING_PAID'] }).expect(200);
      expect(body).toEqual({ status: 'success', data: { ...before, active: false, triggers: ['BOOKING_PAID'] } });
      const second = { subscriberUrl: 'https://acme.test/new', payloadTemplate: 'y', secret: 'new' };
      const changed = { ...body.data, ...second };
      expect((await patch(before.id, { ...second, version: '2021-10-20' }).expect(200)).body.data).toEqual(changed);
      expect((await call('get', `/${before.id}`)).body.data).toEqual(changed);
    });

    it('clears the template and the secret with null, accepts an empty secret and an empty change', async () => {
      const webhook = await aWebhook({ secret: 'old', payloadTemplate: 'x' });
      const cleared = { ...webhook, secret: null, payloadTemplate: null };
      expect((await patch(webhook.id, { secret: null, payloadTemplate: null })).body.data).toEqual(cleared);
      expect((await patch(webhook.id, {}).expect(200)).body.data).toEqual(cleared);
      expect((await patch(webhook.id, { secret: '' })).body.data.secret).toBe('');
    });

    it('drops what cannot be changed', async () => {
      const webhook = await aWebhook();
      const body = { id: randomUUID(), oAuthClientId: 'other', oauthClientId: 'other', sealedSecret: 'x' };
      expect((await patch(webhook.id, body).expect(200)).body.data).toEqual(webhook);
    });

    it.each([
      [{ active: null }, { isBoolean: 'active must be a boolean value' }],
      [{ subscriberUrl: null }, { isString: 'subscriberUrl must be a string' }],
      [{ triggers: null }, { isEnum: TRIGGERS_TEXT, isArray: 'triggers must be an array' }],
      [{ version: null }, { isIn: 'version must be one of the following values: 2021-10-20' }],
    ])('refuses %j', async (body, constraints) => {
      const { id } = await aWebhook();
      expect(failedProperties(await patch(id, body)).map((failed) => failed.constraints)).toEqual([constraints]);
    });

    it('checks a new address but not the old one', async () => {
      const webhook = await aWebhook();
      expectError(await patch(webhook.id, { subscriberUrl: 'ftp://acme.test' }), {
        ...notAllowed('Only HTTP and HTTPS protocols are allowed'),
      });
      const subscriberUrl = 'http://metadata.google.internal/';
      await app.prisma.webhook.update({ where: { id: webhook.id }, data: { subscriberUrl } });
      await patch(webhook.id, { subscriberUrl, active: false }).expect(200);
    });

    it('refuses the address of another webhook of the client', async () => {
      await aWebhook();
      const { id } = await aWebhook({ subscriberUrl: 'https://acme.test/second' });
      const text = 'Webhook with this subscriber url already exists for this oAuth client';
      expectError(await patch(id, { subscriberUrl: URL }), conflict(text));
    });
  });

  describe('GET', () => {
    it('lists the webhooks of the client in the order of their creation', async () => {
      const made = [];
      for (const name of ['c', 'a', 'b']) made.push(await aWebhook({ subscriberUrl: `https://${name}.test` }));
      const list = async (query: string) => (await call('get', query).expect(200)).body.data;
      expect(await list('')).toEqual(made);
      expect(await list('?take=2')).toEqual(made.slice(0, 2));
      expect(await list('?skip=1&take=1abc')).toEqual(made.slice(1, 2));
      expect(await list('?skip=99999999999999999999')).toEqual([]);
    });

    it.each([
      ['take=0', { min: 'take must not be less than 1' }],
      ['take=251', { max: 'take must not be greater than 250' }],
      ['skip=-1', { min: 'skip must not be less than 0' }],
      [
        'take=all',
        {
          max: 'take must not be greater than 250',
          min: 'take must not be less than 1',
          isNumber: 'take must be a number conforming to the specified constraints',
        },
      ],
    ])('refuses ?%s', async (query, constraints) => {
      const failed = failedProperties(await call('get', `?${query}`));
      expect(JSON.stringify(failed.map((one) => one.constraints))).toBe(JSON.stringify([constraints]));
    });

    it('accepts the limits', async () => {
      await call('get', '?take=250&skip=0').expect(200);
      await call('get', '?take=1').expect(200);
    });
  });

  describe('DELETE', () => {
    it('deletes one webhook and gives it as it was', async () => {
      const webhook = await aWebhook({ secret: 's' });
      const kept = await aWebhook({ subscriberUrl: 'https://acme.test/second' });
      expect((await call('delete', `/${webhook.id}`).expect(200)).body).toEqual({ status: 'success', data: webhook });
      expectError(await call('delete', `/${webhook.id}`), notFound(`Webhook (${webhook.id}) not found`));
      expect((await call('get')).body.data).toEqual([kept]);
    });

    it('deletes one webhook once when several ask at the same time', async () => {
      const { id } = await aWebhook();
      const answers = await Promise.all(Array.from({ length: 4 }, () => call('delete', `/${id}`)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404]);
    });

    it('deletes all webhooks of the client and no others', async () => {
      const other = await anOAuthClient(app, {}, client);
      const others = `/v2/oauth-clients/${other.clientId}/webhooks`;
      await request(app.url).post(others).set(other.auth).send(REQUIRED).expect(201);
      await aWebhook();
      await aWebhook({ subscriberUrl: 'https://acme.test/second' });
      expect((await call('delete').expect(200)).body).toEqual({ status: 'success', data: '2 webhooks deleted' });
      expect((await call('delete').expect(200)).body.data).toBe('0 webhooks deleted');
      expect((await request(app.url).get(others).set(other.auth)).body.data).toHaveLength(1);
    });

    it('deletes them with their client', async () => {
      const { id } = await aWebhook();
      await request(app.url).delete(`/v2/oauth-clients/${client.clientId}`).set(client.auth).expect(200);
      expect(await app.prisma.webhook.count({ where: { id } })).toBe(0);
    });
  });

  describe('whoever may not call', () => {
    const ROUTES: ['get' | 'post' | 'patch' | 'delete', string, string[]][] = [
      ['post', '', ['ADMIN', 'OWNER']],
      ['get', '', ['ADMIN', 'OWNER', 'MEMBER']],
      ['delete', '', ['ADMIN', 'OWNER']],
      ['patch', '/:id', ['ADMIN', 'OWNER']],
      ['get', '/:id', ['ADMIN', 'OWNER', 'MEMBER']],
      ['delete', '/:id', ['ADMIN', 'OWNER']],
    ];
    const role = (roles: string[]) =>
      forbidden(`OrganizationRolesGuard - User must have one of the roles: ${roles.join(', ')}.`);

    describe.each(ROUTES)('%s %s', (method, route, roles) => {
      let id: string;
      beforeEach(async () => ({ id } = await aWebhook({ secret: 'very-secret' })));
      const as = (auth: Record<string, string>): Test => call(method, route.replace(':id', id), auth);

      it('is refused a managed user’s token, without a word of a secret', async () => {
        const answer = await as(bearer((await aManagedUser(app, client)).accessToken));
        expectError(answer, role(roles));
        expect(answer.text).not.toContain('very-secret');
      });

      it('treats a member as the contract says', async () => {
        const member = await aPerson(app, client.organizationId, 'MEMBER');
        const answer = await as(bearer(await anApiKey(app, member, client.organizationId)));
        if (roles.includes('MEMBER')) expect(answer.status).toBe(200);
        else expectError(answer, role(roles));
      });

      it('is refused the key of another organization', async () => {
        const { ownerId, organizationId } = await anOrganization(app);
        const text = `OAuthClientGuard - forbidden. oAuth client with id=${client.clientId} does not belong to the organization with id=${organizationId}.`;
        expectError(await as(bearer(await anApiKey(app, ownerId, organizationId))), forbidden(text));
      });

      it('is refused the secret of another client', async () => {
        expect((await as((await anOAuthClient(app, {}, client)).auth)).status).toBe(401);
      });

      it('is refused without credentials', async () => {
        expect((await as({})).status).toBe(401);
      });
    });

    describe.each(['get', 'patch', 'delete'] as const)('%s /:webhookId', (method) => {
      it.each([randomUUID(), '1', 'x'.repeat(36)])('does not know the webhook %s', async (id) => {
        // The body is wrong too, which matters less.
        expectError(await call(method, `/${id}`).send({ active: 'yes' }), notFound(`Webhook (${id}) not found`));
      });

      it('is refused for a webhook of another client of the organization', async () => {
        const { id } = await aWebhook();
        const other = await anOAuthClient(app, {}, client);
        const answer = await request(app.url)
          [method](`/v2/oauth-clients/${other.clientId}/webhooks/${id}`)
          .set(other.auth)
          .send({ active: 'yes' });
        expectError(answer, forbidden('IsOAuthClientWebhookGuard - Webhook does not belong to this oAuthClient'));
        expect((await call('get')).body.data).toHaveLength(1);
      });
    });
  });

  it('keeps no secret in the clear', async () => {
    const { id } = await aWebhook({ secret: 'a-very-secret-word' });
    const [found] = await app.prisma.$queryRaw<{ row: string }[]>`
      SELECT w::text AS row FROM webhooks w WHERE id = ${id}::uuid`;
    expect(found?.row).toContain(URL);
    for (const text of ['a-very-secret-word', Buffer.from('a-very-secret-word').toString('hex')]) {
      expect(found?.row).not.toContain(text);
    }
  });
});

describe('webhooks of an OAuth client in production', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ environment: 'production' });
  });
  afterAll(() => app.close());

  it.each([
    ['http://acme.test/hook', 'Only HTTPS URLs are allowed'],
    ['https://localhost/hook', 'Blocked hostname'],
    ['https://10.1.2.3/hook', 'Private IP address'],
  ])('go only to the public internet: not to %s', async (subscriberUrl, reason) => {
    const { clientId, auth } = await anOAuthClient(app);
    const hooks = `/v2/oauth-clients/${clientId}/webhooks`;
    const answer = await request(app.url)
      .post(hooks)
      .set(auth)
      .send({ ...REQUIRED, subscriberUrl });
    expectError(answer, badRequest(`Webhook URL is not allowed: ${reason}`));
    await request(app.url).post(hooks).set(auth).send(REQUIRED).expect(201);
  });
});
