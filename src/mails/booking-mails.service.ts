import { Injectable } from '@nestjs/common';
import type { Booking, BookingAttendee } from '../bookings/booking.js';
import type { BookingEvent, BookingEventRecorder } from '../bookings/booking-event.js';
import { displayEmail } from '../bookings/display-email.js';
import { icsOf } from '../bookings/ics-event.js';
import { type Queryable, statement } from '../database/statement.js';
import {
  bookingMail,
  type BookingPages,
  ENDINGS,
  type Recipient,
  showsAttendees,
  SILENT_KINDS,
} from './booking-mail.js';
import type { Mail } from './mail.js';
import { MailOutbox } from './mail-outbox.service.js';

interface ClientMailSettings {
  areEmailsEnabled: boolean;
  bookingUrl: string | null;
  rescheduleUrl: string | null;
  cancelUrl: string | null;
}

const FIND_CLIENT = statement<ClientMailSettings>(
  'mails.findClient',
  `SELECT are_emails_enabled AS "areEmailsEnabled", booking_redirect_uri AS "bookingUrl",
     booking_reschedule_redirect_uri AS "rescheduleUrl", booking_cancel_redirect_uri AS "cancelUrl"
   FROM oauth_clients WHERE id = $1`,
);

/** Without a client: e-mails are wanted, and there are no pages to send people to. */
const NO_CLIENT: ClientMailSettings = {
  areEmailsEnabled: true,
  bookingUrl: null,
  rescheduleUrl: null,
  cancelUrl: null,
};

/** Writes to the people of a booking, if there is a mail server and the client of the host wants it. */
@Injectable()
export class BookingMails implements BookingEventRecorder {
  constructor(private readonly outbox: MailOutbox) {}

  async record(event: BookingEvent, on: Queryable): Promise<void> {
    // For a series people get one mail, not one for each occurrence.
    if (!this.outbox.isOn || event.occurrence > 0 || SILENT_KINDS.has(event.kind)) return;
    const client = await findClient(event.booking.host.oauthClientId, on);
    if (!client.areEmailsEnabled && !event.isEmbed) return;
    for (const { recipient, pages } of recipientsOf(event, client)) {
      await this.outbox.write({ ...bookingMail(event, recipient, pages), ...invitation(event, recipient) }, on);
    }
  }
}

async function findClient(clientId: string | null, on: Queryable): Promise<ClientMailSettings> {
  return (clientId === null ? undefined : (await on.run(FIND_CLIENT, [clientId]))[0]) ?? NO_CLIENT;
}

/** What waits for confirmation, or never was confirmed, is in nobody's calendar. */
function invitation({ kind, booking }: BookingEvent, to: Recipient): Pick<Mail, 'calendar'> {
  if (kind === 'requested' || kind === 'rejected') return {};
  const method = ENDINGS.has(kind) ? 'CANCEL' : 'REQUEST';
  return { calendar: { method, content: icsOf(asSeenBy(to, booking), method) } };
}

/** Without the other attendees, where an event type with seats does not show them. */
function asSeenBy({ isHost, email }: Recipient, booking: Booking): Booking {
  if (isHost || showsAttendees(booking)) return booking;
  return { ...booking, attendees: booking.attendees.filter((attendee) => displayEmail(attendee.email) === email) };
}

interface Addressee {
  recipient: Recipient;
  pages: BookingPages;
}

/** The attendees concerned, and the host. */
function recipientsOf(event: BookingEvent, client: ClientMailSettings): Addressee[] {
  const { booking } = event;
  const attendees = concernedOf(event).map((attendee) => ({
    recipient: {
      name: attendee.name,
      email: displayEmail(attendee.email),
      timeZone: attendee.timeZone,
      isHost: false,
    },
    pages: pagesOf(client, booking, attendee),
  }));
  const { name, email, timeZone } = booking.host;
  const host = { name: name ?? '', email: displayEmail(email), timeZone, isHost: true };
  return [...attendees, { recipient: host, pages: pagesOf(client, booking) }];
}

function concernedOf(event: BookingEvent): BookingAttendee[] {
  if (event.kind === 'attendees-added') return event.attendees;
  if (event.kind === 'attendee-removed') return [event.attendee];
  if ('seat' in event && event.seat) return [event.seat];
  return event.booking.attendees;
}

/** The customer's pages with the booking, and the seat if there is one, at the end of their addresses. */
function pagesOf(client: ClientMailSettings, { uid }: Booking, attendee?: BookingAttendee): BookingPages {
  const seat = attendee?.seat ? `?seatUid=${attendee.seat.seatUid}` : '';
  const page = (base: string | null) => base && `${base.replace(/\/$/, '')}/${uid}${seat}`;
  return {
    bookingUrl: page(client.bookingUrl),
    rescheduleUrl: page(client.rescheduleUrl),
    cancelUrl: page(client.cancelUrl),
  };
}
