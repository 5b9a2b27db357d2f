import type { CalendarDate, StoredHours } from '../schedules/schedule.js';
import type { AwayRow, BusyRow, EventTypeSettings, HostRow, SeatedRow } from './availability-row.js';
import type { Range } from './ranges.js';
import type { AwayDates, HostBooking, HostSchedule, SlotEventType, SlotHost } from './slot-query.js';

const MINUTE = 60_000;

/** An event type with those who hold it: all that is stored about when it can be booked, but for what is busy. */
export interface Bookable {
  eventType: SlotEventType;
  hosts: HostRow[];
}

/** The lengths of the group event, minutes; the first is what nobody chose. */
const GROUP_LENGTH = 30;
const GROUP_NOTICE = 120;

/** In which several people are booked at once. It is stored nowhere. */
const GROUP_EVENT: Omit<SlotEventType, 'timeZone'> = {
  ...{ id: 0, length: GROUP_LENGTH, minimumBookingNotice: GROUP_NOTICE, isTeamEvent: true },
  ...{ slotInterval: null, offsetStart: 0, beforeEventBuffer: 0, afterEventBuffer: 0 },
  ...{ onlyFirstSlot: false, showOptimizedSlots: false, seatsPerTimeSlot: null },
  ...{ periodType: 'UNLIMITED', periodDays: null, periodCountCalendarDays: null },
  ...{ periodStartDate: null, periodEndDate: null, bookingLimits: null, durationLimits: null },
  ...{ requiresConfirmation: false, confirmationBlocksSlot: false },
};

export function personalEvent(settings: EventTypeSettings, host: HostRow): Bookable {
  const period = { periodStartDate: dateOf(settings.periodStartDate), periodEndDate: dateOf(settings.periodEndDate) };
  return heldBy({ ...settings, ...period }, host);
}

/** What is stored about an event type of one person. `timeZone`: its own; null when the schedule's counts. */
type PersonalEvent = Omit<SlotEventType, 'timeZone' | 'isTeamEvent'> & { timeZone: string | null };

/** An event type of one person. The zone of the hours is that of the schedule, and where it has none, that of the event. */
export function heldBy({ timeZone: own, ...eventType }: PersonalEvent, person: HostRow): Bookable {
  const host = { ...person, timeZone: own ?? person.timeZone };
  return { eventType: { ...eventType, timeZone: own ?? zoneOf(host), isTeamEvent: false }, hosts: [host] };
}

/** @param hosts at least one. */
export function groupEvent(hosts: HostRow[]): Bookable {
  return { eventType: { ...GROUP_EVENT, timeZone: zoneOf(hosts[0] as HostRow) }, hosts };
}

/** A host with what takes the host's time. @param calendarBusy what the calendars say. */
export function busyHost(host: HostRow, eventTypeId: number, busy: BusyRow, calendarBusy: Range[]): SlotHost {
  const isOfHost = ({ hostId }: { hostId: number }): boolean => hostId === host.id;
  return {
    userId: host.id,
    isFixed: true,
    group: null,
    schedule: scheduleOf(host),
    bookings: [
      ...busy.taken.filter(isOfHost).map(asBooking),
      ...busy.seated.filter(isOfHost).map((booking) => seatedBooking(booking, eventTypeId)),
    ],
    calendarBusy,
    away: busy.away.filter(isOfHost).map((entry) => awayDates(entry, host)),
  };
}

/** Taken time as a booking without anything special. */
function asBooking({ start, end }: Range): HostBooking {
  const plain = { uid: '', status: 'ACCEPTED', eventTypeId: null, beforeEventBuffer: 0, afterEventBuffer: 0, seats: 0 };
  return { start, end, ...plain };
}

function seatedBooking(
  { uid, start, end, occupiedFrom, occupiedTo, seats }: SeatedRow,
  eventTypeId: number,
): HostBooking {
  const buffers = { beforeEventBuffer: (start - occupiedFrom) / MINUTE, afterEventBuffer: (occupiedTo - end) / MINUTE };
  return { uid, start, end, status: 'ACCEPTED', eventTypeId, seats, ...buffers };
}

/** A date as the rows of Prisma have it: its midnight in UTC. */
const dateOf = (date: CalendarDate | null): Date | null => (date === null ? null : new Date(date));

const zoneOf = ({ schedule, timeZone }: HostRow): string => schedule?.timeZone ?? timeZone;

/** Who has no schedule works from Monday to Friday, nine to five. */
const OFFICE_HOURS = [{ days: [1, 2, 3, 4, 5], start: '09:00:00', end: '17:00:00' }];

function scheduleOf(host: HostRow): HostSchedule {
  const hours: Pick<StoredHours, 'days' | 'start' | 'end' | 'date'>[] =
    host.schedule?.hours ?? OFFICE_HOURS.map((office) => ({ ...office, date: null }));
  return {
    timeZone: zoneOf(host),
    weekly: hours.filter(({ date }) => date === null),
    overrides: hours.flatMap(({ date, start, end }) => (date === null ? [] : [{ date, start, end }])),
    travels: [],
  };
}

/** How reasons are named to bookers, with a picture. */
const REASONS: Record<string, [name: string, emoji: string]> = {
  unspecified: ['ooo_reasons_unspecified', '🕒'],
  vacation: ['ooo_reasons_vacation', '🏝️'],
  travel: ['ooo_reasons_travel', '✈️'],
  sick: ['ooo_reasons_sick_leave', '🤒'],
  public_holiday: ['ooo_reasons_public_holiday', '📆'],
};

/** Notes are not for bookers. */
function awayDates({ from, to, reason, toUser }: AwayRow, { id, name }: HostRow): AwayDates {
  const [text, emoji] = REASONS[reason] ?? [reason, ''];
  const details = { fromUser: { id, displayName: name }, reason: text, emoji, showNotePublicly: false };
  return { from, to, details: toUser ? { ...details, toUser } : details };
}
