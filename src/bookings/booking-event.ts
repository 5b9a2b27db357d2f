import type { Queryable } from '../database/statement.js';
import type { Booking, BookingAttendee } from './booking.js';

/**
 * Something that happened to a booking, for webhooks and e-mails. `booking` is as it is after the event; a series of
 * occurrences gives one event for each, with `occurrence` counting from 0.
 */
export type BookingEvent = {
  booking: Booking;
  /** 0 for the first (or only) booking of the request: people are written to once for a series. */
  occurrence: number;
  /** Whether e-mails and calendar events are wanted whatever the client's settings say: the embed of the atoms. */
  isEmbed?: boolean;
} & (
  | { kind: 'created' }
  /** Waits for the host's answer; with `previous` when a booking was moved. */
  | { kind: 'requested'; previous?: Booking }
  /** The host accepted what was requested. */
  | { kind: 'confirmed' }
  | { kind: 'rejected' }
  /** `booking` is the new one. With `seat` only this attendee has moved, into another booking that may have been there. */
  | { kind: 'rescheduled'; previous: Booking; seat?: BookingAttendee }
  /** Of the booking or, with `seat`, of one attendee whose seat is free again. */
  | { kind: 'cancelled'; seat?: BookingAttendee }
  /** One more attendee in a booking with seats. */
  | { kind: 'seat-added'; seat: BookingAttendee }
  | { kind: 'attendees-added'; attendees: BookingAttendee[] }
  | { kind: 'attendee-removed'; attendee: BookingAttendee }
  | { kind: 'location-changed' }
  /** Attendees were marked as absent or present. */
  | { kind: 'no-show-updated'; attendees: { email: string; noShow: boolean }[] }
);

/** Writes down, in the transaction of the event, what is to be told to the world. */
export interface BookingEventRecorder {
  record(event: BookingEvent, on: Queryable): Promise<void>;
}

/** All recorders, in the order in which they write: webhooks, e-mails, calendars. */
export const BOOKING_EVENT_RECORDERS = Symbol('BOOKING_EVENT_RECORDERS');
