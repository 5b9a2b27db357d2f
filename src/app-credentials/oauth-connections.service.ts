import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import type { AppCredentialRow } from './app-credentials.repository.js';
import { AppCredentialsService } from './app-credentials.service.js';
import type { App } from './apps.js';
import type { OAuthApp } from './oauth-apps.js';
import { GrantRefusedError, type OAuthTokens, refreshTokens } from './oauth-tokens.js';

/** Tokens are renewed so long before they end, milliseconds. */
const MARGIN = 60_000;

interface StoredTokens extends OAuthTokens {
  /** Epoch milliseconds. */
  expiresAt: number;
}

/** Connections that consist of tokens, which are renewed when they end. */
@Injectable()
export class OAuthConnectionsService {
  private readonly renewals = new Map<number, Promise<string>>();

  constructor(
    private readonly credentials: AppCredentialsService,
    private readonly clock: Clock,
  ) {}

  /** Stores what the service gave for a code; of one account there is one connection. */
  save(userId: number, app: App, account: string, tokens: OAuthTokens): Promise<AppCredentialRow> {
    return this.credentials.save(userId, app, account, this.stored(tokens));
  }

  /** A token that works. @throws GrantRefusedError when the user has to agree again. */
  async accessTokenOf(connection: AppCredentialRow, oauth: OAuthApp): Promise<string> {
    const tokens = this.credentials.keyOf<StoredTokens>(connection);
    if (tokens.expiresAt - MARGIN > this.clock.now()) return tokens.access_token;
    // Some services take each refresh token once: those who ask at the same time share one renewal.
    const running = this.renewals.get(connection.id) ?? this.renew(connection, oauth, tokens);
    this.renewals.set(connection.id, running);
    return running.finally(() => this.renewals.delete(connection.id));
  }

  private async renew(connection: AppCredentialRow, oauth: OAuthApp, tokens: StoredTokens): Promise<string> {
    if (!tokens.refresh_token) throw new GrantRefusedError('There is no refresh token');
    const fresh = await refreshTokens(oauth, tokens.refresh_token);
    await this.credentials.replaceKey(connection, this.stored({ ...tokens, ...fresh }));
    return fresh.access_token;
  }

  private stored(tokens: OAuthTokens): StoredTokens {
    return { ...tokens, expiresAt: this.clock.now() + (tokens.expires_in ?? 0) * 1000 };
  }
}
