import { Module } from '@nestjs/common';
import { OAuthClientsService } from './oauth-clients.service.js';

@Module({ providers: [OAuthClientsService], exports: [OAuthClientsService] })
export class OAuthClientsModule {}
