import type { Slot, SlotHost, SlotQuery } from '../../src/slots/slot-query.js';
import { offsetAt } from './slow-offsets.js';

// The availability once more, written from the rules alone: minute by minute, with `Intl` for every question about clocks
// and loops over everything. Bookings, hours and reservations must begin and end with whole minutes.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Span {
  start: number;
  end: number;
}

/** A span whose first moment may lie within its first minute. */
interface Run extends Span {
  opens: number;
}

export function slowSlots(query: SlotQuery): Record<string, Slot[]> {
  const zone = query.timeZone ?? 'UTC';
  const lastDate = lastBookableDate(query);
  const result: Record<string, Slot[]> = {};
  for (const slot of slotsBetween(query.start, query.end, query)) {
    const date = dateAt(slot.start, zone);
    if (query.timeZone && (date < dateAt(query.start, zone) || date > dateAt(query.end, zone))) continue;
    if (date > lastDate || !isInDateRange(slot.start, query)) continue;
    (result[date] ??= []).push(slot);
  }
  if (!query.eventType.onlyFirstSlot) return result;
  return Object.fromEntries(
    Object.entries(result).map(([date, slots]) => [date, [slots.find(({ away }) => !away) ?? (slots[0] as Slot)]]),
  );
}

// ---- clocks and calendars

const wallAt = (instant: number, zone: string): number => instant + offsetAt(instant, zone);
const dateAt = (instant: number, zone: string): string => dateOfDay(Math.floor(wallAt(instant, zone) / DAY));
const addDays = (date: string, days: number): string => dateOfDay(Date.parse(date) / DAY + days);
const weekday = (date: string): number => new Date(date).getUTCDay();
const isWeekend = (date: string): boolean => ['Sat', 'Sun'].includes(new Date(date).toUTCString().slice(0, 3));
const floorMinute = (instant: number): number => Math.floor(instant / MINUTE) * MINUTE;
const sharesTime = (a: Span, b: Span): boolean => Math.max(a.start, b.start) < Math.min(a.end, b.end);

const DATES = new Map<number, string>();

function dateOfDay(day: number): string {
  let date = DATES.get(day);
  if (!date) DATES.set(day, (date = new Date(day * DAY).toISOString().slice(0, 10)));
  return date;
}

function firstMinuteOf(date: string, zone: string): number {
  for (let minute = Date.parse(date) - 15 * HOUR; ; minute += MINUTE) {
    if (dateAt(minute, zone) >= date) return minute;
  }
}

// ---- the booking window

function lastBookableDate(query: SlotQuery): string {
  const { periodType, periodDays, periodCountCalendarDays: countsAll } = query.eventType;
  const zone = query.timeZone ?? 'UTC';
  const today = dateAt(query.now, zone);
  let [date, left] = [today, periodDays as number];
  if (periodType === 'ROLLING') {
    while (left > 0) {
      date = addDays(date, 1);
      if (countsAll || !isWeekend(date)) left--;
    }
    return date;
  }
  if (periodType === 'ROLLING_WINDOW') {
    const few = datesWithSlots(today, 12, query);
    // Looking at all 61 days minute by minute takes its time, and the first of them often are enough.
    const areEnough = few.filter((one) => countsAll || !isWeekend(one)).length >= left;
    const dates = areEnough ? few : datesWithSlots(today, 61, query);
    let last = addDays(today, 60);
    for (let walked = 0; walked < 61 && left > 0; walked++, date = addDays(date, 1)) {
      if (!dates.includes(date) || (!countsAll && isWeekend(date))) continue;
      last = date;
      left--;
    }
    return last;
  }
  return '9999-12-31';
}

function datesWithSlots(today: string, days: number, query: SlotQuery): string[] {
  const zone = query.timeZone ?? 'UTC';
  const end = firstMinuteOf(addDays(today, days + 1), zone);
  const slots = slotsBetween(firstMinuteOf(today, zone), end, query).filter(({ away }) => !away);
  const dates = new Set(slots.map(({ start }) => dateAt(start, zone)));
  return [...dates].filter((date) => date < addDays(today, days));
}

function isInDateRange(start: number, { eventType }: SlotQuery): boolean {
  if (eventType.periodType !== 'RANGE') return true;
  const date = dateAt(start, eventType.timeZone);
  const [first, last] = [eventType.periodStartDate, eventType.periodEndDate].map((day) =>
    day?.toISOString().slice(0, 10),
  );
  return date >= (first as string) && date <= (last as string);
}

// ---- slots

function slotsBetween(start: number, end: number, query: SlotQuery): Slot[] {
  const { eventType, now, hosts } = query;
  const opens = Math.max(start, now + Math.max(eventType.minimumBookingNotice, 1) * MINUTE);
  if (opens > end) return [];
  const length = (query.duration ?? eventType.length) * MINUTE;
  const showsAway = hosts.length === 1 && !eventType.isTeamEvent;
  const runs = hosts.map((host) => freeRuns(host, opens, end, showsAway, query));
  const starts = gridStarts(sharedRuns(hosts, runs), query);
  return starts
    .filter((at) => hosts.length > 0 && !collides({ start: at, end: at + length }, runs, query))
    .flatMap((at) => slotAt({ start: at, end: at + length }, query))
    .map((slot) => (showsAway ? withAway(slot, length, hosts[0] as SlotHost) : slot));
}

/** All minutes in which a host has time, as runs. */
function freeRuns(host: SlotHost, opens: number, end: number, showsAway: boolean, query: SlotQuery): Run[] {
  const runs: Run[] = [];
  const opennessAt = openHours(host, opens, end);
  const isClosed = closedDates(host, query);
  const busy = busySpans(host, query);
  // Only overrides open minutes outside the window.
  const margin = host.schedule.overrides.length > 0 ? 3 * DAY : MINUTE;
  for (let minute = floorMinute(opens) - margin; minute < end + margin; minute += MINUTE) {
    const open = opennessAt(minute);
    if (open === null || isClosed(minute)) continue;
    if (busy.some((span) => sharesTime(span, { start: minute, end: minute + MINUTE }))) continue;
    if (!showsAway && isAway(minute, host)) continue;
    const last = runs.at(-1);
    if (last?.end === minute && open === minute) last.end += MINUTE;
    else runs.push({ start: minute, end: minute + MINUTE, opens: open });
  }
  return runs;
}

/** Tells from when on a minute is open: its beginning, or the beginning of the window within it. Null: it is closed. */
function openHours({ schedule }: SlotHost, opens: number, end: number): (minute: number) => number | null {
  const { timeZone, weekly, overrides, travels } = schedule;
  const [firstDate, lastDate] = [addDays(dateAt(opens, 'UTC'), -1), addDays(dateAt(end, 'UTC'), 1)];
  const zoneOf = remembered((date: string) => {
    if (travels.length === 0) return timeZone;
    const midnight = firstMinuteOf(date, timeZone);
    return travels.find((span) => midnight >= span.start && midnight <= (span.end ?? Infinity))?.timeZone ?? timeZone;
  });
  const hoursOf = remembered((date: string) => {
    const ofDate = overrides.filter((override) => override.date === date);
    const isOverridden = ofDate.length > 0;
    if (isOverridden && (date < firstDate || date > lastDate)) return { isOverridden, hours: [] };
    const ofWeekday = weekly.filter(({ days }) => days.includes(weekday(date)));
    return { isOverridden, hours: (isOverridden ? ofDate : ofWeekday).map(inMinutes) };
  });
  const zones = new Set([timeZone, ...travels.map((travel) => travel.timeZone)]);
  return (minute) => {
    for (const zone of zones) {
      const wall = wallAt(minute, zone);
      const date = dateOfDay(Math.floor(wall / DAY));
      if (zoneOf(date) !== zone) continue;
      const time = Math.floor((wall % DAY) / MINUTE);
      const { isOverridden, hours } = hoursOf(date);
      if (!hours.some(({ start, end: until }) => time >= start && time < until)) continue;
      if (isOverridden) return minute;
      if (minute + MINUTE > opens && minute + MINUTE <= end + SECOND) return Math.max(minute, opens);
    }
    return null;
  };
}

function inMinutes({ start, end }: { start: string; end: string }): Span {
  return { start: minutesOf(start), end: end.startsWith('23:59') ? 24 * 60 : minutesOf(end) };
}

function remembered<Value>(find: (date: string) => Value): (date: string) => Value {
  const known = new Map<string, Value>();
  return (date) => {
    const value = known.has(date) ? (known.get(date) as Value) : find(date);
    known.set(date, value);
    return value;
  };
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

function busySpans(host: SlotHost, query: SlotQuery): Span[] {
  const { eventType, rescheduled } = query;
  if (host.calendarBusy === null) return [{ start: -Infinity, end: Infinity }];
  const spans: Span[] = [];
  for (const entry of host.calendarBusy) {
    if (entry.start === rescheduled?.start && entry.end === rescheduled.end) continue;
    spans.push({
      start: entry.start - eventType.afterEventBuffer * MINUTE,
      end: entry.end + eventType.beforeEventBuffer * MINUTE,
    });
  }
  for (const booking of host.bookings.filter((one) => takesTime(one, query))) {
    const start = booking.start - (booking.beforeEventBuffer + eventType.afterEventBuffer) * MINUTE;
    const end = booking.end + (booking.afterEventBuffer + eventType.beforeEventBuffer) * MINUTE;
    if (!canBeJoined(booking, query)) spans.push({ start, end });
    else spans.push({ start, end: booking.start }, { start: booking.end, end });
  }
  return spans;
}

type Booking = SlotHost['bookings'][number];

function takesTime(booking: Booking, query: SlotQuery): boolean {
  return booking.uid !== query.rescheduled?.uid && isConfirmed(booking, query);
}

function isConfirmed({ status, eventTypeId }: Booking, { eventType }: SlotQuery): boolean {
  const waits = eventType.requiresConfirmation && eventType.confirmationBlocksSlot && eventTypeId === eventType.id;
  return status === 'ACCEPTED' || (status === 'PENDING' && waits);
}

function canBeJoined({ seats, eventTypeId }: Booking, { eventType }: SlotQuery): boolean {
  return seats > 0 && eventTypeId === eventType.id && Number(eventType.seatsPerTimeSlot) > 1;
}

function isAway(instant: number, host: SlotHost): boolean {
  const date = dateAt(instant, host.schedule.timeZone);
  return host.away.some(({ from, to }) => date >= from && date <= to);
}

/** Tells whether a limit is reached in a period that the minute belongs to. */
function closedDates(host: SlotHost, query: SlotQuery): (minute: number) => boolean {
  const { eventType, duration, rescheduled } = query;
  const counted = query.countedBookings.filter(({ uid }) => uid !== rescheduled?.uid);
  const ofTeam = (host.teamBookings ?? []).filter(({ uid }) => uid !== rescheduled?.uid);
  const length = duration ?? eventType.length;
  const isClosed = remembered((date: string): boolean =>
    Object.entries(PERIODS).some(([period, nameOf]) => {
      const inPeriod = (booking: Span): boolean => nameOf(dateAt(booking.start, eventType.timeZone)) === nameOf(date);
      const [most, mostOfTeam, mostMinutes] = [
        eventType.bookingLimits,
        eventType.teamBookingLimits,
        eventType.durationLimits,
      ].map((limits) => limits?.[period as 'PER_DAY'] ?? Infinity) as [number, number, number];
      const minutes = counted.filter(inPeriod).reduce((sum, { start, end }) => sum + (end - start) / MINUTE, 0);
      return (
        counted.filter(inPeriod).length >= most ||
        ofTeam.filter(inPeriod).length >= mostOfTeam ||
        minutes + length > mostMinutes
      );
    }),
  );
  return (minute) => isClosed(dateAt(minute, eventType.timeZone));
}

/** What a period that a date belongs to is called. */
const PERIODS: Record<string, (date: string) => string> = {
  PER_DAY: (date) => date,
  PER_WEEK: (date) => addDays(date, -weekday(date)),
  PER_MONTH: (date) => date.slice(0, 7),
  PER_YEAR: (date) => date.slice(0, 4),
};

// ---- several hosts

/** Each combination of runs: one of each fixed host and one of somebody of each group. */
function sharedRuns(hosts: SlotHost[], runs: Run[][]): Run[] {
  const parties = partiesOf(hosts).map((members) => members.flatMap((index) => runs[index] as Run[]));
  if (parties.length === 0) return [];
  const shared = parties.reduce((before, party) =>
    before.flatMap((a) =>
      party
        .filter((b) => sharesTime(a, b))
        .map((b) => ({
          start: Math.max(a.start, b.start),
          end: Math.min(a.end, b.end),
          opens: Math.max(a.opens, b.opens),
        })),
    ),
  );
  const unique = shared.filter(
    (run, index) => shared.findIndex(({ opens, end }) => opens === run.opens && end === run.end) === index,
  );
  return unique
    .filter((run) => !unique.some((other) => other !== run && other.opens <= run.opens && other.end >= run.end))
    .sort((a, b) => a.opens - b.opens);
}

/** The places of those of whom one must be free, for each fixed host and each group. */
function partiesOf(hosts: SlotHost[]): number[][] {
  const fixed = hosts.flatMap((host, index) => (host.isFixed ? [[index]] : []));
  const groups = [...new Set(hosts.filter(({ isFixed }) => !isFixed).map(({ group }) => group))];
  return [
    ...fixed,
    ...groups.map((group) => hosts.flatMap((host, index) => (!host.isFixed && host.group === group ? [index] : []))),
  ];
}

// ---- the grid

function gridStarts(runs: Run[], { eventType, duration, timeZone, now }: SlotQuery): number[] {
  const length = duration ?? eventType.length;
  const frequency = eventType.slotInterval ?? length;
  const interval = [60, 30, 20, 15, 10, 5].find((minutes) => frequency % minutes === 0) ?? 1;
  const step = (frequency + eventType.offsetStart) * MINUTE;
  const starts: number[] = [];
  for (const run of runs) {
    const first = Math.max(run.opens, now + eventType.minimumBookingNotice * MINUTE);
    let start = floorMinute(first);
    const clockMinute = new Date(wallAt(start, timeZone ?? 'UTC')).getUTCMinutes();
    const until = (minutes: number): number => minutes - (clockMinute % minutes);
    const room = Math.floor((run.end - start) / MINUTE) % interval;
    if (clockMinute % interval > 0) {
      if (!eventType.showOptimizedSlots || room >= until(interval)) start += until(interval) * MINUTE;
      else if (room >= until(15)) start += until(15) * MINUTE;
      else if (room >= until(5)) start += until(5) * MINUTE;
    }
    start += eventType.offsetStart * MINUTE;
    const previous = Math.max(...starts.filter((other) => other < start));
    if (previous + step > start) start = previous >= run.opens ? previous : previous + step;
    for (; start + length * MINUTE <= run.end; start += step) {
      if (start >= first && !starts.includes(start)) starts.push(start);
    }
  }
  return starts.sort((a, b) => a - b);
}

// ---- seats, reservations, away

/** Whether a slot overlaps a seated booking, without being the same time, of hosts who are needed for it. */
function collides(slot: Span, runs: Run[][], query: SlotQuery): boolean {
  const isFree = (index: number): boolean => {
    const bookings = (query.hosts[index] as SlotHost).bookings.filter(
      (booking) => takesTime(booking, query) && canBeJoined(booking, query) && sharesTime(booking, slot),
    );
    return (
      (runs[index] as Run[]).some((run) => run.opens <= slot.start && run.end >= slot.end) &&
      bookings.every(({ start, end }) => start === slot.start && end === slot.end)
    );
  };
  return !partiesOf(query.hosts).every((members) => members.some(isFree));
}

/** The slot, or nothing when somebody else holds it. */
function slotAt({ start, end }: Span, query: SlotQuery): Slot[] {
  const { eventType, hosts, now } = query;
  const held = query.reservations.filter(({ uid, until }) => uid !== query.ownReservationUid && until > now);
  const slot: Slot = { start };
  if (eventType.seatsPerTimeSlot) {
    const [booking] = hosts
      .flatMap(({ bookings }) => bookings)
      .filter((one) => isConfirmed(one, query) && canBeJoined(one, query) && one.start === start && one.end === end)
      .sort((a, b) => a.seats - b.seats);
    const reserved = held.filter((one) => one.isSeat && one.eventTypeId === eventType.id && one.start === start).length;
    const attendees = (booking?.seats ?? 0) + reserved;
    if (booking) slot.bookingUid = booking.uid;
    if (attendees > 0) slot.attendees = attendees;
  }
  const isHeld = held.some((one) => !one.isSeat && sharesTime(one, { start, end }));
  return isHeld && slot.attendees === undefined ? [] : [slot];
}

function withAway(slot: Slot, length: number, host: SlotHost): Slot {
  const zone = host.schedule.timeZone;
  const entry = host.away.find(({ from, to }) => {
    for (let minute = slot.start; minute < slot.start + length; minute += MINUTE) {
      if (dateAt(minute, zone) >= from && dateAt(minute, zone) <= to) return true;
    }
    return false;
  });
  return entry ? { ...slot, away: entry.details } : slot;
}
