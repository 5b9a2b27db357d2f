import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Transporter } from 'nodemailer';
import { SETTINGS, type Settings } from '../config/settings.js';
import type { Mail } from './mail.js';

/** How long a mail server may take to connect, to greet, and to answer a command, milliseconds. */
const TIMEOUT = 10_000;

/** Hands e-mails to the outside world. Tests and the test kit put one in its place that keeps them. */
export abstract class MailSender {
  /** Whether e-mails can be sent at all. */
  abstract readonly isOn: boolean;

  /** @throws when the mail server did not take it. */
  abstract send(mail: Mail, messageId: string): Promise<void>;
}

/** Sends through the mail server of `SMTP_URL`; off without it. */
@Injectable()
export class SmtpSender extends MailSender implements OnApplicationShutdown {
  readonly isOn: boolean;
  private transport: Promise<Transporter> | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    super();
    this.isOn = settings.smtpUrl !== '';
  }

  async send({ to, subject, text, html, replyTo, calendar }: Mail, messageId: string): Promise<void> {
    if (!this.isOn) throw new Error('SMTP_URL is not set');
    this.transport ??= createTransport(this.settings.smtpUrl);
    const transport = await this.transport;
    const icalEvent = calendar && { method: calendar.method, content: calendar.content, filename: 'invite.ics' };
    await transport.sendMail({
      from: this.settings.mailFrom,
      // As objects, so that no comma or bracket in an address becomes a second recipient.
      to: { name: '', address: to },
      subject,
      text,
      html,
      messageId,
      ...(replyTo === undefined ? {} : { replyTo: { name: '', address: replyTo } }),
      ...(icalEvent ? { icalEvent } : {}),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    (await this.transport)?.close();
  }
}

/** The library is loaded with the first mail: most servers send none. */
async function createTransport(url: string): Promise<Transporter> {
  const nodemailer = await import('nodemailer');
  const patience = { connectionTimeout: TIMEOUT, greetingTimeout: TIMEOUT, socketTimeout: TIMEOUT };
  // Content comes from strangers: nothing in it may make the server read a file or fetch an address.
  return nodemailer.createTransport(
    { url, pool: true, maxConnections: 3, ...patience },
    { disableFileAccess: true, disableUrlAccess: true },
  );
}
