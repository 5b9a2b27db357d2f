import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import fc from 'fast-check';
import { gzipSync } from 'node:zlib';

type Schema = Record<string, unknown> & {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  example?: unknown;
};

/** A route of the application, with what its documentation tells about requests. */
export interface Route {
  method: string;
  /** Parameters as in `/users/:userId`. */
  path: string;
  /** Of the JSON body; undefined for a route that is not documented to take one. */
  body?: Schema;
  query: string[];
  /** Names of headers, without those that are credentials. */
  headers: string[];
}

/** Real things that requests may name: without them every request would end at the first guard. */
export interface World {
  clientId: string;
  clientSecret: string;
  /** Of the owner of the client's organization. */
  apiKey: string;
  /** Of a member of that organization, who may look but not touch. */
  memberApiKey: string;
  /** Users of the client. */
  userIds: number[];
  refreshTokens: string[];
  accessTokens: string[];
  emails: string[];
  scheduleIds: number[];
  /** Where the client may send people. */
  redirectUri: string;
  /** Of somebody who is logged in to the web application. */
  sessionCookie: string;
  /** Another organization with the same. */
  foreign: { clientId: string; clientSecret: string; apiKey: string; userIds: number[]; accessTokens: string[] };
  /** Bearer tokens that open next to nothing: expired, or of somebody without rights. */
  weakBearers: string[];
}

export interface GeneratedRequest {
  method: string;
  /** With the query. May name things that earlier requests made, as in `/webhooks/{webhooks:3}`: see `fillIn`. */
  path: string;
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}

/** Paths that are served without a route of the router. */
const MIDDLEWARE_PATHS = ['/docs', '/docs-json', '/v2/docs', '/api/docs'];

/** Every route of the application, documented or not, from the router itself: a new route is among them without a word. */
export function routesOf(app: NestExpressApplication, document: OpenAPIObject): Route[] {
  const { router } = app.getHttpAdapter().getInstance() as unknown as {
    router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] };
  };
  const routed = router.stack.flatMap(({ route }) =>
    Object.keys(route?.methods ?? {}).map((method) => ({ method: method.toUpperCase(), path: String(route?.path) })),
  );
  const unrouted = MIDDLEWARE_PATHS.map((path) => ({ method: 'GET', path }));
  return [...routed, ...unrouted].map((route) => ({ ...route, ...documented(route, document) }));
}

function documented({ method, path }: { method: string; path: string }, document: OpenAPIObject) {
  const template = path.replace(/:(\w+)/g, '{$1}');
  const item = document.paths[template] as Record<string, Operation> | undefined;
  const operation = item?.[method.toLowerCase()];
  const named = (place: string): string[] =>
    operation?.parameters?.filter((parameter) => parameter.in === place).map(({ name }) => name) ?? [];
  const reference = operation?.requestBody?.content?.['application/json']?.schema?.$ref;
  const schema = document.components?.schemas?.[reference?.split('/').pop() ?? ''] as Schema | undefined;
  const headers = named('header').filter((name) => !/^(x-cal-secret-key|x-cal-client-id|authorization)$/i.test(name));
  return { query: named('query'), headers, body: schema };
}

interface Operation {
  parameters?: { in: string; name: string }[];
  requestBody?: { content?: Record<string, { schema?: { $ref?: string } }> };
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'TRACE', 'SEARCH'];
const QUERY_NAMES = ['limit', 'offset', 'cursor', 'emails', 'sort', '__proto__', 'constructor', 'toString', ''];

/** Texts that have broken servers before. */
const nastyTexts = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    'x\udfffy',
    '\ufeff',
    '\u202e',
    "' OR ''='",
    '";--',
    '%00',
    '%s%n',
    '${7*7}',
    '../../etc/passwd',
    '__proto__',
    'constructor',
    'null',
    'undefined',
    'NaN',
    'true',
    '[object Object]',
    '\r\nX-Evil: 1',
    'İ'.repeat(200),
    '👩‍👩‍👧‍👦'.repeat(50),
    'a'.repeat(3_000),
    'é'.repeat(70_000 / 2),
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ maxLength: 300 }),
);

/** Numbers as text, also in spellings that only some parsers take for numbers. */
const numberTexts = fc.oneof(
  fc.integer().map(String),
  fc.double().map(String),
  fc.bigInt().map(String),
  fc.constantFrom(
    '0',
    '-0',
    '-1',
    '10.0',
    '1e3',
    '1e999',
    '0x10',
    '0b1',
    ' 5 ',
    '5abc',
    '250',
    '251',
    '2147483647',
    '2147483648',
    '-2147483649',
    '9007199254740993',
    '9223372036854775808',
    '99999999999999999999999',
    'Infinity',
    '١٢',
  ),
);

const nastyNumbers = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, -0, -1, 1.5, 12, 24, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e308),
);

/** JSON of all shapes, as text, because some of it has no counterpart among JavaScript's values. */
const nastyJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: nastyTexts.map((text) => JSON.stringify(text)) },
  { weight: 3, arbitrary: nastyNumbers.map((number) => JSON.stringify(number)) },
  { weight: 2, arbitrary: fc.json({ maxDepth: 4 }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'null',
      'true',
      'false',
      '[]',
      '{}',
      '[null]',
      '[12]',
      '["Monday"]',
      '1e999',
      '-1e999',
      '123456789012345678901234567890',
      '"\\u0000"',
      '"\\ud800"',
      '{"\\u0000":1}',
      '{"\\ud800":"\\udc00"}',
      '{"__proto__":{"admin":true}}',
      '{"__proto__":null}',
      '{"constructor":{"prototype":{"x":1}}}',
      '{"toString":1,"valueOf":null}',
      '{"toJSON":1,"then":1}',
      '{"length":1000000000}',
      '{"length":-1,"0":"a"}',
      '{"a":{"b":1}}',
      '{"a":null}',
      '{"a":1e999}',
    ),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('[', '{"a":'), fc.integer({ min: 10, max: 16_000 })).map(nested) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 40, max: 60 })
      .map((keys) => JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, key) => [`key${key}`, key])))),
  },
);

function nested([open, depth]: [string, number]): string {
  return open.repeat(depth) + (open === '[' ? '' : '1') + (open === '[' ? ']' : '}').repeat(depth);
}

const goodEmails = fc
  .tuple(fc.stringMatching(/^[a-z]{3}[a-z0-9.]{0,20}[a-z]$/), fc.nat(9_999))
  .map(([local, number]) => `${local}${number}@example.org`);

const someText = fc.string({ minLength: 1, maxLength: 60 });
const someMetadata = fc.dictionary(fc.string({ maxLength: 40 }), fc.oneof(someText, fc.nat()));

/** Values of the right kind, by the name of the property, else from its documentation. */
function goodValue(name: string, { type, enum: choices, example, items }: Schema, world: World): fc.Arbitrary<unknown> {
  if (name === 'email') return fc.oneof(goodEmails, fc.constantFrom(...world.emails));
  if (name === 'refreshToken') return fc.constantFrom(...world.refreshTokens);
  if (name === 'clientSecret') return fc.constant(world.clientSecret);
  if (name === 'redirectUri') return fc.constant(world.redirectUri);
  if (name === 'timeZone') return fc.constantFrom('Europe/Berlin', 'america/new_york', 'UTC', 'Asia/Kathmandu');
  if (name === 'defaultScheduleId') return fc.constantFrom(...world.scheduleIds, null);
  if (choices) return fc.constantFrom(...choices);
  if (example !== undefined) return fc.constant(example);
  if (type === 'number' || type === 'integer') return fc.nat(1_000);
  if (type === 'boolean') return fc.boolean();
  if (type === 'array') return fc.array(goodValue('', items ?? {}, world), { maxLength: 3 });
  return type === 'object' ? someMetadata : someText;
}

/** A body as the documentation wants it, each property as JSON text. */
function goodProperties(
  { properties = {}, required = [] }: Schema,
  world: World,
): fc.Arbitrary<Record<string, string>> {
  const arbitraries = Object.entries(properties).map(([name, schema]) => {
    const present = goodValue(name, schema, world).map((value) => [name, JSON.stringify(value)] as const);
    return required.includes(name) ? present : fc.oneof(present, fc.constant([name, undefined] as const));
  });
  return fc
    .tuple(...arbitraries)
    .map((entries) => Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined)));
}

const objectText = (properties: Record<string, string>): string =>
  `{${Object.entries(properties)
    .map(([name, json]) => `${JSON.stringify(name)}:${json}`)
    .join()}}`;

/** Good bodies, good bodies with one or two faults, and anything. */
function aBodyText(route: Route, world: World): fc.Arbitrary<string> {
  const schema = route.body ?? { properties: { name: {}, email: {} } };
  const good = goodProperties(schema, world);
  const names = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...Object.keys(schema.properties ?? {})) },
    { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', 'id', 'oauthClientId', '') },
  );
  const faults = fc.array(fc.tuple(names, nastyJson), { minLength: 1, maxLength: 2 });
  const faulty = fc.tuple(good, faults).map(([body, wrong]) => objectText({ ...body, ...Object.fromEntries(wrong) }));
  return fc.oneof(
    { weight: 9, arbitrary: good.map(objectText) },
    { weight: 10, arbitrary: faulty },
    { weight: 2, arbitrary: nastyJson },
    { weight: 1, arbitrary: fc.tuple(faulty, fc.nat()).map(([text, end]) => text.slice(0, end % (text.length + 1))) },
    { weight: 1, arbitrary: nastyTexts },
    // About as large as the server takes: 100 KiB.
    {
      weight: 1,
      arbitrary: fc
        .tuple(good.map(objectText), fc.integer({ min: 102_398, max: 102_403 }))
        .map(([text, size]) => text.padEnd(size)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(names, fc.integer({ min: 90_000, max: 102_380 }))
        .map(([name, size]) => objectText({ [name]: JSON.stringify('x'.repeat(size)) })),
    },
  );
}

/** Neither text nor JSON: random, packed, and packed to a fraction of its size. */
const nastyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((array) => Uint8Array.from(array)),
  fc.constantFrom(...['{"name":"Ann"}', ' '.repeat(300_000)].map((text) => Uint8Array.from(gzipSync(text)))),
);

type Content = Pick<GeneratedRequest, 'headers' | 'body'>;

/** A body with headers that describe it, nearly always rightly. */
function aContent(route: Route, world: World): fc.Arbitrary<Content> {
  const headers = fc.oneof(
    { weight: 20, arbitrary: fc.constant({ 'Content-Type': 'application/json' }) },
    {
      weight: 3,
      arbitrary: fc
        .constantFrom(
          'application/json; charset=utf-8',
          'application/json; charset=utf-16',
          'application/json; charset=XYZ',
          'application/json;;;',
          'application/vnd.api+json',
          'text/plain',
          'application/x-www-form-urlencoded',
          'multipart/form-data; boundary=x',
          'nonsense',
        )
        .map((type) => ({ 'Content-Type': type })),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('gzip', 'deflate', 'br', 'foo', 'identity')
        .map((encoding) => ({ 'Content-Type': 'application/json', 'Content-Encoding': encoding })),
    },
    { weight: 1, arbitrary: fc.constant({}) },
  );
  const bytes = fc.oneof({ weight: 30, arbitrary: aBodyText(route, world) }, { weight: 3, arbitrary: nastyBytes });
  return fc.record({ headers, body: bytes });
}

/** Characters outside the printable ones of ASCII, and those with a meaning, as bytes in hexadecimal. */
const encode = (text: string): string =>
  Array.from(Buffer.from(text), (byte) => String.fromCharCode(byte).replace(/[^\w.~@:+-]/s, percent(byte))).join('');
const percent = (byte: number): string => `%${byte.toString(16).padStart(2, '0')}`;

/** The id of something that an earlier request made in the collection of this name. */
const earlierId = (collection: string): fc.Arbitrary<string> => fc.nat(50).map((index) => `{${collection}:${index}}`);

/** Puts ids for the places that a generated path left open; a name where there are none yet. */
export function fillIn(path: string, idsOf: (collection: string) => string[]): string {
  return path.replace(/\{([^:{}]+):(\d+)\}/g, (_, collection: string, index: string) => {
    const ids = idsOf(collection);
    return ids[Number(index) % ids.length] ?? 'none';
  });
}

function aPathParameter(name: string, collection: string, isDoomed: boolean, world: World): fc.Arbitrary<string> {
  const broken = fc.constantFrom('%', '%FF', '%E0%A4', '%00', '%2F', '%2e%2e', '%zz', '.', '..', '~');
  const nasty = fc.oneof(
    nastyTexts.map((text) => encode(text.slice(0, 4_000))),
    numberTexts.map(encode),
    broken,
  );
  const isClient = /client/i.test(name);
  const isUser = /user/i.test(name);
  const own = isClient ? fc.constant(world.clientId) : fc.constantFrom(...world.userIds).map(String);
  const foreign = isClient
    ? fc.constant(world.foreign.clientId)
    : fc.constantFrom(...world.foreign.userIds).map(String);
  // Without its client a world is over.
  const isKnown = (isClient && !isDoomed) || isUser;
  return fc.oneof(
    { weight: isKnown ? 20 : 1, arbitrary: isClient && isDoomed ? nasty : own },
    { weight: isKnown ? 1 : 20, arbitrary: earlierId(collection) },
    { weight: isUser ? 2 : 0, arbitrary: own.map((id) => `${id}.0`) },
    { weight: 2, arbitrary: foreign },
    { weight: 3, arbitrary: nasty },
  );
}

function aPath(route: Route, world: World): fc.Arbitrary<string> {
  const segments = route.path.split('/');
  const parts = segments.map((part, index) => {
    if (!part.startsWith(':')) return fc.constant(part);
    const isDoomed = route.method === 'DELETE' && index === segments.length - 1;
    return aPathParameter(part.slice(1), segments[index - 1] ?? '', isDoomed, world);
  });
  const path = fc.tuple(...parts).map((texts) => texts.join('/'));
  const spelling = fc.oneof(
    { weight: 60, arbitrary: fc.constant((text: string) => text) },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        (text: string) => `/api${text}`,
        (text: string) => text.replace('/v2/', '/v2/ee/'),
        (text: string) => `${text}/`,
        (text: string) => `/${text}`,
        (text: string) => text.toUpperCase(),
        (text: string) => `${text}/reccuring`,
        (text: string) => `${text}/../x`,
        (text: string) => `${text};a=b`,
        () => '/',
        () => '/v2/nothing-here',
        () => '*',
        () => '//',
      ),
    },
  );
  return fc.tuple(path, spelling).map(([text, spell]) => spell(text));
}

function aQuery({ query }: Route, world: World): fc.Arbitrary<string> {
  const documentedNames = query.length > 0 ? query : QUERY_NAMES;
  const name = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...documentedNames) },
    { weight: 1, arbitrary: fc.constantFrom(...QUERY_NAMES) },
    { weight: 1, arbitrary: nastyTexts.map((text) => encode(text.slice(0, 100))) },
  );
  const suffix = fc.oneof(
    { weight: 8, arbitrary: fc.constant('') },
    { weight: 2, arbitrary: fc.constantFrom('[]', '[0]', '[5000]', '[a]', '[a][b]', '[__proto__]', '[toString]', '[') },
  );
  const value = fc.oneof(
    { weight: 4, arbitrary: numberTexts.map(encode) },
    { weight: 2, arbitrary: fc.constantFrom(...world.emails, 'ann@example.org').map(encode) },
    { weight: 1, arbitrary: fc.constantFrom('after:0', 'after:2147483648', 'after:9999999999').map(cursorOf) },
    { weight: 2, arbitrary: nastyTexts.map((text) => encode(text.slice(0, 2_000))) },
    { weight: 1, arbitrary: fc.constantFrom('%', '%FF', '%00', '%ED%A0%80', 'a,b', ',', 'a@b.c,%00', '&&') },
  );
  const pair = fc.tuple(name, suffix, value).map(([key, bracket, text]) => `${key}${bracket}=${text}`);
  const several = fc.array(pair, { minLength: 1, maxLength: 4 }).map((pairs) => `?${pairs.join('&')}`);
  const many = fc.tuple(name, fc.integer({ min: 100, max: 1_200 })).map(([key, count]) => {
    return `?${`${key.slice(0, 8)}=1&`.repeat(count)}`.slice(0, 8_000);
  });
  return fc.oneof(
    { weight: query.length > 0 ? 2 : 12, arbitrary: fc.constant('') },
    { weight: 6, arbitrary: several },
    { weight: 1, arbitrary: many },
  );
}

const cursorOf = (text: string): string => Buffer.from(text).toString('base64url');

/** Header values may hold what Latin-1 can print. */
const headerTexts = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.constantFrom(
    '',
    'é',
    '\xff\xfe',
    'a'.repeat(256),
    'a'.repeat(3_000),
    'null',
    '%00',
    "' OR ''='",
    '[object Object]',
  ),
);

function credentials(world: World): fc.Arbitrary<Record<string, string>> {
  const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });
  const secret = (text: string): Record<string, string> => ({ 'x-cal-secret-key': text });
  return fc.oneof(
    { weight: 20, arbitrary: fc.constant({ 'x-cal-client-id': world.clientId, ...secret(world.clientSecret) }) },
    { weight: 3, arbitrary: fc.constant(secret(world.clientSecret)) },
    { weight: 10, arbitrary: fc.constant(bearer(world.apiKey)) },
    { weight: 1, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constant({ Cookie: world.sessionCookie }) },
    { weight: 3, arbitrary: fc.constantFrom(...world.accessTokens).map(bearer) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(world.memberApiKey, ...world.weakBearers, ...world.refreshTokens).map(bearer),
    },
    { weight: 1, arbitrary: fc.constantFrom(world.foreign.apiKey, ...world.foreign.accessTokens).map(bearer) },
    { weight: 1, arbitrary: fc.constant(secret(world.foreign.clientSecret)) },
    { weight: 1, arbitrary: headerTexts.map(secret) },
    { weight: 1, arbitrary: headerTexts.map(bearer) },
    { weight: 1, arbitrary: headerTexts.map((text) => ({ Authorization: text })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(world.clientId, world.foreign.clientId, '', 'no-such-client'), headerTexts)
        .map(([clientId, text]) => ({ 'x-cal-client-id': clientId, ...secret(text) })),
    },
  );
}

/** Headers that the documentation names, with values that repeat, and others that a server may stumble over. */
function otherHeaders(route: Route): fc.Arbitrary<Record<string, string>> {
  const documentedOnes = route.headers.map((name) =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 2, arbitrary: fc.nat(2).map((value) => [[name, String(value)]]) },
      { weight: 1, arbitrary: headerTexts.map((text) => [[name, text]]) },
    ),
  );
  return fc
    .tuple(strayHeaders, ...documentedOnes)
    .map((entries) => Object.fromEntries(entries.flat() as [string, string][]));
}

const strayHeaders = fc.array(
  fc.oneof(
    fc.tuple(fc.constant('cal-api-version'), fc.constantFrom('2024-08-13', '2024-06-14', '1999-01-01', 'x', '')),
    fc.tuple(fc.constant('Origin'), fc.oneof(fc.constantFrom('http://localhost:3000', 'null', '://'), headerTexts)),
    fc.tuple(fc.constantFrom('X-Forwarded-For', 'CF-Connecting-IP', 'X-Request-Id', 'Accept-Language'), headerTexts),
    fc.tuple(fc.constant('Accept'), fc.constantFrom('text/html', 'application/xml', '*/*', 'x')),
    fc.tuple(fc.constantFrom('If-None-Match', 'Range', 'Cookie', 'X-HTTP-Method-Override'), headerTexts),
    fc.tuple(fc.constant('Accept-Encoding'), fc.constantFrom('gzip', 'br', 'identity;q=0')),
  ),
  { maxLength: 2 },
);

/** Node's HTTP client refuses other characters before anything is sent. */
const printable = (value: string): string => value.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?');

/** A request to one of the routes: right in most respects, wrong in some. */
export function aRequest(routes: Route[], world: World): fc.Arbitrary<GeneratedRequest> {
  return fc.oneof(...routes.map((route) => ({ weight: weightOf(route), arbitrary: requestTo(route, world) })));
}

/** Routes that take more can go wrong in more ways. Deleting is rare, so that there is somebody left. */
function weightOf({ method, path, body }: Route): number {
  if (body) return 6;
  return method === 'DELETE' || !path.includes(':') ? 1 : 3;
}

function requestTo(route: Route, world: World): fc.Arbitrary<GeneratedRequest> {
  const method = fc.oneof(
    { weight: 20, arbitrary: fc.constant(route.method) },
    { weight: 1, arbitrary: fc.constantFrom(...METHODS) },
  );
  const wantsBody = route.body !== undefined || ['POST', 'PATCH', 'PUT'].includes(route.method);
  const none = fc.constant<Content>({ headers: {} });
  const content = fc.oneof(
    { weight: wantsBody ? 1 : 12, arbitrary: none },
    { weight: wantsBody ? 20 : 1, arbitrary: aContent(route, world) },
  );
  return fc
    .tuple(method, aPath(route, world), aQuery(route, world), credentials(world), otherHeaders(route), content)
    .map(([verb, path, query, login, others, { headers, body }]) => ({
      method: verb,
      path: `${path}${query}`,
      headers: Object.fromEntries(
        Object.entries({ ...others, ...login, ...headers }).map(([name, value]) => [name, printable(value)]),
      ),
      ...(body !== undefined && { body }),
    }));
}
