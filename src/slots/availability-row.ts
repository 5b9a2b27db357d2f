import type { CalendarDate, StoredHours } from '../schedules/schedule.js';
import type { Range } from './ranges.js';
import type { CountedBooking, HostBooking, Reservation, SlotEventType } from './slot-query.js';

/** Somebody who can be booked, with the hours that are in use. */
export interface HostRow {
  id: number;
  name: string | null;
  username: string | null;
  email: string;
  timeZone: string;
  /** Null: the user has no schedule. */
  schedule: { timeZone: string | null; hours: Pick<StoredHours, 'days' | 'start' | 'end' | 'date'>[] } | null;
}

/** What people can be booked for, as far as it is stored. */
export type EventTypeSettings = Omit<
  SlotEventType,
  'timeZone' | 'isTeamEvent' | 'teamBookingLimits' | 'periodStartDate' | 'periodEndDate'
> & { periodStartDate: CalendarDate | null; periodEndDate: CalendarDate | null };

/** An event type with its host; the settings are null where only the host was found. */
export interface EventTypeWithHost {
  settings: EventTypeSettings | null;
  host: HostRow;
}

/** A time for which somebody is out of office. */
export interface AwayRow {
  userId: number;
  from: CalendarDate;
  to: CalendarDate;
  reason: string;
  toUser: { id: number; username: string | null; displayName: string | null } | null;
}

/** What takes the time of hosts. */
export interface BusyRow {
  /** Once for each host that takes part. */
  bookings: (Omit<HostBooking, 'beforeEventBuffer' | 'afterEventBuffer'> & {
    hostId: number;
    occupiedFrom: number;
    occupiedTo: number;
  })[];
  reservations: Reservation[];
  away: AwayRow[];
  counted: CountedBooking[];
  rescheduled: CountedBooking | null;
}

/** Which busy times to read. Spans are in epoch milliseconds. */
export interface BusyQuestion {
  hosts: Pick<HostRow, 'id' | 'email'>[];
  eventTypeId: number;
  /** Whether the event type has seats, which then are counted. */
  hasSeats: boolean;
  busy: Range;
  counted: Range | null;
  rescheduledUid: string | null;
  now: number;
}
