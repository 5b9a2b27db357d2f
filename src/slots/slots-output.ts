import { writeInstant } from './instant.js';
import { localIso } from './local-iso.js';
import type { AwayDetails, Slot, SlotsByDate } from './slot-query.js';

/** Milliseconds. */
const MINUTE = 60_000;

/** How slots are to be shown. */
export interface SlotsShape {
  /** Null: in UTC, and said so. */
  timeZone: string | null;
  /** Whether ends are shown. */
  isRange: boolean;
  /** Minutes. */
  duration: number;
}

/** A slot in the shape 2024-09-04. */
export interface SlotJson_2024_09_04 {
  start: string;
  end?: string;
  seatsBooked?: number;
  seatsRemaining?: number;
  seatsTotal?: number;
  bookingUid?: string;
}

/** Dates with their slots; those on which the host is away are left out. @param seatsTotal null without seats. */
export function toSlots_2024_09_04(
  slots: SlotsByDate,
  shape: SlotsShape,
  seatsTotal: number | null,
): Record<string, SlotJson_2024_09_04[]> {
  const write = writer(shape);
  const show = (slot: Slot): SlotJson_2024_09_04 => ({
    start: write(slot.start),
    ...(shape.isRange ? { end: write(slot.start + shape.duration * MINUTE) } : {}),
    ...(seatsTotal === null ? {} : seatsOf(slot, seatsTotal)),
  });
  const dates = [...slots].map(([date, ofDate]) => [date, ofDate.filter(({ away }) => !away).map(show)] as const);
  return Object.fromEntries(dates.filter(([, ofDate]) => ofDate.length > 0));
}

function seatsOf({ attendees = 0, bookingUid }: Slot, seatsTotal: number): Partial<SlotJson_2024_09_04> {
  const seats = { seatsBooked: attendees, seatsRemaining: Math.max(0, seatsTotal - attendees), seatsTotal };
  return bookingUid === undefined ? seats : { ...seats, bookingUid };
}

/** A slot in the shape 2024-04-15. */
export interface SlotJson_2024_04_15 extends AwayDetails {
  time?: string;
  startTime?: string;
  endTime?: string;
  attendees?: number;
  bookingUid?: string;
  away?: true;
}

// improve: slots.away — the original hides from who names a time zone that the host is away; then booking fails.
/** Dates with their slots; one on which the host is away says so. */
export function toSlots_2024_04_15(slots: SlotsByDate, shape: SlotsShape): Record<string, SlotJson_2024_04_15[]> {
  const write = writer(shape);
  const timesOf = ({ start }: Slot): SlotJson_2024_04_15 =>
    shape.isRange
      ? { startTime: write(start), endTime: write(start + shape.duration * MINUTE) }
      : { time: write(start) };
  const show = ({ away, ...slot }: Slot): SlotJson_2024_04_15 => {
    const { start: _, ...seats } = slot;
    return { ...timesOf(slot), ...seats, ...(away ? { away: true, ...away } : {}) };
  };
  return Object.fromEntries([...slots].map(([date, ofDate]) => [date, ofDate.map(show)]));
}

function writer({ timeZone }: SlotsShape): (instant: number) => string {
  return timeZone === null ? writeInstant : (instant) => localIso(instant, timeZone);
}
