import { DEFINITIONS, loadSettings, type Settings } from './settings.js';

const SECRET = 'Zq7-only-for-tests-0123456789-abcdefghij';
const DATABASE = 'postgresql://ann@db.example/app';

/** One setting: its variables, its default, a text with the value that it means, and texts that are refused. */
interface Row<Name extends keyof Settings> {
  env: string[];
  fallback: Settings[Name];
  given: [text: string, value: Settings[Name]];
  wrong?: string[];
}

const NO_NUMBER = ['x', '1.5', '-1', '1e3', ' 7', '0x10'];
const NO_FLAG = ['maybe', '2'];
const WEAK = ['short', 'abcabcabcabcabcabcabcabcabcabcabcabc'];

const atLeastOne = (name: string, fallback: number) => ({
  env: [name],
  fallback,
  given: ['7', 7] as [string, number],
  wrong: [...NO_NUMBER, '0', '99999999999'],
});
const secret = (name: string) => ({
  env: [name],
  fallback: '',
  given: [SECRET, SECRET] as [string, string],
  wrong: WEAK,
});
const words = (...env: string[]) => ({ env, fallback: undefined, given: ['words', 'words'] as [string, string] });
const NO_ADDRESS = ['dav.example', 'ftp://dav.example', 'mailto:dav@example.org'];
const optionalAddress = (name: string) => ({
  env: [name],
  fallback: undefined,
  given: ['http://127.0.0.1:99/', 'http://127.0.0.1:99'] as [string, string],
  wrong: NO_ADDRESS,
});

const ROWS: { [Name in keyof Settings]: Row<Name> } = {
  environment: { env: ['NODE_ENV'], fallback: 'development', given: ['test', 'test'] },
  host: { env: ['HOST'], fallback: undefined, given: ['0.0.0.0', '0.0.0.0'] },
  port: { env: ['PORT', 'API_PORT'], fallback: 5555, given: ['0', 0], wrong: [...NO_NUMBER, '65536'] },
  publicUrl: { env: ['PUBLIC_URL'], fallback: undefined, given: ['https://a.example', 'https://a.example'] },
  databaseUrl: {
    env: ['DATABASE_URL'],
    fallback: '',
    given: [DATABASE, DATABASE],
    wrong: ['mysql://db.example/app', 'db.example'],
  },
  databasePoolSize: atLeastOne('DATABASE_POOL_SIZE', 10),
  databaseReplicaUrl: {
    env: ['DATABASE_REPLICA_URL'],
    fallback: '',
    given: [DATABASE, DATABASE],
    wrong: ['db.example'],
  },
  redisUrl: words('REDIS_URL'),
  dataDirectory: { env: ['DATA_DIR'], fallback: '.data', given: ['/srv/data', '/srv/data'] },
  secretKey: secret('SECRET_KEY'),
  jwtSecret: secret('JWT_SECRET'),
  previousJwtSecret: secret('JWT_SECRET_PREVIOUS'),
  nextAuthSecret: secret('NEXTAUTH_SECRET'),
  thirdPartySigningKey: secret('CALENDSO_ENCRYPTION_KEY'),
  apiKeyPrefix: { env: ['API_KEY_PREFIX'], fallback: 'cal_', given: ['key_', 'key_'] },
  accessTokenMinutes: atLeastOne('ACCESS_TOKEN_LIFETIME_MINUTES', 60),
  refreshTokenDays: atLeastOne('REFRESH_TOKEN_LIFETIME_DAYS', 365),
  sessionDays: { env: ['SESSION_LIFETIME_DAYS'], fallback: 0, given: ['7', 7], wrong: NO_NUMBER },
  rateLimitEnabled: { env: ['RATE_LIMIT_ENABLED'], fallback: true, given: ['off', false], wrong: NO_FLAG },
  rateLimitApiKey: atLeastOne('RATE_LIMIT_DEFAULT_LIMIT_API_KEY', 120),
  rateLimitOAuthClient: atLeastOne('RATE_LIMIT_DEFAULT_LIMIT_OAUTH_CLIENT', 500),
  rateLimitAccessToken: atLeastOne('RATE_LIMIT_DEFAULT_LIMIT_ACCESS_TOKEN', 500),
  rateLimitIp: atLeastOne('RATE_LIMIT_DEFAULT_LIMIT', 120),
  rateLimitWindowMs: atLeastOne('RATE_LIMIT_DEFAULT_TTL_MS', 60_000),
  rateLimitBlockMs: atLeastOne('RATE_LIMIT_DEFAULT_BLOCK_DURATION_MS', 60_000),
  trustProxy: { env: ['TRUST_PROXY'], fallback: false, given: ['TRUE', true], wrong: NO_FLAG },
  rewriteApiPrefix: { env: ['REWRITE_API_V2_PREFIX'], fallback: true, given: ['0', false], wrong: NO_FLAG },
  globalPrefix: { env: ['API_GLOBAL_PREFIX'], fallback: '', given: ['/scheduling', '/scheduling'] },
  docsUrl: words('DOCS_URL'),
  webhookAllowInternal: { env: ['WEBHOOK_ALLOW_INTERNAL'], fallback: undefined, given: ['yes', true], wrong: NO_FLAG },
  webhookDeliveriesEnabled: {
    env: ['WEBHOOK_DELIVERIES_ENABLED'],
    fallback: true,
    given: ['off', false],
    wrong: NO_FLAG,
  },
  webhookFailureDays: {
    env: ['WEBHOOK_DISABLE_AFTER_DAYS'],
    fallback: 5,
    given: ['0', 0],
    wrong: [...NO_NUMBER, '366'],
  },
  calendarWritesEnabled: {
    env: ['CALENDAR_WRITES_ENABLED'],
    fallback: true,
    given: ['off', false],
    wrong: NO_FLAG,
  },
  caldavUrl: {
    env: ['CALDAV_URL'],
    fallback: 'https://caldav.icloud.com',
    given: ['https://dav.example/', 'https://dav.example'],
    wrong: NO_ADDRESS,
  },
  googleClientId: words('GOOGLE_CLIENT_ID'),
  googleClientSecret: words('GOOGLE_CLIENT_SECRET'),
  googleUrl: optionalAddress('GOOGLE_URL'),
  office365ClientId: words('OFFICE365_CLIENT_ID', 'MS_GRAPH_CLIENT_ID'),
  office365ClientSecret: words('OFFICE365_CLIENT_SECRET', 'MS_GRAPH_CLIENT_SECRET'),
  office365Url: optionalAddress('OFFICE365_URL'),
  zoomClientId: words('ZOOM_CLIENT_ID'),
  zoomClientSecret: words('ZOOM_CLIENT_SECRET'),
  zoomUrl: optionalAddress('ZOOM_URL'),
  stripeClientId: words('STRIPE_CLIENT_ID'),
  stripeSecretKey: words('STRIPE_SECRET_KEY', 'STRIPE_PRIVATE_KEY'),
  stripeUrl: optionalAddress('STRIPE_URL'),
  bookAnyStart: { env: ['ALLOW_ANY_START'], fallback: false, given: ['1', true], wrong: NO_FLAG },
  logLevel: { env: ['LOG_LEVEL'], fallback: 'info', given: ['debug', 'debug'], wrong: ['loud', 'INFO'] },
  metricsToken: words('METRICS_TOKEN'),
  seedClientId: words('SEED_CLIENT_ID'),
  seedClientSecret: words('SEED_CLIENT_SECRET'),
  smtpUrl: {
    env: ['SMTP_URL'],
    fallback: '',
    given: ['smtps://ann:word@mail.example', 'smtps://ann:word@mail.example'],
    wrong: ['mail.example', 'http://mail.example'],
  },
  mailFrom: {
    env: ['MAIL_FROM'],
    fallback: 'Scheduling <no-reply@localhost>',
    given: ['Ann <ann@a.example>', 'Ann <ann@a.example>'],
  },
  emailsToVerify: {
    env: ['BOOKER_EMAILS_TO_VERIFY'],
    fallback: [],
    given: ['Ann@a.example, @b.example,', ['ann@a.example', '@b.example']],
    wrong: ['b.example'],
  },
  seedApiKey: words('SEED_API_KEY'),
};

const rows = Object.entries(ROWS) as [keyof Settings, Row<keyof Settings>][];
const variables = rows.flatMap(([name, row]) => row.env.map((variable) => [variable, name, row] as const));

describe('the settings', () => {
  it.each(variables)('%s sets %s', (variable, name, { given: [text, value] }) => {
    expect(loadSettings({ [variable]: text })).toEqual({ ...loadSettings({}), [name]: value });
  });

  it.each(rows)('%s has a default, also when its variables are empty', (name, { env, fallback }) => {
    expect(loadSettings({})[name]).toEqual(fallback);
    expect(loadSettings(Object.fromEntries(env.map((variable) => [variable, ''])))[name]).toEqual(fallback);
  });

  it.each(variables.filter(([, , { wrong }]) => wrong))(
    '%s is refused by name, without its value',
    (variable, _, row) => {
      for (const text of row.wrong as string[]) {
        const message = problemOf({ [variable]: text });
        expect(message).toMatch(new RegExp(`^${variable} must be `));
        if (text.length > 2) expect(message).not.toContain(text);
      }
    },
  );

  it('reads the first of several variables that is not empty', () => {
    expect(loadSettings({ PORT: '1', API_PORT: '2' }).port).toBe(1);
    expect(loadSettings({ PORT: '', API_PORT: '2' }).port).toBe(2);
  });

  it('names everything that is wrong at once', () => {
    expect(problemOf({ PORT: 'x', LOG_LEVEL: 'loud' })).toMatch(/^PORT must be .*; LOG_LEVEL must be /);
  });

  it('accepts only whole numbers within the bounds', () => {
    expect(loadSettings({ PORT: '65535' }).port).toBe(65_535);
    expect(problemOf({ PORT: '65536' })).toBe('PORT must be a whole number from 0 to 65535');
  });

  it.each(['1', 'true', 'yes', 'on', 'Yes'])('understands %s as true', (text) => {
    expect(loadSettings({ TRUST_PROXY: text }).trustProxy).toBe(true);
  });

  it.each(['0', 'false', 'no', 'off', 'No'])('understands %s as false', (text) => {
    expect(loadSettings({ RATE_LIMIT_ENABLED: text }).rateLimitEnabled).toBe(false);
  });

  it('demands a database and a secret key in production, and nothing else', () => {
    expect(problemOf({ NODE_ENV: 'production' })).toBe(
      'DATABASE_URL is required in production; SECRET_KEY is required in production',
    );
    const settings = loadSettings({ NODE_ENV: 'production', DATABASE_URL: DATABASE, SECRET_KEY: SECRET });
    expect(settings).toMatchObject({ databaseUrl: DATABASE, secretKey: SECRET });
  });

  it('refuses secrets that are short or repeat themselves', () => {
    expect(problemOf({ SECRET_KEY: SECRET.slice(0, 31) })).toContain('at least 32 characters');
    expect(problemOf({ SECRET_KEY: 'abc'.repeat(20) })).toContain('random characters');
    expect(loadSettings({ SECRET_KEY: SECRET.slice(0, 32) }).secretKey).toHaveLength(32);
  });
});

describe('the definitions, from which the table of the README is made', () => {
  const definitions = Object.entries(DEFINITIONS);

  it('name no variable twice', () => {
    const names = definitions.flatMap(([, { env }]) => env);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(definitions)('%s is described, and so is a default that a reader could not guess', (name, definition) => {
    const { doc, env, read, defaultText } = definition as {
      doc: string;
      env: string[];
      read(text?: string): unknown;
      defaultText?: string;
    };
    expect(doc).toMatch(/^[A-Z`].*\.$/);
    expect(env).toEqual(ROWS[name as keyof Settings].env);
    if (defaultText === undefined) expect(String(read(undefined) ?? '')).not.toBe('');
  });

  it.each([
    'databaseUrl',
    'smtpUrl',
    'secretKey',
    'jwtSecret',
    'seedClientSecret',
    'seedApiKey',
    'metricsToken',
  ] as const)('%s is marked as a secret', (name) => {
    expect(DEFINITIONS[name]).toMatchObject({ secret: true });
  });
});

function problemOf(env: Record<string, string>): string {
  try {
    loadSettings(env);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
