import { Module } from '@nestjs/common';
import { AppCredentialsRepository } from './app-credentials.repository.js';
import { AppCredentialsService } from './app-credentials.service.js';
import { OAuthConnectionsService } from './oauth-connections.service.js';
import { OAuthStatesService } from './oauth-states.service.js';

@Module({
  providers: [AppCredentialsService, AppCredentialsRepository, OAuthConnectionsService, OAuthStatesService],
  exports: [AppCredentialsService, OAuthConnectionsService, OAuthStatesService],
})
export class AppCredentialsModule {}
