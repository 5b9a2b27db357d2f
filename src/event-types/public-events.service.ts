import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { isStorable } from '../common/validation.js';
import type { GetPublicEventTypeQuery } from './atoms-event-types.dto.js';
import { dynamicPublicEvent } from './dynamic-public-event.js';
import type { EventTypeOwner } from './event-type-row.js';
import { EventTypesService } from './event-types.service.js';
import { type PublicEvent, toPublicEvent } from './public-event.js';

/** What anybody may see who books. */
@Injectable()
export class PublicEventsService {
  constructor(private readonly eventTypes: EventTypesService) {}

  /**
   * An event type as its booking page shows it, hidden or not. Several user names with `+` between them: the event for
   * all of them.
   *
   * @throws ApiError 404 when there is none; 400 when the query does not say whose.
   */
  async get(slug: string, { username, isTeamEvent, teamId, orgId }: GetPublicEventTypeQuery): Promise<PublicEvent> {
    if (isTeamEvent) {
      if (!teamId) throw ApiError.badRequest('teamId is required for team events, please provide a valid teamId');
      throw ApiError.notFound(`Team with id ${teamId} not found`);
    }
    if (!username) {
      throw ApiError.badRequest('username is required for non-team events, please provide a valid username');
    }
    const found = await this.find(slug, username, orgId ?? undefined);
    if (!found) throw ApiError.notFound(`Event type with slug ${slug} not found`);
    return found;
  }

  /** Null when there is none. */
  async find(slug: string, username: string, organizationId?: number): Promise<PublicEvent | null> {
    if (!isStorable(slug) || !isStorable(username)) return null;
    // In a query a plus that is not encoded is a blank.
    const [first = '', ...others] = username.toLowerCase().split(/[+ ]/).filter(Boolean);
    if (others.length > 0) return this.findDynamic([first, ...others], organizationId);
    const row = await this.eventTypes.findPublic(first, slug, organizationId);
    return row && toPublicEvent(row, this.eventTypes.siteUrl);
  }

  private async findDynamic(usernames: string[], organizationId?: number): Promise<PublicEvent | null> {
    const users = await this.eventTypes.findOwners(usernames, organizationId);
    const inOrder = usernames.flatMap((name) => users.find((user) => user.username === name) ?? []);
    return inOrder.length === 0 ? null : dynamicPublicEvent(inOrder as [EventTypeOwner], this.eventTypes.siteUrl);
  }
}
