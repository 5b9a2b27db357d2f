import { Global, Module } from '@nestjs/common';
import { CredentialChangesService } from './credential-changes.service.js';
import { CredentialsRepository } from './credentials.repository.js';
import { CredentialsService } from './credentials.service.js';

@Global()
@Module({
  providers: [CredentialsService, CredentialsRepository, CredentialChangesService],
  exports: [CredentialsService],
})
export class CredentialsModule {}
