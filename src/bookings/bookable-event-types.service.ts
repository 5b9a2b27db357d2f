import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { managesUser } from '../auth/organization-role.js';
import { ApiError } from '../common/api-error.js';
import type { BookableEventType } from './bookable-event-type.js';
import { BookableEventTypesRepository } from './bookable-event-types.repository.js';
import { eventTypeNotFound, slugNotFound } from './booking-refusals.js';
import type { BookingRequest, EventTypeReference } from './booking-request.js';
import { addressOfBooker, guestsOf } from './plan-bookings.js';

/** Finds what a request wants to book. */
@Injectable()
export class BookableEventTypesService {
  constructor(private readonly repository: BookableEventTypesRepository) {}

  /**
   * @param caller undefined for somebody without credentials.
   * @throws ApiError 404 when there is none, 401 or 403 when it can only be booked by those who manage it.
   */
  async get(caller: Caller | undefined, request: BookingRequest): Promise<BookableEventType> {
    const addresses = [addressOfBooker(request.booker), ...guestsOf(request)].map((email) => email.toLowerCase());
    const found = await this.find(request.eventType, addresses);
    if (found.eventType.bookingRequiresAuthentication) requireManager(caller, found);
    return found;
  }

  private async find(reference: EventTypeReference, addresses: string[]): Promise<BookableEventType> {
    if ('id' in reference) {
      return (await this.repository.find(reference.id, addresses)) ?? refuse(eventTypeNotFound(reference.id));
    }
    const { slug, organizationSlug } = reference;
    if ('teamSlug' in reference) throw ApiError.notFound(`Team with slug ${reference.teamSlug} not found`);
    const { username } = reference;
    // Organizations have no slug of their own here, so none has this one.
    if (organizationSlug !== null) {
      throw slugNotFound(slug, ` belonging to user ${username} within organization ${organizationSlug}`);
    }
    const found = await this.repository.findOfUser(username, slug, addresses);
    if (found) return found;
    const hasUser = await this.repository.hasUser(username);
    throw hasUser
      ? slugNotFound(slug, ` belonging to user ${username}`)
      : ApiError.notFound(`User with username ${username} not found`);
  }
}

function requireManager(caller: Caller | undefined, { host }: BookableEventType): void {
  if (!caller) {
    throw ApiError.unauthorized(
      'checkBookingRequiresAuthentication - request must be authenticated by passing credentials belonging to event type owner, host or team or org admin or owner.',
    );
  }
  if (managesUser(caller, host)) return;
  throw ApiError.forbidden(
    'checkBookingRequiresAuthentication - user is not authorized to access this event type. User has to be either event type owner, host, team admin or owner or org admin or owner.',
  );
}

function refuse(error: ApiError): never {
  throw error;
}
