import { RequiredString } from '../common/validation.js';

export class RefreshTokenInput {
  @RequiredString({ description: 'The refresh token of the pair that is to be replaced.' })
  refreshToken: string;
}
