import request, { type Test } from 'supertest';
import { bearer } from '../support/api-client.js';
import { aManagedUser, type TestClient } from '../support/factories.js';
import type { TestApp } from '../support/test-app.js';

/** A managed user and its calls below `/v2`. */
export interface UserApi {
  userId: number;
  token: string;
  get(path: string, headers?: Record<string, string>): Test;
  post(path: string, body?: object): Test;
  put(path: string, body: object): Test;
  delete(path: string): Test;
}

export async function asUser(app: TestApp, client: TestClient, input: { timeZone?: string } = {}): Promise<UserApi> {
  const { user, accessToken } = await aManagedUser(app, client, input);
  const credentials = bearer(accessToken);
  const api = request(app.url);
  return {
    userId: user.id,
    token: accessToken,
    get: (path, headers = {}) =>
      api
        .get(`/v2${path}`)
        .set({ ...credentials, ...headers })
        .redirects(0),
    post: (path, body = {}) => api.post(`/v2${path}`).set(credentials).send(body),
    put: (path, body) => api.put(`/v2${path}`).set(credentials).send(body),
    delete: (path) => api.delete(`/v2${path}`).set(credentials),
  };
}
