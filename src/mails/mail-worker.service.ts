import { Injectable } from '@nestjs/common';
import { BackgroundWorker } from '../background/background-worker.js';
import { retryDelay } from '../background/retry-delay.js';
import { Clock } from '../common/clock.js';
import { Sealer } from '../secrets/sealer.js';
import type { Mail } from './mail.js';
import { MailSender } from './mail-sender.js';
import { MailsRepository, type OutgoingMailRow } from './mails.repository.js';
import { SEAL_CONTEXT } from './seal-context.js';

/** How long a server has for one mail before another may take it, milliseconds: longer than any attempt. */
const LEASE = 120_000;

/** Sends e-mails, again and again until the mail server takes them or a day is over. */
@Injectable()
export class MailWorker extends BackgroundWorker<OutgoingMailRow> {
  constructor(
    private readonly repository: MailsRepository,
    private readonly sender: MailSender,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {
    super({ name: 'Mails', isOn: sender.isOn, interval: 1_000, maxRunning: 10 });
  }

  protected claim(limit: number): Promise<OutgoingMailRow[]> {
    const now = this.clock.now();
    return this.repository.claim(now, now + LEASE, limit);
  }

  protected async perform(row: OutgoingMailRow): Promise<void> {
    const { id, attempts } = row;
    const error = await this.send(row);
    if (error === null) return this.repository.finish(id, this.clock.now());
    this.logger.warn(`e-mail ${id}: attempt ${attempts} failed: ${error}`);
    const delay = retryDelay(attempts);
    await this.repository.retry(id, error, delay === null ? null : this.clock.now() + delay);
  }

  /** @returns what went wrong; null when the mail server took it. */
  private async send({ id, sealed }: OutgoingMailRow): Promise<string | null> {
    try {
      const mail = JSON.parse(this.sealer.open(sealed, SEAL_CONTEXT)) as Mail;
      // The same in every try, so that mail programs can tell a repetition.
      await this.sender.send(mail, `<mail-${id}@managed-users-server>`);
      return null;
    } catch (error) {
      return reasonOf(error);
    }
  }
}

/** Codes and no text: the mail server's words may repeat the address and the content. */
function reasonOf(error: unknown): string {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  return [code, responseCode].filter((part) => part !== undefined).join(' ') || 'unknown';
}
