import { Module } from '@nestjs/common';
import { SelectedSlotsService } from './selected-slots.service.js';
import { SlotReservationsRepository } from './slot-reservations.repository.js';
import { SlotReservationsService } from './slot-reservations.service.js';
import { SlotsController_2024_04_15 } from './slots-2024-04-15.controller.js';
import { SlotsController_2024_09_04 } from './slots-2024-09-04.controller.js';

@Module({
  controllers: [SlotsController_2024_04_15, SlotsController_2024_09_04],
  providers: [SlotReservationsService, SelectedSlotsService, SlotReservationsRepository],
})
export class SlotsModule {}
