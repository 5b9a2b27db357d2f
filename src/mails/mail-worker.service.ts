import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { Sealer } from '../secrets/sealer.js';
import type { Mail } from './mail.js';
import { SEAL_CONTEXT } from './mail-outbox.service.js';
import { MailSender } from './mail-sender.js';
import { MailsRepository, type OutgoingMailRow } from './mails.repository.js';

/** How often to look for mails that are due, milliseconds. */
const INTERVAL = 1_000;
/** Mails sent at the same time. */
const BATCH = 10;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** How long a server has for one mail before another may take it. */
const LEASE = 2 * MINUTE;
/** How long to wait after each failure. */
const RETRIES = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR];

/** Sends e-mails in the background, again and again until the mail server takes them or a day is over. */
@Injectable()
export class MailWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Mails');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly repository: MailsRepository,
    private readonly sender: MailSender,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.sender.isOn) this.schedule();
  }

  /** Lets the mails that are being sent finish. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Sends everything that is due now. @returns how many mails were tried. */
  async sendDue(): Promise<number> {
    for (let count = 0; ;) {
      const now = this.clock.now();
      const mails = this.stopping ? [] : await this.repository.claim(now, now + LEASE, BATCH);
      await Promise.all(mails.map((mail) => this.attempt(mail)));
      count += mails.length;
      if (mails.length < BATCH) return count;
    }
  }

  private async attempt({ id, sealed, attempts }: OutgoingMailRow): Promise<void> {
    try {
      const mail = JSON.parse(this.sealer.open(sealed, SEAL_CONTEXT)) as Mail;
      // The same in every try, so that mail programs can tell a repetition.
      await this.sender.send(mail, `<mail-${id}@managed-users-server>`);
      await this.repository.finish(id, this.clock.now());
    } catch (error) {
      const wait = RETRIES[attempts - 1];
      const reason = reasonOf(error);
      this.logger.warn(`e-mail ${id}: attempt ${attempts} failed: ${reason}`);
      await this.repository.retry(id, reason, wait === undefined ? null : this.clock.now() + wait);
    }
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      // The database may be away; the next round makes up for it.
      this.running = this.sendDue().then(
        () => undefined,
        () => undefined,
      );
      void this.running.then(() => this.stopping || this.schedule());
    }, INTERVAL).unref();
  }
}

/** Codes and no text: the mail server's words may repeat the address and the content. */
function reasonOf(error: unknown): string {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  return [code, responseCode].filter((part) => part !== undefined).join(' ') || 'unknown';
}
