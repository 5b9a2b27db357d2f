import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import type { Queryable } from '../database/statement.js';
import { Sealer } from '../secrets/sealer.js';
import type { Mail } from './mail.js';
import { MailSender } from './mail-sender.js';
import { MailsRepository } from './mails.repository.js';

/** Binds the sealed mails to their table. */
export const SEAL_CONTEXT = 'outgoing-mail';

/** Takes e-mails down in the transaction of what they tell of. They are sent once it has committed. */
@Injectable()
export class MailOutbox {
  constructor(
    private readonly repository: MailsRepository,
    private readonly sealer: Sealer,
    private readonly sender: MailSender,
    private readonly clock: Clock,
  ) {}

  /** Whether e-mails can be sent at all: without a mail server nothing is taken down. */
  get isOn(): boolean {
    return this.sender.isOn;
  }

  async write(mail: Mail, on: Queryable): Promise<void> {
    if (!this.isOn) return;
    await this.repository.insert(this.sealer.seal(JSON.stringify(mail), SEAL_CONTEXT), this.clock.now(), on);
  }
}
