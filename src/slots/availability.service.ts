import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import type { Queryable } from '../database/statement.js';
import type { EventTypeWithHost } from './availability-row.js';
import { AvailabilityRepository } from './availability.repository.js';
import { type Bookable, busyHost, groupEvent, personalEvent } from './bookable.js';
import { CalendarBusyTimes } from './calendar-busy-times.js';
import type { Range } from './ranges.js';
import { refusalOfTime } from './refusal-of-time.js';
import type { AvailabilityQuery, SlotEventType, TimeRefusal } from './slot-query.js';
import { type SpansToLoad, spansToLoad } from './spans-to-load.js';

/** What a question about availability says beside the time. */
export interface AvailabilityOptions {
  /** The booker's zone; without it dates are those of UTC. */
  timeZone?: string | null | undefined;
  /** Minutes, instead of the length of the event type. */
  duration?: number | null | undefined;
  /** The booking to be moved, which takes no time. An unknown one changes nothing. */
  rescheduledUid?: string | null | undefined;
  /** The caller's own reservation, which hides nothing. */
  ownReservationUid?: string | null | undefined;
  /** What the calendars of each host say, from `calendarBusyTimes`. Without it they are read. */
  calendars?: Map<number, Range[]>;
}

/** Whether a calendar that cannot be read counts as an empty one, and whether calendars are read at all. */
export interface CalendarOptions {
  ignoresFailures?: boolean | undefined;
  ignoresCalendars?: boolean | undefined;
}

/**
 * When people can be booked: loads what the pure functions of compute-slots.ts and refusal-of-time.ts need.
 *
 * For a question inside a transaction read the calendars before it begins.
 */
@Injectable()
export class AvailabilityService {
  constructor(
    private readonly repository: AvailabilityRepository,
    private readonly calendars: CalendarBusyTimes,
    private readonly clock: Clock,
  ) {}

  /** The event type with its host, hidden or not; null when there is none. */
  async find(eventTypeId: number, on?: Queryable): Promise<Bookable | null> {
    return bookable(await this.repository.find(eventTypeId, on));
  }

  /**
   * The event type of the user with that name.
   *
   * @returns undefined when there is no such user, null when the user has no such event type.
   */
  async findNamed(username: string, slug: string, alsoHidden: boolean): Promise<Bookable | null | undefined> {
    const found = await this.repository.findNamed(username, slug, alsoHidden);
    return found === null ? undefined : bookable(found);
  }

  /**
   * The event in which all of these people are booked at once.
   *
   * @throws ApiError 404 when one of them does not exist.
   */
  async getGroup(usernames: string[], on?: Queryable): Promise<Bookable> {
    const found = await this.repository.listHosts(usernames, on);
    const hosts = [...new Set(usernames)].map(
      (name) => found.find(({ username }) => username === name) ?? unknown(name),
    );
    return groupEvent(hosts);
  }

  /**
   * What the pure functions need to answer about times in `asked`, moments in epoch milliseconds.
   *
   * @throws ApiError 503 when a calendar cannot be read.
   */
  async load(
    { eventType, hosts }: Bookable,
    asked: Range,
    options: AvailabilityOptions = {},
    on?: Queryable,
  ): Promise<AvailabilityQuery> {
    const now = this.clock.now();
    const spans = spansOf(eventType, asked, now);
    const calendars = options.calendars ?? (await this.calendarBusyTimes({ eventType, hosts }, asked));
    const question = {
      eventTypeId: eventType.id,
      hasSeats: (eventType.seatsPerTimeSlot ?? 0) > 1,
      holdsSlots: eventType.requiresConfirmation && eventType.confirmationBlocksSlot,
    };
    const { rescheduledUid = null, ownReservationUid = null, duration = null, timeZone = null } = options;
    const busy = await this.repository.getBusy({ hosts, ...spans, ...question, rescheduledUid, now }, on);
    return {
      ...{ now, eventType, duration, timeZone, ownReservationUid },
      hosts: hosts.map((host) => busyHost(host, eventType.id, busy, calendars.get(host.id) ?? [])),
      countedBookings: busy.counted,
      reservations: busy.reservations,
      rescheduled: busy.rescheduled,
    };
  }

  /** Why the time cannot be booked; null when it can. Reservations do not count. */
  async refusalOfTime(
    bookable: Bookable,
    time: Range,
    options: AvailabilityOptions = {},
    on?: Queryable,
  ): Promise<TimeRefusal | null> {
    return refusalOfTime(await this.load(bookable, time, options, on), time);
  }

  // improve: slots.dead-calendar — the original shows no time at all; who books would believe that the host has none.
  /**
   * What the calendars of the hosts say about all times that matter for a question about `asked`.
   *
   * @throws ApiError 503 when one cannot be read.
   */
  async calendarBusyTimes(
    { eventType, hosts }: Bookable,
    asked: Range,
    { ignoresFailures = false, ignoresCalendars = false }: CalendarOptions = {},
  ): Promise<Map<number, Range[]>> {
    const userIds = hosts.filter(({ hasCalendars }) => hasCalendars).map(({ id }) => id);
    if (ignoresCalendars || userIds.length === 0) return new Map();
    const { busy } = spansOf(eventType, asked, this.clock.now());
    const found = await this.calendars.of(userIds, busy.start, busy.end);
    const entries = [...found].map(([userId, ranges]): [number, Range[]] => {
      if (ranges === null && !ignoresFailures) throw unreadable();
      return [userId, ranges ?? []];
    });
    return new Map(entries);
  }
}

/** What is over is not loaded: of a time in the past that leaves nothing. */
function spansOf(eventType: SlotEventType, asked: Range, now: number): SpansToLoad {
  const { busy, counted } = spansToLoad(eventType, asked, now);
  return { busy: { start: busy.start, end: Math.max(busy.start, busy.end) }, counted };
}

function bookable(found: EventTypeWithHost | null): Bookable | null {
  return found?.settings ? personalEvent(found.settings, found.host) : null;
}

function unknown(username: string): never {
  throw ApiError.notFound(`User with username ${username} not found`);
}

function unreadable(): ApiError {
  const message =
    'A calendar of the host cannot be read at the moment, so nobody knows when the host has time. Try again.';
  return new ApiError(503, { code: 'CALENDAR_UNAVAILABLE', message }, { 'Retry-After': '30' });
}
