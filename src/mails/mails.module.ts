import { type FactoryProvider, Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { KeptMails } from '../testing/kept-mails.js';
import { BookingMails } from './booking-mails.service.js';
import { MailOutbox } from './mail-outbox.service.js';
import { MailSender, SmtpSender } from './mail-sender.js';
import { MailWorker } from './mail-worker.service.js';
import { MailsRepository } from './mails.repository.js';

/** The mail server, unless the server was started for tests. */
const SENDER: FactoryProvider<MailSender> = {
  provide: MailSender,
  inject: [SETTINGS, { token: KeptMails, optional: true }],
  useFactory: (settings: Settings, kept?: KeptMails) => kept ?? new SmtpSender(settings),
};

@Module({
  providers: [MailsRepository, MailOutbox, MailWorker, BookingMails, SENDER],
  exports: [MailOutbox, MailWorker, BookingMails],
})
export class MailsModule {}
