import { Inject, Injectable } from '@nestjs/common';
import { MS_TEAMS, ZOOM } from '../app-credentials/apps.js';
import { type OAuthApp, teamsApp, zoomApp } from '../app-credentials/oauth-apps.js';
import { OAuthConnectionsService } from '../app-credentials/oauth-connections.service.js';
import { OAuthStatesService } from '../app-credentials/oauth-states.service.js';
import { authorizeAddress, exchangeCode } from '../app-credentials/oauth-tokens.js';
import { returnAddress } from '../app-credentials/return-address.js';
import { ApiError } from '../common/api-error.js';
import { SETTINGS, type Settings } from '../config/settings.js';

interface Departure {
  userId: number;
  returnTo: unknown;
  onErrorReturnTo: unknown;
  origin: string | undefined;
}

/** Each user has one account of each. */
const ONLY_ACCOUNT = 'only';

/** Connects video services that ask the user for agreement. */
@Injectable()
export class ConferencingOAuthService {
  private readonly apps: Record<string, OAuthApp | null>;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly states: OAuthStatesService,
    private readonly connections: OAuthConnectionsService,
  ) {
    this.apps = { zoom: zoomApp(settings), msteams: teamsApp(settings) };
  }

  /** @throws ApiError 400 for another app, one that the operator has not set up, and for addresses that are none. */
  addressOf(slug: string, { userId, returnTo, onErrorReturnTo, origin }: Departure): string {
    const app = this.requireApp(slug);
    const state = {
      userId,
      returnTo: returnAddress('returnTo', returnTo, origin),
      onErrorReturnTo: returnAddress('onErrorReturnTo', onErrorReturnTo, origin),
    };
    return authorizeAddress(app, this.states.issue(app.name, state));
  }

  /**
   * Stores the tokens for the code.
   *
   * @returns where the browser goes: to the one address when all is well, to the other when the service refused.
   * @throws ApiError 400 without a state, 401 for one that is not ours or too old.
   */
  async complete(slug: string, state: unknown, code: unknown): Promise<string> {
    if (typeof state !== 'string' || state === '') throw ApiError.badRequest('Missing `state` query param');
    const app = this.requireApp(slug);
    const known = this.states.read(app.name, state);
    if (!known) throw ApiError.unauthorized('Invalid Access token.');
    const { userId, returnTo, onErrorReturnTo } = known;
    if (typeof code !== 'string' || code === '') return onErrorReturnTo;
    try {
      const connected = slug === ZOOM.slug ? ZOOM : MS_TEAMS;
      await this.connections.save(userId, connected, ONLY_ACCOUNT, await exchangeCode(app, code));
      return returnTo;
    } catch {
      return onErrorReturnTo;
    }
  }

  private requireApp(slug: string): OAuthApp {
    if (!Object.hasOwn(this.apps, slug)) {
      throw ApiError.withHint('Invalid conferencing app, available apps are: ', Object.keys(this.apps).join(', '));
    }
    const app = this.apps[slug];
    if (!app) throw ApiError.notConfigured();
    return app;
  }
}
