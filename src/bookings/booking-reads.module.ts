import { Module } from '@nestjs/common';
import { BookingListsRepository } from './booking-lists.repository.js';
import { BookingListsService } from './booking-lists.service.js';
import { BookingReadsController_2024_08_13 } from './booking-reads-2024-08-13.controller.js';
import { BookingReadsRepository } from './booking-reads.repository.js';
import { BookingReadsService } from './booking-reads.service.js';
import { BookingRecordingsController_2024_08_13 } from './booking-recordings-2024-08-13.controller.js';

/** Everything that only reads bookings. */
@Module({
  controllers: [BookingReadsController_2024_08_13, BookingRecordingsController_2024_08_13],
  providers: [BookingReadsService, BookingReadsRepository, BookingListsService, BookingListsRepository],
  exports: [BookingReadsRepository, BookingListsService],
})
export class BookingReadsModule {}
