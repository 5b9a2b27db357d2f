import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { CalendarUnreachableError } from './calendar-provider.js';
import type { IcsAnswer, IcsQuestion } from './ics-busy-times.js';

/** For one feed, milliseconds. */
const TIME_LIMIT = 3_000;
const MEMORY_LIMIT_MB = 256;
const WORKERS = 2;
/** Tests run the sources, but a thread needs the built file. */
const SCRIPT = fileURLToPath(new URL('../../dist/calendars/ics.worker.js', import.meta.url));

interface Job {
  question: IcsQuestion;
  done: (answer: IcsAnswer | null) => void;
}

/** Reads iCalendar texts of strangers: beside the server's own work, with a limit of time and memory. */
@Injectable()
export class IcsReader implements OnApplicationShutdown {
  private readonly waiting: Job[] = [];
  private readonly idle: Worker[] = [];
  private readonly busy = new Set<Worker>();

  /** @throws CalendarUnreachableError when it is no calendar, or takes too much time or memory. */
  async read(question: IcsQuestion): Promise<IcsAnswer> {
    const answer = await new Promise<IcsAnswer | null>((done) => {
      this.waiting.push({ question, done });
      this.next();
    });
    if (!answer) throw new CalendarUnreachableError('The calendar cannot be read');
    return answer;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.idle, ...this.busy].map((worker) => worker.terminate()));
  }

  private next(): void {
    if (this.waiting.length === 0 || this.busy.size === WORKERS) return;
    const { question, done } = this.waiting.shift() as Job;
    const worker = this.idle.pop() ?? startWorker();
    this.busy.add(worker);
    const finish = (answer: IcsAnswer | null, isUsable: boolean): void => {
      clearTimeout(timer);
      // Not all listeners: the thread has some of its own.
      worker.off('message', onMessage).off('error', onEnd).off('exit', onEnd);
      this.busy.delete(worker);
      if (isUsable) this.idle.push(worker);
      else void worker.terminate();
      done(answer);
      this.next();
    };
    const onMessage = ({ answer }: { answer: IcsAnswer | null }): void => finish(answer, true);
    const onEnd = (): void => finish(null, false);
    const timer = setTimeout(onEnd, TIME_LIMIT);
    worker.on('message', onMessage).on('error', onEnd).on('exit', onEnd);
    worker.postMessage(question);
  }
}

function startWorker(): Worker {
  const worker = new Worker(SCRIPT, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB } });
  // It does not keep the server from ending.
  worker.unref();
  return worker;
}
