import { Module } from '@nestjs/common';
import { AppCredentialsModule } from '../app-credentials/app-credentials.module.js';
import { AtomsConferencingController } from './atoms-conferencing.controller.js';
import { ConferencingController } from './conferencing.controller.js';
import { ConferencingOAuthService } from './conferencing-oauth.service.js';
import { ConferencingRepository } from './conferencing.repository.js';
import { ConferencingService } from './conferencing.service.js';

@Module({
  imports: [AppCredentialsModule],
  controllers: [ConferencingController, AtomsConferencingController],
  providers: [ConferencingService, ConferencingOAuthService, ConferencingRepository],
  exports: [ConferencingService],
})
export class ConferencingModule {}
