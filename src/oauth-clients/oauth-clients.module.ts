import { Module } from '@nestjs/common';
import { OAuthClientsController } from './oauth-clients.controller.js';
import { OAuthClientsRepository } from './oauth-clients.repository.js';
import { OAuthClientsService } from './oauth-clients.service.js';

@Module({
  controllers: [OAuthClientsController],
  providers: [OAuthClientsService, OAuthClientsRepository],
  exports: [OAuthClientsService],
})
export class OAuthClientsModule {}
