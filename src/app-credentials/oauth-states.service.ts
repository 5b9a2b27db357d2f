import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { Sealer } from '../secrets/sealer.js';

/** How long a person may take to agree at the other service, milliseconds. */
const LIFETIME = 30 * 60_000;

/** What has to be known when the browser comes back from a service. */
export interface OAuthState {
  userId: number;
  /** Where the browser goes when all is well. */
  returnTo: string;
  onErrorReturnTo: string;
  /** Nothing is to be stored. */
  isDryRun?: boolean;
}

// improve: calendars.sealed-state — the original sends the caller's access token through the address bar, in the clear.
/**
 * The `state` that travels through another service: sealed, so that nobody can read it, or make one for somebody else, and
 * of use for half an hour.
 */
@Injectable()
export class OAuthStatesService {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** @param app the service for which it is; another one's callback does not take it. */
  issue(app: string, state: OAuthState): string {
    const expiresAt = this.clock.now() + LIFETIME;
    return this.sealer.seal(JSON.stringify({ ...state, expiresAt }), contextOf(app)).toString('base64url');
  }

  /** Null when it is not ours, not of this app or too old. */
  read(app: string, text: string): OAuthState | null {
    try {
      const opened = this.sealer.open(Buffer.from(text, 'base64url'), contextOf(app));
      const { expiresAt, ...state } = JSON.parse(opened) as OAuthState & { expiresAt: number };
      return expiresAt > this.clock.now() ? state : null;
    } catch {
      return null;
    }
  }
}

const contextOf = (app: string): string => `oauth-state:${app}`;
