import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { AvailabilityService, type CalendarOptions } from './availability.service.js';
import type { Bookable } from './bookable.js';
import { computeSlots } from './compute-slots.js';
import type { Range } from './ranges.js';
import type { SlotsByDate } from './slot-query.js';
import { isTooMuch } from './slots-window.js';

/** What is asked about the slots of an event type, whichever generation of the API asks. */
export interface SlotsQuestion extends CalendarOptions {
  /** Epoch milliseconds. */
  window: Range;
  timeZone: string | null;
  /** Minutes, instead of the length of the event type. */
  duration: number | null;
  rescheduledUid: string | null;
  ownReservationUid?: string | undefined;
  /** What the parameters for the window are called. */
  names: [start: string, end: string];
}

/** Times that can be booked. */
@Injectable()
export class SlotsService {
  constructor(
    private readonly availability: AvailabilityService,
    private readonly clock: Clock,
  ) {}

  /** @throws ApiError 400 for a window that is too long, 503 when a calendar cannot be read. */
  async compute(bookable: Bookable, question: SlotsQuestion): Promise<SlotsByDate> {
    const { window, names, ignoresFailures, ignoresCalendars, ...options } = question;
    if (isTooMuch(window, bookable, question.duration ?? bookable.eventType.length)) {
      const [start, end] = names;
      throw ApiError.badRequest(`Invalid time range given - check the '${start}' and '${end}' query parameters.`);
    }
    if (window.start > window.end || window.end < this.clock.now()) return new Map();
    const calendars = await this.availability.calendarBusyTimes(bookable, window, {
      ignoresFailures,
      ignoresCalendars,
    });
    return computeSlots({ ...(await this.availability.load(bookable, window, { ...options, calendars })), ...window });
  }
}
