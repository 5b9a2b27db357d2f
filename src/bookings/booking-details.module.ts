import { Module } from '@nestjs/common';
import { ConferencingModule } from '../conferencing/conferencing.module.js';
import { BookingAttendeesController_2024_08_13 } from './booking-attendees-2024-08-13.controller.js';
import { BookingAttendeesRepository } from './booking-attendees.repository.js';
import { BookingAttendeesService } from './booking-attendees.service.js';
import { BookingDetailsService_2024_08_13 } from './booking-details-2024-08-13.service.js';
import { BookingGuestsController_2024_08_13 } from './booking-guests-2024-08-13.controller.js';
import { BookingLocationController_2024_08_13 } from './booking-location-2024-08-13.controller.js';
import { BookingPlacesRepository } from './booking-places.repository.js';
import { BookingPlacesService } from './booking-places.service.js';
import { BookingReadsModule } from './booking-reads.module.js';
import { BookingsModule } from './bookings.module.js';

/** Small changes of bookings: who takes part, and where. */
@Module({
  imports: [BookingReadsModule, BookingsModule, ConferencingModule],
  controllers: [
    BookingAttendeesController_2024_08_13,
    BookingGuestsController_2024_08_13,
    BookingLocationController_2024_08_13,
  ],
  providers: [
    BookingDetailsService_2024_08_13,
    BookingAttendeesService,
    BookingAttendeesRepository,
    BookingPlacesService,
    BookingPlacesRepository,
  ],
})
export class BookingDetailsModule {}
