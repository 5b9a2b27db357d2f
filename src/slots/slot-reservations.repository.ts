import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { type Queryable, statement } from '../database/statement.js';
import type { ReservableEventType, ReservedSlot, SlotReservationRow } from './slot-reservation.js';

// Instants travel as epoch milliseconds: as dates they would pass through the server's zone.
const instant = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000)`;
const millis = (column: string): string => `round(extract(epoch FROM ${column}) * 1000)::float8`;

const FIND_EVENT_TYPE = statement<ReservableEventType>(
  'slotReservations.findEventType',
  `SELECT id, user_id AS "userId", length, length_options AS "lengthOptions", seats_per_time_slot AS "seatsPerTimeSlot"
   FROM event_types WHERE id = $1`,
);

const SHARE_ORGANIZATION = statement<{ found: boolean }>(
  'slotReservations.shareOrganization',
  `SELECT EXISTS (
     SELECT 1 FROM memberships a JOIN memberships b ON b.organization_id = a.organization_id
     WHERE a.user_id = $1 AND b.user_id = $2 AND a.accepted AND b.accepted) AS found`,
);

const FIND = statement<SlotReservationRow>(
  'slotReservations.find',
  `SELECT id, uid, event_type_id AS "eventTypeId", ${millis('slot_start')} AS start, ${millis('slot_end')} AS "end",
     ${millis('release_at')} AS "releaseAt"
   FROM slot_reservations WHERE uid = $1 ORDER BY id DESC LIMIT 1`,
);

const LIST_BOOKINGS = statement<{ isFull: boolean | null }>(
  'slotReservations.listBookings',
  `SELECT (SELECT count(*) FROM booking_seats s WHERE s.booking_id = b.id) >= e.seats_per_time_slot AS "isFull"
   FROM bookings b JOIN event_types e ON e.id = b.event_type_id
   WHERE b.event_type_id = $1 AND b.start_time < ${instant('$3')} AND b.end_time > ${instant('$2')}
     AND b.status IN ('ACCEPTED', 'PENDING', 'AWAITING_HOST')`,
);

const FIND_SEATS_OF_BOOKING = statement<{ attendees: number; seatsPerTimeSlot: number | null }>(
  'slotReservations.findSeatsOfBooking',
  `SELECT (SELECT count(*) FROM attendees a WHERE a.booking_id = b.id)::int AS attendees,
     e.seats_per_time_slot AS "seatsPerTimeSlot"
   FROM bookings b JOIN event_types e ON e.id = b.event_type_id
   WHERE b.uid = $1 AND e.id = $2 AND b.status IN ('ACCEPTED', 'PENDING')`,
);

// Locked in the order of their ids: two who clean up the same rows must not wait for each other.
const DELETE_EXPIRED = statement<never>(
  'slotReservations.deleteExpired',
  `DELETE FROM slot_reservations WHERE id IN (
     SELECT id FROM slot_reservations
     WHERE event_type_id = $1 AND slot_start < ${instant('$3')} AND slot_end > ${instant('$2')}
       AND release_at <= ${instant('$4')} AND id <> $5
     ORDER BY id FOR UPDATE)`,
);

/** Whether nobody keeps the slot from $4 to $5 of event type $2 at $7; those with a mere cookie too, which no constraint sees. */
const FREE = `NOT EXISTS (
  SELECT 1 FROM slot_reservations o
  WHERE o.event_type_id = $2 AND o.slot_start < ${instant('$5')} AND o.slot_end > ${instant('$4')}
    AND o.release_at > ${instant('$7')} AND o.id <> $9)`;

const INSERT_IF_FREE = statement<{ id: number }>(
  'slotReservations.insertIfFree',
  `INSERT INTO slot_reservations (uid, event_type_id, user_id, slot_start, slot_end, release_at, is_seat, exclusive)
   SELECT $1, $2, $3, ${instant('$4')}, ${instant('$5')}, ${instant('$6')}, $8, true WHERE ${FREE}
   ON CONFLICT DO NOTHING RETURNING id`,
);

const UPDATE_IF_FREE = statement<{ id: number }>(
  'slotReservations.updateIfFree',
  `UPDATE slot_reservations SET event_type_id = $2, user_id = $3, slot_start = ${instant('$4')},
     slot_end = ${instant('$5')}, release_at = ${instant('$6')}, is_seat = $8, exclusive = true
   WHERE id = $9 AND uid = $1 AND ${FREE} RETURNING id`,
);

const UPSERT = statement<never>(
  'slotReservations.upsert',
  `INSERT INTO slot_reservations (uid, event_type_id, user_id, slot_start, slot_end, release_at, is_seat)
   VALUES ($1, $2, $3, ${instant('$4')}, ${instant('$5')}, ${instant('$6')}, $7)
   ON CONFLICT (uid, user_id, slot_start, slot_end) DO UPDATE
   SET event_type_id = excluded.event_type_id, release_at = excluded.release_at, is_seat = excluded.is_seat`,
);

const DELETE = statement<never>('slotReservations.delete', 'DELETE FROM slot_reservations WHERE uid = $1');

/** No row has this id. */
const NONE = 0;

/** Slots that are kept for somebody. Whoever knows a uid may change it: none of the queries looks at who asks. */
@Injectable()
export class SlotReservationsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async findEventType(id: number): Promise<ReservableEventType | null> {
    return (await this.prisma.run(FIND_EVENT_TYPE, [id]))[0] ?? null;
  }

  /** Whether both are accepted members of one organization. */
  async shareOrganization(userId: number, otherId: number): Promise<boolean> {
    return (await this.prisma.run(SHARE_ORGANIZATION, [userId, otherId]))[0]?.found ?? false;
  }

  /** The newest with this uid. */
  async find(uid: string): Promise<SlotReservationRow | null> {
    return (await this.prisma.run(FIND, [uid]))[0] ?? null;
  }

  /** The bookings of the event type that overlap the slot; `isFull` is null without seats. */
  listBookings({ eventTypeId, start, end }: ReservedSlot, on: Queryable): Promise<{ isFull: boolean | null }[]> {
    return on.run(LIST_BOOKINGS, [eventTypeId, start, end]);
  }

  /** How many attend the booking of the event type, and how many can. */
  async findSeatsOfBooking(
    bookingUid: string,
    eventTypeId: number,
  ): Promise<{ attendees: number; seatsPerTimeSlot: number | null } | null> {
    return (await this.prisma.run(FIND_SEATS_OF_BOOKING, [bookingUid, eventTypeId]))[0] ?? null;
  }

  /** @param except the id of one to keep. */
  async deleteExpired({ eventTypeId, start, end }: ReservedSlot, now: number, on: Queryable, except = NONE) {
    await on.run(DELETE_EXPIRED, [eventTypeId, start, end, now, except]);
  }

  /** @returns false when somebody else keeps some of the slot. */
  async insertIfFree(uid: string, slot: ReservedSlot, releaseAt: number, now: number, on: Queryable): Promise<boolean> {
    return (await on.run(INSERT_IF_FREE, [...valuesOf(uid, slot, releaseAt, now), NONE])).length > 0;
  }

  /** @returns false when somebody else keeps some of the slot. @throws 23P01 when somebody came first this very moment. */
  async updateIfFree(
    { id, uid }: SlotReservationRow,
    slot: ReservedSlot,
    releaseAt: number,
    now: number,
    on: Queryable,
  ): Promise<boolean> {
    return (await on.run(UPDATE_IF_FREE, [...valuesOf(uid, slot, releaseAt, now), id])).length > 0;
  }

  /** Keeps the slot whoever else keeps it. */
  async upsert(uid: string, { eventTypeId, userId, start, end, isSeat }: ReservedSlot, releaseAt: number) {
    await this.prisma.run(UPSERT, [uid, eventTypeId, userId, start, end, releaseAt, isSeat]);
  }

  async delete(uid: string): Promise<void> {
    await this.prisma.run(DELETE, [uid]);
  }
}

function valuesOf(uid: string, slot: ReservedSlot, releaseAt: number, now: number): unknown[] {
  const { eventTypeId, userId, start, end, isSeat } = slot;
  return [uid, eventTypeId, userId, start, end, releaseAt, now, isSeat];
}
