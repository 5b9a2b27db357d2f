import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../idempotency/idempotency.module.js';
import { BookableEventTypesRepository } from './bookable-event-types.repository.js';
import { BookableEventTypesService } from './bookable-event-types.service.js';
import { BOOKING_EVENT_RECORDERS } from './booking-event.js';
import { BookingTimesService } from './booking-times.service.js';
import { BookingTransactionsService } from './booking-transactions.service.js';
import { BookingsController_2024_08_13 } from './bookings-2024-08-13.controller.js';
import { BookingsService_2024_08_13 } from './bookings-2024-08-13.service.js';
import { BookingsRepository } from './bookings.repository.js';
import { CreateBookingService } from './create-booking.service.js';
import { HostCalendarRepository } from './host-calendar.repository.js';
import { HostQueue } from './host-queue.js';

@Module({
  imports: [IdempotencyModule],
  controllers: [BookingsController_2024_08_13],
  providers: [
    BookingsService_2024_08_13,
    CreateBookingService,
    BookableEventTypesService,
    BookableEventTypesRepository,
    BookingTimesService,
    HostCalendarRepository,
    BookingTransactionsService,
    HostQueue,
    BookingsRepository,
    { provide: BOOKING_EVENT_RECORDERS, useValue: [] },
  ],
})
export class BookingsModule {}
