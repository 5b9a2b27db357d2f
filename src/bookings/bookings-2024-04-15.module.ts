import { Module } from '@nestjs/common';
import { BookingEndsService_2024_04_15 } from './booking-ends-2024-04-15.service.js';
import { BookingReadsService_2024_04_15 } from './booking-reads-2024-04-15.service.js';
import { BookingReadsModule } from './booking-reads.module.js';
import { BookingsController_2024_04_15 } from './bookings-2024-04-15.controller.js';
import { BookingsService_2024_04_15 } from './bookings-2024-04-15.service.js';
import { BookingsModule } from './bookings.module.js';

/** The older generation of the API, over the same use cases. */
@Module({
  imports: [BookingReadsModule, BookingsModule],
  controllers: [BookingsController_2024_04_15],
  providers: [BookingsService_2024_04_15, BookingReadsService_2024_04_15, BookingEndsService_2024_04_15],
})
export class BookingsModule_2024_04_15 {}
