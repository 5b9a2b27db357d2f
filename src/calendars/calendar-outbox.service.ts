import { Injectable } from '@nestjs/common';
import type { BookingEvent, BookingEventRecorder } from '../bookings/booking-event.js';
import { Clock } from '../common/clock.js';
import { PrismaService } from '../database/prisma.service.js';
import type { Queryable } from '../database/statement.js';
import { CalendarWritesRepository } from './calendar-writes.repository.js';
import { CalendarWritesWorker } from './calendar-writes-worker.service.js';

/** Writes down, in the transaction of what happened to a booking, that the host's calendar is to be told. */
@Injectable()
export class CalendarOutboxService implements BookingEventRecorder {
  constructor(
    private readonly repository: CalendarWritesRepository,
    private readonly worker: CalendarWritesWorker,
    private readonly prisma: PrismaService,
    private readonly clock: Clock,
  ) {}

  async record(event: BookingEvent, on: Queryable): Promise<void> {
    if (event.kind === 'no-show-updated') return;
    const { booking, isEmbed = false } = event;
    const previousId = (event as { previous?: { id: number } }).previous?.id ?? null;
    const isRecorded = await this.repository.record(booking.id, previousId, isEmbed, new Date(this.clock.now()), on);
    if (isRecorded) this.prisma.afterCommit(on, () => this.worker.wake());
  }
}
