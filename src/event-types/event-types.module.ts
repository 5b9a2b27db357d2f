import { Module } from '@nestjs/common';
import { ConferencingModule } from '../conferencing/conferencing.module.js';
import { SchedulesRepository } from '../schedules/schedules.repository.js';
import { AtomsEventTypesController } from './atoms-event-types.controller.js';
import { AtomsEventTypesService } from './atoms-event-types.service.js';
import { EventTypesController_2024_04_15 } from './event-types-2024-04-15.controller.js';
import { EventTypesService_2024_04_15 } from './event-types-2024-04-15.service.js';
import { EventTypesController_2024_06_14 } from './event-types-2024-06-14.controller.js';
import { EventTypesService_2024_06_14 } from './event-types-2024-06-14.service.js';
import { EventTypesRepository } from './event-types.repository.js';
import { EventTypesService } from './event-types.service.js';
import { PublicEventsService } from './public-events.service.js';

@Module({
  imports: [ConferencingModule],
  controllers: [AtomsEventTypesController, EventTypesController_2024_04_15, EventTypesController_2024_06_14],
  providers: [
    EventTypesService,
    AtomsEventTypesService,
    PublicEventsService,
    EventTypesService_2024_04_15,
    EventTypesService_2024_06_14,
    EventTypesRepository,
    SchedulesRepository,
  ],
  exports: [EventTypesService],
})
export class EventTypesModule {}
