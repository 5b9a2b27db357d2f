import request, { type Test } from 'supertest';
import { bearer } from '../support/api-client.js';
import { aManagedUser, type TestClient } from '../support/factories.js';
import type { TestApp } from '../support/test-app.js';

/** Calls the routes of schedules with some credentials. */
export interface SchedulesApi {
  get(path: string): Test;
  post(path: string, body?: object): Test;
  patch(path: string, body: object): Test;
  delete(path: string): Test;
}

/** @param version value of `cal-api-version`; undefined sends none. */
export function schedulesApi(
  { url }: Pick<TestApp, 'url'>,
  headers: Record<string, string>,
  version?: string,
): SchedulesApi {
  const api = request(url);
  const all = { ...headers, ...(version !== undefined && { 'cal-api-version': version }) };
  return {
    get: (path) => api.get(path).set(all),
    post: (path, body) => api.post(path).set(all).send(body),
    patch: (path, body) => api.patch(path).set(all).send(body),
    delete: (path) => api.delete(path).set(all),
  };
}

export interface ScheduleOwner {
  id: number;
  headers: { authorization: string };
  /** The schedule that the user was created with; null when it was created without a time zone. */
  defaultId: number | null;
}

/** A managed user; with a time zone it has a default schedule. */
export async function anOwner(app: TestApp, client: TestClient, timeZone?: string): Promise<ScheduleOwner> {
  const { user, accessToken } = await aManagedUser(app, client, { timeZone });
  return { id: user.id, headers: bearer(accessToken), defaultId: user.defaultScheduleId };
}

/** An id that no schedule has. */
export const NO_SCHEDULE = 2_000_000_000;
