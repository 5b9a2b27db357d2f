import request from 'supertest';
import { aManagedUser, anOAuthClient, type TestClient, unique } from './support/factories.js';
import { startTestApp, type TestApp } from './support/test-app.js';

describe('managed users', () => {
  let app: TestApp;
  let client: TestClient;

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
  });
  afterAll(() => app.close());

  it('creates a user and shows it again', async () => {
    const email = `${unique()}@example.org`;
    const created = await request(app.url).post(client.users).set(client.auth).send({ email, name: 'Ann' }).expect(201);
    const { user } = created.body.data;
    const found = await request(app.url).get(`${client.users}/${user.id}`).set(client.auth).expect(200);
    expect(found.body).toEqual({ status: 'success', data: user });
  });

  it('does not show a user of another client', async () => {
    const other = await anOAuthClient(app);
    const { user } = await aManagedUser(app, other);
    await request(app.url).get(`${client.users}/${user.id}`).set(client.auth).expect(404);
  });
});
