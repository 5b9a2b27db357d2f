import { Injectable } from '@nestjs/common';
import type { EventTypeRow } from '../event-types/event-type-row.js';
import type { Range } from '../slots/ranges.js';
import { refusalOfTime } from '../slots/refusal-of-time.js';
import type { AvailabilityQuery, HostSchedule } from '../slots/slot-query.js';
import { spansToLoad } from '../slots/spans-to-load.js';
import type { BookingHost } from './booking.js';
import { inThePast, notAvailable, outOfBounds } from './booking-refusals.js';
import { type HostCalendar, HostCalendarRepository } from './host-calendar.repository.js';

/** Times that somebody wants of a host. */
export interface WantedTimes {
  eventType: EventTypeRow;
  host: BookingHost;
  /** In order. */
  times: Range[];
  /** The zone of the booker. */
  timeZone: string;
  /** A booking that takes no time: it is to be moved, or joined. */
  without: { uid: string; start: number; end: number } | null;
  now: number;
}

/** Hours of somebody without a schedule. */
const DEFAULT_HOURS = { weekly: [{ days: [1, 2, 3, 4, 5], start: '09:00:00', end: '17:00:00' }], overrides: [] };

/** Whether times can be booked. */
@Injectable()
export class BookingTimesService {
  constructor(private readonly calendars: HostCalendarRepository) {}

  /** @throws ApiError 400 for the first time that lies in the past, too near, too far, or when the host is not free. */
  async requireBookable(wanted: WantedTimes): Promise<void> {
    const { eventType, host, times, now } = wanted;
    const all = { start: (times[0] as Range).start, end: (times.at(-1) as Range).end };
    // Limits are decided where the booking is stored.
    const unlimited = { ...eventType, bookingLimits: null, durationLimits: null };
    const { busy } = spansToLoad(unlimited, all, now);
    const calendar = await this.calendars.findOfHost(host, eventType.scheduleId, busy);
    const query = queryOf(wanted, calendar);
    for (const time of times) {
      const refusal = refusalOfTime(query, time);
      if (refusal === 'PAST') throw inThePast();
      if (refusal === 'TOO_SOON' || refusal === 'OUTSIDE_WINDOW') throw outOfBounds();
      if (refusal) throw notAvailable();
    }
  }
}

function queryOf({ eventType, host, timeZone, without, now }: WantedTimes, calendar: HostCalendar): AvailabilityQuery {
  const schedule: HostSchedule = {
    ...(calendar.schedule ?? DEFAULT_HOURS),
    timeZone: calendar.schedule?.timeZone ?? host.timeZone,
    travels: [],
  };
  const { bookings, away } = calendar;
  return {
    now,
    eventType: {
      ...eventType,
      bookingLimits: null,
      durationLimits: null,
      timeZone: schedule.timeZone,
      isTeamEvent: false,
    },
    duration: null,
    timeZone,
    hosts: [
      {
        userId: host.id,
        isFixed: true,
        group: null,
        schedule,
        bookings,
        calendarBusy: [],
        away: away.map((dates) => ({ ...dates, details: {} })),
      },
    ],
    countedBookings: [],
    reservations: [],
    ownReservationUid: null,
    rescheduled: without,
  };
}
