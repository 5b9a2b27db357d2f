import type { EventTypeRow, StoredLimits } from '../event-types/event-type-row.js';
import type { CalendarDate, DateHours, WeeklyHours } from '../schedules/schedule.js';
import type { Range } from './ranges.js';

// What the availability is computed from. Everything is plain data: moments are epoch milliseconds, lengths are minutes,
// zones are IANA names in the spelling of the zone database.

/** The settings of an event type that decide about its slots. */
export type SlotEventType = Pick<
  EventTypeRow,
  | 'id'
  | 'length'
  | 'slotInterval'
  | 'offsetStart'
  | 'minimumBookingNotice'
  | 'beforeEventBuffer'
  | 'afterEventBuffer'
  | 'onlyFirstSlot'
  | 'showOptimizedSlots'
  | 'periodType'
  | 'periodDays'
  | 'periodCountCalendarDays'
  | 'periodStartDate'
  | 'periodEndDate'
  | 'bookingLimits'
  | 'durationLimits'
  | 'requiresConfirmation'
  | 'confirmationBlocksSlot'
  | 'seatsPerTimeSlot'
> & {
  /** In which limits and date ranges are meant: the event type's own zone, else its schedule's, else that of the first host. */
  timeZone: string;
  /** Whether it belongs to a team or to a dynamic group. Then hosts who are away are not free, instead of shown as away. */
  isTeamEvent: boolean;
  /** The team's limits of bookings, which hold for each host over all event types of the team. */
  teamBookingLimits?: StoredLimits | null;
};

/** Somebody who holds the event: the owner of a personal one, or a member of the team. */
export interface SlotHost {
  userId: number;
  /** Whether this host must be free. Of the others, one of each group must be. Owners and hosts of collective events are fixed. */
  isFixed: boolean;
  /** The round-robin group; null is a group of its own. */
  group: string | null;
  schedule: HostSchedule;
  /** Bookings of any event type at which the host is organizer or attendee, in any order and status. Which: `spansToLoad`. */
  bookings: HostBooking[];
  /** What the selected calendars say. Null: one could not be read, so the host has no time at all. */
  calendarBusy: Range[] | null;
  /** Out of office and public holidays. */
  away: AwayDates[];
  /** Needed with `teamBookingLimits`: the host's accepted bookings of all event types of the team. */
  teamBookings?: CountedBooking[];
}

/** The hours of a host: those of the schedule in use. */
export interface HostSchedule {
  /** The schedule's zone, else the event type's, else the user's. */
  timeZone: string;
  weekly: Pick<WeeklyHours, 'days' | 'start' | 'end'>[];
  overrides: DateHours[];
  /** Where the host is for a while; empty unless the schedule is the host's default one. The first that fits counts. */
  travels: Travel[];
}

/** On days whose midnight at home is in the span, both ends included, the hours are meant in this zone. */
export interface Travel {
  start: number;
  /** Null: for good. */
  end: number | null;
  timeZone: string;
}

export interface HostBooking extends Range {
  uid: string;
  /** ACCEPTED, PENDING, CANCELLED, REJECTED, AWAITING_HOST. */
  status: string;
  /** Null: the event type was deleted. */
  eventTypeId: number | null;
  /** Buffers of the booking's own event type. */
  beforeEventBuffer: number;
  afterEventBuffer: number;
  /** Seats that are taken in it. 0: not a seated booking. */
  seats: number;
}

/** A booking as limits count it. */
export interface CountedBooking extends Range {
  uid: string;
}

/** Whole dates in the host's zone, first and last included. */
export interface AwayDates {
  from: CalendarDate;
  to: CalendarDate;
  /** Shown with slots on these dates, as far as bookers may see it. */
  details: AwayDetails;
}

export interface AwayDetails {
  fromUser?: { id: number; displayName: string | null };
  toUser?: { id: number; username: string | null; displayName: string | null };
  reason?: string;
  emoji?: string;
  notes?: string;
  showNotePublicly?: boolean;
}

/** A time that somebody holds while filling in the form. */
export interface Reservation extends Range {
  uid: string;
  eventTypeId: number;
  /** Whether it holds a seat, instead of all the time. */
  isSeat: boolean;
  /** When it ends by itself. */
  until: number;
}

/** What is needed to say whether a time can be booked. */
export interface AvailabilityQuery {
  now: number;
  eventType: SlotEventType;
  /** The length that the booker chose, in minutes. Null: that of the event type. */
  duration: number | null;
  /** The booker's zone. Null: none was given; then dates are those of UTC. */
  timeZone: string | null;
  hosts: SlotHost[];
  /**
   * Accepted bookings of this event type, of all its hosts, which `bookingLimits` and `durationLimits` count. Which:
   * `spansToLoad`. May be empty without such limits.
   */
  countedBookings: CountedBooking[];
  /** Those of all hosts, of any event type. Expired ones do not matter. */
  reservations: Reservation[];
  /** The caller's own reservation, which hides nothing. */
  ownReservationUid: string | null;
  /** The booking that is to be moved and so takes no time. */
  rescheduled: CountedBooking | null;
}

/** What is needed to list slots. */
export interface SlotQuery extends AvailabilityQuery {
  /** The window that was asked for. The last second belongs to it: 23:59:59 is the end of the day. */
  start: number;
  end: number;
}

/** A time that can be booked. */
export interface Slot {
  start: number;
  /** Seats that are taken or reserved. Absent when there are none; all of them may be taken. */
  attendees?: number;
  /** The seated booking that a booker would join. */
  bookingUid?: string;
  /** Present when the host is away: the slot is shown by some, but cannot be booked. */
  away?: AwayDetails;
}

/** Slots in order under their dates, in order, in the booker's zone. Dates without slots are absent. */
export type SlotsByDate = Map<CalendarDate, Slot[]>;

/** Why a time cannot be booked. */
export type TimeRefusal =
  'PAST' | 'TOO_SOON' | 'OUTSIDE_WINDOW' | 'BOOKING_LIMIT_REACHED' | 'DURATION_LIMIT_REACHED' | 'UNAVAILABLE';
