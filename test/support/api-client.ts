import request, { type Test } from 'supertest';
import type { TestClient } from './factories.js';
import type { TestApp } from './test-app.js';

/** The managed-user routes of one client. Await a call for the answer, or go on with supertest's `.expect(…)`. */
export interface ManagedUsersApi {
  /** @param query begins with `?` unless it is empty. */
  list(query?: string): Test;
  /** @param body a text is sent as it is. */
  create(body: object | string, headers?: Record<string, string>): Test;
  get(userId: number | string): Test;
  patch(userId: number | string, body: object | string): Test;
  delete(userId: number | string): Test;
  forceRefresh(userId: number | string): Test;
}

/** Calls the routes of `client`; as the client itself unless other credentials are given. */
export function managedUsersApi(
  { url }: Pick<TestApp, 'url'>,
  { users, auth }: TestClient,
  credentials: Record<string, string> = auth,
): ManagedUsersApi {
  const api = request(url);
  return {
    list: (query = '') => api.get(users + query).set(credentials),
    create: (body, headers = {}) => api.post(users).set(credentials).set(headers).type('json').send(body),
    get: (userId) => api.get(`${users}/${userId}`).set(credentials),
    patch: (userId, body) => api.patch(`${users}/${userId}`).set(credentials).type('json').send(body),
    delete: (userId) => api.delete(`${users}/${userId}`).set(credentials),
    forceRefresh: (userId) => api.post(`${users}/${userId}/force-refresh`).set(credentials),
  };
}

export const bearer = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });

/** What becomes of the tokens of a managed user. */
export interface TokensApi {
  /** Any request with the access token: 403 from a route that managed users may not call tells that the token is known. */
  useAccessToken(accessToken: string): Test;
  refresh(refreshToken: string): Test;
}

export function tokensApi({ url }: Pick<TestApp, 'url'>, { users, clientId, auth }: TestClient): TokensApi {
  const api = request(url);
  return {
    useAccessToken: (accessToken) => api.get(users).set(bearer(accessToken)),
    refresh: (refreshToken) => api.post(`/v2/oauth/${clientId}/refresh`).set(auth).send({ refreshToken }),
  };
}
