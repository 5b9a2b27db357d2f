import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { managedUsers, managedUsersJson, run } from './support/command-line.js';
import { type ServerProcess, startServerProcess } from './support/server-process.js';

const COMMANDS = [
  'serve',
  'client create',
  'client list',
  'client rotate-secret',
  'api-key create',
  'api-key list',
  'api-key revoke',
  'user list',
  'audit',
  'migrate',
];

interface CreatedClient {
  clientId: string;
  clientSecret: string;
}

describe('the command line', () => {
  it('lists its commands, also when it is run with npx in the clone', async () => {
    const { code, stdout } = await run('npx', ['--offline', '.', '--help'], { cwd: process.cwd() });
    expect(code).toBe(0);
    for (const name of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  });

  it('explains every command with --help', async () => {
    const helps = await Promise.all(COMMANDS.map((name) => managedUsers([...name.split(' '), '--help'])));
    for (const [index, { code, stdout }] of helps.entries()) {
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: expect.stringContaining(`managed-users ${COMMANDS[index]}`),
      });
      expect(stdout).toContain('--json');
    }
  });

  it('ends with code 2 and a hint when it is used wrongly', async () => {
    const wrong: [words: string, hint: string][] = [
      ['frobnicate', 'there is no command "frobnicate"'],
      ['client', 'client rotate-secret'],
      ['client list --colour', "Unknown option '--colour'"],
      ['client rotate-secret', 'expected <client id>'],
      ['client rotate-secret one two', 'expected <client id>'],
      ['client rotate-secret one --keep-hours soon', '--keep-hours must be a whole number'],
      ['client create --id a/b', '--id must consist of'],
      ['api-key create --days 0', '--days must be a whole number from 1'],
      ['user list --limit -1', '--limit'],
    ];
    const results = await Promise.all(wrong.map(([words]) => managedUsers(words.split(' '))));
    for (const [index, { code, stdout, stderr }] of results.entries()) {
      expect({ code, stdout, stderr }).toEqual({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining(wrong[index]?.[1] as string),
      });
    }
  });
});

describe('on the data folder of a server', () => {
  let folder: string;
  let env: Record<string, string>;
  let server: ServerProcess;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'managed-users-cli-'));
    env = { DATA_DIR: join(folder, 'data') };
    server = await startServerProcess({ env });
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  it('creates a client whose secret works at once', async () => {
    const words = ['client', 'create', '--name', 'Acme', '--default-event-types'];
    const uris = ['https://one.example', 'https://two.example'];
    const client = await managedUsersJson<CreatedClient>(
      [...words, ...uris.flatMap((uri) => ['--redirect-uri', uri])],
      env,
    );
    expect(client).toEqual({ clientId: expect.any(String), clientSecret: expect.stringMatching(/^[\w-]{43}$/) });
    expect(await statusWith(client)).toBe(200);
    const headers = { Authorization: `Bearer ${server.credentials.apiKey}` };
    const shown = await fetch(`${server.apiUrl}/v2/oauth-clients/${client.clientId}`, { headers });
    expect(((await shown.json()) as { data: unknown }).data).toMatchObject({
      name: 'Acme',
      redirectUris: uris,
      areDefaultEventTypesEnabled: true,
    });
  });

  it('creates a client with a given id and secret, once', async () => {
    const words = ['client', 'create', '--id', 'my-client', '--secret', 'my-secret'];
    const { stdout } = await managedUsers(words, env);
    expect(stdout).toBe('Client id      my-client\nClient secret  my-secret\n');
    expect(await statusWith({ clientId: 'my-client', clientSecret: 'my-secret' })).toBe(200);
    expect(await managedUsers(words, env)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'managed-users: there is already an OAuth client with this id\n',
    });
  });

  it('creates no client in an organization that does not exist', async () => {
    expect(await managedUsers(['client', 'create', '--organization', '77'], env)).toMatchObject({
      code: 1,
      stderr: 'managed-users: there is no organization with this number\n',
    });
  });

  it('lists clients, and their secrets only when asked', async () => {
    const { clientId, clientSecret } = server.credentials;
    const plain = await managedUsers(['client', 'list'], env);
    expect(plain.stdout).toContain(clientId);
    expect(plain.stdout).not.toContain(clientSecret);
    const listed = await managedUsersJson<object[]>(['client', 'list', '--show-secrets'], env);
    expect(listed[0]).toMatchObject({ id: clientId, secret: clientSecret });
  });

  it('gives a client a new secret and keeps the old one for as long as it is told', async () => {
    const first = await managedUsersJson<CreatedClient>(['client', 'create'], env);
    const rotate = ['client', 'rotate-secret', first.clientId];
    const second = await managedUsersJson<CreatedClient>(rotate, env);
    expect([await statusWith(first), await statusWith(second)]).toEqual([200, 200]);
    const third = await managedUsersJson<CreatedClient>([...rotate, '--keep-hours', '0'], env);
    expect(await statusWith(third)).toBe(200);
    await expectRefusalSoon(() => statusWith(first));
    await expectRefusalSoon(() => statusWith(second));
  });

  it('rotates no secret of a client that does not exist', async () => {
    expect(await managedUsers(['client', 'rotate-secret', 'nobody'], env)).toMatchObject({
      code: 1,
      stderr: 'managed-users: there is no OAuth client with the id nobody\n',
    });
  });

  it('creates, lists and revokes an API key of the owner', async () => {
    const { ownerId: userId, organizationId } = server.credentials;
    const words = ['api-key', 'create', '--note', 'for the nightly job', '--days', '30'];
    const { id, apiKey } = await managedUsersJson<{ id: string; apiKey: string }>(words, env);
    expect(await statusWithKey(apiKey)).toBe(200);
    const listed = await managedUsers(['api-key', 'list', '--json'], env);
    expect(listed.stdout).not.toContain(apiKey);
    const listedKey = (JSON.parse(listed.stdout) as { id: string; expiresAt: string }[]).find((key) => key.id === id);
    expect(listedKey).toMatchObject({ userId, organizationId, note: 'for the nightly job' });
    const days = (Date.parse(String(listedKey?.expiresAt)) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(30);
    expect(await managedUsers(['api-key', 'revoke', id], env)).toMatchObject({ code: 0, stdout: `Revoked: ${id}\n` });
    await expectRefusalSoon(() => statusWithKey(apiKey));
    expect(await managedUsers(['api-key', 'revoke', id], env)).toMatchObject({
      code: 1,
      stderr: `managed-users: there is no API key with the id ${id}\n`,
    });
  });

  it('creates no API key of a user who does not exist', async () => {
    expect(await managedUsers(['api-key', 'create', '--user', '12345'], env)).toMatchObject({
      code: 1,
      stderr: 'managed-users: there is no user with the number 12345\n',
    });
  });

  it('lists the users of a client up to a limit, and says when there are more', async () => {
    const { clientId, clientSecret } = server.credentials;
    for (const name of ['ann', 'bob']) {
      const response = await fetch(usersUrl(clientId), {
        method: 'POST',
        headers: { 'x-cal-secret-key': clientSecret, 'Content-Type': 'application/json' },
        body: JSON.stringify({ email: `${name}@example.org`, name }),
      });
      expect(response.status).toBe(201);
    }
    const all = await managedUsersJson<object[]>(['user', 'list', '--client', clientId], env);
    expect(all).toEqual(['ann', 'bob'].map((name) => expect.objectContaining({ name, clientId })));
    const one = await managedUsers(['user', 'list', '--client', clientId, '--limit', '1'], env);
    expect(one.stdout.trim().split('\n')).toHaveLength(2);
    expect(one.stderr).toBe('There are more: see --limit.\n');
    const everybody = await managedUsersJson<{ id: number }[]>(['user', 'list'], env);
    expect(everybody.map(({ id }) => id)).toContain(server.credentials.ownerId);
  });

  it('works without a server too, several commands at a time, and leaves the folder to the next one', async () => {
    await server.stop();
    const results = await Promise.all([
      managedUsersJson<{ id: string }[]>(['client', 'list'], env),
      managedUsersJson<{ id: string }[]>(['client', 'list'], env),
    ]);
    for (const clients of results) expect(clients[0]?.id).toBe(server.credentials.clientId);
    const again = await startServerProcess({ env });
    expect(again.credentials.clientSecret).toBe(server.credentials.clientSecret);
    await again.stop();
  });

  const usersUrl = (clientId: string): string => `${server.apiUrl}/v2/oauth-clients/${clientId}/users`;

  async function statusWith({ clientId, clientSecret }: CreatedClient): Promise<number> {
    return (await fetch(usersUrl(clientId), { headers: { 'x-cal-secret-key': clientSecret } })).status;
  }

  async function statusWithKey(apiKey: string): Promise<number> {
    const headers = { Authorization: `Bearer ${apiKey}` };
    return (await fetch(usersUrl(server.credentials.clientId), { headers })).status;
  }
});

describe('with DATABASE_URL', () => {
  const name = `cli_${randomUUID().replaceAll('-', '_')}`;
  const env = { DATABASE_URL: '', SECRET_KEY: 'Zq7-only-for-tests-0123456789-abcdefghij' };

  beforeAll(async () => {
    await onTheTestServer(`CREATE DATABASE ${name}`);
    const url = new URL(process.env['TEST_DATABASE_URL'] as string);
    url.pathname = `/${name}`;
    env.DATABASE_URL = url.href;
  });
  afterAll(() => onTheTestServer(`DROP DATABASE ${name} WITH (FORCE)`));

  it('applies the migrations and names them, once', async () => {
    const entries = await readdir('prisma/migrations', { withFileTypes: true });
    const migrations = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    expect(await managedUsersJson(['migrate'], env)).toEqual({ applied: migrations.sort() });
    expect(await managedUsers(['migrate'], env)).toMatchObject({ code: 0, stdout: 'The database is up to date.\n' });
  });

  it('creates a client there', async () => {
    const client = await managedUsersJson<CreatedClient>(['client', 'create'], env);
    const [listed] = await managedUsersJson<object[]>(['client', 'list', '--show-secrets'], env);
    expect(listed).toMatchObject({ id: client.clientId, secret: client.clientSecret });
  });

  it('lists what was done, newest first', async () => {
    const { clientId } = await managedUsersJson<CreatedClient>(['client', 'create'], env);
    await managedUsersJson(['client', 'rotate-secret', clientId], env);
    const events = await managedUsersJson<object[]>(['audit', '--client', clientId], env);
    const actor = { method: 'COMMAND_LINE', userId: null };
    expect(events).toMatchObject([
      { action: 'oauth-client.secret-rotated', actor, oauthClientId: clientId },
      { action: 'oauth-client.created', actor, oauthClientId: clientId },
    ]);
  });

  async function onTheTestServer(sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] });
    await client.connect();
    await client.query(sql);
    await client.end();
  }
});

/** Servers hear of a change within a second; on a busy machine it may take longer until we ask. */
async function expectRefusalSoon(status: () => Promise<number>): Promise<void> {
  const deadline = Date.now() + 5_000;
  while ((await status()) !== 401 && Date.now() < deadline) await new Promise((wake) => setTimeout(wake, 50));
  expect(await status()).toBe(401);
}
