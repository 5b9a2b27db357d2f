import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { readInstant } from '../slots/instant.js';
import { organizationInCharge } from './booking-access.js';
import {
  type BookingFilter,
  BookingListsRepository,
  type BookingOrder,
  type People,
} from './booking-lists.repository.js';
import { type BookingJson, toOutput } from './booking-output-2024-08-13.js';
import type { GetBookingsInput_2024_08_13 } from './list-bookings-2024-08-13.dto.js';
import { type Pagination, paginationOf } from './pagination.js';

/** A page of bookings, as sent. */
export interface BookingPage {
  status: 'success';
  data: BookingJson[];
  pagination: Pagination;
}

/** Lists of bookings in the shape 2024-08-13. */
@Injectable()
export class BookingListsService {
  constructor(
    private readonly lists: BookingListsRepository,
    private readonly clock: Clock,
  ) {}

  /** What the caller holds or attends, and what the members of the organization do that the caller is in charge of. */
  async listOfCaller(caller: Caller, query: GetBookingsInput_2024_08_13): Promise<BookingPage> {
    const people = { userIds: [caller.userId], organizationId: organizationInCharge(caller) };
    return this.list(people, query, caller.organizationId ?? undefined);
  }

  /**
   * What these people hold or attend.
   *
   * @param clientsOf the organization of whose clients' users addresses are told apart.
   * @throws ApiError 400 when the query names event types that do not exist.
   */
  async list(people: People, query: GetBookingsInput_2024_08_13, clientsOf?: number): Promise<BookingPage> {
    const filter = { ...filterOf(query), clientsOf };
    await this.requireEventTypes(query);
    const [take, skip] = [query.take ?? 100, query.skip ?? 0];
    const now = new Date(this.clock.now());
    const { bookings, total } = await this.lists.listOfPeople(people, filter, orderOf(query), { take, skip, now });
    const data = bookings.map((booking) => toOutput(booking, 'all'));
    return { status: 'success', data, pagination: paginationOf(total, take, skip) };
  }

  private async requireEventTypes(query: GetBookingsInput_2024_08_13): Promise<void> {
    const ids = [...new Set(namedEventTypes(query))];
    if (ids.length === 0 || (await this.lists.countEventTypes(ids)) === ids.length) return;
    throw new ApiError(400, { code: 'TRPCError', message: 'The requested event-types do not exist.' });
  }
}

function namedEventTypes({ eventTypeIds, eventTypeId }: GetBookingsInput_2024_08_13): number[] {
  return [...(eventTypeIds ?? []), ...(typeof eventTypeId === 'number' ? [eventTypeId] : [])];
}

function filterOf(query: GetBookingsInput_2024_08_13): BookingFilter {
  const eventTypes = namedEventTypes(query);
  const ofTeam = Boolean(query.teamsIds) || typeof query.teamId === 'number';
  return {
    statuses: query.status ?? undefined,
    attendeeEmail: query.attendeeEmail ?? undefined,
    attendeeName: query.attendeeName ?? undefined,
    uid: query.bookingUid ?? undefined,
    // No event type belongs to a team, so there are no bookings of one.
    eventTypeIds: ofTeam ? [] : eventTypes.length > 0 ? eventTypes : undefined,
    afterStart: timeOf(query.afterStart),
    beforeEnd: timeOf(query.beforeEnd),
    afterCreated: timeOf(query.afterCreatedAt),
    beforeCreated: timeOf(query.beforeCreatedAt),
    afterUpdated: timeOf(query.afterUpdatedAt),
    beforeUpdated: timeOf(query.beforeUpdatedAt),
  };
}

function timeOf(text: string | null | undefined): Date | undefined {
  const instant = readInstant(text);
  return instant === null ? undefined : new Date(instant);
}

/** As asked for, the first key counts; otherwise the latest first when only what is over is listed. */
function orderOf(query: GetBookingsInput_2024_08_13): BookingOrder {
  if (query.sortStart) return { by: 'startTime', direction: query.sortStart };
  if (query.sortEnd) return { by: 'endTime', direction: query.sortEnd };
  if (query.sortCreated) return { by: 'createdAt', direction: query.sortCreated };
  if (query.sortUpdatedAt) return { by: 'updatedAt', direction: query.sortUpdatedAt };
  const isOver = query.status?.length === 1 && ['past', 'cancelled'].includes(query.status[0] as string);
  return { by: 'startTime', direction: isOver ? 'desc' : 'asc' };
}
