import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { CredentialsService } from '../credentials/credentials.service.js';
import { ApiError } from '../common/api-error.js';
import type { TokenPair } from '../tokens/token-pair.js';
import { TokensService } from '../tokens/tokens.service.js';

/** Exchanges what a client holds for token pairs. */
@Injectable()
export class OAuthFlowService {
  constructor(
    private readonly credentials: CredentialsService,
    private readonly tokens: TokensService,
  ) {}

  /**
   * The next pair for a refresh token.
   *
   * @throws ApiError 400 for an unknown client or an invalid token, 403 for credentials of another organization.
   */
  async refresh(clientId: string, refreshToken: string, caller: Caller): Promise<TokenPair> {
    const client = await this.credentials.findClient(clientId);
    if (!client) throw ApiError.badRequest('Invalid OAuthClient credentials.');
    // improve: tokens.refresh-caller — the original lets any valid credential refresh for any client.
    const isOwn = caller.organizationId === client.organizationId || caller.isSystemAdmin;
    const mayRefresh = isOwn && (caller.clientId === null || caller.clientId === clientId);
    if (!mayRefresh) throw ApiError.forbidden('Forbidden resource');
    const pair = await this.tokens.refresh(refreshToken, clientId);
    if (!pair) throw ApiError.badRequest('Invalid refresh token');
    return pair;
  }
}
