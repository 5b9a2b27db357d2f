import { RequiredString } from '../common/validation.js';

export class OAuthAuthorizeInput {
  @RequiredString({ description: 'Where the code is sent to: one of the redirect URIs of the client.' })
  redirectUri: string;
}

export class ExchangeAuthorizationCodeInput {
  @RequiredString({ description: 'The secret of the client.' })
  clientSecret: string;
}

export class RefreshTokenInput {
  @RequiredString({ description: 'The refresh token of the pair that is to be replaced.' })
  refreshToken: string;
}
