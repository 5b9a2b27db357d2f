import { Injectable } from '@nestjs/common';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { PrismaService } from '../database/prisma.service.js';
import { type Queryable, statement } from '../database/statement.js';
import type { ChangedSchedule, NewSchedule, Schedule, SchedulePatch } from './schedule.js';

/** The owner of a schedule, and the owner's default schedule. */
export interface Ownership {
  userId: number;
  defaultId: number | null;
}

// Times and dates travel inside JSON, as texts: as values of their own they would become dates in the server's zone.
const COLUMNS = `s.id, s.user_id AS "userId", s.name, s.time_zone AS "timeZone", u.time_zone AS "ownerTimeZone",
  u.default_schedule_id AS "defaultId",
  (SELECT count(*) FROM schedules o WHERE o.user_id = s.user_id)::int AS "ownedCount",
  (SELECT coalesce(json_agg(json_build_object('id', a.id, 'days', a.days, 'start', a.start_time, 'end', a.end_time,
      'date', a.date) ORDER BY a.id), '[]')
   FROM availabilities a WHERE a.schedule_id = s.id) AS hours`;

const JOIN = 'schedules s JOIN users u ON u.id = s.user_id';

const FIND = statement<Schedule>('schedules.find', `SELECT ${COLUMNS} FROM ${JOIN} WHERE s.id = $1`);

const FIND_CHANGED = statement<Omit<ChangedSchedule, 'previousDefaultId'>>(
  'schedules.findChanged',
  `SELECT ${COLUMNS},
     (SELECT coalesce(json_agg(json_build_object('id', e.id, 'eventName', e.event_name) ORDER BY e.id), '[]')
      FROM event_types e WHERE e.schedule_id = s.id) AS "eventTypes"
   FROM ${JOIN} WHERE s.id = $1`,
);

const FIND_DEFAULT = statement<Schedule>(
  'schedules.findDefault',
  `SELECT ${COLUMNS} FROM ${JOIN} WHERE u.id = $1 AND s.id = u.default_schedule_id`,
);

const FIND_OF_EVENT_TYPE = statement<Schedule>(
  'schedules.findOfEventType',
  `SELECT ${COLUMNS} FROM ${JOIN}
   JOIN event_types e ON e.user_id = u.id AND s.id = coalesce(e.schedule_id, u.default_schedule_id)
   WHERE u.id = $1 AND e.slug = $2`,
);

// improve: schedules.order — the original's lists have no order.
const LIST = statement<Schedule>('schedules.list', `SELECT ${COLUMNS} FROM ${JOIN} WHERE s.user_id = $1 ORDER BY s.id`);

const FIND_TIME_ZONE = statement<{ timeZone: string }>(
  'schedules.findTimeZone',
  'SELECT time_zone AS "timeZone" FROM users WHERE id = $1',
);

// The user first, as everybody does who changes both: otherwise two could wait for each other.
const LOCK = statement<Ownership>(
  'schedules.lock',
  `SELECT s.user_id AS "userId", u.default_schedule_id AS "defaultId" FROM users u JOIN schedules s ON s.user_id = u.id
   WHERE s.id = $1 FOR NO KEY UPDATE OF u, s`,
);

/** Inserts the JSON array `hours` for each id of `schedules`. */
const insertHours = (schedules: string, hours: string): string => `
  INSERT INTO availabilities (schedule_id, days, start_time, end_time, date)
  SELECT s.id, coalesce(h.days, '{}'), h.start, h."end", h.date
  FROM ${schedules} s, jsonb_to_recordset(${hours}) AS h(days int[], start time, "end" time, date date)`;

const GIVEN_HOURS = `coalesce($2::jsonb -> 'weekly', '[]') || coalesce($2::jsonb -> 'overrides', '[]')`;

const INSERT = statement<{ id: number }>(
  'schedules.insert',
  `WITH new AS (
     INSERT INTO schedules (user_id, name, time_zone)
     SELECT id, $2, coalesce($3, time_zone) FROM users WHERE id = $1 RETURNING id
   ), hours AS (${insertHours('new', '$4::jsonb')}
   ), pointed AS (
     UPDATE users u SET default_schedule_id = new.id FROM new
     WHERE u.id = $1 AND ($5 = 'YES' OR $5 = 'IF_NONE' AND u.default_schedule_id IS NULL)
   )
   SELECT id FROM new`,
);

const UPDATE = statement<never>(
  'schedules.update',
  `WITH gone AS (
     DELETE FROM availabilities
     WHERE schedule_id = $1 AND CASE WHEN date IS NULL THEN $2::jsonb ? 'weekly' ELSE $2::jsonb ? 'overrides' END
   ), hours AS (${insertHours('(SELECT $1::int AS id)', GIVEN_HOURS)}
   ), pointed AS (
     UPDATE users u SET default_schedule_id = s.id FROM schedules s
     WHERE s.id = $1 AND u.id = s.user_id AND ($2::jsonb -> 'isDefault')::boolean
   )
   UPDATE schedules SET name = coalesce($2::jsonb ->> 'name', name),
     time_zone = coalesce($2::jsonb ->> 'timeZone', time_zone)
   WHERE id = $1`,
);

// The user's default schedule becomes null with it, by the foreign key; so do the links of event types.
const DELETE = statement<never>('schedules.delete', 'DELETE FROM schedules WHERE id = $1');

const CHOOSE_DEFAULT = statement<never>(
  'schedules.chooseDefault',
  `UPDATE users SET default_schedule_id = (SELECT min(id) FROM schedules WHERE user_id = $1)
   WHERE id = $1 AND default_schedule_id IS NULL`,
);

const LINK_EVENT_TYPE = statement<{ id: number }>(
  'schedules.linkEventType',
  'UPDATE event_types SET schedule_id = $3 WHERE id = $2 AND user_id = $1 RETURNING id',
);

/** Schedules with their hours. Whose a schedule is, the service looks at. */
@Injectable()
export class SchedulesRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Whose schedule it is; null when there is no such schedule, as with numbers that are no ids. */
  async findOwner(scheduleId: number): Promise<number | null> {
    if (!isPossibleId(scheduleId)) return null;
    const found = await this.prisma.schedule.findUnique({ where: { id: scheduleId }, select: { userId: true } });
    return found?.userId ?? null;
  }

  async find(scheduleId: number, on: Queryable = this.prisma): Promise<Schedule | null> {
    return isPossibleId(scheduleId) ? ((await on.run(FIND, [scheduleId]))[0] ?? null) : null;
  }

  async findDefaultOfUser(userId: number): Promise<Schedule | null> {
    return (await this.prisma.run(FIND_DEFAULT, [userId]))[0] ?? null;
  }

  /** The schedule of the user's event type with that slug, or else the user's default; null without such an event type. */
  async findOfEventType(userId: number, slug: string): Promise<Schedule | null> {
    return (await this.prisma.run(FIND_OF_EVENT_TYPE, [userId, slug]))[0] ?? null;
  }

  listOfUser(userId: number): Promise<Schedule[]> {
    return this.prisma.run(LIST, [userId]);
  }

  async findTimeZoneOfUser(userId: number): Promise<string | null> {
    return (await this.prisma.run(FIND_TIME_ZONE, [userId]))[0]?.timeZone ?? null;
  }

  /** Keeps others from changing the schedule and its owner until the transaction ends. */
  async lock(scheduleId: number, on: Queryable): Promise<Ownership | null> {
    return isPossibleId(scheduleId) ? ((await on.run(LOCK, [scheduleId]))[0] ?? null) : null;
  }

  /** @returns the id; null when there is no such user. */
  async insertOfUser(userId: number, schedule: NewSchedule, on: Queryable): Promise<number | null> {
    const { name, timeZone, weekly, overrides, becomesDefault } = schedule;
    const hours = JSON.stringify([...weekly, ...overrides]);
    return (await on.run(INSERT, [userId, name, timeZone, hours, becomesDefault]))[0]?.id ?? null;
  }

  async update(scheduleId: number, patch: SchedulePatch, on: Queryable): Promise<void> {
    await on.run(UPDATE, [scheduleId, JSON.stringify(patch)]);
  }

  async getChanged(scheduleId: number, on: Queryable): Promise<Omit<ChangedSchedule, 'previousDefaultId'>> {
    return (await on.run(FIND_CHANGED, [scheduleId]))[0] as ChangedSchedule;
  }

  async delete(scheduleId: number, on: Queryable): Promise<void> {
    await on.run(DELETE, [scheduleId]);
  }

  /** Makes the oldest schedule the default of a user without one. */
  async chooseDefaultOfUser(userId: number): Promise<void> {
    await this.prisma.run(CHOOSE_DEFAULT, [userId]);
  }

  /** Gives the user's event type these hours. False when the user has no such event type. */
  async linkEventTypeOfUser(userId: number, eventTypeId: number, scheduleId: number, on: Queryable): Promise<boolean> {
    return isPossibleId(eventTypeId) && (await on.run(LINK_EVENT_TYPE, [userId, eventTypeId, scheduleId])).length > 0;
  }
}

function isPossibleId(id: number): boolean {
  return Number.isInteger(id) && Math.abs(id) <= MAX_ID;
}
