import { outboundRequest, OutboundError } from '../outbound/outbound-request.js';
import type { OAuthApp } from './oauth-apps.js';

/** What a service answers, as far as it is looked at. */
export interface OAuthTokens {
  access_token: string;
  refresh_token?: string;
  /** Seconds. */
  expires_in?: number;
  [more: string]: unknown;
}

/** The service refused the code or the refresh token: the person has to agree again. */
export class GrantRefusedError extends Error {}

/** Where the user's browser goes to agree. */
export function authorizeAddress(app: OAuthApp, state: string, more: Record<string, string> = {}): string {
  const url = new URL(app.authorizeUrl);
  const { clientId, redirectUri, parameters } = app;
  const query = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    ...parameters,
    ...more,
    state,
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/** @throws GrantRefusedError, or OutboundError when the service is not there. */
export function exchangeCode(app: OAuthApp, code: string): Promise<OAuthTokens> {
  return requestTokens(app, { grant_type: 'authorization_code', code, redirect_uri: app.redirectUri });
}

/** @throws GrantRefusedError, or OutboundError when the service is not there. */
export function refreshTokens(app: OAuthApp, refreshToken: string): Promise<OAuthTokens> {
  return requestTokens(app, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

async function requestTokens(app: OAuthApp, grant: Record<string, string>): Promise<OAuthTokens> {
  const form = new URLSearchParams({ ...grant, client_id: app.clientId, client_secret: app.clientSecret });
  const { status, body } = await outboundRequest({
    url: app.tokenUrl,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: form.toString(),
    timeout: 10_000,
    maxBytes: 100_000,
  });
  if (status >= 500) throw new OutboundError(`The service answered ${status}`);
  const answer = readObject(body);
  if (status >= 400 || typeof answer?.['access_token'] !== 'string')
    throw new GrantRefusedError('The grant was refused');
  return answer as OAuthTokens;
}

function readObject(body: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
