import { Global, Module } from '@nestjs/common';
import { TokensModule } from '../tokens/tokens.module.js';
import { AuthenticationService } from './authentication.service.js';
import { CredentialsRepository } from './credentials.repository.js';
import { CredentialsService } from './credentials.service.js';

@Global()
@Module({
  imports: [TokensModule],
  providers: [AuthenticationService, CredentialsService, CredentialsRepository],
  exports: [AuthenticationService, CredentialsService],
})
export class AuthModule {}
