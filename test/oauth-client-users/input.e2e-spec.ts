import { managedUsersApi, type ManagedUsersApi } from '../support/api-client.js';
import { badRequest, expectError, failedProperties, notInClient } from '../support/expected-errors.js';
import { aManagedUser, anOAuthClient, unique } from '../support/factories.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const LOCALES =
  'ar, ca, de, es, eu, he, id, ja, lv, pl, ro, sr, th, vi, az, cs, el, es-419, fi, hr, it, km, nl, pt, ru, sv, tr, zh-CN, ' +
  'bg, da, en, et, fr, hu, iw, ko, no, pt-BR, sk, ta, uk, zh-TW, bn';

const isString = (property: string) => ({ isString: `${property} must be a string` });
const isNumber = (property: string) => ({
  isNumber: `${property} must be a number conforming to the specified constraints`,
});
const isEitherFormat = { isIn: 'timeFormat must be a number either 12 or 24' };
const isFormat = { isIn: 'timeFormat must be one of the following values: 12, 24' };
const isWeekDay = {
  isIn: 'weekStart must be one of the following values: Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday',
};
const isTimeZone = { isTimeZone: 'timeZone must be a valid IANA time-zone' };
const isLocale = { isEnum: `locale must be one of the following values: ${LOCALES}` };
const isUrl = { isUrl: 'avatarUrl must be a URL address' };
const isObject = { isObject: 'metadata must be an object' };
const isMetadata = {
  ValidateMetadata:
    'Metadata must have at most 50 keys, each key up to 40 characters, and values up to 500 characters.',
};

const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, index]));

type Row = [property: string, value: unknown, constraints: Record<string, string>, shown?: unknown];

/** What both creating and changing refuse. `shown` is the value after conversion, where it is another. */
const WRONG: Row[] = [
  ['email', 1, isString('email')],
  ['email', ['ann@example.org'], isString('email')],
  ['email', null, isString('email')],
  ['name', 1, isString('name')],
  ['name', { first: 'Ann' }, isString('name')],
  ['weekStart', 'Funday', isWeekDay],
  ['weekStart', 'monday', isWeekDay],
  ['weekStart', '', isWeekDay],
  ['weekStart', 1, { ...isWeekDay, ...isString('weekStart') }],
  ['timeZone', '', isTimeZone],
  ['timeZone', 'GMT+3', isTimeZone],
  ['timeZone', '+02:00', isTimeZone],
  ['timeZone', 'Mars/Base', isTimeZone],
  ['timeZone', 2, isTimeZone],
  ['timeZone', ['Europe/Rome'], isTimeZone],
  ['locale', 'xx', isLocale],
  ['locale', 'EN', isLocale],
  ['locale', '', isLocale],
  ['locale', 1, isLocale],
  ['avatarUrl', 'http://localhost/x', isUrl],
  ['avatarUrl', 'data:image/png;base64,AAAA', isUrl],
  ['avatarUrl', 'https://my_host.example.org/a.png', isUrl],
  ['avatarUrl', 'ssh://example.org/a.png', isUrl],
  ['avatarUrl', 'javascript:alert(1)', isUrl],
  ['avatarUrl', '', isUrl],
  ['avatarUrl', 1, isUrl],
  ['bio', 1, isString('bio')],
  ['metadata', 'text', { ...isMetadata, ...isObject }],
  ['metadata', 1, { ...isMetadata, ...isObject }],
  ['metadata', ['a'], isObject],
  ['metadata', { a: null }, isMetadata],
  ['metadata', { a: ['b'] }, isMetadata],
  ['metadata', { a: { b: 'c' } }, isMetadata],
  ['metadata', { ['k'.repeat(41)]: 1 }, isMetadata],
  ['metadata', { a: 'v'.repeat(501) }, isMetadata],
  ['metadata', { a: '😀'.repeat(251) }, isMetadata],
  ['metadata', keys(51), isMetadata],
];

/** With the text about the format that only creating has, or only changing. */
const wrongFormats = (oneOfTwo: Record<string, string>): Row[] => [
  ['timeFormat', 13, oneOfTwo],
  ['timeFormat', '13', oneOfTwo, 13],
  ['timeFormat', '', oneOfTwo, 0],
  ['timeFormat', true, oneOfTwo, 1],
  ['timeFormat', 'noon', { ...oneOfTwo, ...isNumber('timeFormat') }, null],
  ['timeFormat', {}, { ...oneOfTwo, ...isNumber('timeFormat') }, null],
  ['timeFormat', ['12'], { ...oneOfTwo, ...isNumber('timeFormat') }, [12]],
];

const RIGHT: [property: string, value: unknown, stored?: unknown][] = [
  ['name', ''],
  ['timeFormat', 24],
  ['timeFormat', '24', 24],
  ['weekStart', 'Saturday'],
  ['timeZone', 'Asia/Tokyo'],
  ['timeZone', 'america/port-AU-prince', 'America/Port-au-Prince'],
  ...LOCALES.split(', ').map((locale): [string, string] => ['locale', locale]),
  ['avatarUrl', 'https://img.acme.test/a.png?size=1#x'],
  ['avatarUrl', 'http://img.acme.test'],
  ['avatarUrl', 'ftp://img.acme.test/a.png'],
  ['avatarUrl', 'img.acme.test/a.png'],
  ['bio', ''],
  ['metadata', keys(50)],
  ['metadata', { ['k'.repeat(40)]: 'v'.repeat(500), smile: '😀'.repeat(250), number: -1.5, yes: true }],
];

describe('the input of managed users', () => {
  let app: TestApp;
  let api: ManagedUsersApi;
  let userId: number;

  beforeAll(async () => {
    app = await startTestApp();
    const client = await anOAuthClient(app);
    api = managedUsersApi(app, client);
    userId = (await aManagedUser(app, client)).user.id;
  });
  afterAll(() => app.close());

  const anInput = () => ({ email: `${unique()}@example.org`, name: 'Ann Lee' });

  describe.each([
    ['creating', [...WRONG, ...wrongFormats(isEitherFormat), ['name', null, isString('name')] as Row], true],
    [
      'changing',
      [
        ...WRONG,
        ...wrongFormats(isFormat),
        ['defaultScheduleId', '5', isNumber('defaultScheduleId')] as Row,
        ['defaultScheduleId', true, isNumber('defaultScheduleId')] as Row,
        ['weekStart', null, { ...isWeekDay, ...isString('weekStart') }] as Row,
        ['timeZone', null, isTimeZone] as Row,
      ],
      false,
    ],
  ])('%s', (_, rows, isCreating) => {
    const send = (input: object) => (isCreating ? api.create(input) : api.patch(userId, input));

    it.each(rows)('refuses %s = %j', async (property, value, constraints, shown = value) => {
      const input = { ...(isCreating && anInput()), [property]: value };
      const expected = { target: { ...input, [property]: shown }, value: shown, property, children: [], constraints };
      expect(JSON.stringify(failedProperties(await send(input)))).toBe(JSON.stringify([expected]));
    });

    it.each(RIGHT)('accepts %s = %j', async (property, value, stored = value) => {
      const { body } = await send({ ...(isCreating && anInput()), [property]: value }).expect(isCreating ? 201 : 200);
      expect((isCreating ? body.data.user : body.data)[property]).toEqual(stored);
    });
  });

  it('lists what is wrong with a new user in the order of the documentation', async () => {
    const wrong = {
      metadata: 1,
      bio: 1,
      avatarUrl: 1,
      locale: 1,
      timeZone: 1,
      weekStart: 1,
      defaultScheduleId: '1',
      timeFormat: 1,
    };
    expect(failedProperties(await api.create(wrong)).map(({ property }) => property)).toEqual([
      'email',
      'name',
      'timeFormat',
      'weekStart',
      'timeZone',
      'locale',
      'avatarUrl',
      'bio',
      'metadata',
    ]);
    expect(
      failedProperties(await api.patch(userId, { ...wrong, name: 1, email: 1 })).map(({ property }) => property),
    ).toEqual([
      'email',
      'name',
      'timeFormat',
      'defaultScheduleId',
      'weekStart',
      'timeZone',
      'locale',
      'avatarUrl',
      'bio',
      'metadata',
    ]);
  });

  it('leaves a missing value out of the refusal', async () => {
    const [email, name] = failedProperties(await api.create({}));
    expect(JSON.stringify([email, name])).toBe(
      '[{"target":{},"property":"email","children":[],"constraints":{"isString":"email must be a string"}},' +
        '{"target":{},"property":"name","children":[],"constraints":{"isString":"name must be a string"}}]',
    );
  });

  it('shows the input in each refusal as it was understood: converted, and without unknown properties', async () => {
    const failed = failedProperties(
      await api.create({ timeFormat: '12', timeZone: 'utc', defaultScheduleId: 1, nickname: 'A', name: 'Ann' }),
    );
    expect(failed.map(({ target }) => target)).toEqual([{ timeFormat: 12, timeZone: 'UTC', name: 'Ann' }]);
  });

  it('takes another type of content for an empty body', async () => {
    const response = await api.create('email=ann%40example.org&name=Ann').type('form');
    expect(failedProperties(response).map(({ target, property }) => [target, property])).toEqual([
      [{}, 'email'],
      [{}, 'name'],
    ]);
  });

  it('is judged before the id in the path, and the id before the user behind it', async () => {
    expect(failedProperties(await api.patch('abc', { name: 1 }))).toHaveLength(1);
    expect(failedProperties(await api.patch(2_000_000_000, { name: 1 }))).toHaveLength(1);
    expectError(
      await api.patch('abc', { email: 'nobody' }),
      badRequest('Validation failed (numeric string is expected)'),
    );
    expectError(await api.patch(2_000_000_000, { email: 'nobody' }), notInClient(2_000_000_000));
  });
});
