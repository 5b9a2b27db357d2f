import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { statement } from '../database/statement.js';
import type { DateHours, WeeklyHours } from '../schedules/schedule.js';
import type { Range } from '../slots/ranges.js';
import type { HostBooking } from '../slots/slot-query.js';

interface Row {
  /** Null: there is none. */
  schedule: { timeZone: string | null; hours: (WeeklyHours & { date: string | null })[] } | null;
  bookings: HostBooking[];
  away: { from: string; to: string }[];
}

/** When a host works and what takes the host's time. */
export interface HostCalendar extends Pick<Row, 'bookings' | 'away'> {
  schedule: { timeZone: string | null; weekly: WeeklyHours[]; overrides: DateHours[] } | null;
}

const millis = (column: string): string => `round(extract(epoch FROM ${column}) * 1000)::float8`;

// Both kinds of bookings have an index of their own: as organizer and as attendee.
const FIND = statement<Row>(
  'hostCalendar.find',
  `SELECT
     (SELECT json_build_object('timeZone', s.time_zone, 'hours', (
        SELECT coalesce(json_agg(json_build_object('days', a.days, 'start', a.start_time, 'end', a.end_time,
          'date', a.date) ORDER BY a.id), '[]') FROM availabilities a WHERE a.schedule_id = s.id))
      FROM schedules s WHERE s.id = coalesce($3::int, u.default_schedule_id,
        (SELECT min(id) FROM schedules o WHERE o.user_id = u.id))) AS schedule,
     (SELECT coalesce(json_agg(json_build_object('uid', b.uid, 'status', b.status, 'eventTypeId', b.event_type_id,
        'start', ${millis('b.start_time')}, 'end', ${millis('b.end_time')},
        'beforeEventBuffer', extract(epoch FROM b.start_time - b.occupied_from) / 60,
        'afterEventBuffer', extract(epoch FROM b.occupied_to - b.end_time) / 60,
        'seats', (SELECT count(*) FROM booking_seats s WHERE s.booking_id = b.id))), '[]')
      FROM bookings b WHERE b.id IN (
        SELECT id FROM bookings WHERE user_id = u.id AND status IN ('ACCEPTED', 'PENDING')
          AND occupied_from < $5 AND occupied_to > $4
        UNION SELECT x.id FROM attendees a JOIN bookings x ON x.id = a.booking_id WHERE a.email = $2
          AND x.status = 'ACCEPTED' AND x.occupied_from < $5 AND x.occupied_to > $4)) AS bookings,
     (SELECT coalesce(json_agg(json_build_object('from', o.start_date, 'to', o.end_date)), '[]')
      FROM out_of_office_entries o
      WHERE o.user_id = u.id AND o.start_date <= $5::date AND o.end_date >= $4::date) AS away
   FROM users u WHERE u.id = $1`,
);

@Injectable()
export class HostCalendarRepository {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * @param scheduleId of the event type; null: the default schedule of the host.
   * @param span what takes the host's time outside of it is left out.
   */
  async findOfHost(host: { id: number; email: string }, scheduleId: number | null, span: Range): Promise<HostCalendar> {
    const values = [host.id, host.email, scheduleId, new Date(span.start), new Date(span.end)];
    const [row] = await this.prisma.run(FIND, values);
    const { schedule, bookings, away } = row ?? { schedule: null, bookings: [], away: [] };
    return { bookings, away, schedule: schedule && { timeZone: schedule.timeZone, ...sorted(schedule.hours) } };
  }
}

function sorted(hours: NonNullable<Row['schedule']>['hours']): { weekly: WeeklyHours[]; overrides: DateHours[] } {
  return {
    weekly: hours.filter(({ date }) => date === null),
    overrides: hours.flatMap(({ date, start, end }) => (date === null ? [] : [{ date, start, end }])),
  };
}
