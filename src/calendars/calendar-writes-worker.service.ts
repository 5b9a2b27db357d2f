import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { type CalendarWriteRow, CalendarWritesRepository } from './calendar-writes.repository.js';
import { CalendarWritesService } from './calendar-writes.service.js';

/** How often to look for what is due, milliseconds: for repetitions, and for what other servers wrote. */
const INTERVAL = 2_000;
/** How long a booking belongs to the server that claimed it, milliseconds: longer than any attempt. */
const LEASE = 180_000;
const MAX_RUNNING = 10;
/** Between attempts, milliseconds: three times as long each time. */
const [SHORTEST, LONGEST] = [10_000, 6 * 3_600_000];
/** Within about a day and a half. */
const MAX_ATTEMPTS = 12;

/** Tells calendars what is due, from any number of servers at the same time. */
@Injectable()
export class CalendarWritesWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('CalendarWrites');
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private lookAgain = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly repository: CalendarWritesRepository,
    private readonly writes: CalendarWritesService,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.calendarWritesEnabled) return;
    this.timer = setInterval(() => this.wake(), INTERVAL).unref();
    this.wake();
  }

  /** What is under way is finished; it has limits of time. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.working;
  }

  /** Looks for what is due now; call it when something has become due. */
  wake(): void {
    if (this.timer) void this.writeDue();
  }

  /** Tells everything that is due, and resolves when it was tried. */
  writeDue(): Promise<void> {
    this.lookAgain = true;
    this.working ??= this.workUntilQuiet().finally(() => (this.working = undefined));
    return this.working;
  }

  private async workUntilQuiet(): Promise<void> {
    while (this.lookAgain) {
      this.lookAgain = false;
      try {
        const now = this.clock.now();
        const claimed = await this.repository.claim(new Date(now), new Date(now + LEASE), MAX_RUNNING);
        await Promise.all(claimed.map((row) => this.attempt(row)));
        this.lookAgain ||= claimed.length === MAX_RUNNING;
      } catch (error) {
        // The database is away: the lease ends by itself.
        this.logger.warn(`cannot look for bookings to write: ${(error as Error).message}`);
      }
    }
  }

  private async attempt(row: CalendarWriteRow): Promise<void> {
    const { bookingId, attempts } = row;
    try {
      await this.writes.tell(bookingId);
      await this.repository.finish(row);
      await this.repository.release(row, new Date(this.clock.now()));
    } catch (error) {
      this.logger.warn(`calendar of booking ${bookingId}, attempt ${attempts}: ${(error as Error).message}`);
      if (attempts >= MAX_ATTEMPTS) await this.repository.finish(row);
      await this.repository.release(row, new Date(this.clock.now() + delayAfter(attempts)));
    }
  }
}

const delayAfter = (attempts: number): number => Math.min(SHORTEST * 3 ** (attempts - 1), LONGEST);
