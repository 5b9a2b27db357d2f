import type { Booking, BookingAttendee, BookingHost } from '../../src/bookings/booking.js';
import type { EventTypeRow } from '../../src/event-types/event-type-row.js';
import type { Prisma } from '../../src/generated/prisma/client.js';
import { unique } from './factories.js';
import type { TestApp } from './test-app.js';

export const AN_HOUR = 3_600_000;

/** A host as read with a booking. */
export function aHost(overrides: Partial<BookingHost> = {}): BookingHost {
  return {
    id: 31,
    uuid: 'a0a0a0a0-0000-4000-8000-000000000031',
    name: 'Ada Host',
    email: 'ada@example.com',
    username: 'ada',
    timeZone: 'Europe/Rome',
    locale: 'en',
    timeFormat: 12,
    avatarUrl: null,
    organizationId: null,
    isPlatformManaged: false,
    oauthClientId: null,
    ...overrides,
  };
}

/** An attendee as read with a booking. */
export function anAttendee(overrides: Partial<BookingAttendee> = {}): BookingAttendee {
  const name = { name: 'Grace Guest', email: 'grace@example.com' };
  return {
    id: 88,
    ...name,
    timeZone: 'America/New_York',
    locale: 'en',
    phoneNumber: null,
    absent: false,
    seat: null,
    ...overrides,
  };
}

/** A booking as the repository reads it, without a database. */
export function aBooking(overrides: Partial<Booking> = {}): Booking {
  return {
    id: 481,
    uid: '8hY2kPq4TtWm6ZsRcN3bVd',
    status: 'ACCEPTED',
    title: 'Intro call between Ada Host and Grace Guest',
    description: 'Bring slides',
    startTime: new Date('2050-09-05T09:00:00Z'),
    endTime: new Date('2050-09-05T10:00:00Z'),
    location: 'https://meet.example.com/abc',
    responses: { name: 'Grace Guest', email: 'grace@example.com' },
    metadata: {},
    cancellationReason: null,
    cancelledByEmail: null,
    rejectionReason: null,
    reschedulingReason: null,
    rescheduledByEmail: null,
    rescheduledFromUid: null,
    rescheduledToUid: null,
    recurringUid: null,
    icalUid: '8hY2kPq4TtWm6ZsRcN3bVd@Cal.com',
    icalSequence: 0,
    absentHost: false,
    oauthClientId: null,
    createdAt: new Date('2050-08-01T10:11:12Z'),
    updatedAt: new Date('2050-08-01T10:11:13Z'),
    host: aHost(),
    eventType: anEventTypeRow(),
    attendees: [anAttendee()],
    references: [],
    ...overrides,
  };
}

/** As much of an event type as bookings look at. */
export function anEventTypeRow(overrides: Partial<EventTypeRow> = {}): EventTypeRow {
  const row: Partial<EventTypeRow> = {
    id: 12,
    userId: 31,
    slug: 'intro-call',
    title: 'Intro call',
    length: 60,
    otherSettings: {},
  };
  return {
    ...row,
    seatsPerTimeSlot: null,
    seatsShowAttendees: false,
    disableGuests: false,
    ...overrides,
  } as EventTypeRow;
}

/** What a stored booking can be given, beside columns. */
export interface StoredBooking extends Partial<Omit<Prisma.BookingUncheckedCreateInput, 'attendees' | 'seats'>> {
  userId: number;
  attendees?: { email: string; name?: string; seatUid?: string; phoneNumber?: string; absent?: boolean }[];
}

/** A booking of the user in the database, an hour long. Written as it is: no rule looks at it. */
export async function aStoredBooking(
  { prisma, clock }: Pick<TestApp, 'prisma' | 'clock'>,
  { userId, attendees = [{ email: `${unique()}@example.com` }], ...columns }: StoredBooking,
): Promise<{ id: number; uid: string; attendeeIds: number[] }> {
  const uid = columns.uid ?? `uid${unique().replace('-', '')}`;
  const startTime = new Date(columns.startTime ?? clock.now() + 24 * AN_HOUR);
  const endTime = new Date(columns.endTime ?? startTime.getTime() + AN_HOUR);
  const { id } = await prisma.booking.create({
    data: {
      status: 'ACCEPTED',
      title: 'Intro call',
      location: 'https://meet.example.com/abc',
      responses: { name: 'Grace', email: attendees[0]?.email ?? 'nobody@example.com' },
      icalUid: `${uid}@Cal.com`,
      ...columns,
      uid,
      userId,
      startTime,
      endTime,
      occupiedFrom: startTime,
      occupiedTo: endTime,
    },
  });
  const attendeeIds: number[] = [];
  for (const { seatUid, name = 'Grace', ...person } of attendees) {
    const attendee = await prisma.attendee.create({
      data: { bookingId: id, name, timeZone: 'Europe/Rome', ...person },
    });
    attendeeIds.push(attendee.id);
    const seat = { bookingId: id, attendeeId: attendee.id, responses: { name, email: person.email, guests: [] } };
    if (seatUid !== undefined) await prisma.bookingSeat.create({ data: { ...seat, seatUid } });
  }
  return { id, uid, attendeeIds };
}
