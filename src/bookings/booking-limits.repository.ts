import { Injectable } from '@nestjs/common';
import { type Queryable, statement } from '../database/statement.js';
import type { Range } from '../slots/ranges.js';
import type { CountedBooking } from '../slots/slot-query.js';

// improve: bookings.limits-race — in the original several who come at once all find the limit not yet reached.
const LOCK = statement<never>(
  'bookingLimits.lock',
  `SELECT pg_advisory_xact_lock(hashtextextended('event-type:' || $1::text, 0))`,
);

const LIST_COUNTED = statement<CountedBooking>(
  'bookingLimits.listCounted',
  `SELECT uid, (extract(epoch FROM start_time) * 1000)::float8 AS start, (extract(epoch FROM end_time) * 1000)::float8 AS "end"
   FROM bookings WHERE event_type_id = $1 AND status = 'ACCEPTED' AND start_time >= $2 AND start_time < $3`,
);

// The first joiner of a booking without seats is its booker.
const LIST_ACTIVE = statement<{ uid: string }>(
  'bookingLimits.listActive',
  `SELECT b.uid FROM bookings b WHERE b.event_type_id = $1 AND b.status IN ('ACCEPTED', 'PENDING') AND b.end_time > $3
     AND EXISTS (SELECT 1 FROM attendees a WHERE a.booking_id = b.id AND lower(a.email) = lower($2))
   ORDER BY b.start_time DESC, b.id DESC`,
);

const FIND_PENDING = statement<{ uid: string }>(
  'bookingLimits.findPending',
  `SELECT b.uid FROM bookings b WHERE b.event_type_id = $1 AND b.start_time = $2 AND b.status = 'PENDING'
     AND EXISTS (SELECT 1 FROM attendees a WHERE a.booking_id = b.id AND lower(a.email) = lower($3))
   ORDER BY b.id LIMIT 1`,
);

const USE_PRIVATE_LINK = statement<{ id: number }>(
  'bookingLimits.usePrivateLink',
  `UPDATE private_links SET usage_count = usage_count + 1
   WHERE link = $1 AND event_type_id = $2 AND (expires_at IS NULL OR expires_at > $3)
     AND (max_usage_count IS NULL OR usage_count < max_usage_count) RETURNING id`,
);

/** What bookings of one event type are held against, in the transaction that makes a further one. */
@Injectable()
export class BookingLimitsRepository {
  /** Until the end of the transaction nobody else counts the bookings of the event type. */
  async lock(eventTypeId: number, on: Queryable): Promise<void> {
    await on.run(LOCK, [eventTypeId]);
  }

  /** Accepted bookings of the event type that start in the span. */
  listCounted(eventTypeId: number, { start, end }: Range, on: Queryable): Promise<CountedBooking[]> {
    return on.run(LIST_COUNTED, [eventTypeId, new Date(start), new Date(end)]);
  }

  /** Uids of bookings of the event type that are not over and in which the address takes part, the last one first. */
  async listActive(eventTypeId: number, email: string, now: number, on: Queryable): Promise<string[]> {
    return (await on.run(LIST_ACTIVE, [eventTypeId, email, new Date(now)])).map(({ uid }) => uid);
  }

  /** The uid of a booking that waits for confirmation. */
  async findPending(eventTypeId: number, start: Date, email: string, on: Queryable): Promise<string | null> {
    return (await on.run(FIND_PENDING, [eventTypeId, start, email]))[0]?.uid ?? null;
  }

  /** @returns whether the link of the event type was still good. */
  async usePrivateLink(eventTypeId: number, link: string, now: number, on: Queryable): Promise<boolean> {
    return (await on.run(USE_PRIVATE_LINK, [link, eventTypeId, new Date(now)])).length > 0;
  }
}
