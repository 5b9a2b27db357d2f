import { Module } from '@nestjs/common';
import { ApiKeysModule } from '../api-keys/api-keys.module.js';
import { OAuthClientsModule } from '../oauth-clients/oauth-clients.module.js';
import { SetupService } from './setup.service.js';

@Module({ imports: [OAuthClientsModule, ApiKeysModule], providers: [SetupService], exports: [SetupService] })
export class SetupModule {}
