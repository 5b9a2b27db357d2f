import request from 'supertest';
import { aManagedUser, anOAuthClient } from './support/factories.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const TOKEN = 'metrics-token-for-tests';

describe('metrics', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ metricsToken: TOKEN });
  });
  afterAll(() => app.close());

  const scrape = async (): Promise<string> =>
    (await request(app.url).get('/metrics').set('Authorization', `Bearer ${TOKEN}`).expect(200)).text;

  it('counts requests by route pattern and status, never by path', async () => {
    const client = await anOAuthClient(app);
    const { user } = await aManagedUser(app, client);
    await request(app.url).get(`${client.users}/${user.id}`).set(client.auth).expect(200);
    await request(app.url).get('/nowhere/42').expect(404);
    const text = await scrape();
    const route = 'route="/v2/oauth-clients/:clientId/users/:userId"';
    expect(text).toContain(`http_requests_total{method="GET",${route},status="200"} 1`);
    expect(text).toContain('http_requests_total{method="GET",route="none",status="404"} 1');
    expect(text).toContain(`http_request_duration_seconds_count{method="GET",${route}} 1`);
    expect(text).not.toContain(client.clientId);
    expect(text).not.toContain('nowhere');
  });

  it('tells of the connection pool and the credential cache', async () => {
    const text = await scrape();
    expect(text).toMatch(/^database_connections\{state="waiting"\} 0$/m);
    expect(text).toMatch(/^credential_lookups_total\{source="database"\} [1-9]/m);
  });

  it.each([
    ['no token', {}],
    ['a wrong token', { Authorization: 'Bearer wrong' }],
  ])('refuses %s', async (_, headers) => {
    await request(app.url).get('/metrics').set(headers).expect(401);
  });

  it('is not there unless a token is configured', async () => {
    const without = await startTestApp();
    await request(without.url).get('/metrics').expect(404);
    await without.close();
  });
});
