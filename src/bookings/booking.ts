import type { EventTypeRow } from '../event-types/event-type-row.js';
import type { BookingStatus } from '../generated/prisma/client.js';

/** Answers to the booking fields, by slug: what the form of the event type asked for. */
export type Responses = Record<string, unknown>;

/** What a booker sends along: text by key. */
export type BookingMetadata = Record<string, string>;

/** The person who is booked. */
export interface BookingHost {
  id: number;
  uuid: string;
  name: string | null;
  email: string;
  username: string | null;
  timeZone: string;
  locale: string | null;
  /** 12 or 24. */
  timeFormat: number | null;
  avatarUrl: string | null;
  organizationId: number | null;
  isPlatformManaged: boolean;
  /** The client that manages the host now. */
  oauthClientId: string | null;
}

/** Who takes part: the booker first, guests after, or one per seat. */
export interface BookingAttendee {
  id: number;
  email: string;
  name: string;
  timeZone: string;
  locale: string;
  phoneNumber: string | null;
  absent: boolean;
  /** Null in a booking without seats. */
  seat: { seatUid: string; responses: Responses; metadata: BookingMetadata } | null;
}

/** What stands for the booking in a calendar or a video service. */
export interface BookingReference {
  id: number;
  type: string;
  uid: string;
  externalCalendarId: string | null;
  credentialId: number | null;
}

/** A booking with everything that is shown of it, as the repository reads it. Times are instants. */
export interface Booking {
  id: number;
  uid: string;
  status: BookingStatus;
  title: string;
  description: string | null;
  startTime: Date;
  endTime: Date;
  location: string | null;
  responses: Responses;
  metadata: BookingMetadata;
  cancellationReason: string | null;
  cancelledByEmail: string | null;
  rejectionReason: string | null;
  reschedulingReason: string | null;
  rescheduledByEmail: string | null;
  rescheduledFromUid: string | null;
  rescheduledToUid: string | null;
  recurringUid: string | null;
  icalUid: string;
  icalSequence: number;
  absentHost: boolean;
  oauthClientId: string | null;
  createdAt: Date;
  updatedAt: Date;
  host: BookingHost;
  /** Null once the event type is deleted. */
  eventType: EventTypeRow | null;
  /** In the order of joining. */
  attendees: BookingAttendee[];
  references: BookingReference[];
}
