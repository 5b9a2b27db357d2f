import request, { type Test } from 'supertest';
import { bearer } from '../support/api-client.js';
import { aManagedUser, type TestClient } from '../support/factories.js';
import type { TestApp } from '../support/test-app.js';

export const NEW = { 'cal-api-version': '2024-06-14' };

type Body = object | string;

export interface ShownField {
  slug: string;
  isDefault: boolean;
  hidden?: boolean;
}

/** An event type as the API shows it, as far as the tests look into it. */
export interface ShownEventType {
  id: number;
  slug: string;
  users: object[];
  bookingFields: ShownField[];
  [setting: string]: unknown;
}

/** A managed user and its calls below `/v2/event-types`, version 2024-06-14 unless other headers say so. */
export interface EventTypesApi {
  userId: number;
  username: string;
  token: string;
  get(path?: string, headers?: Record<string, string>): Test;
  post(body: Body, path?: string, headers?: Record<string, string>): Test;
  patch(path: string, body: Body): Test;
  delete(path: string): Test;
  /** An event type with the settings. @returns what the API shows of it. */
  create(settings?: object): Promise<ShownEventType>;
}

export const MINIMUM = { lengthInMinutes: 30, title: 'Intro call', slug: 'intro' };

export async function asManagedUser(app: TestApp, client: TestClient): Promise<EventTypesApi> {
  const { user, accessToken } = await aManagedUser(app, client);
  return { ...api(app, bearer(accessToken)), userId: user.id, username: user.username ?? '', token: accessToken };
}

/** The same calls with any credentials. */
export function api(
  { url }: TestApp,
  credentials: Record<string, string>,
): Omit<EventTypesApi, 'userId' | 'username' | 'token'> {
  const base = '/v2/event-types';
  const all = (headers: Record<string, string> = NEW): Record<string, string> => ({ ...credentials, ...headers });
  const post = (body: Body, path = '', headers?: Record<string, string>): Test =>
    request(url)
      .post(base + path)
      .set(all(headers))
      .type('json')
      .send(body);
  return {
    get: (path = '', headers) =>
      request(url)
        .get(base + path)
        .set(all(headers)),
    post,
    patch: (path, body) =>
      request(url)
        .patch(base + path)
        .set(all())
        .type('json')
        .send(body),
    delete: (path) =>
      request(url)
        .delete(base + path)
        .set(all()),
    create: async (settings = {}) => {
      const { status, body } = await post({ ...MINIMUM, ...settings });
      if (status !== 201) throw new Error(`${status} ${JSON.stringify(body.error)}`);
      return body.data as ShownEventType;
    },
  };
}
