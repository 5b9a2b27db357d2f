import type { EventTypeRow } from '../event-types/event-type-row.js';
import type { HostRow } from '../slots/availability-row.js';
import type { BookingHost } from './booking.js';

/** An event type with what booking it depends on. */
export interface BookableEventType {
  eventType: EventTypeRow;
  host: BookingHost;
  /** The host with the hours that count for the event type. */
  hours: HostRow;
  /** Of the e-mail addresses in the request those under which the host's client has users, by the address in lower case. */
  managedAddresses: Record<string, string>;
}
