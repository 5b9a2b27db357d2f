import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { type Statement, statement } from '../database/statement.js';
import { BOOKING, bookingOf, type BookingRow } from './booking-row.js';
import type { Booking } from './booking.js';
import type { ListedStatus } from './list-bookings-2024-08-13.dto.js';

/** Whose bookings: those that one of these people holds or attends. */
export interface People {
  userIds: number[];
  /** All members of it too. */
  organizationId: number | null;
}

/** What a list is narrowed to. Absent: to nothing. */
export interface BookingFilter {
  statuses?: readonly ListedStatus[] | undefined;
  attendeeEmail?: string | undefined;
  /** The address may also be the one that a client of this organization knows the attendee by. */
  clientsOf?: number | undefined;
  attendeeName?: string | undefined;
  uid?: string | undefined;
  eventTypeIds?: number[] | undefined;
  afterStart?: Date | undefined;
  beforeEnd?: Date | undefined;
  afterCreated?: Date | undefined;
  beforeCreated?: Date | undefined;
  afterUpdated?: Date | undefined;
  beforeUpdated?: Date | undefined;
}

export type SortKey = 'startTime' | 'endTime' | 'createdAt' | 'updatedAt';

export interface BookingOrder {
  by: SortKey;
  direction: 'asc' | 'desc';
}

type ListRow = BookingRow & { total: number };

const COLUMNS: Record<SortKey, string> = {
  startTime: 'start_time',
  endTime: 'end_time',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
};

/** $5 is the time of the request. */
const STATUSES: Record<ListedStatus, string> = {
  upcoming: `b.end_time >= $5 AND CASE WHEN b.recurring_uid IS NULL THEN b.status NOT IN ('CANCELLED', 'REJECTED')
                                       ELSE b.status = 'ACCEPTED' END`,
  recurring: "b.end_time >= $5 AND b.recurring_uid IS NOT NULL AND b.status NOT IN ('CANCELLED', 'REJECTED')",
  past: "b.end_time <= $5 AND b.status NOT IN ('CANCELLED', 'REJECTED')",
  cancelled: "b.status IN ('CANCELLED', 'REJECTED')",
  unconfirmed: "b.end_time >= $5 AND b.status = 'PENDING'",
};

const isAnyStatus = Object.entries(STATUSES)
  .map(([status, condition]) => `('${status}' = ANY($6::text[]) AND ${condition})`)
  .join(' OR ');

// improve: bookings.list-total — the original does not count with the filters on creation and change.
/** One statement for each order, so that the number of prepared statements has a limit that callers do not set. */
const list = ({ by, direction }: BookingOrder): Statement<ListRow> =>
  statement(
    `bookings.list.${by}.${direction}`,
    `WITH people AS (
       SELECT id, email FROM users WHERE id = ANY($1::int[])
       UNION SELECT u.id, u.email FROM memberships m JOIN users u ON u.id = m.user_id
       WHERE m.organization_id = $2::int AND m.accepted),
     visible AS (
       SELECT id FROM bookings WHERE user_id IN (SELECT id FROM people)
       UNION SELECT booking_id FROM attendees WHERE email IN (SELECT email FROM people)),
     matching AS (
       SELECT b.id, b.${COLUMNS[by]} AS place FROM bookings b JOIN visible USING (id)
       WHERE ($6::text[] IS NULL OR ${isAnyStatus})
         AND ($7::text IS NULL OR EXISTS (SELECT FROM attendees a WHERE a.booking_id = b.id AND (a.email = $7
           OR a.email IN (SELECT replace($7, '@', '+' || c.id || '@') FROM oauth_clients c
                          WHERE c.organization_id = $8::int))))
         AND ($9::text IS NULL OR EXISTS (SELECT FROM attendees a WHERE a.booking_id = b.id AND a.name = $9))
         AND ($10::text IS NULL OR b.uid = $10)
         AND ($11::int[] IS NULL OR b.event_type_id = ANY($11))
         AND ($12::timestamptz IS NULL OR b.start_time >= $12)
         AND ($13::timestamptz IS NULL OR b.end_time <= $13)
         AND ($14::timestamptz IS NULL OR b.created_at >= $14)
         AND ($15::timestamptz IS NULL OR b.created_at <= $15)
         AND ($16::timestamptz IS NULL OR b.updated_at >= $16)
         AND ($17::timestamptz IS NULL OR b.updated_at <= $17))
     SELECT counted.total, page.* FROM (SELECT count(*)::int AS total FROM matching) counted
     LEFT JOIN LATERAL (
       SELECT ${BOOKING}
       FROM (SELECT id FROM matching ORDER BY place ${direction}, id ${direction} LIMIT $3::int OFFSET $4::bigint) chosen
       JOIN bookings b USING (id)) page ON true
     ORDER BY page."${by}" ${direction}, page.id ${direction}`,
  );

const LISTS = new Map(
  (Object.keys(COLUMNS) as SortKey[])
    .flatMap((by) => (['asc', 'desc'] as const).map((direction): BookingOrder => ({ by, direction })))
    .map((order) => [nameOf(order), list(order)]),
);

const COUNT_EVENT_TYPES = statement<{ count: number }>(
  'bookings.countEventTypes',
  'SELECT count(*)::int AS count FROM event_types WHERE id = ANY($1::bigint[])',
);

/** Lists of bookings by the people who hold or attend them. */
@Injectable()
export class BookingListsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** A page of the bookings of these people, and how many there are. @param now the time by which statuses go. */
  async listOfPeople(
    people: People,
    filter: BookingFilter,
    order: BookingOrder,
    { take, skip, now }: { take: number; skip: number; now: Date },
  ): Promise<{ bookings: Booking[]; total: number }> {
    const rows = await this.prisma.lists.run(LISTS.get(nameOf(order)) as Statement<ListRow>, [
      people.userIds,
      people.organizationId,
      take,
      skip,
      now,
      filter.statuses,
      filter.attendeeEmail,
      filter.clientsOf,
      filter.attendeeName,
      filter.uid,
      filter.eventTypeIds,
      filter.afterStart,
      filter.beforeEnd,
      filter.afterCreated,
      filter.beforeCreated,
      filter.afterUpdated,
      filter.beforeUpdated,
    ]);
    // Behind the last page there is one row, with nothing but the total.
    const found = rows.filter(({ uid }) => uid !== null);
    return { bookings: found.map(({ total: _, ...row }) => bookingOf(row)), total: rows[0]?.total ?? 0 };
  }

  /** How many of these event types there are, whosever they are. */
  async countEventTypes(ids: number[]): Promise<number> {
    return (await this.prisma.lists.run(COUNT_EVENT_TYPES, [ids]))[0]?.count ?? 0;
  }
}

function nameOf({ by, direction }: BookingOrder): string {
  return `${by} ${direction}`;
}
