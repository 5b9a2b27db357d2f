import { Inject, Injectable } from '@nestjs/common';
import { BackgroundWorker } from '../background/background-worker.js';
import { retryDelay } from '../background/retry-delay.js';
import { Clock } from '../common/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { type CalendarWriteRow, CalendarWritesRepository } from './calendar-writes.repository.js';
import { CalendarWritesService } from './calendar-writes.service.js';

/** How long a booking belongs to the server that claimed it, milliseconds: longer than any attempt. */
const LEASE = 180_000;

/** Tells calendars what became of bookings, again and again until they take it or a day is over. */
@Injectable()
export class CalendarWritesWorker extends BackgroundWorker<CalendarWriteRow> {
  constructor(
    @Inject(SETTINGS) { calendarWritesEnabled: isOn }: Settings,
    private readonly repository: CalendarWritesRepository,
    private readonly writes: CalendarWritesService,
    private readonly clock: Clock,
  ) {
    super({ name: 'CalendarWrites', isOn, interval: 2_000, maxRunning: 10 });
  }

  protected claim(limit: number): Promise<CalendarWriteRow[]> {
    const now = this.clock.now();
    return this.repository.claim(new Date(now), new Date(now + LEASE), limit);
  }

  protected async perform(row: CalendarWriteRow): Promise<void> {
    const delay = await this.tell(row);
    if (delay === null) await this.repository.finish(row);
    await this.repository.release(row, new Date(this.clock.now() + (delay ?? 0)));
  }

  /** @returns when to try again, milliseconds from now; null when it was told, or tried often enough. */
  private async tell({ bookingId, attempts }: CalendarWriteRow): Promise<number | null> {
    try {
      await this.writes.tell(bookingId);
      return null;
    } catch (error) {
      this.logger.warn(`calendar of booking ${bookingId}, attempt ${attempts}: ${(error as Error).message}`);
      return retryDelay(attempts);
    }
  }
}
