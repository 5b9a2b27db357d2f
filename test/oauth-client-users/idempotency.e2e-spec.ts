import { managedUsersApi, type ManagedUsersApi } from '../support/api-client.js';
import { alreadyExists, badRequest, expectError, failedProperties, unprocessable } from '../support/expected-errors.js';
import { aManagedUser, anOAuthClient, type TestClient, unique } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const OTHER_REQUEST = unprocessable('Idempotency-Key was already used for another request');
const DAY = 86_400_000;

describe('creating a managed user with an Idempotency-Key', () => {
  let app: TestApp;
  let client: TestClient;
  let api: ManagedUsersApi;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
    api = managedUsersApi(app, client);
  });
  afterAll(() => app.close());

  const anInput = () => ({
    email: `${unique()}@example.org`,
    name: 'Ann',
    timeZone: 'Europe/Rome',
    metadata: { a: 1 },
  });
  const create = (body: object | string, key: string, by = api) => by.create(body, { 'Idempotency-Key': key });
  const usersOf = ({ clientId }: TestClient) => app.prisma.user.count({ where: { oauthClientId: clientId } });

  it('answers a repetition with the first answer, byte for byte', async () => {
    const [input, key] = [anInput(), unique()];
    const first = await create(input, key).expect(201);
    app.clock.advance(60_000);
    const second = await create(input, key).expect(201);
    expect(second.text).toBe(first.text);
    expect(await app.prisma.user.count({ where: { email: first.body.data.user.email } })).toBe(1);
  });

  it.each([
    ['the keys stand in another order', (input: object) => Object.fromEntries(Object.entries(input).reverse())],
    ['only an unknown property differs', (input: object) => ({ ...input, nickname: unique() })],
    ['the time zone is spelled in another way', (input: object) => ({ ...input, timeZone: 'europe/rome' })],
  ])('takes it for a repetition when %s', async (_, variation) => {
    const [input, key] = [anInput(), unique()];
    const first = await create(input, key).expect(201);
    expect((await create(variation(input), key).expect(201)).text).toBe(first.text);
  });

  it.each([
    ['name', 'Eve'],
    ['email', 'eve@example.org'],
    ['bio', ''],
    ['timeZone', null],
    ['metadata', { a: '1' }],
  ])('refuses the key for a request with another %s', async (property, value) => {
    const [input, key] = [anInput(), unique()];
    await create(input, key).expect(201);
    expectError(await create({ ...input, [property]: value }, key), OTHER_REQUEST);
  });

  it('does not mix up the keys of different clients', async () => {
    const key = unique();
    const other = await anOAuthClient(app, {}, client);
    const input = anInput();
    const mine = await create(input, key).expect(201);
    const theirs = await create(input, key, managedUsersApi(app, other)).expect(201);
    expect(theirs.body.data.user.id).not.toBe(mine.body.data.user.id);
  });

  it('creates another user without a key', async () => {
    const input = anInput();
    const { body } = await create(input, unique()).expect(201);
    expectError(await api.create(input), alreadyExists(body.data.user.id));
  });

  it('keeps the key free when the work failed', async () => {
    const [taken, key] = [anInput(), unique()];
    const { user } = await aManagedUser(app, client, taken);
    expectError(await create(taken, key), alreadyExists(user.id));
    expectError(await create(taken, key), alreadyExists(user.id));
    await create(anInput(), key).expect(201);
  });

  it('keeps the key free when the input was refused', async () => {
    const [input, key] = [anInput(), unique()];
    failedProperties(await create({ ...input, name: 1 }, key));
    await create(input, key).expect(201);
  });

  it.each([
    ['one character', 'x'],
    ['255 characters', 'k'.repeat(255)],
    ['punctuation', '"a-b_c", d;e'],
  ])('accepts a key of %s', async (_, key) => {
    const other = managedUsersApi(app, await anOAuthClient(app));
    await create(anInput(), key, other).expect(201);
  });

  it.each([
    ['no characters', ''],
    ['256 characters', 'k'.repeat(256)],
  ])('refuses a key of %s', async (_, key) => {
    const before = await usersOf(client);
    expectError(await create(anInput(), key), badRequest('Idempotency-Key must have 1 to 255 characters'));
    expect(await usersOf(client)).toBe(before);
  });

  it('stores neither the key nor the answer in the clear', async () => {
    const other = await anOAuthClient(app);
    const key = `order-${unique()}`;
    const { body } = await create(anInput(), key, managedUsersApi(app, other)).expect(201);
    const [row, ...more] = await app.prisma.idempotencyKey.findMany({ where: { scope: other.clientId } });
    expect(more).toEqual([]);
    const stored = [row?.keyHash, row?.requestHash, row?.sealed].map((bytes) =>
      Buffer.from(bytes ?? []).toString('latin1'),
    );
    for (const clear of [key, body.data.accessToken, body.data.user.email, 'accessToken']) {
      expect(stored.join('\n')).not.toContain(clear);
    }
    expect(row?.sealed?.length).toBeGreaterThan(body.data.accessToken.length);
  });

  it('lets 50 twins make one user and gives each of them the same answer', async () => {
    const other = await anOAuthClient(app);
    const [input, key] = [anInput(), unique()];
    const twins = await Promise.all(Array.from({ length: 50 }, () => create(input, key, managedUsersApi(app, other))));
    expect(twins.map(({ status }) => status)).toEqual(Array(50).fill(201));
    expect(new Set(twins.map(({ text }) => text)).size).toBe(1);
    expect(await usersOf(other)).toBe(1);
  });

  it('lets one of 20 different requests with one key win', async () => {
    const other = await anOAuthClient(app);
    const key = unique();
    const all = await Promise.all(
      Array.from({ length: 20 }, () => create(anInput(), key, managedUsersApi(app, other))),
    );
    const [winners, losers] = [all.filter(({ status }) => status === 201), all.filter(({ status }) => status !== 201)];
    expect(winners).toHaveLength(1);
    for (const loser of losers) expectError(loser, OTHER_REQUEST);
    expect(await usersOf(other)).toBe(1);
  });

  it('forgets the key after 24 hours, and not before', async () => {
    const [input, key] = [anInput(), unique()];
    const first = await create(input, key).expect(201);
    app.clock.advance(DAY - 60_000);
    expect((await create(input, key).expect(201)).text).toBe(first.text);
    app.clock.advance(120_000);
    expectError(await create(input, key), alreadyExists(first.body.data.user.id));
    const second = await create(anInput(), key).expect(201);
    expect(second.body.data.user.id).not.toBe(first.body.data.user.id);
  });
});
