import { Injectable } from '@nestjs/common';
import { displayEmail } from '../bookings/display-email.js';
import { ApiError } from '../common/api-error.js';
import { sqlStateOf } from '../database/database-error.js';
import { VerifiedEmailsRepository } from './verified-emails.repository.js';

const UNIQUE_VIOLATION = '23505';

/** A person's own addresses, as the components choose among them. */
@Injectable()
export class VerifiedEmailsService {
  constructor(private readonly repository: VerifiedEmailsRepository) {}

  /** The address that the person signs in with first, all without the id of the client. */
  async list(userId: number): Promise<string[]> {
    const own = await this.own(userId);
    const others = await this.repository.listOfUser(userId);
    // improve: verified-emails.plus — the original makes `@domain` of an address without a plus sign.
    return [...new Set([own, ...others.map(({ email }) => displayEmail(email))])];
  }

  /**
   * Adds an address, which the person has not proved to be its own.
   *
   * @throws ApiError 400 when the person has it.
   */
  async add(userId: number, address: string): Promise<{ emailVerified: true }> {
    const email = displayEmail(address);
    try {
      if (email === (await this.own(userId))) throw ApiError.badRequest('Email already exists');
      await this.repository.insertOfUser(userId, email);
    } catch (error) {
      if (sqlStateOf(error) === UNIQUE_VIOLATION) throw ApiError.badRequest('Email already exists');
      throw error;
    }
    return { emailVerified: true };
  }

  private async own(userId: number): Promise<string> {
    return displayEmail((await this.repository.findOwnAddress(userId)) ?? '');
  }
}
