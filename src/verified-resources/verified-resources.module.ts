import { Module } from '@nestjs/common';
import { EmailVerificationModule } from '../email-verification/email-verification.module.js';
import { UserVerifiedResourcesController } from './verified-resources.controller.js';
import { VerifiedResourcesService } from './verified-resources.service.js';

@Module({
  imports: [EmailVerificationModule],
  controllers: [UserVerifiedResourcesController],
  providers: [VerifiedResourcesService],
})
export class VerifiedResourcesModule {}
