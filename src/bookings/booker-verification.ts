import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { EmailVerificationService } from '../email-verification/email-verification.service.js';
import { VerificationCodes } from '../email-verification/verification-codes.js';
import type { EventTypeRow } from '../event-types/event-type-row.js';

/** Whether bookers are who they say: they read the mail of their address. */
@Injectable()
export class BookerVerification {
  constructor(
    private readonly verification: EmailVerificationService,
    private readonly codes: VerificationCodes,
  ) {}

  /**
   * @param code that the booker read in a mail; null when the request has none.
   * @throws ApiError 400 when the address must be proved and the code is missing or wrong, 429 after too many tries.
   */
  requireVerified({ requiresBookerEmailVerification }: EventTypeRow, email: string, code: string | null): void {
    if (!requiresBookerEmailVerification && !this.verification.mustVerify(email)) return;
    if (code === null) throw ApiError.core(400, 'email_verification_required');
    if (!this.codes.isRight(email, code)) throw ApiError.core(400, 'invalid_verification_code');
  }
}
