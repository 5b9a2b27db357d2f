import { Module } from '@nestjs/common';
import { CalendarsModule } from '../calendars/calendars.module.js';
import { AvailabilityRepository } from './availability.repository.js';
import { AvailabilityService } from './availability.service.js';
import { SelectedSlotsService } from './selected-slots.service.js';
import { SlotReservationsRepository } from './slot-reservations.repository.js';
import { SlotReservationsService } from './slot-reservations.service.js';
import { SlotsController_2024_04_15 } from './slots-2024-04-15.controller.js';
import { SlotsController_2024_09_04 } from './slots-2024-09-04.controller.js';
import { SlotsService_2024_04_15 } from './slots-2024-04-15.service.js';
import { SlotsService_2024_09_04 } from './slots-2024-09-04.service.js';
import { SlotsService } from './slots.service.js';

@Module({
  imports: [CalendarsModule],
  controllers: [SlotsController_2024_04_15, SlotsController_2024_09_04],
  providers: [
    AvailabilityService,
    AvailabilityRepository,
    SlotsService,
    SlotsService_2024_04_15,
    SlotsService_2024_09_04,
    SlotReservationsService,
    SelectedSlotsService,
    SlotReservationsRepository,
  ],
  exports: [AvailabilityService],
})
export class SlotsModule {}
