import { Injectable } from '@nestjs/common';
import type { Mail } from '../mails/mail.js';
import { MailSender } from '../mails/mail-sender.js';

/** Mails that are kept; older ones are forgotten. */
const MOST = 1_000;

/** Takes every e-mail and sends none, so that a test can look at them. */
@Injectable()
export class KeptMails extends MailSender {
  readonly isOn = true;
  private mails: Mail[] = [];

  async send(mail: Mail): Promise<void> {
    this.mails = [...this.mails, mail].slice(-MOST);
  }

  /** In the order of sending. */
  list(): Mail[] {
    return this.mails;
  }

  clear(): void {
    this.mails = [];
  }
}
