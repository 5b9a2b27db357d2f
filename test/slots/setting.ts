import request, { type Test } from 'supertest';
import type { BookingStatus, Prisma } from '../../src/generated/prisma/client.js';
import { aManagedUser, type TestClient, unique } from '../support/factories.js';
import type { TestApp } from '../support/test-app.js';

export const NEW = { 'cal-api-version': '2024-09-04' };

const MINUTE = 60_000;

type Hours = [days: number[], start: string, end: string];

/** A person with an event type of an hour, who is free every day from 9 to 17 UTC unless hours are given. */
export interface Host {
  userId: number;
  username: string;
  email: string;
  token: string;
  scheduleId: number;
  eventTypeId: number;
  slug: string;
}

export const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

const time = (text: string): Date => new Date(`1970-01-01T${text}:00Z`);

/** @param settings columns of the event type. */
export async function aHost(
  app: TestApp,
  client: TestClient,
  settings: Partial<Prisma.EventTypeUncheckedCreateInput> = {},
  hours: Hours[] = [[EVERY_DAY, '09:00', '17:00']],
  timeZone = 'UTC',
): Promise<Host> {
  const { user, accessToken } = await aManagedUser(app, client, { timeZone });
  const availabilities = hours.map(([days, start, end]) => ({ days, startTime: time(start), endTime: time(end) }));
  const data = { userId: user.id, name: 'Hours', timeZone, availabilities: { create: availabilities } };
  const schedule = await app.prisma.schedule.create({ data });
  await app.prisma.user.update({ where: { id: user.id }, data: { defaultScheduleId: schedule.id } });
  const { id, slug } = await anEventType(app, user.id, settings);
  return {
    ...{ userId: user.id, username: user.username as string, email: user.email, token: accessToken },
    ...{ scheduleId: schedule.id, eventTypeId: id, slug },
  };
}

/** An event type of an hour that can be booked at once. */
export function anEventType(
  { prisma }: Pick<TestApp, 'prisma'>,
  userId: number,
  settings: Partial<Prisma.EventTypeUncheckedCreateInput> = {},
): Promise<{ id: number; slug: string }> {
  const data = { userId, title: 'Talk', slug: `talk-${unique()}`, length: 60, minimumBookingNotice: 0, ...settings };
  return prisma.eventType.create({ data, select: { id: true, slug: true } });
}

interface BookingSettings {
  status?: BookingStatus;
  minutes?: number;
  eventTypeId?: number | null;
  holdsSlot?: boolean;
  /** Minutes before and after. */
  buffers?: [before: number, after: number];
  attendees?: string[];
  /** One seat for each attendee. */
  seats?: boolean;
}

/** A booking of the host. @param start ISO 8601. @returns its id and uid. */
export async function aBooking(
  { prisma }: Pick<TestApp, 'prisma'>,
  host: Pick<Host, 'userId' | 'eventTypeId'>,
  start: string,
  settings: BookingSettings = {},
): Promise<{ id: number; uid: string }> {
  const { status = 'ACCEPTED', minutes = 60, buffers = [0, 0], attendees = ['bob@example.org'] } = settings;
  const startTime = new Date(start);
  const endTime = new Date(startTime.getTime() + minutes * MINUTE);
  const { id, uid } = await prisma.booking.create({
    data: {
      ...{ uid: unique() + unique(), userId: host.userId, status, title: 'Talk', startTime, endTime, responses: {} },
      eventTypeId: settings.eventTypeId === undefined ? host.eventTypeId : settings.eventTypeId,
      occupiedFrom: new Date(startTime.getTime() - buffers[0] * MINUTE),
      occupiedTo: new Date(endTime.getTime() + buffers[1] * MINUTE),
      holdsSlot: settings.holdsSlot ?? false,
      icalUid: unique(),
    },
  });
  for (const email of attendees) {
    const attendee = await prisma.attendee.create({
      data: { bookingId: id, email, name: 'Bob', timeZone: 'UTC' },
    });
    if (!settings.seats) continue;
    await prisma.bookingSeat.create({
      data: { seatUid: unique() + unique(), bookingId: id, attendeeId: attendee.id, responses: {} },
    });
  }
  return { id, uid };
}

/** The calls below `/v2/slots`. */
export interface SlotsApi {
  /** @param query values that are undefined are left out. */
  get(path: string, query?: Record<string, unknown>, headers?: Record<string, string>): Test;
  post(path: string, body: object, headers?: Record<string, string>): Test;
  patch(path: string, body: object, headers?: Record<string, string>): Test;
  delete(path: string, headers?: Record<string, string>): Test;
}

/** @param version that all calls ask for unless their headers say another. */
export function slotsApi({ url }: Pick<TestApp, 'url'>, version: Record<string, string> = NEW): SlotsApi {
  const api = request(url);
  const base = '/v2/slots';
  return {
    get: (path, query = {}, headers = {}) =>
      api
        .get(base + path)
        .set({ ...version, ...headers })
        .query(query),
    post: (path, body, headers = {}) =>
      api
        .post(base + path)
        .set({ ...version, ...headers })
        .send(body),
    patch: (path, body, headers = {}) =>
      api
        .patch(base + path)
        .set({ ...version, ...headers })
        .send(body),
    delete: (path, headers = {}) => api.delete(base + path).set({ ...version, ...headers }),
  };
}
