import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import type { EventTypeRow } from '../event-types/event-type-row.js';

/** What proves that a booker reads the mail of an address. */
@Injectable()
export abstract class BookerVerification {
  /** Whether the address must be proved whatever the event type says. */
  abstract mustVerify(email: string): boolean;

  /** Whether the code was sent to the address lately. */
  abstract isRight(email: string, code: string): boolean;
}

/** A server that sends no codes: none is right. */
@Injectable()
export class NoVerification extends BookerVerification {
  override mustVerify(): boolean {
    return false;
  }

  override isRight(): boolean {
    return false;
  }
}

/** @throws ApiError 400 when the address must be proved and the code is missing or wrong. */
export function requireVerified(
  verification: BookerVerification,
  { requiresBookerEmailVerification }: EventTypeRow,
  email: string,
  code: string | null,
): void {
  if (!requiresBookerEmailVerification && !verification.mustVerify(email)) return;
  if (code === null) throw ApiError.core(400, 'email_verification_required');
  if (!verification.isRight(email, code)) throw ApiError.core(400, 'invalid_verification_code');
}
