import { parseUrl } from '../common/parse-url.js';
import { SettingsError } from './settings-error.js';

/** Nest's injection token for the settings. */
export const SETTINGS = Symbol('settings');

interface Definition<Value> {
  /** Names of the environment variables; the first that is set wins. */
  env: [string, ...string[]];
  /** What it does, for the README's table. */
  doc: string;
  /** Shown in the table instead of the default when that is computed. */
  defaultText?: string;
  /** Its value never appears in a message or a log. */
  secret?: boolean;
  /** Without it the server does not start when NODE_ENV is `production`. */
  requiredInProduction?: boolean;
  /** Turns the text into the value, or throws with what is expected. */
  read: (text: string | undefined) => Value;
}

const text = (fallback: string) => (value: string | undefined) => value ?? fallback;
const optionalText = (value: string | undefined) => value;

const whole =
  (fallback: number, min: number, max: number) =>
  (value: string | undefined): number => {
    if (value === undefined) return fallback;
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < min || number > max) throw new Error(`a whole number from ${min} to ${max}`);
    return number;
  };

const flag =
  (fallback: boolean) =>
  (value: string | undefined): boolean => {
    if (value === undefined) return fallback;
    if (['1', 'true', 'yes', 'on'].includes(value.toLowerCase())) return true;
    if (['0', 'false', 'no', 'off'].includes(value.toLowerCase())) return false;
    throw new Error('true or false');
  };

const optionalFlag = (value: string | undefined): boolean | undefined =>
  value === undefined ? undefined : flag(false)(value);

const oneOf =
  <Choice extends string>(fallback: Choice, ...choices: Choice[]) =>
  (value: string | undefined): Choice => {
    if (value === undefined) return fallback;
    const found = choices.find((choice) => choice === value);
    if (!found) throw new Error(`one of ${choices.join(', ')}`);
    return found;
  };

const databaseUrl = (value: string | undefined): string => {
  if (value !== undefined && !/^postgres(ql)?:\/\//.test(value)) throw new Error('a postgresql:// connection string');
  return value ?? '';
};

const smtpUrl = (value: string | undefined): string => {
  if (value !== undefined && !/^smtps?:\/\/./.test(value)) throw new Error('an smtp:// or smtps:// address');
  return value ?? '';
};

/** Addresses and domains (`@example.com`), separated by commas. */
const addresses = (value: string | undefined): string[] => {
  const entries = (value ?? '').split(',').map((entry) => entry.trim().toLowerCase());
  const given = entries.filter((entry) => entry !== '');
  if (given.some((entry) => !entry.includes('@'))) throw new Error('addresses and domains such as @example.com');
  return given;
};

const optionalAddress = (value: string | undefined): string | undefined => {
  if (value === undefined) return undefined;
  if (!/^https?:$/.test(parseUrl(value)?.protocol ?? '')) throw new Error('an http:// or https:// address');
  return value.replace(/\/+$/, '');
};

const address =
  (fallback: string) =>
  (value: string | undefined): string =>
    optionalAddress(value) ?? fallback;

/** Refuses what can be guessed: fewer than 32 characters, or the same few characters over and over. */
const strongSecret = (value: string | undefined): string => {
  if (value === undefined) return '';
  if (value.length < 32) throw new Error('at least 32 characters, for example from: openssl rand -hex 32');
  if (new Set(value).size < 8) throw new Error('random characters, for example from: openssl rand -hex 32');
  return value;
};

const define = <Value>(definition: Definition<Value>): Definition<Value> => definition;

/**
 * Every setting of the server: the only place that names environment variables, and the source of the README's table.
 * Durations are in the unit that the name or the description tells.
 */
export const DEFINITIONS = {
  environment: define({
    env: ['NODE_ENV'],
    doc: '`production` demands real secrets and a real database, and never prints credentials.',
    read: text('development'),
  }),
  host: define({
    env: ['HOST'],
    doc: 'Address to listen on.',
    defaultText: '`127.0.0.1`; in production `0.0.0.0`',
    read: optionalText,
  }),
  port: define({ env: ['PORT', 'API_PORT'], doc: 'Port to listen on.', read: whole(5555, 0, 65_535) }),
  publicUrl: define({
    env: ['PUBLIC_URL'],
    doc: 'Address under which callers reach the server; shown at start and in the API documentation.',
    defaultText: '`http://localhost:<port>`',
    read: optionalText,
  }),
  databaseUrl: define({
    env: ['DATABASE_URL'],
    doc: 'PostgreSQL connection string. Without it the server runs a PostgreSQL of its own in the data folder.',
    secret: true,
    requiredInProduction: true,
    defaultText: 'own PostgreSQL',
    read: databaseUrl,
  }),
  databasePoolSize: define({
    env: ['DATABASE_POOL_SIZE'],
    doc: 'Most database connections at the same time.',
    read: whole(10, 1, 1_000),
  }),
  databaseReplicaUrl: define({
    env: ['DATABASE_REPLICA_URL'],
    doc: 'Connection string of a read replica for lists. It may lag: a list may not show what was written a moment ago.',
    secret: true,
    defaultText: 'none',
    read: databaseUrl,
  }),
  redisUrl: define({
    env: ['REDIS_URL'],
    doc: 'Redis in which several servers add up their rate-limit counters, instead of PostgreSQL.',
    secret: true,
    defaultText: 'PostgreSQL',
    read: optionalText,
  }),
  dataDirectory: define({
    env: ['DATA_DIR'],
    doc: 'Folder of the own PostgreSQL and of the secrets made at the first start.',
    read: text('.data'),
  }),
  secretKey: define({
    env: ['SECRET_KEY'],
    doc: 'Key under which stored secrets are encrypted, and from which the signing key is derived. Changing it makes stored client secrets unreadable.',
    secret: true,
    requiredInProduction: true,
    defaultText: 'made at the first start',
    read: strongSecret,
  }),
  jwtSecret: define({
    env: ['JWT_SECRET'],
    doc: 'Key that signs access and refresh tokens.',
    secret: true,
    defaultText: 'derived from `SECRET_KEY`',
    read: strongSecret,
  }),
  previousJwtSecret: define({
    env: ['JWT_SECRET_PREVIOUS'],
    doc: 'The signing key before a change: its tokens stay valid until they expire.',
    secret: true,
    defaultText: 'none',
    read: strongSecret,
  }),
  nextAuthSecret: define({
    env: ['NEXTAUTH_SECRET'],
    doc: 'Key of the NextAuth sessions in which people authorize OAuth clients; without it nobody can.',
    secret: true,
    defaultText: 'none',
    read: strongSecret,
  }),
  thirdPartySigningKey: define({
    env: ['CALENDSO_ENCRYPTION_KEY'],
    doc: 'Key that signs the OAuth2 tokens of third-party applications.',
    secret: true,
    defaultText: 'derived from `SECRET_KEY`',
    read: strongSecret,
  }),
  apiKeyPrefix: define({ env: ['API_KEY_PREFIX'], doc: 'How API keys begin.', read: text('cal_') }),
  accessTokenMinutes: define({
    env: ['ACCESS_TOKEN_LIFETIME_MINUTES'],
    doc: 'Life of an access token, rounded down to the full minute.',
    read: whole(60, 1, 44_640),
  }),
  refreshTokenDays: define({
    env: ['REFRESH_TOKEN_LIFETIME_DAYS'],
    doc: 'Life of a refresh token that is not used, rounded down to the start of the day (UTC).',
    read: whole(365, 1, 3_650),
  }),
  sessionDays: define({
    env: ['SESSION_LIFETIME_DAYS'],
    doc: 'Longest life of a login however often it is refreshed; 0 for no end.',
    read: whole(0, 0, 36_500),
  }),
  rateLimitEnabled: define({
    env: ['RATE_LIMIT_ENABLED'],
    doc: 'Whether requests are counted and refused above the limits below.',
    read: flag(true),
  }),
  rateLimitApiKey: define({
    env: ['RATE_LIMIT_DEFAULT_LIMIT_API_KEY'],
    doc: 'Requests per window with one API key.',
    read: whole(120, 1, 1_000_000_000),
  }),
  rateLimitOAuthClient: define({
    env: ['RATE_LIMIT_DEFAULT_LIMIT_OAUTH_CLIENT'],
    doc: 'Requests per window with the secret of one OAuth client.',
    read: whole(500, 1, 1_000_000_000),
  }),
  rateLimitAccessToken: define({
    env: ['RATE_LIMIT_DEFAULT_LIMIT_ACCESS_TOKEN'],
    doc: 'Requests per window with one access token.',
    read: whole(500, 1, 1_000_000_000),
  }),
  rateLimitIp: define({
    env: ['RATE_LIMIT_DEFAULT_LIMIT'],
    doc: 'Requests per window from one address without credentials, or with wrong ones.',
    read: whole(120, 1, 1_000_000_000),
  }),
  rateLimitWindowMs: define({
    env: ['RATE_LIMIT_DEFAULT_TTL_MS'],
    doc: 'Length of the window, milliseconds.',
    read: whole(60_000, 1, 86_400_000),
  }),
  rateLimitBlockMs: define({
    env: ['RATE_LIMIT_DEFAULT_BLOCK_DURATION_MS'],
    doc: 'How long a caller above the limit is refused, milliseconds.',
    read: whole(60_000, 1, 86_400_000),
  }),
  trustProxy: define({
    env: ['TRUST_PROXY'],
    doc: 'Whether a proxy in front is trusted to name the caller in `CF-Connecting-IP` or as the last entry of `X-Forwarded-For`.',
    read: flag(false),
  }),
  rewriteApiPrefix: define({
    env: ['REWRITE_API_V2_PREFIX'],
    doc: 'Whether `/api/v2/…` is served as `/v2/…`.',
    read: flag(true),
  }),
  globalPrefix: define({
    env: ['API_GLOBAL_PREFIX'],
    doc: 'Path in front of every route, for example `/scheduling`.',
    defaultText: 'none',
    read: text(''),
  }),
  docsUrl: define({
    env: ['DOCS_URL'],
    doc: 'Sends visitors of `/docs` there instead of serving the API documentation.',
    defaultText: 'own documentation',
    read: optionalText,
  }),
  webhookAllowInternal: define({
    env: ['WEBHOOK_ALLOW_INTERNAL'],
    doc: 'Whether webhooks may go to `http://` and to private addresses. Addresses of cloud metadata services never may.',
    defaultText: '`true`; in production `false`',
    read: optionalFlag,
  }),
  webhookDeliveriesEnabled: define({
    env: ['WEBHOOK_DELIVERIES_ENABLED'],
    doc: 'Whether this server sends webhooks. Several may; at least one has to.',
    read: flag(true),
  }),
  webhookFailureDays: define({
    env: ['WEBHOOK_DISABLE_AFTER_DAYS'],
    doc: 'A webhook is switched off when every attempt has failed for so many days; 0 for never.',
    read: whole(5, 0, 365),
  }),
  calendarWritesEnabled: define({
    env: ['CALENDAR_WRITES_ENABLED'],
    doc: 'Whether this server writes bookings into calendars. Several may; at least one has to.',
    read: flag(true),
  }),
  caldavUrl: define({
    env: ['CALDAV_URL'],
    doc: 'CalDAV server behind the calendars called `apple`.',
    read: address('https://caldav.icloud.com'),
  }),
  googleClientId: define({
    env: ['GOOGLE_CLIENT_ID'],
    doc: 'OAuth client at Google, for calendars; its redirect URI is `<PUBLIC_URL>/v2/gcal/oauth/save`.',
    defaultText: 'no Google calendars',
    read: optionalText,
  }),
  googleClientSecret: define({
    env: ['GOOGLE_CLIENT_SECRET'],
    doc: 'The secret of that client.',
    secret: true,
    defaultText: 'none',
    read: optionalText,
  }),
  googleUrl: define({
    env: ['GOOGLE_URL'],
    doc: 'Where to find everything of Google instead of at Google, for tests.',
    defaultText: 'Google',
    read: optionalAddress,
  }),
  office365ClientId: define({
    env: ['OFFICE365_CLIENT_ID', 'MS_GRAPH_CLIENT_ID'],
    doc: 'Application at Microsoft, for Outlook calendars and Teams; its redirect URIs are `<PUBLIC_URL>/v2/calendars/office365/save` and `<PUBLIC_URL>/v2/conferencing/msteams/oauth/callback`.',
    defaultText: 'neither Outlook nor Teams',
    read: optionalText,
  }),
  office365ClientSecret: define({
    env: ['OFFICE365_CLIENT_SECRET', 'MS_GRAPH_CLIENT_SECRET'],
    doc: 'The secret of that application.',
    secret: true,
    defaultText: 'none',
    read: optionalText,
  }),
  office365Url: define({
    env: ['OFFICE365_URL'],
    doc: 'Where to find everything of Microsoft instead of at Microsoft, for tests.',
    defaultText: 'Microsoft',
    read: optionalAddress,
  }),
  zoomClientId: define({
    env: ['ZOOM_CLIENT_ID'],
    doc: 'Application at Zoom; its redirect URI is `<PUBLIC_URL>/v2/conferencing/zoom/oauth/callback`.',
    defaultText: 'no Zoom',
    read: optionalText,
  }),
  zoomClientSecret: define({
    env: ['ZOOM_CLIENT_SECRET'],
    doc: 'The secret of that application.',
    secret: true,
    defaultText: 'none',
    read: optionalText,
  }),
  zoomUrl: define({
    env: ['ZOOM_URL'],
    doc: 'Where to find everything of Zoom instead of at Zoom, for tests.',
    defaultText: 'Zoom',
    read: optionalAddress,
  }),
  stripeClientId: define({
    env: ['STRIPE_CLIENT_ID'],
    doc: 'Client of Stripe Connect (`ca_…`); its redirect URI is `<PUBLIC_URL>/v2/stripe/save`.',
    defaultText: 'no Stripe',
    read: optionalText,
  }),
  stripeSecretKey: define({
    env: ['STRIPE_SECRET_KEY', 'STRIPE_PRIVATE_KEY'],
    doc: 'The secret key (`sk_…`) of that account.',
    secret: true,
    defaultText: 'none',
    read: optionalText,
  }),
  stripeUrl: define({
    env: ['STRIPE_URL'],
    doc: 'Where to find everything of Stripe instead of at Stripe, for tests.',
    defaultText: 'Stripe',
    read: optionalAddress,
  }),
  bookAnyStart: define({
    env: ['ALLOW_ANY_START'],
    doc: 'Whether bookings may begin at any time within free time, as with Cal.com, instead of where slots begin.',
    read: flag(false),
  }),
  smtpUrl: define({
    env: ['SMTP_URL'],
    doc: 'Mail server for confirmations and codes: `smtp://user:password@host:587` or `smtps://…`. Without it no e-mail is sent.',
    secret: true,
    defaultText: 'no e-mail',
    read: smtpUrl,
  }),
  mailFrom: define({
    env: ['MAIL_FROM'],
    doc: 'Sender of the e-mails.',
    read: text('Scheduling <no-reply@localhost>'),
  }),
  emailsToVerify: define({
    env: ['BOOKER_EMAILS_TO_VERIFY'],
    doc: 'Addresses, and domains such as `@example.com`, separated by commas, that must show a code before they can book.',
    defaultText: 'none',
    read: addresses,
  }),
  logLevel: define({
    env: ['LOG_LEVEL'],
    doc: 'Least important message that is logged: `debug`, `info`, `warn`, `error` or `silent`.',
    read: oneOf('info', 'debug', 'info', 'warn', 'error', 'silent'),
  }),
  metricsToken: define({
    env: ['METRICS_TOKEN'],
    doc: 'Bearer token with which Prometheus reads `/metrics`; without it there is no such page.',
    secret: true,
    defaultText: 'none',
    read: optionalText,
  }),
  seedClientId: define({
    env: ['SEED_CLIENT_ID'],
    doc: 'With `SEED_CLIENT_SECRET`: an OAuth client that is made at the start unless it exists. For test set-ups.',
    defaultText: 'none',
    read: optionalText,
  }),
  seedClientSecret: define({
    env: ['SEED_CLIENT_SECRET'],
    doc: 'The secret of that client.',
    secret: true,
    defaultText: 'none',
    read: optionalText,
  }),
  seedApiKey: define({
    env: ['SEED_API_KEY'],
    doc: 'An API key of the owner that is made at the start unless it exists; begins with `API_KEY_PREFIX`.',
    secret: true,
    defaultText: 'none',
    read: optionalText,
  }),
} as const;

/** The values of all settings. `secretKey` and `databaseUrl` are filled in before the server starts. */
export type Settings = {
  -readonly [Name in keyof typeof DEFINITIONS]: ReturnType<(typeof DEFINITIONS)[Name]['read']>;
};

/**
 * Reads the settings from environment variables. An empty variable counts as absent.
 *
 * @throws SettingsError naming every variable that is missing or wrong, without its value.
 */
export function loadSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const problems: string[] = [];
  const production = env['NODE_ENV'] === 'production';
  const entries = Object.entries(DEFINITIONS as Record<string, Definition<unknown>>).map(([name, definition]) => {
    const variable = definition.env.find((candidate) => env[candidate]) ?? definition.env[0];
    const value = env[variable] || undefined;
    if (production && definition.requiredInProduction && value === undefined) {
      problems.push(`${variable} is required in production`);
    }
    try {
      return [name, definition.read(value)];
    } catch (error) {
      problems.push(`${variable} must be ${(error as Error).message}`);
      return [name, undefined];
    }
  });
  if (problems.length > 0) throw new SettingsError(problems);
  return Object.fromEntries(entries) as Settings;
}

export const isProduction = (settings: Settings): boolean => settings.environment === 'production';
