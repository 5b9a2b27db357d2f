import { Inject, Injectable } from '@nestjs/common';
import { AppCredentialsService } from '../app-credentials/app-credentials.service.js';
import { STRIPE } from '../app-credentials/apps.js';
import { type OAuthApp, stripeApp } from '../app-credentials/oauth-apps.js';
import { OAuthStatesService } from '../app-credentials/oauth-states.service.js';
import { authorizeAddress, exchangeCode, type OAuthTokens } from '../app-credentials/oauth-tokens.js';
import { returnAddress } from '../app-credentials/return-address.js';
import { ApiError } from '../common/api-error.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { OutboundError, outboundRequest } from '../outbound/outbound-request.js';
import { StripeRepository } from './stripe.repository.js';

interface Departure {
  userId: number;
  returnTo: unknown;
  onErrorReturnTo: unknown;
  origin: string | undefined;
}

/** Each user has one account there. */
const ONLY_ACCOUNT = 'only';

/** Connects Stripe accounts. */
@Injectable()
export class StripeService {
  private readonly app: OAuthApp | null;
  private readonly api: string;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly states: OAuthStatesService,
    private readonly credentials: AppCredentialsService,
    private readonly repository: StripeRepository,
  ) {
    this.app = stripeApp(settings);
    this.api = `${settings.stripeUrl ?? 'https://api.stripe.com'}/v1`;
  }

  /** @throws ApiError 400 when the operator has not set up Stripe, and for addresses that are none. */
  async addressOf({ userId, returnTo, onErrorReturnTo, origin }: Departure): Promise<string> {
    const app = this.requireApp();
    const state = {
      userId,
      returnTo: returnAddress('returnTo', returnTo, origin),
      onErrorReturnTo: returnAddress('onErrorReturnTo', onErrorReturnTo, origin),
    };
    const person = await this.repository.findPerson(userId);
    const prefilled = { 'stripe_user[email]': person?.email ?? '', 'stripe_user[first_name]': person?.name ?? '' };
    return authorizeAddress(app, this.states.issue(app.name, state), prefilled);
  }

  /**
   * Stores the account for the code.
   *
   * @returns where the browser goes: to the one address when all is well, to the other when Stripe or the person refused.
   * @throws ApiError 400 without a state, 401 for one that is not ours or too old.
   */
  async complete(state: unknown, code: unknown): Promise<string> {
    if (typeof state !== 'string' || state === '') throw ApiError.badRequest('Missing `state` query param');
    const app = this.requireApp();
    const known = this.states.read(app.name, state);
    if (!known) throw ApiError.unauthorized('Invalid Access token.');
    const { userId, returnTo, onErrorReturnTo } = known;
    if (typeof code !== 'string' || code === '') return onErrorReturnTo;
    try {
      await this.credentials.save(userId, STRIPE, ONLY_ACCOUNT, await exchangeCode(app, code));
      return returnTo;
    } catch {
      return onErrorReturnTo;
    }
  }

  /** Whether the account can take money. @throws ApiError 404 when none is connected, 400 when it cannot be used. */
  async check(userId: number): Promise<void> {
    const [connection] = await this.credentials.list(userId, [STRIPE.type]);
    if (!connection) throw ApiError.notFound('Credentials for stripe not found.');
    const { stripe_user_id: account } = this.credentials.keyOf<OAuthTokens>(connection);
    if (connection.invalid || typeof account !== 'string') throw ApiError.badRequest('Invalid stripe credentials.');
    if (!(await this.isActive(account))) throw ApiError.badRequest('Stripe account is not an active account');
  }

  private async isActive(account: string): Promise<boolean> {
    const { clientSecret } = this.requireApp();
    try {
      const { status, body } = await outboundRequest({
        url: `${this.api}/accounts/${encodeURIComponent(account)}`,
        method: 'GET',
        headers: { authorization: `Bearer ${clientSecret}`, accept: 'application/json' },
        timeout: 10_000,
        maxBytes: 1_000_000,
      });
      const found = status === 200 ? (JSON.parse(body.toString('utf8')) as Record<string, unknown>) : {};
      return found['charges_enabled'] === true && found['payouts_enabled'] === true;
    } catch (error) {
      if (error instanceof OutboundError || error instanceof SyntaxError) return false;
      throw error;
    }
  }

  private requireApp(): OAuthApp {
    if (!this.app) throw ApiError.notConfigured();
    return this.app;
  }
}
