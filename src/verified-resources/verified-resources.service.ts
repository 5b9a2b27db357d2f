import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { EmailVerificationService } from '../email-verification/email-verification.service.js';
import { VerificationCodes } from '../email-verification/verification-codes.js';
import { VerifiedEmailsRepository } from '../email-verification/verified-emails.repository.js';
import type { VerifiedEmail } from '../generated/prisma/client.js';
import { isEmailAddress } from '../oauth-client-users/email-address.js';
import type { UserVerifiedEmailOutputData } from './verified-resources.dto.js';

/** Addresses that people proved to be their own by a code. */
@Injectable()
export class VerifiedResourcesService {
  constructor(
    private readonly verification: EmailVerificationService,
    private readonly codes: VerificationCodes,
    private readonly repository: VerifiedEmailsRepository,
  ) {}

  /** @throws ApiError 400 for what is no address, 409 for one that is verified. */
  async requestEmailCode(userId: number, email: string): Promise<void> {
    if (!isEmailAddress(email)) throw ApiError.badRequest('Email could not be verified.');
    if (await this.repository.findProvenAddressOfUser(userId, email)) {
      throw ApiError.conflict('Email is already verified.');
    }
    await this.verification.sendCode(email);
  }

  /** @throws ApiError 400 for a wrong code. */
  async verifyEmail(userId: number, email: string, code: string): Promise<UserVerifiedEmailOutputData> {
    if (!isEmailAddress(email) || !this.codes.isRight(email, code)) throw ApiError.badRequest('invalid_code');
    return show(await this.repository.proveOfUser(userId, email));
  }

  async listEmails(userId: number, take: number, skip: number): Promise<UserVerifiedEmailOutputData[]> {
    return (await this.repository.listProvenOfUser(userId, take, skip)).map(show);
  }

  /** Null when the person has no such address. */
  async findEmail(userId: number, id: number): Promise<UserVerifiedEmailOutputData | null> {
    const found = Math.abs(id) > MAX_ID ? null : await this.repository.findProvenOfUser(userId, id);
    return found && show(found);
  }

  /** @throws ApiError 400: no text messages are sent from here. */
  requestPhoneCode(): never {
    throw ApiError.badRequest('Could not send verification code to this phone number.');
  }

  /** @throws ApiError 400: no code was sent. */
  verifyPhone(): never {
    throw ApiError.badRequest('Could not verify phone number.');
  }
}

function show({ id, email, userId }: VerifiedEmail): UserVerifiedEmailOutputData {
  return { id, email, userId };
}
