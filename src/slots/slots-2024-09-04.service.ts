import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { AvailabilityService } from './availability.service.js';
import type { Bookable } from './bookable.js';
import { readInstant } from './instant.js';
import { type SlotJson_2024_09_04, toSlots_2024_09_04 } from './slots-output.js';
import {
  type GetSlotsInput,
  readSlotsQuery,
  SlotsById,
  SlotsBySlug,
  SlotsByTeamSlug,
} from './slots-query-2024-09-04.dto.js';
import { endOfDayAt } from './slots-window.js';
import { SlotsService } from './slots.service.js';

/** Slots in the shape 2024-09-04. */
@Injectable()
export class SlotsService_2024_09_04 {
  constructor(
    private readonly slots: SlotsService,
    private readonly availability: AvailabilityService,
  ) {}

  /**
   * By date, in the zone of the query.
   *
   * @param query as it came.
   * @throws ApiError 400 for a query that is not valid, 404 when there is no such event type.
   */
  async list(query: Record<string, unknown>): Promise<Record<string, SlotJson_2024_09_04[]>> {
    const input = readSlotsQuery(query);
    const bookable = await this.getBookable(input);
    const { timeZone = null, duration = null, bookingUidToReschedule: rescheduledUid = null } = input;
    const window = { start: readInstant(input.start) as number, end: endOfDayAt(readInstant(input.end) as number) };
    const question = { window, timeZone, duration, rescheduledUid, names: ['start', 'end'] as [string, string] };
    const slots = await this.slots.compute(bookable, question);
    const { length, seatsPerTimeSlot } = bookable.eventType;
    const isRange = input.format?.toLowerCase() === 'range';
    return toSlots_2024_09_04(slots, { timeZone, isRange, duration: duration ?? length }, seatsPerTimeSlot);
  }

  private async getBookable(input: GetSlotsInput): Promise<Bookable> {
    if (input instanceof SlotsById) return (await this.availability.find(input.eventTypeId)) ?? unknownEventType();
    if (input instanceof SlotsByTeamSlug) throw ApiError.notFound(`Team with slug ${input.teamSlug} not found`);
    if (!(input instanceof SlotsBySlug)) return this.availability.getGroup(input.usernames);
    const { username, eventTypeSlug } = input;
    const found = await this.availability.findNamed(username, eventTypeSlug, false);
    if (found === undefined) throw ApiError.notFound(`User with username ${username} not found`);
    return found ?? unknownEventType();
  }
}

function unknownEventType(): never {
  throw ApiError.notFound('Event Type not found');
}
