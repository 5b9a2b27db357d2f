import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { PrismaService } from '../database/prisma.service.js';
import type { Queryable } from '../database/statement.js';
import { Sealer } from '../secrets/sealer.js';
import type { Mail } from './mail.js';
import { MailWorker } from './mail-worker.service.js';
import { MailsRepository } from './mails.repository.js';
import { SEAL_CONTEXT } from './seal-context.js';

/** Takes e-mails down in the transaction of what they tell of. They are sent once it has committed. */
@Injectable()
export class MailOutbox {
  constructor(
    private readonly repository: MailsRepository,
    private readonly sealer: Sealer,
    private readonly worker: MailWorker,
    private readonly prisma: PrismaService,
    private readonly clock: Clock,
  ) {}

  /** Whether e-mails can be sent at all: without a mail server nothing is taken down. */
  get isOn(): boolean {
    return this.worker.isOn;
  }

  async write(mail: Mail, on: Queryable): Promise<void> {
    if (!this.isOn) return;
    await this.repository.insert(this.sealer.seal(JSON.stringify(mail), SEAL_CONTEXT), this.clock.now(), on);
    this.prisma.afterCommit(on, () => this.worker.wake());
  }
}
