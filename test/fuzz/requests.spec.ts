import type { OpenAPIObject } from '@nestjs/swagger';
import fc from 'fast-check';
import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Agent } from 'node:http';
import { aRequest, fillIn, type GeneratedRequest, type Route, routesOf, type World } from '../support/arbitraries.js';
import { aManagedUser, anApiKey, anOAuthClient, anOrganization, aPerson } from '../support/factories.js';
import { inParallel, type LoadResponse, send } from '../support/load.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** How many requests: `FUZZ_RUNS=100000 npm test -- test/fuzz` looks longer. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 10_000);
/** The same seed gives the same requests: `FUZZ_SEED=$RANDOM` looks elsewhere. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_260_101);
/** Requests may delete what others need: after so many of them, others begin with a world of their own. */
const RUNS_IN_A_WORLD = 250;
const AT_A_TIME = 12;
const REDIRECT_URI = 'https://app.acme.test/callback';
const SESSION_SECRET = 'the-session-secret-of-the-web-application';

describe('generated requests', () => {
  let app: TestApp;
  let routes: Route[];

  beforeAll(async () => {
    app = await startTestApp({ nextAuthSecret: SESSION_SECRET });
    const document = await send({ method: 'GET', origin: app.url, path: '/docs-json' });
    expect(document).toMatchObject({ status: 200 });
    routes = routesOf(app.app, JSON.parse(document.body) as OpenAPIObject);
  }, 60_000);
  afterAll(() => app.close());

  it('are generated for every documented operation, and for the routes beside them', () => {
    const withBody = routes.filter(({ body }) => body !== undefined).map(({ method, path }) => `${method} ${path}`);
    expect(withBody).toEqual(
      expect.arrayContaining([
        'POST /v2/oauth-clients/:clientId/users',
        'PATCH /v2/oauth-clients/:clientId/users/:userId',
        'POST /v2/oauth/:clientId/refresh',
      ]),
    );
    expect(routes).toContainEqual(
      expect.objectContaining({ method: 'GET', path: '/v2/oauth-clients/:clientId/managed-users' }),
    );
  });

  it(
    'never get a 5xx, a body outside the envelope, a missing request id, or what nobody may see',
    async () => {
      const faults: string[] = [];
      for (let first = 0; first < RUNS; first += RUNS_IN_A_WORLD) {
        faults.push(...(await faultsInAWorld(first, Math.min(RUNS_IN_A_WORLD, RUNS - first))));
      }
      expect(faults.slice(0, 20).join('\n\n')).toBe('');
      // The requests came further than the first refusal.
      if (RUNS >= 10_000) {
        expect([...statuses]).toEqual(expect.arrayContaining([200, 201, 400, 401, 403, 404, 409, 413, 415]));
      }
    },
    60_000 + RUNS * 10,
  );

  const statuses = new Set<number>();

  /** Sends so many requests, several at once, and gives what was wrong with the answers. */
  async function faultsInAWorld(first: number, count: number): Promise<string[]> {
    const world = await aWorld(app);
    const requests = fc.sample(aRequest(routes, world), { numRuns: count, seed: SEED + first });
    const made = new MadeThings();
    const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME });
    const faults = await inParallel(count, AT_A_TIME, async (index) => {
      const generated = requests[index] as GeneratedRequest;
      const request = { ...generated, path: fillIn(generated.path, (collection) => made.in(collection)) };
      const name = `FUZZ_SEED=${SEED}, request ${first + index}`;
      try {
        const response = await send({ ...request, origin: app.url, agent });
        statuses.add(response.status);
        made.noteWhatWasMade(request, response);
        const found = [...faultsOf(request, response), ...leaksIn(request, response, app, world)];
        return found.map((fault) => `${name}: ${fault}\n${show(request, response)}${loggedCause(app, response)}`);
      } catch (error) {
        return [`${name}: ${String(error)}\n${show(request)}`];
      }
    });
    agent.destroy();
    return faults.flat();
  }
});

/** A client with users, and another organization that must stay apart from it. */
async function aWorld(app: TestApp): Promise<World> {
  const client = await anOAuthClient(app, { areDefaultEventTypesEnabled: true, redirectUris: [REDIRECT_URI] });
  const other = await anOAuthClient(app);
  const noPlatform = await anOrganization(app, { isPlatform: false });
  const users = await inParallel(16, 4, (index) =>
    aManagedUser(app, client, index % 2 ? {} : { timeZone: 'Europe/Berlin' }),
  );
  const foreign = await inParallel(3, 3, () => aManagedUser(app, other, { timeZone: 'UTC' }));
  const member = await aPerson(app, client.organizationId, 'MEMBER');
  return {
    ...client,
    memberApiKey: await anApiKey(app, member, client.organizationId),
    redirectUri: REDIRECT_URI,
    sessionCookie: await aSessionCookie(app, client.organizationId),
    userIds: users.map(({ user }) => user.id),
    refreshTokens: users.map(({ refreshToken }) => refreshToken),
    accessTokens: users.map(({ accessToken }) => accessToken),
    emails: users.slice(0, 5).map(({ user }) => user.email),
    scheduleIds: [...users.slice(0, 6), ...foreign].flatMap(({ user }) => user.defaultScheduleId ?? []),
    foreign: {
      ...other,
      userIds: foreign.map(({ user }) => user.id),
      accessTokens: foreign.map(({ accessToken }) => accessToken),
    },
    weakBearers: [
      await anApiKey(app, noPlatform.ownerId),
      await anApiKey(app, client.ownerId, client.organizationId, new Date('2020-01-01')),
    ],
  };
}

/** The cookie of a member of the organization who is logged in to the web application. */
async function aSessionCookie(app: TestApp, organizationId: number): Promise<string> {
  const { email } = await app.prisma.user.findUniqueOrThrow({
    where: { id: await aPerson(app, organizationId, 'MEMBER') },
  });
  const key = Buffer.from(hkdfSync('sha256', SESSION_SECRET, '', 'NextAuth.js Generated Encryption Key', 32));
  const header = Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString('base64url');
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(header));
  const sealed = Buffer.concat([cipher.update(JSON.stringify({ email, exp: 4_102_444_800 })), cipher.final()]);
  const [iv, text, tag] = [nonce, sealed, cipher.getAuthTag()].map((bytes) => bytes.toString('base64url'));
  return `next-auth.session-token=${header}..${iv}.${text}.${tag}`;
}

/** Remembers the ids of what requests made, by the collection that they made it in. */
class MadeThings {
  private readonly ids = new Map<string, string[]>();

  in(collection: string): string[] {
    return this.ids.get(collection) ?? [];
  }

  noteWhatWasMade({ method, path }: GeneratedRequest, { status, body }: LoadResponse): void {
    const id = method === 'POST' && status === 201 ? /"id":"?([\w-]+)/.exec(body)?.[1] : undefined;
    const collection = path.split('?', 1)[0]?.split('/').pop();
    if (id !== undefined && collection) this.ids.set(collection, [...this.in(collection), id]);
  }
}

/** What the server logged about a failed request. */
function loggedCause(app: TestApp, { status, headers }: LoadResponse): string {
  if (status < 500) return '';
  const entries = app.logs().split('\n');
  const entry = entries.find(
    (line) => line.includes('request failed') && line.includes(String(headers['x-request-id'])),
  );
  return entry ? `\n= ${entry.slice(0, 800)}` : '';
}

const REQUEST_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** Answers that are no API answers: pages, texts, and the description of the API. */
const BARE = /^(\/api)?(\/v2)?\/(health|docs|metrics)/i;
/** Its errors have the form that its standard prescribes. */
const OAUTH2_TOKEN = /\/auth\/oauth2\/token/i;
/** Traces of the inside: stack frames, files, statements, and the messages of PostgreSQL, Prisma and the engine. */
const INSIDE =
  /\n\s+at |node_modules|\.[jt]s:\d+|\b(SELECT|INSERT INTO|ON CONFLICT)\b|prisma|byte sequence|out of range for|violates|(relation|column) \\?"|Cannot read prop|is not a function|call stack/;
const JWT = /eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/;

/** What is wrong with the form of the answer, in words; nothing if it is as every answer must be. */
function faultsOf({ method, path }: GeneratedRequest, { status, headers, body }: LoadResponse): string[] {
  const faults: string[] = [];
  const mustBeEmpty = method === 'HEAD' || status === 204 || status === 304;
  const isBare = status < 400 && (BARE.test(path) || status === 302);
  const hasForm = isEnvelope(body, status >= 400) || (status >= 400 && OAUTH2_TOKEN.test(path) && isOAuth2Error(body));
  if (status < 200 || status >= 500) faults.push(`status ${status}`);
  if (!REQUEST_ID.test(String(headers['x-request-id']))) faults.push('no X-Request-Id');
  if (mustBeEmpty ? body !== '' : !isBare && !hasForm) faults.push('body outside the envelope');
  if (!isBare && INSIDE.test(body)) faults.push(`shows the inside: ${INSIDE.exec(body)?.[0]}`);
  return faults;
}

/** Secrets in the answer: no error shows any, and a success none but that of the caller's own client. */
function leaksIn(
  { headers }: GeneratedRequest,
  { status, body }: LoadResponse,
  { settings }: TestApp,
  { clientSecret, apiKey, memberApiKey, foreign, weakBearers }: World,
): string[] {
  const isError = status >= 400;
  const login = `${headers['Authorization'] ?? ''} ${headers['x-cal-secret-key'] ?? ''}`;
  const isBy = (...logins: string[]): boolean => logins.some((text) => login.includes(text));
  const secrets = [settings.secretKey, settings.databaseUrl, apiKey, memberApiKey, foreign.apiKey, ...weakBearers];
  if (isError || !isBy(clientSecret, apiKey, memberApiKey)) secrets.push(clientSecret);
  if (isError || !isBy(foreign.clientSecret, foreign.apiKey)) secrets.push(foreign.clientSecret);
  const shows = secrets.some((secret) => body.includes(secret)) || (isError && JWT.test(body));
  return shows ? ['shows a secret'] : [];
}

function isEnvelope(body: string, isError: boolean): boolean {
  const { status, timestamp, path, error, ...rest } = parsed(body);
  if (!isError) return status === 'success';
  const { code, message } = (error ?? {}) as Record<string, unknown>;
  const isComplete = [timestamp, code, message].every((value) => typeof value === 'string' && value !== '');
  return status === 'error' && isComplete && typeof path === 'string' && !('data' in rest);
}

function isOAuth2Error(body: string): boolean {
  const { error, ...rest } = parsed(body);
  return typeof error === 'string' && Object.keys(rest).every((key) => key === 'error_description');
}

function parsed(body: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(body)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function show({ method, path, headers, body }: GeneratedRequest, response?: LoadResponse): string {
  const text = typeof body === 'string' ? JSON.stringify(body) : body && `bytes ${Buffer.from(body).toString('hex')}`;
  const sent = [`${method} ${path}`, JSON.stringify(headers), text ?? ''].map((line) => `> ${short(line)}`);
  return [...sent, ...(response ? [`< ${response.status} ${short(response.body)}`] : [])].join('\n');
}

const short = (text: string): string => (text.length > 400 ? `${text.slice(0, 400)}… (${text.length})` : text);
