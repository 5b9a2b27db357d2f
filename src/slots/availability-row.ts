import type { CalendarDate, StoredHours } from '../schedules/schedule.js';
import type { Range } from './ranges.js';
import type { CountedBooking, Reservation, SlotEventType } from './slot-query.js';

/** Somebody who can be booked, with the hours that are in use. */
export interface HostRow {
  id: number;
  name: string | null;
  username: string | null;
  email: string;
  timeZone: string;
  /** Whether the host selected calendars to be looked at. */
  hasCalendars: boolean;
  /** Null: the user has no schedule. */
  schedule: { timeZone: string | null; hours: Pick<StoredHours, 'days' | 'start' | 'end' | 'date'>[] } | null;
}

/** What people can be booked for, as far as it is stored. */
export type EventTypeSettings = Omit<
  SlotEventType,
  'timeZone' | 'isTeamEvent' | 'teamBookingLimits' | 'periodStartDate' | 'periodEndDate'
> & { timeZone: string | null; periodStartDate: CalendarDate | null; periodEndDate: CalendarDate | null };

/** An event type with its host; the settings are null where only the host was found. */
export interface EventTypeWithHost {
  settings: EventTypeSettings | null;
  host: HostRow;
}

/** A time for which somebody is out of office. */
export interface AwayRow {
  hostId: number;
  from: CalendarDate;
  to: CalendarDate;
  reason: string;
  toUser: { id: number; username: string | null; displayName: string | null } | null;
}

/** A booking of the event type in which people have seats. */
export interface SeatedRow extends CountedBooking {
  hostId: number;
  /** With the buffers that it was made with. */
  occupiedFrom: number;
  occupiedTo: number;
  seats: number;
}

/** What takes the time of hosts. */
export interface BusyRow {
  /** By all bookings but the seated ones and the one that is to be moved, their own buffers included. */
  taken: ({ hostId: number } & Range)[];
  seated: SeatedRow[];
  reservations: Reservation[];
  away: AwayRow[];
  counted: CountedBooking[];
  rescheduled: CountedBooking | null;
}

/** Which busy times to read. Spans are in epoch milliseconds. */
export interface BusyQuestion {
  hosts: Pick<HostRow, 'id' | 'email'>[];
  eventTypeId: number;
  /** Whether several people can sit in a booking of the event type. */
  hasSeats: boolean;
  /** Whether bookings of the event type that wait for confirmation take time. */
  holdsSlots: boolean;
  busy: Range;
  counted: Range | null;
  rescheduledUid: string | null;
  now: number;
}
