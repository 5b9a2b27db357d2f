import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { RateLimitService } from '../rate-limits/rate-limit.service.js';
import { deriveKey, equal, hash, sixDigits } from '../secrets/secrets.js';

/** How long a code is new, milliseconds; it is accepted for as long again. */
const STEP = 15 * 60_000;
/** Codes that can be sent to one address within a step, and tried for it: a million codes are few. */
const MAX_TRIES = 10;

/** Codes that prove that somebody reads the mail of an address. Nothing is stored: they follow from address and time. */
@Injectable()
export class VerificationCodes {
  private readonly key: Buffer;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly clock: Clock,
    private readonly rateLimits: RateLimitService,
  ) {
    this.key = deriveKey(settings.secretKey, 'verification codes');
  }

  /**
   * The six digits to send to the address now.
   *
   * @throws ApiError 429 after too many codes for one address, whoever asks: nobody is to be flooded from here.
   */
  codeFor(email: string): string {
    // improve: verification.flood — the original limits callers alone.
    this.countTry('codes sent', email);
    return this.codeOf(email, this.step());
  }

  /**
   * Whether the code was sent to the address in this quarter of an hour or the one before.
   *
   * @throws ApiError 429 after too many tries for one address.
   */
  isRight(email: string, code: string): boolean {
    // improve: verification.guesses — the original lets everybody guess as often as the limit of requests allows.
    this.countTry('codes tried', email);
    const given = hash(code);
    return [this.step(), this.step() - 1].map((step) => equal(given, hash(this.codeOf(email, step)))).includes(true);
  }

  private countTry(what: string, email: string): void {
    this.rateLimits.countTry(`${what}:${hash(email.toLowerCase()).toString('base64')}`, MAX_TRIES, STEP);
  }

  private step(): number {
    return Math.floor(this.clock.now() / STEP);
  }

  private codeOf(email: string, step: number): string {
    return sixDigits(this.key, `${step}:${email.toLowerCase()}`);
  }
}
