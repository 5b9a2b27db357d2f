import { Module } from '@nestjs/common';
import { AtomsSchedulesController } from './atoms-schedules.controller.js';
import { SchedulesController_2024_04_15 } from './schedules-2024-04-15.controller.js';
import { SchedulesController_2024_06_11 } from './schedules-2024-06-11.controller.js';
import { SchedulesRepository } from './schedules.repository.js';
import { SchedulesService } from './schedules.service.js';

@Module({
  controllers: [SchedulesController_2024_06_11, SchedulesController_2024_04_15, AtomsSchedulesController],
  providers: [SchedulesService, SchedulesRepository],
  exports: [SchedulesService],
})
export class SchedulesModule {}
