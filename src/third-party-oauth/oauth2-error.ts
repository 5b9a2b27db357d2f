/** The codes of RFC 6749 with which the token endpoint refuses a request. */
export type OAuth2ErrorCode = 'invalid_request' | 'invalid_client' | 'invalid_grant';

/** A refusal of the token endpoint. */
export class OAuth2Error extends Error {
  readonly status: number;

  constructor(
    readonly code: OAuth2ErrorCode,
    readonly description: string,
  ) {
    super(`${code}: ${description}`);
    this.status = code === 'invalid_client' ? 401 : 400;
  }
}
