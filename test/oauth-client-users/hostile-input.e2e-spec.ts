import { managedUsersApi, type ManagedUsersApi } from '../support/api-client.js';
import { failedProperties } from '../support/expected-errors.js';
import { aManagedUser, anOAuthClient, type TestClient, unique } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** JSON texts, because much of this cannot be written as an object. In the texts, UNIQUE becomes something unique. */
const REFUSED: [what: string, properties: string][] = [
  ['a NUL character in the address', '"email":"a\\u0000@x.org"'],
  ['a NUL character in the name', '"name":"a\\u0000b"'],
  ['a NUL character in the biography', '"bio":"\\u0000"'],
  ['a NUL character in the avatar', '"avatarUrl":"https://x.org/\\u0000"'],
  ['a NUL character in the time zone', '"timeZone":"Europe/Rome\\u0000"'],
  ['a NUL character in the locale', '"locale":"en\\u0000"'],
  ['a NUL character in the start of the week', '"weekStart":"Monday\\u0000"'],
  ['a NUL character in a key of metadata', '"metadata":{"a\\u0000":1}'],
  ['a NUL character in a value of metadata', '"metadata":{"a":"\\u0000"}'],
  ['half a surrogate pair in the address', '"email":"a\\ud800@x.org"'],
  ['half a surrogate pair in the name', '"name":"\\udc00"'],
  ['half a surrogate pair in a key of metadata', '"metadata":{"\\ud800":1}'],
  ['half a surrogate pair in a value of metadata', '"metadata":{"a":"\\ud800x"}'],
  ['an infinite time format', '"timeFormat":1e400'],
  ['an infinite number in metadata', '"metadata":{"a":1e400}'],
  ['a time format that pretends to be a number', '"timeFormat":{"valueOf":12,"toString":12}'],
  ['a name that pretends to have a class', '"name":{"constructor":"String","then":"x"}'],
  ['an array for everything', '"name":[],"bio":[],"locale":[],"avatarUrl":[],"timeZone":[],"weekStart":[]'],
  ['an object for everything', '"name":{},"bio":{},"locale":{},"avatarUrl":{},"timeZone":{},"weekStart":{}'],
  ['a prototype for the metadata', '"metadata":{"__proto__":{"a":1}}'],
  ['an avatar of 3000 characters', `"avatarUrl":"https://x.org/${'a'.repeat(3_000)}"`],
  ['a time zone of 90 kB', `"timeZone":"${'Europe/'.repeat(13_000)}"`],
];

const ACCEPTED: [what: string, properties: string, shown: object][] = [
  ['a name of 90 kB', `"name":"${'x'.repeat(90_000)}"`, { name: 'x'.repeat(90_000) }],
  ['control characters but NUL', '"name":"\\u0001\\n\\u007f"', { name: '\u0001\n\u007f' }],
  ['characters beyond the first plane', '"bio":"😀\\ud83d\\ude00"', { bio: '😀😀' }],
  ['quotes and backslashes', `"bio":"'; DROP TABLE users; --\\\\"`, { bio: "'; DROP TABLE users; --\\" }],
  ['minus zero', '"metadata":{"a":-0}', { metadata: { a: 0 } }],
  ['very small and large numbers', '"metadata":{"a":5e-324,"b":1.7e308}', { metadata: { a: 5e-324, b: 1.7e308 } }],
  ['a number with too many digits', '"metadata":{"a":12345678901234567890}', { metadata: { a: 12345678901234567000 } }],
  ['a key twice', '"bio":"first","bio":"last"', { bio: 'last' }],
  ['a prototype for the body', '"__proto__":{"name":"Eve","isAdmin":true},"name":"Ann"', { name: 'Ann' }],
  ['a class for the body', '"constructor":{"name":"Eve"},"toString":"x","name":"Ann"', { name: 'Ann' }],
];

describe('hostile input', () => {
  let app: TestApp;
  let client: TestClient;
  let api: ManagedUsersApi;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    api = managedUsersApi(app, client);
  });
  afterAll(() => app.close());

  const create = (properties: string) => api.create(`{"email":"${unique()}@x.org","name":"Ann",${properties}}`);
  const count = () => app.prisma.user.count({ where: { oauthClientId: client.clientId } });

  describe.each(REFUSED)('%s', (_, properties) => {
    it('is refused for a new user, and nobody is created', async () => {
      const before = await count();
      expect(failedProperties(await create(properties)).length).toBeGreaterThan(0);
      expect(await count()).toBe(before);
    });

    it('is refused for an existing user, and nothing is changed', async () => {
      const { user } = await aManagedUser(app, client, { metadata: { a: 1 } });
      expect(failedProperties(await api.patch(user.id, `{"bio":"new",${properties}}`)).length).toBeGreaterThan(0);
      expect((await api.get(user.id)).body.data).toEqual(user);
    });
  });

  it.each(ACCEPTED)('%s is accepted', async (_, properties, shown) => {
    const { user } = (await create(properties).expect(201)).body.data;
    expect(user).toMatchObject(shown);
    const patched = await api.patch(user.id, `{${properties}}`).expect(200);
    expect(patched.body.data).toEqual(user);
    expect((await api.get(user.id)).text).toBe(patched.text);
  });

  const NATURAL_KEYS = '{"__proto__":"a","constructor":"b","prototype":1,"toString":false,"valueOf":"c","then":"d"}';

  it('keys that objects have by nature are kept in metadata', async () => {
    const expected = JSON.parse(NATURAL_KEYS) as object;
    const { user } = (await create(`"metadata":${NATURAL_KEYS}`).expect(201)).body.data;
    expect(Object.entries(user.metadata).sort()).toEqual(Object.entries(expected).sort());
    await api.patch(user.id, '{"metadata":{"a":1}}').expect(200);
    const { metadata } = (await api.patch(user.id, `{"metadata":${NATURAL_KEYS}}`).expect(200)).body.data;
    expect(Object.entries(metadata).sort()).toEqual(Object.entries(expected).sort());
    expect((await api.get(user.id)).body.data.metadata).toEqual(metadata);
  });

  it('keys that objects have by nature make another request under the same Idempotency-Key', async () => {
    const [email, key] = [`${unique()}@x.org`, { 'Idempotency-Key': unique() }];
    await api.create(`{"email":"${email}","name":"Ann","metadata":{"constructor":"b"}}`, key).expect(201);
    await api.create(`{"email":"${email}","name":"Ann","metadata":{}}`, key).expect(422);
  });

  it.each([
    ['an empty array', '[]'],
    ['an array with the input', '[{"email":"a@x.org","name":"Ann"}]'],
    ['a text', '"text"'],
    ['null', 'null'],
    ['half of an object', '{"name":'],
    ['forty thousand brackets', `{"name":${'['.repeat(40_000)}${']'.repeat(40_000)}}`],
    ['forty thousand brackets in an unknown property', `{"name":"Ann","x":${'['.repeat(40_000)}${']'.repeat(40_000)}}`],
  ])('%s for a body is refused', async (_, body) => {
    const { user } = await aManagedUser(app, client);
    for (const response of [await api.create(body), await api.patch(user.id, body)]) {
      expect(response.status).toBe(400);
      expect(Object.keys(response.body)).toEqual(['status', 'timestamp', 'path', 'error']);
    }
    expect((await api.get(user.id)).body.data).toEqual(user);
  });
});
