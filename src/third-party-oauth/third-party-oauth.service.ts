import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { equal, hash, randomSecret } from '../secrets/secrets.js';
import { OAuth2Error } from './oauth2-error.js';
import type { OAuth2ClientDto } from './oauth2.dto.js';
import {
  type ThirdPartyClientRow,
  type ThirdPartyCode,
  ThirdPartyOAuthRepository,
} from './third-party-oauth.repository.js';
import { type ThirdPartyTokens, ThirdPartyTokensService } from './third-party-tokens.service.js';
import { readTokenRequest, type TokenRequest } from './token-request.js';

/** How long a code can be exchanged, milliseconds. */
const CODE_LIFETIME = 10 * 60_000;
/** Equal to the hash of no text that anybody knows. */
const NO_SECRET = Buffer.alloc(32);
/** SHA-256 in base64url, without padding. */
const CHALLENGE = /^[\w-]{43}$/;

/** What anybody may know of an application. It belongs to no organization. */
export interface AtomsOAuth2Client {
  clientId: string;
  organizationId: null;
  name: string;
}

/** What a person agreed to on a consent page. */
export interface NewThirdPartyCode {
  clientId: string;
  userId: number;
  redirectUri: string;
  scopes?: string[];
  /** PKCE: needed for public clients. */
  codeChallenge?: string;
  /** `S256`, the default, is the only one: `plain` protects against nobody who can read the request. */
  codeChallengeMethod?: string;
}

type CodeRequest = Extract<TokenRequest, { grantType: 'authorization_code' }>;
type RefreshRequest = Extract<TokenRequest, { grantType: 'refresh_token' }>;

/** OAuth2 for the applications of others: from a person's consent to tokens. */
@Injectable()
export class ThirdPartyOAuthService {
  constructor(
    private readonly repository: ThirdPartyOAuthRepository,
    private readonly tokens: ThirdPartyTokensService,
    private readonly clock: Clock,
  ) {}

  /** What a consent page shows of a client. @throws ApiError 404 for an unknown one. */
  async getClient(clientId: string): Promise<OAuth2ClientDto> {
    const client = await this.repository.findClient(clientId);
    if (!client) throw ApiError.notFound('client_not_found');
    return {
      client_id: client.id,
      redirect_uris: client.redirectUris,
      redirect_uri: client.redirectUris[0] ?? '',
      name: client.name,
      logo: client.logo,
      is_trusted: client.isTrusted,
      client_type: client.secretHash ? 'CONFIDENTIAL' : 'PUBLIC',
    };
  }

  /** Whether there is such an application. @throws ApiError 401 for an unknown one, for which the components look. */
  async getClientForAtoms(clientId: string): Promise<AtomsOAuth2Client> {
    const client = await this.repository.findClient(clientId);
    if (!client) throw ApiError.unauthorized('client_not_found');
    return { clientId: client.id, organizationId: null, name: client.name };
  }

  /**
   * Gives the client a code for the user, for one exchange within ten minutes. No route of this server leads here: a consent
   * page calls it once the person has agreed.
   *
   * @throws OAuth2Error for an unknown client, a redirect URI that is not the client's, and a challenge that is missing or
   *   not of method S256.
   */
  async issueCode({ clientId, userId, redirectUri, scopes = [], ...pkce }: NewThirdPartyCode): Promise<string> {
    const client = await this.repository.findClient(clientId);
    if (!client) throw new OAuth2Error('invalid_client', 'client_not_found');
    if (!client.redirectUris.includes(redirectUri)) throw new OAuth2Error('invalid_request', 'redirect_uri_mismatch');
    const codeChallenge = requireChallenge(client, pkce);
    const code = randomSecret();
    const expiresAt = this.clock.now() + CODE_LIFETIME;
    await this.repository.insertCode(hash(code), { clientId, userId, redirectUri, scopes, codeChallenge }, expiresAt);
    return code;
  }

  /** Answers a request to the token endpoint. @throws OAuth2Error for everything that is wrong with it. */
  async grant(body: unknown): Promise<ThirdPartyTokens> {
    const request = readTokenRequest(body);
    const client = await this.repository.findClient(request.clientId);
    const { isPublic } = requireSecret(client, request.secret);
    return request.grantType === 'refresh_token' ? this.refresh(request) : this.exchange(request, isPublic);
  }

  /** A code is used up also by a request that fails: who guesses has one guess. */
  private async exchange(request: CodeRequest, isPublic: boolean): Promise<ThirdPartyTokens> {
    const { clientId, code, redirectUri, verifier } = request;
    const agreed = await this.repository.useCode(hash(code), clientId, this.clock.now());
    if (!agreed) throw new OAuth2Error('invalid_grant', 'code_invalid_or_expired');
    if (agreed.redirectUri !== redirectUri) throw new OAuth2Error('invalid_grant', 'redirect_uri_mismatch');
    if (!isVerified(agreed, verifier, isPublic)) throw new OAuth2Error('invalid_grant', 'pkce_verification_failed');
    return this.tokens.issue(agreed);
  }

  private async refresh({ clientId, refreshToken }: RefreshRequest): Promise<ThirdPartyTokens> {
    const grant = this.tokens.verifyRefresh(refreshToken);
    if (!grant) throw new OAuth2Error('invalid_grant', 'invalid_refresh_token');
    if (grant.clientId !== clientId) throw new OAuth2Error('invalid_grant', 'client_id_mismatch');
    const isActive = grant.userId !== null && (await this.repository.isActiveUser(grant.userId));
    if (!isActive) throw new OAuth2Error('invalid_grant', 'invalid_refresh_token');
    return this.tokens.issue(grant);
  }
}

/** A public client has no secret to know: it proves itself with PKCE. An unknown client costs the same comparison. */
function requireSecret(client: ThirdPartyClientRow | null, secret: string | undefined): { isPublic: boolean } {
  const isRight = equal(client?.secretHash ?? NO_SECRET, hash(secret ?? ''));
  if (!client) throw new OAuth2Error('invalid_client', 'client_not_found');
  if (client.secretHash && !isRight) throw new OAuth2Error('invalid_client', 'invalid_client_credentials');
  return { isPublic: !client.secretHash };
}

function requireChallenge(
  { secretHash }: ThirdPartyClientRow,
  { codeChallenge, codeChallengeMethod = 'S256' }: Pick<NewThirdPartyCode, 'codeChallenge' | 'codeChallengeMethod'>,
): string | null {
  if (codeChallenge === undefined && secretHash) return null;
  if (codeChallenge === undefined) throw new OAuth2Error('invalid_request', 'code_challenge is required');
  if (codeChallengeMethod !== 'S256') throw new OAuth2Error('invalid_request', "code_challenge_method must be 'S256'");
  if (!CHALLENGE.test(codeChallenge)) throw new OAuth2Error('invalid_request', 'code_challenge is invalid');
  return codeChallenge;
}

/** Whether the verifier is the one whose hash came with the request for the code. Only a secret can stand in for it. */
function isVerified({ codeChallenge }: ThirdPartyCode, verifier: string | undefined, isPublic: boolean): boolean {
  if (codeChallenge === null) return !isPublic;
  return verifier !== undefined && equal(Buffer.from(codeChallenge, 'base64url'), hash(verifier));
}
