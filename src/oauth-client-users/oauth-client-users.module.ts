import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../idempotency/idempotency.module.js';
import { TokensModule } from '../tokens/tokens.module.js';
import { ManagedUsersController } from './managed-users.controller.js';
import { OAuthClientUsersController } from './oauth-client-users.controller.js';
import { OAuthClientUsersRepository } from './oauth-client-users.repository.js';
import { OAuthClientUsersService } from './oauth-client-users.service.js';

@Module({
  imports: [TokensModule, IdempotencyModule],
  controllers: [OAuthClientUsersController, ManagedUsersController],
  providers: [OAuthClientUsersService, OAuthClientUsersRepository],
})
export class OAuthClientUsersModule {}
