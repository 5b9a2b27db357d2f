import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { ThirdPartyTokensService } from '../third-party-oauth/third-party-tokens.service.js';
import { TokensService } from '../tokens/tokens.service.js';
import type { Caller, Membership } from './caller.js';
import { CredentialsService } from '../credentials/credentials.service.js';
import { isOriginAllowed } from './origin-rule.js';
import type { PresentedCredentials } from './presented-credentials.js';

/** Tells who is calling from the credentials of a request; throws 401 or 498 with the contract's texts. */
@Injectable()
export class AuthenticationService {
  constructor(
    private readonly credentials: CredentialsService,
    private readonly tokens: TokensService,
    private readonly thirdPartyTokens: ThirdPartyTokensService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param origin the `Origin` header; restricts access tokens only.
   * @throws ApiError 401, or 498 for an expired access token.
   */
  authenticate(presented: PresentedCredentials, origin: string | undefined): Promise<Caller> {
    const { clientId, secret, bearer } = presented;
    if (clientId && secret) return this.byClientSecret(clientId, presented.secretHash);
    if (bearer) return this.credentials.isApiKey(bearer) ? this.byApiKey(bearer) : this.byToken(bearer, origin);
    throw missingCredentials(presented);
  }

  private async byClientSecret(clientId: string, secretHash: Buffer): Promise<Caller> {
    const { client, isRight } = await this.credentials.checkSecret(clientId, secretHash);
    if (!client) throw refuse('oAuth client', `Client with ID ${clientId} not found`);
    if (!isRight) throw refuse('oAuth client', 'Invalid client secret');
    if (client.ownerId === null || client.ownerRole === null) {
      throw refuse('oAuth client', 'No owner ID found for this OAuth client');
    }
    return {
      method: 'OAUTH_CLIENT_CREDENTIALS',
      userId: client.ownerId,
      organizationId: client.organizationId,
      isPlatform: client.isPlatform,
      membership: { role: client.ownerRole, accepted: true },
      isSystemAdmin: false,
      clientId,
    };
  }

  private async byApiKey(bearer: string): Promise<Caller> {
    const key = await this.credentials.findApiKey(bearer);
    // improve: auth.locked-accounts — the original lets locked accounts in.
    if (!key || key.locked) throw refuse('api key', 'Your api key is not valid');
    if (isOver(key.expiresAt, this.clock.now())) throw refuse('api key', 'Your api key is expired');
    return { ...personOf(key), method: 'API_KEY', clientId: null };
  }

  /** A token of a managed user; if it is none, perhaps one of a third party. The first refusal is the one that is told. */
  private async byToken(bearer: string, origin: string | undefined): Promise<Caller> {
    try {
      return await this.byAccessToken(bearer, origin);
    } catch (error) {
      const caller = error instanceof ApiError ? await this.byThirdPartyToken(bearer) : null;
      if (caller) return caller;
      throw error;
    }
  }

  private async byThirdPartyToken(bearer: string): Promise<Caller | null> {
    const grant = this.thirdPartyTokens.verify(bearer);
    if (!grant) return null;
    const person = grant.userId === null ? null : await this.credentials.findPerson(grant.userId);
    if (!person || person.locked) {
      throw refuse('third-party token', 'No user or team owner associated with the token.');
    }
    // improve: third-party.no-admin — an application that a system administrator uses is none itself.
    return { ...personOf(person), isSystemAdmin: false, method: 'THIRD_PARTY_ACCESS_TOKEN', clientId: null };
  }

  private async byAccessToken(bearer: string, origin: string | undefined): Promise<Caller> {
    const claims = this.tokens.readAccessToken(bearer);
    const session = claims && (await this.credentials.findSession(claims.sessionId));
    const isAlive = session?.userId === claims?.userId && session?.clientId === claims?.clientId && !session?.locked;
    if (!session || !claims || !isAlive) throw ApiError.unauthorized('Invalid Access Token.');
    if (claims.expiresAt <= this.clock.now()) throw ApiError.tokenExpired();
    const redirectUris = origin ? (await this.credentials.findClient(session.clientId))?.redirectUris : undefined;
    if (origin && !isOriginAllowed(origin, redirectUris ?? [])) {
      throw refuse(
        'access token',
        `Invalid request origin - please open https://app.cal.com/settings/platform and add the origin '${origin}' to the 'Redirect uris' of your OAuth client with ID '${session.clientId}'`,
      );
    }
    return { ...personOf(session), method: 'ACCESS_TOKEN', clientId: session.clientId };
  }
}

interface Person {
  userId: number;
  organizationId: number | null;
  isPlatform: boolean;
  isSystemAdmin: boolean;
  role: Membership['role'] | null;
  accepted: boolean | null;
}

function personOf({ userId, organizationId, isPlatform, isSystemAdmin, role, accepted }: Person) {
  const membership = role === null ? null : { role, accepted: accepted === true };
  return { userId, organizationId, isPlatform, isSystemAdmin, membership };
}

/** An API key works through the whole last day (UTC). */
function isOver(expiresAt: Date | null, now: number): boolean {
  return expiresAt !== null && new Date(now).toISOString().slice(0, 10) > expiresAt.toISOString().slice(0, 10);
}

function refuse(method: string, message: string): ApiError {
  return ApiError.unauthorized(`ApiAuthStrategy - ${method} - ${message}`);
}

function missingCredentials({ clientId, secret }: PresentedCredentials): ApiError {
  const only = (given: string, missing: string): string =>
    `ApiAuthStrategy - Only '${given}' header provided. Please also provide '${missing}' header or Auth bearer token as 'Authentication' header`;
  if (clientId) return ApiError.unauthorized(only('x-cal-client-id', 'x-cal-secret-key'));
  if (secret) return ApiError.unauthorized(only('x-cal-secret-key', 'x-cal-client-id'));
  return ApiError.unauthorized(
    "ApiAuthStrategy - No authentication method provided. Either pass an API key as 'Bearer' header or OAuth client credentials as 'x-cal-secret-key' and 'x-cal-client-id' headers",
  );
}
