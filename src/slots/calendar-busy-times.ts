import { Injectable } from '@nestjs/common';
import type { Range } from './ranges.js';

/** What the calendars say that people have connected and selected. */
@Injectable()
export abstract class CalendarBusyTimes {
  /**
   * The busy times of each user between two moments, in epoch milliseconds; null for a user with a calendar that could not
   * be read. Only users with selected calendars are asked for. May take as long as the calendars do: not for a transaction.
   */
  abstract of(userIds: number[], from: number, to: number): Promise<Map<number, Range[] | null>>;
}
