import { bearer, managedUsersApi, type ManagedUsersApi } from '../support/api-client.js';
import type { Response } from 'supertest';
import { badRequest, expectError, failedProperties, forbidden } from '../support/expected-errors.js';
import {
  aManagedUser,
  anApiKey,
  anOAuthClient,
  aPerson,
  manyManagedUsers,
  type TestClient,
  unique,
} from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const isNumber = (name: string) => `${name} must be a number conforming to the specified constraints`;
const LIMIT = { max: 'limit must not be greater than 250', min: 'limit must not be less than 1' };
const OFFSET = { min: 'offset must not be less than 0' };

interface User {
  id: number;
  email: string;
}

describe('listing managed users', () => {
  let app: TestApp;
  let client: TestClient;
  let api: ManagedUsersApi;
  /** The users of `client`, lowest first. */
  let ids: number[];

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    api = managedUsersApi(app, client);
    ids = await manyManagedUsers(app, client, 260);
    await manyManagedUsers(app, await anOAuthClient(app, {}, client), 3);
  });
  afterAll(() => app.close());

  const listed = async (query: string, by = api): Promise<number[]> =>
    ((await by.list(query).expect(200)).body.data as User[]).map(({ id }) => id);

  it('gives an empty list for a client without users', async () => {
    const empty = managedUsersApi(app, await anOAuthClient(app));
    expect((await empty.list().expect(200)).text).toBe('{"status":"success","data":[]}');
  });

  it('shows each user as a reading of the user does', async () => {
    const other = await anOAuthClient(app);
    const { user } = await aManagedUser(app, other, { timeZone: 'Europe/Rome', metadata: { crmId: 'A-17' } });
    const { text } = await managedUsersApi(app, other).list();
    expect(text).toBe(JSON.stringify({ status: 'success', data: [user] }));
  });

  it('orders by id, also after rows have changed', async () => {
    await app.prisma.user.update({ where: { id: ids[5] as number }, data: { name: 'Changed' } });
    expect(await listed('?limit=250')).toEqual(ids.slice(0, 250));
  });

  it.each([
    ['', 0, 50],
    ['?limit=10', 0, 10],
    ['?limit=10.0', 0, 10],
    ['?limit=10abc', 0, 10],
    ['?limit=%2010', 0, 10],
    ['?limit[]=7', 0, 7],
    ['?limit=250', 0, 250],
    ['?limit=3&offset=2', 2, 5],
    ['?offset=2.0&limit=3', 2, 5],
    ['?offset=251&limit=5', 251, 256],
    ['?offset=255', 255, 260],
    ['?offset=260', 260, 260],
    ['?offset=5000000000', 260, 260],
    ['?offset=99999999999999999999999', 260, 260],
    ['?limit=2&unknown=1', 0, 2],
  ])('answers %s with users %d to %d', async (query, from, to) => {
    expect(await listed(query)).toEqual(ids.slice(from, to));
  });

  it.each([
    ['?limit=0', 'limit', 0, { min: LIMIT.min }],
    ['?limit=-1', 'limit', -1, { min: LIMIT.min }],
    ['?limit=251', 'limit', 251, { max: LIMIT.max }],
    ['?limit=', 'limit', null, { ...LIMIT, isNumber: isNumber('limit') }],
    ['?limit=ten', 'limit', null, { ...LIMIT, isNumber: isNumber('limit') }],
    ['?limit[a]=1', 'limit', null, { ...LIMIT, isNumber: isNumber('limit') }],
    ['?offset=-1', 'offset', -1, OFFSET],
    ['?offset=', 'offset', null, { ...OFFSET, isNumber: isNumber('offset') }],
    ['?offset=Infinity', 'offset', null, { ...OFFSET, isNumber: isNumber('offset') }],
  ])('refuses %s', async (query, property, value, constraints) => {
    const target = { limit: 50, offset: 0, [property]: value };
    expect(JSON.stringify(failedProperties(await api.list(query)))).toBe(
      JSON.stringify([{ target, value, property, children: [], constraints }]),
    );
  });

  it('refuses the addresses first, then the limit, then the offset', async () => {
    const failed = failedProperties(await api.list('?offset=-1&limit=0&emails[a]=b'));
    expect(failed.map(({ property, constraints }) => [property, constraints])).toEqual([
      ['emails', { arrayNotEmpty: 'emails cannot be empty.' }],
      ['limit', { min: LIMIT.min }],
      ['offset', OFFSET],
    ]);
  });

  describe('by address', () => {
    let byAddress: ManagedUsersApi;
    let clientId: string;
    let ann: User;
    let bob: User;

    beforeAll(async () => {
      const other = await anOAuthClient(app);
      byAddress = managedUsersApi(app, other);
      clientId = other.clientId;
      ann = (await aManagedUser(app, other, { email: 'ann@example.org' })).user;
      bob = (await aManagedUser(app, other, { email: 'Bob+t@Example.org' })).user;
      await aManagedUser(app, other);
      await aManagedUser(app, await anOAuthClient(app, {}, other), { email: 'ann@example.org' });
    });

    /** Replaces CLIENT by the id of the client. */
    const found = (query: string) => listed(query.replaceAll('CLIENT', clientId), byAddress);

    it.each([
      ['as the customer knows it', '?emails=ann@example.org'],
      ['as it is stored', '?emails=ann%2BCLIENT@example.org'],
      ['in another letter case', '?emails=ANN@example.ORG'],
      ['more than once', '?emails=ann@example.org,ann@example.org'],
      ['beside unknown ones', '?emails=nobody@example.org,ann@example.org'],
      ['beside one that names the client elsewhere', '?emails=CLIENT@example.org,ann@example.org'],
      ['with blanks around', '?emails=%20ann@example.org%20'],
      ['as an array', '?emails[]=ann@example.org'],
      ['beside anything in an array', '?emails[]=ann@example.org&emails[]=&emails[]=foo&emails[][a]=b'],
      ['beside what no address can contain, in an array', '?emails[]=ann@example.org&emails[]=a%00@b.org'],
    ])('finds a user %s', async (_, query) => {
      expect(await found(query)).toEqual([ann.id]);
    });

    it.each([
      ['separated by commas', '?emails=ann@example.org,%20bob%2Bt@example.org'],
      ['repeated', '?emails=bob%2Bt@example.org&emails=ann@example.org'],
      ['with indexes', '?emails[1]=bob%2Bt@example.org&emails[0]=ann@example.org'],
    ])('finds several %s', async (_, query) => {
      expect(await found(query)).toEqual([ann.id, bob.id]);
      expect(await found(`${query}&limit=1&offset=1`)).toEqual([bob.id]);
    });

    it.each(['?emails=nobody@example.org', '?emails[]=foo', '?emails[]=', '?emails[]=a%00@b.org', '?emails[][a]=b'])(
      'finds nobody with %s',
      async (query) => {
        expect(await found(query)).toEqual([]);
      },
    );

    it.each([
      ['?emails=', 'Invalid email '],
      ['?emails=ann@example.org,', 'Invalid email '],
      ['?emails=ann@example.org,foo,bar', 'Invalid email foo'],
      ['?emails=a+x@b.org', 'Invalid email a x@b.org'],
      ['?emails=a%00@b.org', 'Invalid email a\0@b.org'],
    ])('refuses %s', async (query, message) => {
      expectError(await byAddress.list(query), badRequest(message));
    });

    it('finds a thousand addresses in one request', async () => {
      const many = Array.from({ length: 999 }, (_, index) => `emails=${index}@x.y`).join('&');
      expect(await found(`?${many}&emails=ann@example.org`)).toEqual([ann.id]);
    });
  });

  describe('with a cursor', () => {
    const walk = async (query: string, by = api): Promise<{ pages: number[][]; text: string }> => {
      const pages: number[][] = [];
      let text = '';
      for (let cursor: string | null = ''; cursor !== null && pages.length < 100;) {
        const response: Response = await by.list(`?cursor=${cursor}&${query}`).expect(200);
        pages.push((response.body.data as User[]).map(({ id }) => id));
        ({ nextCursor: cursor } = response.body.pagination);
        ({ text } = response);
      }
      return { pages, text };
    };

    it.each([
      [7, 38],
      [130, 2],
      [250, 2],
    ])('walks all users in pages of %d', async (limit, count) => {
      const { pages } = await walk(`limit=${limit}`);
      expect(pages).toHaveLength(count);
      expect(pages.flat()).toEqual(ids);
    });

    it('says on the last page that it is the last, behind the users', async () => {
      const { text } = await walk('limit=250');
      expect(text).toMatch(/^\{"status":"success","data":\[.*\],"pagination":\{"nextCursor":null\}\}$/);
    });

    it('has one empty page for a client without users', async () => {
      expect(await walk('', managedUsersApi(app, await anOAuthClient(app)))).toEqual({
        pages: [[]],
        text: '{"status":"success","data":[],"pagination":{"nextCursor":null}}',
      });
    });

    it('walks those with one of the addresses', async () => {
      const emails = (await api.list('?limit=5')).body.data.map(({ email }: User) => encodeURIComponent(email));
      const { pages } = await walk(`limit=2&emails=${emails.join(',')}`);
      expect(pages).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4, 5)]);
    });

    it('goes on behind a user that was deleted in the meantime', async () => {
      const other = await anOAuthClient(app);
      const [first, second, third] = (await manyManagedUsers(app, other, 3)) as [number, number, number];
      const by = managedUsersApi(app, other);
      const { pagination } = (await by.list('?cursor=&limit=2').expect(200)).body;
      await by.delete(second).expect(200);
      await by.delete(first).expect(200);
      expect(await listed(`?cursor=${pagination.nextCursor}`, by)).toEqual([third]);
    });

    it('is not told without being asked', async () => {
      expect(Object.keys((await api.list('?limit=1')).body)).toEqual(['status', 'data']);
    });

    it.each([
      ['zzz', 'Invalid cursor'],
      [Buffer.from('after:4294967296').toString('base64url'), 'Invalid cursor'],
      ['&offset=1', 'cursor and offset cannot be combined'],
    ])('refuses the cursor %s', async (cursor, message) => {
      expectError(await api.list(`?cursor=${cursor}`), badRequest(message));
    });

    it('refuses two cursors', async () => {
      expect(failedProperties(await api.list('?cursor=a&cursor=b'))[0]?.constraints).toEqual({
        isString: 'cursor must be a string',
      });
    });
  });

  it('serves generated clients: API key, whole numbers as floats, repeated addresses', async () => {
    const { user } = await aManagedUser(app, await anOAuthClient(app, {}, client));
    const [found] = (await api.list('?limit=1')).body.data as [User];
    const generated = managedUsersApi(app, client, bearer(client.apiKey));
    const emails = [found.email, `${unique()}@x.org`].map((email) => `emails=${encodeURIComponent(email)}`).join('&');
    expect(await listed(`?limit=10.0&offset=0.0&${emails}`, generated)).toEqual([found.id]);
    await generated.get(`${found.id}.0`).expect(200);
    await generated.get(`${user.id}.0`).expect(404);
  });

  describe('under the path of the client', () => {
    const managedUsers = (query: string, credentials: Record<string, string> = client.auth) => {
      const path = client.users.replace(/users$/, 'managed-users');
      return managedUsersApi(app, { ...client, users: path }, credentials).list(query);
    };

    it('gives the same users, without a filter by address', async () => {
      const { body } = await managedUsers('?limit=2&offset=1&emails=nobody@example.org').expect(200);
      expect(body).toEqual((await api.list('?limit=2&offset=1')).body);
    });

    it('refuses the same numbers', async () => {
      expect(failedProperties(await managedUsers('?limit=0'))[0]?.constraints).toEqual({ min: LIMIT.min });
    });

    it('is open to members, unlike the other list', async () => {
      const memberId = await aPerson(app, client.organizationId, 'MEMBER');
      const member = bearer(await anApiKey(app, memberId, client.organizationId));
      await managedUsers('', member).expect(200);
      expectError(
        await managedUsersApi(app, client, member).list(),
        forbidden('OrganizationRolesGuard - User must have one of the roles: ADMIN, OWNER.'),
      );
    });
  });
});
