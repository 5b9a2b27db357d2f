import type { CalendarDate } from '../schedules/schedule.js';
import { type BookingWindow, bookingWindow, earliestStart, isInWindow, walkedDays } from './booking-window.js';
import { awayTimes } from './busy-times.js';
import { dateOf } from './calendar-days.js';
import { areEnough, combineHosts } from './combine-hosts.js';
import { type HostTime, hostTimes, isFreeAt } from './host-times.js';
import { join, overlap, overlapsAny, type Range } from './ranges.js';
import { othersReservations, takenSeats } from './seats.js';
import type { AvailabilityQuery, AwayDetails, Slot, SlotQuery, SlotsByDate } from './slot-query.js';
import { paceOf, slotStarts } from './slot-starts.js';
import { startOfDay } from './working-ranges.js';
import { clockOf, DAY, MINUTE } from './zone-offsets.js';

/** The last second that a window names belongs to it. */
const SECOND = 1000;

/** The times that can be booked, by the date that the booker's calendar shows. */
export function computeSlots(query: SlotQuery): SlotsByDate {
  const clock = clockOf(query.timeZone ?? 'UTC');
  const window = { start: query.start, end: query.end + SECOND };
  const slots = slotsIn(window, query);
  if (slots.length === 0) return new Map();
  const bookable = bookingWindowOf(query);
  const isAsked = askedDays(query);
  const byDate: SlotsByDate = new Map();
  let [day, ofDay]: [number, Slot[]] = [NaN, []];
  for (const slot of slots) {
    const itsDay = clock.dayAt(slot.start);
    if (!isAsked(itsDay) || !isInWindow(slot.start, bookable)) continue;
    if (itsDay !== day) [day, ofDay] = [itsDay, slotsOf(dateOf(itsDay), byDate)];
    ofDay.push(slot);
  }
  return query.eventType.onlyFirstSlot ? onlyFirst(byDate) : byDate;
}

/** Whether `computeSlots` offers the time, which begins where the list would have it begin. */
export function isOffered(query: SlotQuery, start: number): boolean {
  const slots = computeSlots(query).get(dateOf(clockOf(query.timeZone ?? 'UTC').dayAt(start)));
  return slots?.some((slot) => slot.start === start && !slot.away) ?? false;
}

/** The dates for which the event type can be booked now. */
export function bookingWindowOf(query: AvailabilityQuery): BookingWindow {
  let days: Set<number> | undefined;
  return bookingWindow(query, (day) => (days ??= daysWithSlots(query)).has(day));
}

/** All slots whose time is in a window, whatever the event type's own window is. */
function slotsIn(window: Range, query: AvailabilityQuery): Slot[] {
  const from = Math.max(window.start, query.now + Math.max(query.eventType.minimumBookingNotice, 1) * MINUTE);
  if (from >= window.end) return [];
  const showsAway = !query.eventType.isTeamEvent && query.hosts.length === 1;
  const times = hostTimes(query, { start: from, end: window.end }, !showsAway);
  const pace = paceOf(query);
  const starts = slotStarts(combineHosts(times), earliestStart(query), pace);
  const slots = withSeats(withoutCollisions(starts, times, pace.length), query, pace.length);
  return showsAway ? slots.map(awayMarker(query, pace.length)) : slots;
}

/** Leaves out what would overlap a seated booking without being the same slot, so that somebody had two events at once. */
function withoutCollisions(starts: number[], times: HostTime[], length: number): number[] {
  // improve: slots.seats-overlap — the original offers slots that overlap a seated booking of the event type.
  const joinable = join(times.flatMap((time) => time.joinable));
  if (joinable.length === 0) return starts;
  const hosts = times.map(({ host }) => host);
  return starts.filter((start) => {
    const slot = { start, end: start + length };
    if (!overlapsAny(joinable, slot)) return true;
    const free = times.filter((time) => isFreeAt(time, slot)).map(({ host }) => host);
    return areEnough(free, hosts);
  });
}

/** Adds who sits in a slot, and leaves out slots that somebody else holds, unless people sit in them already. */
function withSeats(starts: number[], query: AvailabilityQuery, length: number): Slot[] {
  const held = join(othersReservations(query).filter(({ isSeat }) => !isSeat));
  const taken = takenSeats(query, length);
  return starts.flatMap((start) => {
    const seats = taken.get(start);
    if (seats) return [{ start, ...seats }];
    return overlapsAny(held, { start, end: start + length }) ? [] : [{ start }];
  });
}

/** Adds to slots of the only host that this host is away, also when only the end of the slot lies on such a date. */
function awayMarker({ hosts }: AvailabilityQuery, length: number): (slot: Slot) => Slot {
  const away: (Range & { details: AwayDetails })[] = hosts.flatMap((host) =>
    host.away.flatMap((dates) =>
      awayTimes({ ...host, away: [dates] }).map((range) => ({ ...range, details: dates.details })),
    ),
  );
  return (slot) => {
    const found = away.find((range) => overlap(range, { start: slot.start, end: slot.start + length }));
    return found ? { ...slot, away: found.details } : slot;
  };
}

/** The days, of those that a ROLLING_WINDOW may ask for, that have something to book. */
function daysWithSlots(query: AvailabilityQuery): Set<number> {
  // improve: slots.rolling-window — counted from today on, whatever the time is that was asked for.
  const clock = clockOf(query.timeZone ?? 'UTC');
  const { start, end } = walkedDays(clock.dayAt(query.now));
  // One day more, for slots that run past the last midnight.
  const slots = slotsIn({ start: startOfDay(start, clock), end: startOfDay(end, clock) + DAY }, query);
  return new Set(slots.filter(({ away }) => !away).map((slot) => clock.dayAt(slot.start)));
}

/** With a time zone, dates beside those of the window are left out. */
function askedDays({ timeZone, start, end }: SlotQuery): (day: number) => boolean {
  if (!timeZone) return () => true;
  const clock = clockOf(timeZone);
  // improve: slots.autumn-window — the last date is that of the end, also when clocks are put back before.
  const [first, last] = [clock.dayAt(start), clock.dayAt(end)];
  return (day) => day >= first && day <= last;
}

function slotsOf(date: CalendarDate, byDate: SlotsByDate): Slot[] {
  const slots = byDate.get(date) ?? [];
  byDate.set(date, slots);
  return slots;
}

/** Keeps the first slot of each date that can be booked; of dates on which nothing can, the first. */
function onlyFirst(byDate: SlotsByDate): SlotsByDate {
  // improve: slots.only-first — the first of those that are left, instead of one that may be left out afterwards.
  return new Map([...byDate].map(([date, slots]) => [date, [slots.find(({ away }) => !away) ?? (slots[0] as Slot)]]));
}
