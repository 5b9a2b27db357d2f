import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { ConferencingService } from '../conferencing/conferencing.service.js';
import { dynamicEventType } from './dynamic-event-type.js';
import { type EventTypeJson, toListItem, toOutput } from './event-type-output-2024-06-14.js';
import type {
  CreateEventTypeInput_2024_06_14,
  EventTypeInput,
  UpdateEventTypeInput_2024_06_14,
} from './event-types-2024-06-14.dto.js';
import { columnsOf, DEFAULT_LOCATIONS } from './event-types-2024-06-14.mapping.js';
import type { EventTypeOwner, OwnedEventType } from './event-type-row.js';
import type { GetEventTypesQuery_2024_06_14 } from './list-event-types-2024-06-14.dto.js';
import type { EventTypeFilter } from './event-types.repository.js';
import { EventTypesService } from './event-types.service.js';
import { storedBookingFields } from './booking-fields-2024-06-14.mapping.js';
import { neededApps } from './locations-2024-06-14.mapping.js';
import { refuseContradictions } from './refusals-2024-06-14.js';

/** What a deleted event type leaves behind. */
export interface DeletedEventType {
  id: number;
  lengthInMinutes: number;
  slug: string;
  title: string;
}

/** Event types in the shape 2024-06-14. */
@Injectable()
export class EventTypesService_2024_06_14 {
  constructor(
    private readonly eventTypes: EventTypesService,
    private readonly conferencing: ConferencingService,
  ) {}

  async create(userId: number, input: CreateEventTypeInput_2024_06_14): Promise<EventTypeJson> {
    await this.requirePossible(userId, input);
    const columns = columnsOf(input) as { title: string; slug: string; length: number };
    const form = { bookingFields: storedBookingFields([], input.disableGuests ?? false), locations: DEFAULT_LOCATIONS };
    return this.show(await this.eventTypes.create(userId, { ...form, ...columns }));
  }

  async get(caller: Caller, id: number): Promise<EventTypeJson> {
    return this.show(await this.eventTypes.getVisible(caller, id));
  }

  async update(userId: number, id: number, input: UpdateEventTypeInput_2024_06_14): Promise<EventTypeJson> {
    await this.requirePossible(userId, input);
    return this.show(await this.eventTypes.update(userId, id, columnsOf(input)));
  }

  async delete(userId: number, eventTypeId: number): Promise<DeletedEventType> {
    const { id, length, slug, title } = await this.eventTypes.delete(userId, eventTypeId);
    return { id, lengthInMinutes: length, slug, title };
  }

  /** @param caller undefined for somebody without credentials. */
  async list(caller: Caller | undefined, query: GetEventTypesQuery_2024_06_14): Promise<object[]> {
    const { username, usernames, eventSlug, orgSlug, sortCreatedAt } = query;
    const organizationId = query.orgId ?? undefined;
    const filter: EventTypeFilter = { order: sortCreatedAt ?? 'asc' };
    const isNamed = username || usernames;
    // Organizations have no slug of their own here, so none has this one.
    if (orgSlug && isNamed) return [];
    if (username) {
      const slug = eventSlug ?? undefined;
      const rows = await this.eventTypes.listOf({ username, organizationId }, { ...filter, slug }, caller);
      return rows.map((row) => toListItem(withoutSecrets(row, caller), this.eventTypes.siteUrl));
    }
    if (usernames) {
      const names = usernames.split(',').map((name) => name.trim());
      const owners = await this.eventTypes.findOwners(names, organizationId);
      return [dynamicEventType(owners.map(withoutMetadata))];
    }
    const rows = caller ? await this.eventTypes.listOwn(caller.userId, filter) : [];
    return rows.map((row) => toListItem(row, this.eventTypes.siteUrl));
  }

  /** Refuses what contradicts itself, apps that are not connected, and calendars: they are chosen for all event types. */
  private async requirePossible(userId: number, input: EventTypeInput): Promise<void> {
    refuseContradictions(input);
    for (const app of neededApps(input.locations ?? [])) {
      if (!(await this.conferencing.isConnected(userId, app))) throw ApiError.badRequest(`${app} not connected.`);
    }
    refuseOwnCalendar(input);
  }

  private show(row: Parameters<typeof toOutput>[0]): EventTypeJson {
    return toOutput(row, this.eventTypes.siteUrl);
  }
}

// improve: event-types.metadata — the original shows everybody what a customer stores with its users.
function withoutSecrets(row: OwnedEventType, caller: Caller | undefined): OwnedEventType {
  return caller?.userId === row.userId ? row : { ...row, user: withoutMetadata(row.user) };
}

const withoutMetadata = (owner: EventTypeOwner): EventTypeOwner => ({ ...owner, metadata: null });

// compat: event-types.own-calendar — bookings of all event types are written into one calendar of the host.
function refuseOwnCalendar(input: EventTypeInput): void {
  if (input.destinationCalendar) throw ApiError.badRequest('Invalid destinationCalendarId: Calendar does not exist');
  if (input.useDestinationCalendarEmail) {
    throw ApiError.badRequest(
      'Validation failed: A primary connected calendar is required to set useDestinationCalendarEmail',
    );
  }
}
