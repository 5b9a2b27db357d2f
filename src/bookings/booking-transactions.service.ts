import { Inject, Injectable } from '@nestjs/common';
import { sqlStateOf } from '../database/database-error.js';
import { PrismaService } from '../database/prisma.service.js';
import type { Queryable } from '../database/statement.js';
import { type IdempotentRequest, IdempotencyService } from '../idempotency/idempotency.service.js';
import { BOOKING_EVENT_RECORDERS, type BookingEvent, type BookingEventRecorder } from './booking-event.js';
import { notAvailable } from './booking-refusals.js';
import { HostQueue } from './host-queue.js';

/** What a use case did: its answer, and what there is to tell the world. */
export interface Outcome<Result> {
  result: Result;
  events: BookingEvent[];
}

const EXCLUSION_VIOLATION = '23P01';
const DEADLOCK = '40P01';
/** Of those who wait for each other one gets its turn in each round. */
const ATTEMPTS = 5;

/** One use case that changes the bookings of a host is one transaction, and what it tells is written down in the same. */
@Injectable()
export class BookingTransactionsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly idempotency: IdempotencyService,
    private readonly queue: HostQueue,
    @Inject(BOOKING_EVENT_RECORDERS) private readonly recorders: BookingEventRecorder[],
  ) {}

  /**
   * @param repeatable with a key a repetition gets the first answer again.
   * @throws ApiError 400 when the host got another booking at that time in the meantime.
   */
  async run<Result extends object>(
    hostId: number,
    work: (on: Queryable) => Promise<Outcome<Result>>,
    repeatable?: IdempotentRequest,
  ): Promise<Result> {
    const recorded = async (on: Queryable): Promise<Result> => {
      const { result, events } = await work(on);
      for (const event of events) for (const recorder of this.recorders) await recorder.record(event, on);
      return result;
    };
    return this.queue.run(hostId, () =>
      decided(() =>
        repeatable?.key === undefined ? this.prisma.transaction(recorded) : this.idempotency.run(repeatable, recorded),
      ),
    );
  }
}

/** Turns the refusals of the constraints into ours, and tries again when two waited for each other. */
async function decided<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const state = sqlStateOf(error);
      if (state === EXCLUSION_VIOLATION) throw notAvailable();
      if (state !== DEADLOCK || attempt === ATTEMPTS) throw error;
    }
  }
}
