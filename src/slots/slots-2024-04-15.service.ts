import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { AvailabilityService } from './availability.service.js';
import type { Bookable } from './bookable.js';
import { readInstant } from './instant.js';
import { type SlotJson_2024_04_15, toSlots_2024_04_15 } from './slots-output.js';
import type { GetAvailableSlotsInput_2024_04_15 } from './slots-query-2024-04-15.dto.js';
import { SlotsService } from './slots.service.js';

const FORMATS = ['range', 'time'];

/** Slots in the shape 2024-04-15. */
@Injectable()
export class SlotsService_2024_04_15 {
  constructor(
    private readonly slots: SlotsService,
    private readonly availability: AvailabilityService,
  ) {}

  /**
   * By date, in the zone of the query.
   *
   * @param visitor of the cookie: whose own reservation hides nothing.
   * @throws ApiError 400 for a query that is not valid, 404 when there is no such event type.
   */
  async list(
    input: GetAvailableSlotsInput_2024_04_15,
    visitor: string | undefined,
  ): Promise<{ slots: Record<string, SlotJson_2024_04_15[]> }> {
    const { timeZone = null, duration = null, rescheduleUid: rescheduledUid = null, slotFormat } = input;
    if (slotFormat && !FORMATS.includes(slotFormat)) {
      throw ApiError.badRequest("Invalid slot format. Must be either 'range' or 'time'");
    }
    const bookable = (await this.findBookable(input)) ?? unknownEventType();
    const slots = await this.slots.compute(bookable, {
      window: { start: readInstant(input.startTime) as number, end: readInstant(input.endTime) as number },
      names: ['startTime', 'endTime'],
      ...{ timeZone, duration, rescheduledUid, ownReservationUid: visitor },
      ignoresFailures: input._silentCalendarFailures,
      ignoresCalendars: input._bypassCalendarBusyTimes,
    });
    // compat: slots.any-format — `slotFormat=time` shows ends too.
    const shape = { timeZone, isRange: Boolean(slotFormat), duration: duration ?? bookable.eventType.length };
    return { slots: toSlots_2024_04_15(slots, shape) };
  }

  private async findBookable(input: GetAvailableSlotsInput_2024_04_15): Promise<Bookable | null | undefined> {
    const { eventTypeId, isTeamEvent, usernameList = [], eventTypeSlug } = input;
    if (typeof eventTypeId === 'number' && eventTypeId > 0) return this.availability.find(eventTypeId);
    const [first, ...others] = usernameList.map((name) => name.toLowerCase());
    if (isTeamEvent || first === undefined) return null;
    if (others.length > 0) return this.availability.getGroup([first, ...others]);
    return eventTypeSlug ? this.availability.findNamed(first, eventTypeSlug, true) : null;
  }
}

function unknownEventType(): never {
  throw ApiError.trpc(404, 'Event Type not found');
}
