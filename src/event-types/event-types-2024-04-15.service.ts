import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { isStorable } from '../common/validation.js';
import { AtomsEventTypesService } from './atoms-event-types.service.js';
import { type ComponentEventType, toStoredForm } from './component-settings.mapping.js';
import type {
  CreateEventTypeInput_2024_04_15,
  GetPublicEventTypeQuery_2024_04_15,
  UpdateEventTypeInput_2024_04_15,
} from './event-types-2024-04-15.dto.js';
import {
  columnsOfInput,
  type EventTypeGroups,
  type PublicItem,
  toGroups,
  toPublicItem,
} from './event-types-2024-04-15.mapping.js';
import { DEFAULT_LOCATIONS } from './event-types-2024-06-14.mapping.js';
import { EventTypesService } from './event-types.service.js';
import type { PublicEvent } from './public-event.js';
import { PublicEventsService } from './public-events.service.js';
import { requireReachable } from './refusals-of-fields.js';

/** Event types in their first shape. */
@Injectable()
export class EventTypesService_2024_04_15 {
  constructor(
    private readonly eventTypes: EventTypesService,
    private readonly forms: AtomsEventTypesService,
    private readonly publicEvents: PublicEventsService,
  ) {}

  async create(userId: number, input: CreateEventTypeInput_2024_04_15): Promise<object> {
    const columns = columnsOfInput(input) as { title: string; slug: string; length: number };
    return toStoredForm(await this.eventTypes.create(userId, { locations: DEFAULT_LOCATIONS, ...columns }));
  }

  async groups(userId: number): Promise<EventTypeGroups> {
    const owner = await this.eventTypes.findOwner(userId);
    // The user was deleted in this moment.
    if (!owner) throw ApiError.notFound(`User with ID=${userId} does not exist.`);
    return toGroups(owner, await this.eventTypes.listOwn(userId), this.eventTypes.siteUrl);
  }

  // improve: event-types.partial-change — the original resets a booking form that is left out, and forgets disableGuests.
  /** @throws ApiError 404 when it is not the user's. */
  async update(userId: number, id: number, input: UpdateEventTypeInput_2024_04_15): Promise<ComponentEventType> {
    const columns = columnsOfInput(input);
    if (columns.bookingFields) requireReachable(columns.bookingFields);
    await this.eventTypes.update(userId, id, columns);
    return (await this.forms.getForm(userId, id)).eventType;
  }

  async delete(userId: number, eventTypeId: number): Promise<object> {
    const { id, length, slug, title } = await this.eventTypes.delete(userId, eventTypeId);
    return { id, length, slug, title };
  }

  /** @throws ApiError 404 when there is no such user. */
  async listPublic(username: string): Promise<PublicItem[]> {
    const [owner] = isStorable(username) ? await this.eventTypes.findOwners([username.toLowerCase()]) : [];
    if (!owner) throw ApiError.notFound(`User with username "${username}" not found`);
    const rows = await this.eventTypes.listOwn(owner.id, { visible: true });
    return rows.map(toPublicItem);
  }

  /** Null when there is none: also for a team or an organization's address, of which there are none. */
  async findPublic(
    username: string,
    slug: string,
    { isTeamEvent, org }: GetPublicEventTypeQuery_2024_04_15,
  ): Promise<PublicEvent | null> {
    return isTeamEvent === 'true' || org ? null : this.publicEvents.find(slug, username);
  }
}
