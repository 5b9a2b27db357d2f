import { type BeforeApplicationShutdown, Logger, type OnApplicationBootstrap } from '@nestjs/common';

/** How long tasks may go on when the server stops, milliseconds. */
const PATIENCE = 3_000;
/** And how long they have to tidy up when they are told to give up. */
const LAST_PATIENCE = 1_000;

/** How a worker goes about its tasks. */
export interface WorkingHabits {
  /** For the log. */
  name: string;
  /** Whether it looks for tasks by itself. */
  isOn: boolean;
  /** How often to look, milliseconds: for tasks that have become due again, and for those that other servers wrote. */
  interval: number;
  /** Tasks at the same time. */
  maxRunning: number;
  /** Tasks that are claimed at once; as many as there is place for when it is not said. */
  maxClaimed?: number;
}

/**
 * Does in the background what transactions left to be done, on any number of servers at the same time. A feature says how
 * tasks are claimed, which is for a while only, so that those of a server that dies are due again, and how one is done.
 * Whoever writes a task wakes the worker after the commit.
 */
export abstract class BackgroundWorker<Task> implements OnApplicationBootstrap, BeforeApplicationShutdown {
  protected readonly logger: Logger;
  /** Tasks that are under way. */
  protected readonly running = new Map<Promise<void>, Task>();
  private readonly stop = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private lookAgain = false;
  private started = 0;

  protected constructor(private readonly habits: WorkingHabits) {
    this.logger = new Logger(habits.name);
  }

  /** Whether it looks for tasks by itself. */
  get isOn(): boolean {
    return this.habits.isOn;
  }

  /** Takes at most `limit` tasks that are due; nobody else gets them for a while. */
  protected abstract claim(limit: number): Promise<Task[]>;

  /**
   * Does one task and writes down what came of it. When it rejects nothing was written down: the task is due again later.
   *
   * @param stop fires when the server will not wait any longer.
   */
  protected abstract perform(task: Task, stop: AbortSignal): Promise<void>;

  onApplicationBootstrap(): void {
    if (!this.isOn) return;
    this.timer = setInterval(() => this.wake(), this.habits.interval).unref();
    this.wake();
  }

  /** Lets what is under way finish, within limits; what does not is due again, here or elsewhere. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.looking;
    if (await this.isQuietWithin(PATIENCE)) return;
    this.stop.abort();
    await this.isQuietWithin(LAST_PATIENCE);
  }

  /** Looks for what is due now; call it when something has become due. */
  wake(): void {
    if (this.timer) void this.look();
  }

  /** Does everything that is due, and resolves when nothing is left of it. @returns how many tasks were begun. */
  async runDue(): Promise<number> {
    const before = this.started;
    await this.look();
    while (this.running.size > 0) {
      await Promise.race(this.running.keys());
      await this.look();
    }
    return this.started - before;
  }

  private async isQuietWithin(milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), milliseconds)));
    const quiet = Promise.all(this.running.keys()).then(() => true);
    return Promise.race([quiet, late]).finally(() => clearTimeout(timer));
  }

  /** One look at a time; whoever comes during one has another made after it. */
  private look(): Promise<void> {
    this.lookAgain = true;
    this.looking ??= this.lookUntilQuiet();
    return this.looking;
  }

  private async lookUntilQuiet(): Promise<void> {
    while (this.lookAgain) {
      this.lookAgain = false;
      // The database is away: the next look makes up for it.
      await this.claimAndStart().catch((error: Error) => this.logger.warn(`cannot look: ${error.message}`));
    }
    this.looking = undefined;
  }

  private async claimAndStart(): Promise<void> {
    const { maxRunning, maxClaimed = maxRunning } = this.habits;
    for (;;) {
      const limit = Math.min(maxRunning - this.running.size, maxClaimed);
      if (limit <= 0) return;
      const claimed = await this.claim(limit);
      claimed.forEach((task) => this.start(task));
      if (claimed.length < limit) return;
    }
  }

  private start(task: Task): void {
    this.started += 1;
    const work = this.perform(task, this.stop.signal)
      .catch((error: Error) => this.logger.warn(`cannot note what became of a task: ${error.message}`))
      .finally(() => {
        this.running.delete(work);
        // Somebody may have waited for the place.
        this.wake();
      });
    this.running.set(work, task);
  }
}
