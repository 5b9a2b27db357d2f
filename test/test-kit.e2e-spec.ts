import { createRequire } from 'node:module';
import type { startTestServer as StartTestServer, TestServer } from '../src/test-kit/start-test-server.cjs';
import { managedUsers } from './support/command-line.js';
import { eventually } from './support/load.js';
import { startProcess } from './support/server-process.js';

// As a customer's tests load it: the built file, by `require`.
const KIT = '../dist/test-kit/start-test-server.cjs';
const { startTestServer } = createRequire(import.meta.url)(KIT) as { startTestServer: typeof StartTestServer };

const DAY = 86_400_000;

describe('the test kit', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  const api = (path: string, init: RequestInit = {}) =>
    fetch(`${server.apiUrl}${path}`, {
      ...init,
      headers: { 'content-type': 'application/json', ...(init.headers as Record<string, string>) },
    });
  const statusOf = async (path: string, headers: Record<string, string>) => (await api(path, { headers })).status;
  const testing = { authorization: '' };
  beforeAll(() => Object.assign(testing, { authorization: `Bearer ${server.testingToken}` }));

  it('gives credentials that work', async () => {
    expect(await statusOf('/v2/me', { authorization: `Bearer ${server.apiKey}` })).toBe(200);
    const headers = { 'x-cal-secret-key': server.clientSecret };
    expect(await statusOf(`/v2/oauth-clients/${server.clientId}/users`, headers)).toBe(200);
  });

  it('makes managed users that can do what they are there for', async () => {
    const [ada, other] = [
      await server.createManagedUser({ name: 'Ada', timeZone: 'Europe/Rome' }),
      await server.createManagedUser(),
    ];
    const me = (await (await api('/v2/me', { headers: ada.headers })).json()) as { data: object };
    expect(me.data).toMatchObject({ id: ada.id, name: 'Ada', timeZone: 'Europe/Rome' });
    expect(other.email).not.toBe(ada.email);
  });

  it('says why a user could not be made', async () => {
    await expect(server.createManagedUser({ timeZone: 'Mars/Base' })).rejects.toThrow(/400 .*timeZone/);
  });

  it('moves the time of the server: a token expires without waiting', async () => {
    const before = await server.snapshot();
    const user = await server.createManagedUser();
    expect(await statusOf('/v2/me', user.headers)).toBe(200);
    const now = await server.clock.advance(2 * DAY);
    expect(now.getTime() - Date.now()).toBeGreaterThan(1.9 * DAY);
    expect(await statusOf('/v2/me', user.headers)).toBe(498);
    await server.clock.set('2031-02-03T04:05:06Z');
    expect((await server.clock.now()).toISOString()).toMatch(/^2031-02-03T04:05:/);
    await server.restore(before);
    expect(Math.abs((await server.clock.now()).getTime() - Date.now())).toBeLessThan(60_000);
  });

  it('brings back what was there at a snapshot, also for who was logged in, and the ids go on from there', async () => {
    const kept = await server.createManagedUser();
    await server.snapshot();
    const gone = await server.createManagedUser();
    const path = `/v2/oauth-clients/${server.clientId}/users`;
    const headers = { 'x-cal-secret-key': server.clientSecret };
    await api(`${path}/${kept.id}`, { method: 'DELETE', headers });
    expect(await statusOf('/v2/me', kept.headers)).toBe(401);
    await server.restore();
    expect(await statusOf('/v2/me', kept.headers)).toBe(200);
    expect(await statusOf('/v2/me', gone.headers)).toBe(401);
    expect((await server.createManagedUser()).id).toBe(gone.id);
    await server.restore();
    expect(await statusOf(`${path}/${gone.id}`, headers)).toBe(404);
  });

  it('remembers nothing of what came after a snapshot: no e-mail of before comes later', async () => {
    await server.snapshot();
    const body = JSON.stringify({ email: 'late@example.org' });
    await api('/v2/atoms/verification/email/send-code', { method: 'POST', body });
    await server.restore();
    expect(await server.mails.list()).toEqual([]);
  });

  it('takes snapshots at the same time', async () => {
    const names = await Promise.all([server.snapshot(), server.snapshot()]);
    expect(new Set(names).size).toBe(2);
    await server.restore(names[0]);
  });

  it('captures e-mails', async () => {
    await server.mails.clear();
    const body = JSON.stringify({ email: 'grace@example.org' });
    await api('/v2/atoms/verification/email/send-code', { method: 'POST', body });
    const mail = await server.mails.waitFor(({ to }) => to === 'grace@example.org');
    const code = /\d{6}/.exec(mail.subject)?.[0];
    const verify = JSON.stringify({ email: 'grace@example.org', code });
    const verified = await api('/v2/atoms/verification/email/verify-code', { method: 'POST', body: verify });
    expect(verified.status).toBe(200);
    await server.mails.clear();
    expect(await server.mails.list()).toEqual([]);
    await expect(server.mails.waitFor(() => true, { timeout: 1 })).rejects.toThrow('no such mail');
  });

  it('lets nobody move the clock who does not know the token', async () => {
    for (const authorization of ['', 'Bearer wrong', `Bearer ${server.apiKey}`]) {
      expect(await statusOf('/testing/clock', { authorization })).toBe(401);
    }
    expect(await statusOf('/testing/snapshots/none/restore', testing)).toBe(404);
    for (const wrong of [
      '{"advanceMs":1e300}',
      '{"advanceMs":-9e15}',
      '{"now":"9999-12-31T00:00:00Z","advanceMs":1e9}',
    ]) {
      expect((await api('/testing/clock', { method: 'POST', headers: testing, body: wrong })).status).toBe(400);
    }
    expect(Math.abs((await server.clock.now()).getTime() - Date.now())).toBeLessThan(60_000);
    const nonsense = await api('/testing/clock', { method: 'POST', headers: testing, body: '{"now":"soon"}' });
    expect(nonsense.status).toBe(400);
    const unknown = await api('/testing/snapshots/none/restore', { method: 'POST', headers: testing });
    expect(unknown.status).toBe(404);
  });

  it('is not there in a server that was started in another way', async () => {
    const ordinary = startProcess(process.execPath, ['dist/main.js', '--ephemeral', '--port', '0', '--json']);
    const url = await eventually('its address', 20_000, () => /"apiUrl":"([^"]+)"/.exec(ordinary.stdout())?.[1]);
    expect((await fetch(`${url}/testing/clock`, { headers: testing })).status).toBe(404);
    await ordinary.stop();
  });

  it('does not start in production or on a database that is not its own', async () => {
    const production = await managedUsers(['serve', '--testing'], {
      NODE_ENV: 'production',
      DATABASE_URL: 'postgres://x/y',
      SECRET_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789',
    });
    expect([production.code, production.stderr]).toEqual([
      2,
      expect.stringContaining('--testing is not for production'),
    ]);
    const foreign = await managedUsers(['serve', '--testing'], { DATABASE_URL: 'postgres://x/y' });
    expect([foreign.code, foreign.stderr]).toEqual([2, expect.stringContaining('DATABASE_URL must not be set')]);
  });

  it('leaves nothing behind when the tests are killed', async () => {
    const program = `
      const { startTestServer } = require(${JSON.stringify(createRequire(import.meta.url).resolve(KIT))});
      startTestServer().then((server) => console.log('URL ' + server.apiUrl + ' END'));`;
    const tests = startProcess(process.execPath, ['-e', program]);
    const url = await eventually('its address', 20_000, () => /URL (\S+) END/.exec(tests.stdout())?.[1]);
    await tests.stop('SIGKILL');
    const isGone = () =>
      fetch(`${url}/health`).then(
        () => undefined,
        () => true,
      );
    expect(await eventually('its end', 20_000, isGone)).toBe(true);
  });

  it('says what the server said when it cannot start', async () => {
    await expect(startTestServer({ env: { LOG_LEVEL: 'loud' } })).rejects.toThrow(/exit code 1[^]*LOG_LEVEL must be/);
  });
});
