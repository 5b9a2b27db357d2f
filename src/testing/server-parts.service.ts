import { Injectable } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { BackgroundWorker } from '../background/background-worker.js';
import { isForgetful } from '../common/forgetful.js';

/** Finds, in the whole server, what works by itself and what remembers: a new feature is among them without being named. */
@Injectable()
export class ServerParts {
  constructor(private readonly modules: ModulesContainer) {}

  /** Finishes what is due, so that nothing of it comes later. */
  async finishDue(): Promise<void> {
    await Promise.all(this.workers().map((worker) => worker.runDue()));
  }

  /** Lets the workers look for what has become due. */
  wake(): void {
    for (const worker of this.workers()) worker.wake();
  }

  /** Lets everything be read from the database again. */
  emptyCaches(): void {
    for (const forgetful of this.parts().filter(isForgetful)) forgetful.forgetAll();
  }

  private workers(): BackgroundWorker<unknown>[] {
    return this.parts().filter((part) => part instanceof BackgroundWorker && part.isOn) as BackgroundWorker<unknown>[];
  }

  private parts(): object[] {
    const found = [...this.modules.values()].flatMap((module) => [...module.providers.values()]);
    return [...new Set(found.map(({ instance }) => instance as object | undefined))].filter(
      (instance) => instance instanceof Object,
    );
  }
}
