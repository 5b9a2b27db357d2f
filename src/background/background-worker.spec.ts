import { jest } from '@jest/globals';
import { BackgroundWorker } from './background-worker.js';

/** Does numbers: each is under way until the test ends it. */
class NumberWorker extends BackgroundWorker<number> {
  due: number[] = [];
  claims: number[] = [];
  begun: number[] = [];
  ended: number[] = [];
  told: number[] = [];
  failNext: Error | undefined;
  readonly ends = new Map<number, (error?: Error) => void>();

  constructor(habits: { isOn?: boolean; maxRunning?: number; maxClaimed?: number } = {}) {
    super({ name: 'Numbers', isOn: true, interval: 1_000, maxRunning: 3, ...habits });
    this.logger.warn = (text: string) => void this.warnings.push(text);
  }

  readonly warnings: string[] = [];

  protected async claim(limit: number): Promise<number[]> {
    this.claims.push(limit);
    const error = this.failNext;
    this.failNext = undefined;
    if (error) throw error;
    return this.due.splice(0, limit);
  }

  protected async perform(task: number, stop: AbortSignal): Promise<void> {
    this.begun.push(task);
    stop.addEventListener('abort', () => this.told.push(task));
    await new Promise<void>((resolve, reject) => this.ends.set(task, (error) => (error ? reject(error) : resolve())));
    this.ended.push(task);
  }
}

describe('a background worker', () => {
  let worker: NumberWorker;

  beforeEach(() => void jest.useFakeTimers());
  afterEach(async () => {
    worker.due = [];
    worker.ends.forEach((end) => end());
    await worker.beforeApplicationShutdown();
    jest.useRealTimers();
  });

  /** Lets everything happen that waits for nothing. */
  const turns = () => jest.advanceTimersByTimeAsync(0);
  const started = async (due: number[], habits?: ConstructorParameters<typeof NumberWorker>[0]) => {
    worker = new NumberWorker(habits);
    worker.due = due;
    worker.onApplicationBootstrap();
    await turns();
    return worker;
  };

  it('does what was left from before the start', async () => {
    expect((await started([1, 2])).begun).toEqual([1, 2]);
  });

  it('does at once what it is woken for', async () => {
    await started([]);
    worker.due.push(1);
    worker.wake();
    await turns();
    expect(worker.begun).toEqual([1]);
  });

  it('looks again by itself', async () => {
    await started([]);
    worker.due.push(1);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(worker.begun).toEqual([1]);
  });

  it('does no more at the same time than it may, and goes on when one is done', async () => {
    await started([1, 2, 3, 4, 5]);
    expect(worker.begun).toEqual([1, 2, 3]);
    worker.ends.get(2)?.();
    await turns();
    expect(worker.begun).toEqual([1, 2, 3, 4]);
  });

  it('claims no more at once than it may', async () => {
    await started([1, 2, 3], { maxClaimed: 2 });
    expect(worker.claims).toEqual([2, 1]);
  });

  it('does nothing by itself when it is off', async () => {
    await started([1], { isOn: false });
    worker.wake();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(worker.begun).toEqual([]);
  });

  it('does everything that is due when it is told to, also when it is off', async () => {
    await started([1, 2, 3, 4], { isOn: false, maxRunning: 2 });
    const run = worker.runDue();
    for (const task of [1, 2, 3, 4]) {
      await turns();
      worker.ends.get(task)?.();
    }
    expect(await run).toBe(4);
  });

  it('goes on when a look fails, and tells', async () => {
    await started([]);
    worker.failNext = new Error('the database is away');
    worker.due.push(1);
    worker.wake();
    await turns();
    expect(worker.warnings).toEqual(['cannot look: the database is away']);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(worker.begun).toEqual([1]);
  });

  it('goes on when a task fails, and tells', async () => {
    await started([1, 2], { maxRunning: 1 });
    worker.ends.get(1)?.(new Error('the database is away'));
    await turns();
    expect(worker.warnings).toEqual(['cannot note what became of a task: the database is away']);
    expect(worker.begun).toEqual([1, 2]);
  });

  describe('that stops', () => {
    it('lets what is under way finish, and begins nothing more', async () => {
      await started([1, 2, 3, 4]);
      let isStopped = false;
      const stop = worker.beforeApplicationShutdown().then(() => (isStopped = true));
      await jest.advanceTimersByTimeAsync(2_000);
      expect(isStopped).toBe(false);
      worker.ends.forEach((end) => end());
      await stop;
      expect(worker.ended).toEqual([1, 2, 3]);
      expect(worker.told).toEqual([]);
      worker.wake();
      await jest.advanceTimersByTimeAsync(5_000);
      expect(worker.begun).toEqual([1, 2, 3]);
    });

    it('tells what takes too long to give up, and waits for that a moment', async () => {
      await started([1]);
      let isStopped = false;
      const stop = worker.beforeApplicationShutdown().then(() => (isStopped = true));
      await jest.advanceTimersByTimeAsync(3_000);
      expect(worker.told).toEqual([1]);
      expect(isStopped).toBe(false);
      await jest.advanceTimersByTimeAsync(1_000);
      await stop;
      expect(worker.ended).toEqual([]);
    });

    it('does not wait when there is nothing to wait for', async () => {
      await started([]);
      await worker.beforeApplicationShutdown();
    });
  });
});
