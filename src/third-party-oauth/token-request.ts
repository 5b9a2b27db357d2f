import { OAuth2Error } from './oauth2-error.js';

/** What a client asks the token endpoint for. Which of the optional proofs is needed depends on the client. */
export type TokenRequest =
  | {
      grantType: 'authorization_code';
      clientId: string;
      secret?: string;
      code: string;
      redirectUri: string;
      verifier?: string;
    }
  | { grantType: 'refresh_token'; clientId: string; secret?: string; refreshToken: string };

/**
 * Reads the parameters of a form or a JSON body. An empty or repeated parameter counts as missing.
 *
 * @throws OAuth2Error `invalid_request` naming the first that is missing.
 */
export function readTokenRequest(body: unknown): TokenRequest {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) refuse('Body is required');
  const parameters = body as Record<string, unknown>;
  const optional = (name: string): string | undefined => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const required = (name: string): string => optional(name) ?? refuse(`${name} is required`);

  const clientId = required('client_id');
  const grantType = optional('grant_type');
  if (grantType === 'refresh_token') {
    return { grantType, clientId, secret: optional('client_secret'), refreshToken: required('refresh_token') };
  }
  if (grantType !== 'authorization_code') refuse("grant_type must be 'authorization_code' or 'refresh_token'");
  const [secret, verifier] = [optional('client_secret'), optional('code_verifier')];
  const request = { clientId, secret, verifier, code: required('code'), redirectUri: required('redirect_uri') };
  if (secret === undefined && verifier === undefined) refuse('client_secret or code_verifier is required');
  return { grantType, ...request };
}

function refuse(description: string): never {
  throw new OAuth2Error('invalid_request', description);
}
