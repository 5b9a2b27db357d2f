import { Inject, Injectable } from '@nestjs/common';
import { managesUser } from '../auth/organization-role.js';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { serverUrlOf } from '../config/server-url.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { sqlStateOf } from '../database/database-error.js';
import { SchedulesRepository } from '../schedules/schedules.repository.js';
import { withGuestsHidden } from './booking-field.js';
import { hasVideoRoom } from './event-type-output-2024-06-14.js';
import type { EventTypeColumns, EventTypeOwner, OwnedEventType, PublicRow } from './event-type-row.js';
import { type EventTypeFilter, EventTypesRepository } from './event-types.repository.js';
import type { LinkToKeep } from './wanted-links.js';
import { refuseImpossible } from './refusals-2024-06-14.js';

const UNIQUE_VIOLATION = '23505';

/** What a new event type has where its maker says nothing. */
const DEFAULTS = {
  locations: null,
  seatsPerTimeSlot: null,
  recurringEvent: null,
  maxActiveBookings: null,
  requiresConfirmation: false,
  bookingLimits: null,
  durationLimits: null,
  offsetStart: 0,
};

/** What a change of an event type may consist of beside its columns. */
export interface FurtherChange {
  /** Gives the columns that the change needs beside its own, for the event type as it would be. */
  complete?: (next: OwnedEventType) => EventTypeColumns;
  /** All private links that the event type has from now on. */
  links?: LinkToKeep[] | undefined;
}

/** What people can be booked for. All generations of the API come here with columns and go with rows. */
@Injectable()
export class EventTypesService {
  /** The address in front of the pages of people. */
  readonly siteUrl: string;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly repository: EventTypesRepository,
    private readonly schedules: SchedulesRepository,
  ) {
    this.siteUrl = serverUrlOf(settings);
  }

  /** @throws ApiError 400 when the user has an event type with this slug, or for settings that contradict each other. */
  async create(
    userId: number,
    columns: EventTypeColumns & { title: string; slug: string; length: number },
  ): Promise<OwnedEventType> {
    await this.requireOwnSchedule(userId, columns.scheduleId);
    refuseImpossible({ ...DEFAULTS, ...columns } as OwnedEventType);
    const video = hasVideoRoom({ locations: columns.locations ?? null }) ? {} : { calVideoSettings: null };
    try {
      return await this.repository.insertOfUser(userId, { ...columns, ...video });
    } catch (error) {
      if (sqlStateOf(error) !== UNIQUE_VIOLATION) throw error;
      throw ApiError.badRequest('User already has an event type with this slug.');
    }
  }

  // improve: event-types.private-links — the original deletes the private links with every change.
  /** @throws ApiError 404 when it is not the user's, 400 for a slug in use or settings that contradict each other. */
  async update(
    userId: number,
    id: number,
    columns: EventTypeColumns,
    { complete, links }: FurtherChange = {},
  ): Promise<OwnedEventType> {
    await this.requireOwnSchedule(userId, columns.scheduleId);
    const decide = (current: OwnedEventType): EventTypeColumns =>
      changeOf(current, { ...columns, ...complete?.({ ...current, ...columns }) });
    try {
      return (await this.repository.updateOfUser(userId, id, decide, links)) ?? notFound(id);
    } catch (error) {
      if (sqlStateOf(error) !== UNIQUE_VIOLATION) throw error;
      throw ApiError.trpc(400, 'error_event_type_url_duplicate');
    }
  }

  /** Gives the event type as it was. */
  async delete(userId: number, id: number): Promise<OwnedEventType> {
    const found = await this.repository.find(id);
    if (!found) throw ApiError.notFound(`Event type with ID=${id} does not exist.`);
    if (found.userId !== userId) throw notOwned(userId, id);
    if (!(await this.repository.deleteOfUser(userId, id))) {
      throw ApiError.notFound(`Event type with ID=${id} does not exist.`);
    }
    return found;
  }

  find(id: number): Promise<OwnedEventType | null> {
    return this.repository.find(id);
  }

  /** @throws ApiError 404, also when the caller may not see it. */
  async getVisible(caller: Caller, id: number): Promise<OwnedEventType> {
    const found = await this.repository.find(id);
    return found && managesUser(caller, found.user) ? found : notFound(id);
  }

  listOwn(userId: number, filter: EventTypeFilter = {}): Promise<OwnedEventType[]> {
    return this.repository.listOfUser(userId, filter);
  }

  /** Those of somebody with this user name; hidden ones only for the person itself. None for an unknown name. */
  async listOf(
    owner: { username: string; organizationId?: number | undefined },
    filter: EventTypeFilter,
    caller?: Caller,
  ): Promise<OwnedEventType[]> {
    const [user] = await this.repository.findOwners([owner.username], owner.organizationId);
    if (!user) return [];
    return this.repository.listOfUser(user.id, { ...filter, visible: user.id !== caller?.userId });
  }

  findPublic(username: string, slug: string, organizationId?: number): Promise<PublicRow | null> {
    return this.repository.findPublic(username, slug, organizationId);
  }

  findOwners(usernames: string[], organizationId?: number): Promise<EventTypeOwner[]> {
    return this.repository.findOwners(usernames, organizationId);
  }

  findOwner(userId: number): Promise<EventTypeOwner | null> {
    return this.repository.findOwner(userId);
  }

  private async requireOwnSchedule(userId: number, scheduleId: number | null | undefined): Promise<void> {
    if (typeof scheduleId !== 'number') return;
    if ((await this.schedules.findOwner(scheduleId)) === userId) return;
    throw ApiError.notFound(`User with ID=${userId} does not own schedule with ID=${scheduleId}`);
  }
}

export function notOwned(userId: number, id: number): ApiError {
  return ApiError.forbidden(`User with ID=${userId} does not own event type with ID=${id}`);
}

function notFound(id: number): never {
  throw ApiError.notFound(`Event type with id ${id} not found`);
}

/** The columns to write, once they are known to fit to those that stay. */
function changeOf(current: OwnedEventType, columns: EventTypeColumns): EventTypeColumns {
  const next = { ...current, ...columns };
  refuseImpossible(next);
  // improve: event-types.guests — the original rewrites the whole form, and questions of the owner's own are lost.
  const form =
    columns.disableGuests !== undefined && columns.bookingFields === undefined
      ? { bookingFields: withGuestsHidden(current.bookingFields, columns.disableGuests) }
      : {};
  const other = columns.otherSettings && { otherSettings: { ...current.otherSettings, ...columns.otherSettings } };
  return { ...columns, ...form, ...other, ...(hasVideoRoom(next) ? {} : { calVideoSettings: null }) };
}
