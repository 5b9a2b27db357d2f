import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import type { Queryable } from '../database/statement.js';
import { ConferencingService } from '../conferencing/conferencing.service.js';
import { appOf, CAL_VIDEO } from '../event-types/integrations.js';
import { type Acting, mayManageBooking } from './booking-access.js';
import { BookingPlacesRepository } from './booking-places.repository.js';
import { BookingReadsRepository } from './booking-reads.repository.js';
import { BookingTransactionsService } from './booking-transactions.service.js';
import type { Booking } from './booking.js';
import { type NewPlace, placeOfIntegration } from './read-new-place.js';

const GOOGLE_MEET = 'google-meet';
const GOOGLE_CALENDAR = 'google-calendar';

/** Changes where bookings take place. */
@Injectable()
export class BookingPlacesService {
  constructor(
    private readonly bookings: BookingReadsRepository,
    private readonly places: BookingPlacesRepository,
    private readonly transactions: BookingTransactionsService,
    private readonly conferencing: ConferencingService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param place undefined leaves the booking as it is.
   * @throws ApiError 404, 403 for who does not manage the booking, 400 for a service that the host has not connected.
   */
  async move({ caller, isEmbed }: Acting, uid: string, place: NewPlace | undefined): Promise<Booking> {
    const before = await this.get(uid);
    if (!mayManageBooking(caller, before)) {
      throw ApiError.forbidden(
        'User is not authorized to update this booking location. User must be the event type owner, host, team admin or owner, or org admin or owner.',
      );
    }
    if (!place) return before;
    const chosen = await this.connected(before.host.id, place);
    const now = new Date(this.clock.now());
    return this.transactions.run(before.host.id, async (on) => {
      await this.places.update(uid, { ...chosen, now }, on);
      const booking = await this.get(uid, on);
      return { result: booking, events: [{ kind: 'location-changed', booking, occurrence: 0, isEmbed }] };
    });
  }

  private async connected(hostId: number, place: NewPlace): Promise<NewPlace> {
    const { integration } = place;
    if (integration === null || integration === CAL_VIDEO) return place;
    const app = integration === GOOGLE_MEET ? GOOGLE_CALENDAR : appOf(integration);
    if (await this.conferencing.isConnected(hostId, app)) return place;
    // compat: bookings.meet-without-calendar — rooms of Google Meet come from a Google Calendar; without one it is Cal Video.
    if (integration === GOOGLE_MEET) return placeOfIntegration(CAL_VIDEO);
    throw ApiError.badRequest(
      `Video integration "${integration}" is not connected. Please connect the integration in your settings first.`,
    );
  }

  private async get(uid: string, on?: Queryable): Promise<Booking> {
    const booking = await this.bookings.findByUid(uid, on);
    if (!booking) throw ApiError.notFound(`Booking with uid=${uid} not found`);
    return booking;
  }
}
