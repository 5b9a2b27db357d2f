import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { type PublicClient, ProviderRepository } from './provider.repository.js';

/** What the React components ask before they show anything. */
@Injectable()
export class ProviderService {
  constructor(private readonly repository: ProviderRepository) {}

  /** @throws ApiError 401 for an unknown client. */
  async get(clientId: string): Promise<PublicClient> {
    const client = await this.repository.find(clientId);
    if (client) return client;
    // compat: provider.unknown-client — the components look for 401, and the original gives no text with it.
    const message = 'Unauthorized';
    throw new ApiError(401, { code: 'UnauthorizedException', message, details: { message, statusCode: 401 } });
  }

  /** @throws ApiError 401 for a token that was issued through another client. */
  requireTokenOf(clientId: string, caller: Caller): void {
    // improve: provider.other-client — the original accepts the tokens of every client.
    if (caller.clientId !== null && caller.clientId !== clientId) throw ApiError.unauthorized('Invalid Access Token.');
  }
}
