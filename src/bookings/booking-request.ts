import type { BookingMetadata, Responses } from './booking.js';
import type { GivenLocation } from './booking-location.js';

/** How a request names the event type. */
export type EventTypeReference =
  | { id: number }
  | { slug: string; username: string; organizationSlug: string | null }
  | { slug: string; teamSlug: string; organizationSlug: string | null };

/** Who books. */
export interface Booker {
  name: string;
  /** Null: only the phone number is known. */
  email: string | null;
  phoneNumber: string | null;
  /** As the zone database spells it. */
  timeZone: string;
  language: string;
}

/** What somebody wants to book, whatever generation of the API the request came by. Times are epoch milliseconds. */
export interface BookingRequest {
  eventType: EventTypeReference;
  start: number;
  /** Minutes that the booker chose among those of the event type; null: the length of the event type. */
  length: number | null;
  /** Where the request names it; it must fit to a length of the event type. */
  end: number | null;
  booker: Booker;
  /** E-mail addresses. */
  guests: string[];
  /** Null: the first place of the event type. */
  location: GivenLocation | null;
  /** Answers to the booking fields beside name, e-mail, guests and location. */
  responses: Responses;
  metadata: BookingMetadata;
  /** Of a series. `'usual'`: as many as the event type has, one if it is no series. Null: one, whatever the event type is. */
  occurrences: number | 'usual' | null;
  isInstant: boolean;
  verificationCode: string | null;
  /** The random part of a private link by which the booker came. */
  privateLink: string | null;
  /** Whether the components ask for e-mails and calendar events whatever the client's settings say. */
  isEmbed: boolean;
}
