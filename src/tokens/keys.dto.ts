import { ApiProperty } from '@nestjs/swagger';
import { SuccessStatus } from '../common/success-status.js';
import type { TokenPair } from './token-pair.js';

const TOKEN = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9';

export class KeysDto {
  @ApiProperty({ type: String, example: TOKEN })
  accessToken: string;

  @ApiProperty({ type: String, example: TOKEN })
  refreshToken: string;

  @ApiProperty({ type: Number, description: 'Epoch milliseconds.' })
  accessTokenExpiresAt: number;

  @ApiProperty({ type: Number, description: 'Epoch milliseconds.' })
  refreshTokenExpiresAt: number;
}

export class KeysResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: KeysDto })
  data: KeysDto;

  /** compat: tokens.key-order — force-refresh sends both tokens before both expiries. */
  static forceRefreshed({
    accessToken,
    refreshToken,
    accessTokenExpiresAt,
    refreshTokenExpiresAt,
  }: TokenPair): KeysDto {
    return { accessToken, refreshToken, accessTokenExpiresAt, refreshTokenExpiresAt };
  }
}
