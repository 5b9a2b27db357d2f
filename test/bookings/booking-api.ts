import request, { type Test } from 'supertest';
import type { Prisma } from '../../src/generated/prisma/client.js';
import { bearer } from '../support/api-client.js';
import { aManagedUser, type TestClient, unique } from '../support/factories.js';
import type { TestApp } from '../support/test-app.js';

export const VERSION = { 'cal-api-version': '2024-08-13' };

/** A Monday in the far future; hosts of these tests work every day from 09:00 to 17:00 UTC. */
export const DAY = '2050-01-03';
export const at = (time: string, day = DAY): string => `${day}T${time}:00.000Z`;

export const NOT_AVAILABLE = 'User either already has booking at this time or is not available';

export type EventTypeSettings = Partial<Omit<Prisma.EventTypeUncheckedCreateInput, 'userId'>>;

/** A host with an event type of an hour that can be booked at once. */
export interface Host {
  userId: number;
  username: string;
  email: string;
  token: string;
  eventTypeId: number;
  slug: string;
}

export async function aBookableHost(
  app: TestApp,
  client: TestClient,
  settings: EventTypeSettings = {},
  timeZone = 'UTC',
): Promise<Host> {
  const { user, accessToken } = await aManagedUser(app, client, { name: 'Ada Host', timeZone });
  const clock = (hour: number): Date => new Date(Date.UTC(1970, 0, 1, hour));
  const { id } = await app.prisma.schedule.create({
    data: {
      ...{ userId: user.id, name: 'Hours', timeZone },
      availabilities: { create: { days: [0, 1, 2, 3, 4, 5, 6], startTime: clock(9), endTime: clock(17) } },
    },
  });
  await app.prisma.user.update({ where: { id: user.id }, data: { defaultScheduleId: id } });
  const eventType = await anEventType(app, user.id, settings);
  const { username, email } = user;
  return { userId: user.id, username: username as string, email, token: accessToken, ...eventType };
}

/** A further event type of the user. */
export async function anEventType(
  { prisma }: Pick<TestApp, 'prisma'>,
  userId: number,
  settings: EventTypeSettings = {},
): Promise<{ eventTypeId: number; slug: string }> {
  const data = { userId, title: 'Intro call', slug: `intro-${unique()}`, length: 60, minimumBookingNotice: 0 };
  const { id, slug } = await prisma.eventType.create({ data: { ...data, ...settings } });
  return { eventTypeId: id, slug };
}

export const GRACE = { name: 'Grace Guest', email: 'grace@example.com', timeZone: 'America/New_York' };

/** A body that books `host` on the usual day. */
export const aRequest = (host: Pick<Host, 'eventTypeId'>, start: string, more: object = {}): object => ({
  start,
  eventTypeId: host.eventTypeId,
  attendee: GRACE,
  ...more,
});

/** What the answers show of a booking, as far as the tests look into it. */
export interface ShownBooking {
  uid: string;
  status: string;
  start: string;
  seatUid?: string;
  recurringBookingUid?: string;
  [key: string]: unknown;
}

/** The calls below `/v2/bookings`, version 2024-08-13, with any credentials or none. */
export interface BookingApi {
  post(path: string, body?: object, headers?: Record<string, string>): Test;
  get(path: string): Test;
  /** Books, or throws with the refusal. */
  book(host: Pick<Host, 'eventTypeId'>, start: string, more?: object): Promise<ShownBooking>;
}

export function bookingApi({ url }: Pick<TestApp, 'url'>, token?: string): BookingApi {
  const credentials = token === undefined ? {} : bearer(token);
  const base = '/v2/bookings';
  const post: BookingApi['post'] = (path, body, headers = {}) =>
    request(url)
      .post(base + path)
      .set({ ...VERSION, ...credentials, ...headers })
      .type('json')
      .send(body);
  return {
    post,
    get: (path) =>
      request(url)
        .get(base + path)
        .set({ ...VERSION, ...credentials }),
    book: async (host, start, more) => {
      const { status, body } = await post('', aRequest(host, start, more));
      if (status !== 201) throw new Error(`${status} ${JSON.stringify(body.error)}`);
      return body.data as ShownBooking;
    },
  };
}
