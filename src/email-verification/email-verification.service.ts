import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { PrismaService } from '../database/prisma.service.js';
import { MailOutbox } from '../mails/mail-outbox.service.js';
import { verificationMail } from './verification-mail.js';
import { VerificationCodes } from './verification-codes.js';

/** Sends codes and checks them. */
@Injectable()
export class EmailVerificationService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly prisma: PrismaService,
    private readonly outbox: MailOutbox,
    private readonly codes: VerificationCodes,
  ) {}

  /** @throws ApiError 400 when the server cannot send e-mails. */
  async sendCode(email: string, name = ''): Promise<{ sent: boolean }> {
    // improve: verification.no-mail — an error says more than a code that never comes.
    if (!this.outbox.isOn) throw ApiError.badRequest('This server sends no e-mails: SMTP_URL is not set.');
    await this.outbox.write(verificationMail(email, name, this.codes.codeFor(email)), this.prisma);
    return { sent: true };
  }

  /** Whether the address must show a code before it can book, whatever the event type says. Not for who is signed in with it. */
  mustVerify(email: string, sessionEmail = ''): boolean {
    const address = email.toLowerCase();
    if (address === sessionEmail.toLowerCase()) return false;
    return this.settings.emailsToVerify.some((entry) =>
      entry.startsWith('@') ? address.endsWith(entry) : address === entry,
    );
  }

  /** @throws ApiError 400 for a wrong code. */
  verify(email: string, code: string): { verified: true } {
    if (email === '' || code === '') throw ApiError.badRequest('Email and code are required');
    if (!this.codes.isRight(email, code)) throw ApiError.badRequest('Invalid verification code');
    return { verified: true };
  }
}
