import { Module } from '@nestjs/common';
import { EventTypesModule } from '../event-types/event-types.module.js';
import { EventTypesPrivateLinksController } from './private-links.controller.js';
import { PrivateLinksRepository } from './private-links.repository.js';
import { PrivateLinksService } from './private-links.service.js';

@Module({
  imports: [EventTypesModule],
  controllers: [EventTypesPrivateLinksController],
  providers: [PrivateLinksService, PrivateLinksRepository],
})
export class PrivateLinksModule {}
