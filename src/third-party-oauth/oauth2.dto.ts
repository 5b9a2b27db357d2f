import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SuccessStatus } from '../common/success-status.js';
import type { ThirdPartyTokens } from './third-party-tokens.service.js';

const TOKEN = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9';

export class OAuth2ClientDto {
  @ApiProperty({ type: String, example: 'my-client-id' })
  client_id: string;

  @ApiProperty({ type: [String], example: ['https://example.com/callback'] })
  redirect_uris: string[];

  @ApiProperty({ type: String, example: 'https://example.com/callback', description: 'The first of `redirect_uris`.' })
  redirect_uri: string;

  @ApiProperty({ type: String, example: 'My application' })
  name: string;

  @ApiPropertyOptional({ type: String, nullable: true })
  logo: string | null;

  @ApiProperty({ type: Boolean, example: false })
  is_trusted: boolean;

  @ApiProperty({ type: String, enum: ['CONFIDENTIAL', 'PUBLIC'], description: 'A public client has no secret.' })
  client_type: 'CONFIDENTIAL' | 'PUBLIC';
}

export class OAuth2ClientResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: OAuth2ClientDto })
  data: OAuth2ClientDto;
}

// The bodies of the token endpoint, for the API documentation; `readTokenRequest` reads them.

class CodeInput {
  @ApiProperty({ type: String, example: 'my-client-id' })
  client_id: string;

  @ApiProperty({ type: String, enum: ['authorization_code'] })
  grant_type: 'authorization_code';

  @ApiProperty({ type: String })
  code: string;

  @ApiProperty({ type: String, example: 'https://example.com/callback', description: 'As when the code was given.' })
  redirect_uri: string;
}

export class OAuth2ExchangeConfidentialInput extends CodeInput {
  @ApiProperty({ type: String })
  client_secret: string;

  @ApiPropertyOptional({ type: String, description: 'PKCE: needed when the code was given with a challenge.' })
  code_verifier?: string;
}

export class OAuth2ExchangePublicInput extends CodeInput {
  @ApiProperty({ type: String, description: 'PKCE, method S256.' })
  code_verifier: string;
}

export class OAuth2RefreshPublicInput {
  @ApiProperty({ type: String, example: 'my-client-id' })
  client_id: string;

  @ApiProperty({ type: String, enum: ['refresh_token'] })
  grant_type: 'refresh_token';

  @ApiProperty({ type: String, example: TOKEN })
  refresh_token: string;
}

export class OAuth2RefreshConfidentialInput extends OAuth2RefreshPublicInput {
  @ApiProperty({ type: String })
  client_secret: string;
}

export class OAuth2TokensDto implements ThirdPartyTokens {
  @ApiProperty({ type: String, example: TOKEN })
  access_token: string;

  @ApiProperty({ type: String, example: 'bearer' })
  token_type: 'bearer';

  @ApiProperty({ type: String, example: TOKEN })
  refresh_token: string;

  @ApiProperty({ type: Number, example: 1800, description: 'Seconds.' })
  expires_in: number;
}
