import type { StoredLimits } from '../../src/event-types/event-type-row.js';
import type {
  CountedBooking,
  HostBooking,
  HostSchedule,
  Reservation,
  SlotEventType,
  SlotHost,
  SlotQuery,
} from '../../src/slots/slot-query.js';

/** The id of the event type of `aSlotEventType`. */
export const THIS_EVENT_TYPE = 1;
export const OTHER_EVENT_TYPE = 2;

export const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
export const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];

export const at = (iso: string): number => {
  const instant = Date.parse(iso);
  if (Number.isNaN(instant)) throw new Error(`not a time: ${iso}`);
  return instant;
};

/** An hour long, without buffers, limits, notice and window. */
export function aSlotEventType(settings: Partial<SlotEventType> = {}): SlotEventType {
  return {
    id: THIS_EVENT_TYPE,
    length: 60,
    slotInterval: null,
    offsetStart: 0,
    minimumBookingNotice: 0,
    beforeEventBuffer: 0,
    afterEventBuffer: 0,
    onlyFirstSlot: false,
    showOptimizedSlots: false,
    periodType: 'UNLIMITED',
    periodDays: null,
    periodCountCalendarDays: null,
    periodStartDate: null,
    periodEndDate: null,
    bookingLimits: null as StoredLimits | null,
    durationLimits: null,
    requiresConfirmation: false,
    confirmationBlocksSlot: false,
    seatsPerTimeSlot: null,
    timeZone: 'UTC',
    isTeamEvent: false,
    ...settings,
  };
}

/** `09:00-17:00` on the given days. */
export function hours(range: string, days: number[] = EVERY_DAY): HostSchedule['weekly'][number] {
  const [start, end] = range.split('-') as [string, string];
  return { days, start: `${start}:00`, end: `${end}:00` };
}

/** `2030-01-07 09:00-17:00` */
export function override(text: string): HostSchedule['overrides'][number] {
  const [date, range] = text.split(' ') as [string, string];
  const { start, end } = hours(range);
  return { date, start, end };
}

/** In UTC, with the given hours every day. */
export function aSchedule(range: string, settings: Partial<HostSchedule> = {}): HostSchedule {
  return { timeZone: 'UTC', weekly: [hours(range)], overrides: [], travels: [], ...settings };
}

/** Fixed and free in all of the schedule. */
export function aSlotHost(schedule: HostSchedule, settings: Partial<SlotHost> = {}): SlotHost {
  return { userId: 1, isFixed: true, group: null, schedule, bookings: [], calendarBusy: [], away: [], ...settings };
}

let numberOfBookings = 0;

/** Accepted, of this event type, without seats and buffers. */
export function aHostBooking(start: string, end: string, settings: Partial<HostBooking> = {}): HostBooking {
  return {
    uid: `booking-${++numberOfBookings}`,
    start: at(start),
    end: at(end),
    status: 'ACCEPTED',
    eventTypeId: THIS_EVENT_TYPE,
    beforeEventBuffer: 0,
    afterEventBuffer: 0,
    seats: 0,
    ...settings,
  };
}

export function aCountedBooking(start: string, minutes = 60, uid = `counted-${start}`): CountedBooking {
  return { uid, start: at(start), end: at(start) + minutes * 60_000 };
}

/** Of the whole time, in another event type, for long. */
export function aReservation(start: string, end: string, settings: Partial<Reservation> = {}): Reservation {
  return {
    uid: 'reservation-1',
    start: at(start),
    end: at(end),
    eventTypeId: OTHER_EVENT_TYPE,
    isSeat: false,
    until: Infinity,
    ...settings,
  };
}

/** For Monday 2030-01-07 in UTC, asked at the beginning of that year. */
export function aSlotQuery(hosts: SlotHost[], settings: Partial<SlotQuery> = {}): SlotQuery {
  return {
    now: at('2030-01-01T00:00Z'),
    start: at('2030-01-07T00:00Z'),
    end: at('2030-01-07T23:59:59Z'),
    eventType: aSlotEventType(),
    duration: null,
    timeZone: null,
    hosts,
    countedBookings: [],
    reservations: [],
    ownReservationUid: null,
    rescheduled: null,
    ...settings,
  };
}
