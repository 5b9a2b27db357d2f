import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { CredentialsService } from '../credentials/credentials.service.js';
import { hash, randomHex } from '../secrets/secrets.js';
import type { TokenPair } from '../tokens/token-pair.js';
import { TokensService } from '../tokens/tokens.service.js';
import { AuthorizationCodesRepository } from './authorization-codes.repository.js';
import { isRedirectAllowed, withCode } from './redirect-rule.js';

/** How long a code can be exchanged, milliseconds. */
const CODE_LIFETIME = 10 * 60_000;

/** Exchanges what a client holds for token pairs. */
@Injectable()
export class OAuthFlowService {
  constructor(
    private readonly credentials: CredentialsService,
    private readonly tokens: TokensService,
    private readonly codes: AuthorizationCodesRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Gives the client a code with which it can get tokens of the user, once and within ten minutes.
   *
   * @returns the address to send the user's browser to.
   * @throws ApiError 400 for an unknown client, for an address that is not the client's, and while there is an unused code.
   */
  async authorize(clientId: string, userId: number, redirectUri: string): Promise<string> {
    const client = await this.credentials.findClient(clientId);
    if (!client) throw ApiError.badRequest(`OAuth client with ID '${clientId}' not found`);
    if (!isRedirectAllowed(redirectUri, client.redirectUris)) {
      throw ApiError.badRequest("Invalid 'redirect_uri' value.");
    }
    // Hexadecimal, so that it never looks like an API key.
    const code = randomHex(32);
    const now = this.clock.now();
    // improve: oauth.code-expiry — the original's codes can be used for ever.
    const expiresAt = now + CODE_LIFETIME;
    if (!(await this.codes.insert({ codeHash: hash(code), clientId, userId, now, expiresAt }))) {
      throw ApiError.badRequest(`User with id=${userId} has already authorized client with id=${clientId}.`);
    }
    return withCode(redirectUri, code);
  }

  /**
   * The first pair for a code.
   *
   * @throws ApiError 400 when the code is missing, or when code, client and secret do not belong together.
   */
  async exchange(clientId: string, clientSecret: string, code: string | undefined): Promise<TokenPair> {
    // improve: oauth.missing-code — the original answers 500.
    if (code === undefined) throw ApiError.badRequest("Missing 'Bearer' Authorization header.");
    const { isRight } = await this.credentials.checkSecret(clientId, hash(clientSecret));
    const session = this.tokens.newSession(0, clientId);
    const userId = isRight ? await this.codes.exchange(hash(code), session) : null;
    if (userId === null) throw ApiError.badRequest('Invalid OAuth Client.');
    return this.tokens.pairOf({ ...session, userId });
  }

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
