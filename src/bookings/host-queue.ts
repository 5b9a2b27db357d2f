import { Injectable } from '@nestjs/common';

/**
 * Lets those who change the bookings of one host in one after the other. The database would make them wait as well, but
 * each of them would hold a connection meanwhile, and a rush for one host would leave none for the others.
 */
@Injectable()
export class HostQueue {
  private readonly last = new Map<number, Promise<unknown>>();

  async run<Result>(hostId: number, work: () => Promise<Result>): Promise<Result> {
    const turn = (this.last.get(hostId) ?? Promise.resolve()).then(work, work);
    const settled = turn.catch(() => undefined);
    this.last.set(hostId, settled);
    try {
      return await turn;
    } finally {
      if (this.last.get(hostId) === settled) this.last.delete(hostId);
    }
  }
}
