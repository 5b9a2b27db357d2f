import { Module } from '@nestjs/common';
import { MailsModule } from '../mails/mails.module.js';
import { EmailVerificationController } from './email-verification.controller.js';
import { EmailVerificationService } from './email-verification.service.js';
import { VerificationCodes } from './verification-codes.js';
import { VerifiedEmailsController } from './verified-emails.controller.js';
import { VerifiedEmailsRepository } from './verified-emails.repository.js';
import { VerifiedEmailsService } from './verified-emails.service.js';

@Module({
  imports: [MailsModule],
  controllers: [EmailVerificationController, VerifiedEmailsController],
  providers: [EmailVerificationService, VerificationCodes, VerifiedEmailsRepository, VerifiedEmailsService],
  exports: [EmailVerificationService, VerificationCodes, VerifiedEmailsRepository],
})
export class EmailVerificationModule {}
