import { Module } from '@nestjs/common';
import { BookingMails } from './booking-mails.service.js';
import { MailOutbox } from './mail-outbox.service.js';
import { MailSender, SmtpSender } from './mail-sender.js';
import { MailWorker } from './mail-worker.service.js';
import { MailsRepository } from './mails.repository.js';

@Module({
  providers: [MailsRepository, MailOutbox, MailWorker, BookingMails, { provide: MailSender, useClass: SmtpSender }],
  exports: [MailOutbox, BookingMails],
})
export class MailsModule {}
