import type { BookingEvent } from '../bookings/booking-event.js';
import { confirmedPayload, createdPayload, requestedPayload, rescheduledPayload } from './payloads/booking.js';
import { cancelledPayload, rejectedPayload } from './payloads/booking-ended.js';
import { meetingBody } from './payloads/meeting.js';
import { noShowPayload } from './payloads/no-show.js';
import type { Surroundings } from './payloads/surroundings.js';
import type { WebhookTrigger } from './webhook-triggers.js';

/** An event that webhooks can be told of. */
export interface WebhookEvent {
  trigger: WebhookTrigger;
  /** Of the booking whose change takes the event back; null for what nothing takes back. */
  bookingUid: string | null;
  /** Not before then; at once when there is none. */
  dueAt?: Date;
  payload: (surroundings: Surroundings) => object;
}

/** What has been laid up for the start and the end of a booking. */
export const MEETING_TRIGGERS: WebhookTrigger[] = ['MEETING_STARTED', 'MEETING_ENDED'];

/** What webhooks are told when this happens to a booking, in the contract's order. */
export function webhookEventsOf(event: BookingEvent): WebhookEvent[] {
  const { booking } = event;
  const tell = (trigger: WebhookTrigger, payload: WebhookEvent['payload']): WebhookEvent => ({
    ...{ trigger, bookingUid: booking.uid, payload },
  });
  switch (event.kind) {
    case 'created':
      return [...meetingEvents(event), tell('BOOKING_CREATED', (around) => createdPayload(booking, around))];
    case 'seat-added':
      return [tell('BOOKING_CREATED', (around) => createdPayload(booking, around))];
    case 'confirmed':
      return [...meetingEvents(event), tell('BOOKING_CREATED', (around) => confirmedPayload(booking, around))];
    case 'requested':
      return [tell('BOOKING_REQUESTED', (around) => requestedPayload(booking, event.previous, around))];
    case 'rescheduled':
      return [
        ...meetingEvents(event),
        tell('BOOKING_RESCHEDULED', (around) => rescheduledPayload(booking, event.previous, around)),
      ];
    case 'rejected':
      return [tell('BOOKING_REJECTED', (around) => rejectedPayload(booking, around))];
    case 'cancelled':
      // compat: webhooks.cancelled-once — of a series that is cancelled only the first booking is told of.
      return event.occurrence > 0
        ? []
        : [tell('BOOKING_CANCELLED', (around) => cancelledPayload(booking, event.seat, around))];
    case 'no-show-updated':
      return event.attendees.length === 0
        ? []
        : [tell('BOOKING_NO_SHOW_UPDATED', (around) => noShowPayload(booking, event.attendees, around))];
    default:
      return [];
  }
}

/** The uid of the booking that will not take place any more at the time for which its events were laid up. */
export function uidTakenBack(event: BookingEvent): string | null {
  const isMoved = event.kind === 'rescheduled' || event.kind === 'requested';
  const gone = isMoved ? event.previous : event.booking;
  // A booking with seats goes on when one of its attendees leaves.
  return gone?.status === 'CANCELLED' ? gone.uid : null;
}

function meetingEvents({ booking }: BookingEvent): WebhookEvent[] {
  const { uid: bookingUid, startTime, endTime } = booking;
  return [
    {
      trigger: 'MEETING_STARTED',
      bookingUid,
      dueAt: startTime,
      payload: () => meetingBody('MEETING_STARTED', booking),
    },
    { trigger: 'MEETING_ENDED', bookingUid, dueAt: endTime, payload: () => meetingBody('MEETING_ENDED', booking) },
  ];
}
