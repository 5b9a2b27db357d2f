import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import type { Queryable } from '../database/statement.js';
import { type Guest, newAttendees } from './add-guests.js';
import { type Acting, mayManageBooking } from './booking-access.js';
import { BookingAttendeesRepository } from './booking-attendees.repository.js';
import { BookingReadsRepository } from './booking-reads.repository.js';
import { BookingTransactionsService, type Outcome } from './booking-transactions.service.js';
import type { Booking, BookingAttendee, Responses } from './booking.js';

/** A booking after it got or lost attendees, and these. */
export interface ChangedAttendees {
  booking: Booking;
  attendees: BookingAttendee[];
}

/** Adds people to a booking, and takes them from it. */
@Injectable()
export class BookingAttendeesService {
  constructor(
    private readonly bookings: BookingReadsRepository,
    private readonly attendees: BookingAttendeesRepository,
    private readonly transactions: BookingTransactionsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Lets guests take part. Those with a user of the host's client are known by the address of that user.
   *
   * @throws ApiError 404, 403 for who neither manages the booking nor takes part in it, or 400.
   */
  async add(acting: Acting, uid: string, guests: Guest[]): Promise<ChangedAttendees> {
    return this.change(acting, uid, async (booking, on) => {
      const added = newAttendees(booking, await this.withManagedAddresses(booking, guests, on));
      const named = booking.responses['guests'];
      const emails = [...(Array.isArray(named) ? (named as unknown[]) : []), ...added.map(({ email }) => email)];
      await this.attendees.insert(booking.id, added, this.writing({ ...booking.responses, guests: emails }, on));
      const changed = await this.get(uid, on);
      const attendees = changed.attendees.slice(-added.length);
      return outcomeOf({ booking: changed, attendees }, { kind: 'attendees-added', attendees });
    });
  }

  /** @throws ApiError 404, 403 for who neither manages the booking nor takes part in it, 400 for the one who booked. */
  async remove(acting: Acting, uid: string, attendeeId: number): Promise<ChangedAttendees> {
    return this.change(acting, uid, async (booking, on) => {
      const attendee = booking.attendees.find(({ id }) => id === attendeeId);
      if (!attendee) throw ApiError.trpc(404, 'attendee_not_found');
      if (attendee === booking.attendees[0]) throw ApiError.trpc(400, 'cannot_remove_primary_attendee');
      const { guests } = booking.responses;
      const others = Array.isArray(guests) ? { guests: guests.filter((email) => email !== attendee.email) } : {};
      await this.attendees.delete(booking.id, attendeeId, this.writing({ ...booking.responses, ...others }, on));
      const changed = await this.get(uid, on);
      return outcomeOf({ booking: changed, attendees: [attendee] }, { kind: 'attendee-removed', attendee });
    });
  }

  private async change(
    { caller, isEmbed }: Acting,
    uid: string,
    work: (booking: Booking, on: Queryable) => Promise<Outcome<ChangedAttendees>>,
  ): Promise<ChangedAttendees> {
    const before = await this.get(uid);
    if (!mayManageBooking(caller, before) && !(await this.attendees.isAttendee(caller.userId, before.id))) {
      throw ApiError.trpc(403, 'you_do_not_have_permission');
    }
    return this.transactions.run(before.host.id, async (on) => {
      await this.attendees.lockBooking(uid, on);
      const { result, events } = await work(await this.get(uid, on), on);
      return { result, events: events.map((event) => ({ ...event, isEmbed })) };
    });
  }

  private async get(uid: string, on?: Queryable): Promise<Booking> {
    const booking = await this.bookings.findByUid(uid, on);
    if (!booking) throw ApiError.notFound(`Booking with uid ${uid} not found`);
    return booking;
  }

  private async withManagedAddresses({ host }: Booking, guests: Guest[], on: Queryable): Promise<Guest[]> {
    if (host.oauthClientId === null) return guests;
    const emails = guests.map(({ email }) => email);
    const managed = await this.attendees.listManagedAddresses(emails, host.oauthClientId, on);
    return guests.map((guest) => ({ ...guest, email: managed.get(guest.email) ?? guest.email }));
  }

  private writing(responses: Responses, on: Queryable): { responses: Responses; now: Date; on: Queryable } {
    return { responses, now: new Date(this.clock.now()), on };
  }
}

type Told =
  { kind: 'attendees-added'; attendees: BookingAttendee[] } | { kind: 'attendee-removed'; attendee: BookingAttendee };

function outcomeOf(result: ChangedAttendees, told: Told): Outcome<ChangedAttendees> {
  return { result, events: [{ ...told, booking: result.booking, occurrence: 0 }] };
}
