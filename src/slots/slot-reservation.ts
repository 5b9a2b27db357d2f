/** How long a slot is kept unless somebody says otherwise, minutes. */
export const DEFAULT_RESERVATION = 5;

/** The longest that a slot can be kept, minutes: a week. */
export const MAX_RESERVATION = 10_080;

/** The longest that somebody without credentials can keep a slot with one request, minutes. */
export const MAX_ANONYMOUS_RESERVATION = 60;

/** What reserving a slot needs to know of an event type. Durations are minutes. */
export interface ReservableEventType {
  id: number;
  userId: number;
  length: number;
  /** Lengths among which the booker chooses; empty: none but `length`. */
  lengthOptions: number[];
  seatsPerTimeSlot: number | null;
}

/** A slot of an event type, instants in epoch milliseconds. */
export interface ReservedSlot {
  eventTypeId: number;
  /** The host. */
  userId: number;
  start: number;
  end: number;
  /** Takes one seat, not the slot. */
  isSeat: boolean;
}

/** A stored reservation. */
export interface SlotReservationRow {
  id: number;
  uid: string;
  eventTypeId: number;
  start: number;
  end: number;
  releaseAt: number;
}
