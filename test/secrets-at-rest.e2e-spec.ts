import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { hash, randomHex, randomSecret } from '../src/secrets/secrets.js';
import { bearer } from './support/api-client.js';
import { aManagedUser, anOAuthClient } from './support/factories.js';
import { anOwnDatabase, type OwnDatabase } from './support/own-database.js';
import { SecretSearch, searchDatabase } from './support/secret-search.js';
import { startTestApp } from './support/test-app.js';

// The search itself runs after all tests, in the global teardown. Here it is shown that it would find something.

const KEYS = ['a secret', 'an API key', 'a token'] as const;
const SECRETS = {
  'a secret': randomSecret(),
  'an API key': `cal_test_${randomHex(16)}`,
  'a token': `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${randomSecret()}`,
};

describe('the search for secrets at rest', () => {
  const search = new SecretSearch([...Object.values(SECRETS), ...Array.from({ length: 5_000 }, () => randomSecret())]);

  describe.each(KEYS)('finds %s', (kind) => {
    const secret = SECRETS[kind];
    const decoded =
      kind === 'an API key' ? Buffer.from(secret.slice(9), 'hex') : Buffer.from(secret.split('.').at(-1)!, 'base64url');

    it.each<[string, string | Buffer]>([
      ['as it is', secret],
      ['in a longer text', `Ann's is ${secret}, she says`],
      ['without its beginning', secret.slice(-20)],
      ['as hexadecimal text', Buffer.from(secret).toString('hex')],
      ['as base64', Buffer.from(secret).toString('base64')],
      ['as base64url', Buffer.from(secret).toString('base64url')],
      ['as bytes', Buffer.concat([Buffer.from([0, 255]), Buffer.from(secret)])],
      ['decoded', decoded],
      ['decoded, in hexadecimal', `\\x${decoded.toString('hex')}`],
      ['decoded, in the other base64', decoded.toString('base64')],
    ])('%s', (_, text) => {
      expect(search.isIn(text)).toBe(true);
    });

    it('but not its hash', () => {
      const digest = hash(secret);
      expect([digest, digest.toString('hex'), digest.toString('base64')].map((text) => search.isIn(text))).toEqual([
        false,
        false,
        false,
      ]);
    });
  });

  it('finds nothing where nothing is', () => {
    expect(search.isIn(Array.from({ length: 20_000 }, () => randomSecret()).join('\n'))).toBe(false);
    expect(search.isIn('')).toBe(false);
  });

  describe('in a database', () => {
    let database: OwnDatabase;
    beforeAll(async () => {
      database = await anOwnDatabase();
      await database.query(`INSERT INTO organizations (id, name) VALUES (1, 'Acme')`);
      await database.query(
        `INSERT INTO oauth_clients (id, name, organization_id, permissions) VALUES ('c', 'Acme', 1, 0)`,
      );
    });
    afterAll(() => database.drop());

    it('names table and column, whatever the type of the column', async () => {
      expect(await searchDatabase(database.url, search)).toEqual([]);
      const [secret, apiKey, token] = KEYS.map((kind) => SECRETS[kind]);
      await database.query(`INSERT INTO users (email, bio, metadata) VALUES ('a', $1, '{}')`, [apiKey]);
      await database.query(`INSERT INTO users (email, metadata) VALUES ('b', $1)`, [{ note: { deep: [token] } }]);
      await database.query(`UPDATE oauth_clients SET redirect_uris = $1`, [[`https://acme.test?s=${secret}`]]);
      await database.query(`INSERT INTO oauth_client_secrets (client_id, hash, sealed) VALUES ('c', $1, $2)`, [
        hash(secret!),
        Buffer.from(secret!),
      ]);
      expect((await searchDatabase(database.url, search)).sort()).toEqual([
        'oauth_client_secrets.sealed',
        'oauth_clients.redirect_uris',
        'users.bio',
        'users.metadata',
      ]);
    });
  });

  it('knows what the applications of the tests issue, to callers as to factories, and what they log', async () => {
    const app = await startTestApp();
    const client = await anOAuthClient(app);
    const { accessToken, refreshToken, user } = await aManagedUser(app, client);
    const forced = await request(app.url).post(`${client.users}/${user.id}/force-refresh`).set(client.auth);
    const rotated = await request(app.url)
      .post(`/v2/oauth-clients/${client.clientId}/rotate-secret`)
      .set(bearer(client.apiKey));
    const issued = [client.clientSecret, client.apiKey, accessToken, refreshToken, rotated.body.data.clientSecret];
    issued.push(forced.body.data.accessToken, forced.body.data.refreshToken);
    await app.close();

    const folder = process.env['TEST_ISSUED_FOLDER'] as string;
    const written = async (prefix: string): Promise<string> => {
      const files = (await readdir(folder)).filter((file) => file.startsWith(prefix));
      return (await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))).join('');
    };
    const secrets = (await written('secrets-')).split('\n');
    for (const secret of issued) expect(secrets.includes(secret as string)).toBe(true);
    expect(await written('logs-')).toContain(`/v2/oauth-clients/${client.clientId}/rotate-secret`);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });
});
