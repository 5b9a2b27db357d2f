import { ApiProperty } from '@nestjs/swagger';
import { SuccessStatus } from '../common/success-status.js';

export class StripConnectOutputDto {
  @ApiProperty({ type: String })
  authUrl: string;
}

export class StripConnectOutputResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: StripConnectOutputDto })
  data: StripConnectOutputDto;
}

/** What the published document says of a redirection. */
export class StripCredentialsSaveOutputResponseDto {
  @ApiProperty({ type: String })
  url: string;
}

export class StripCredentialsCheckOutputResponseDto {
  // compat: stripe.documented-status — the published document calls the text an object.
  @ApiProperty({ type: Object, example: 'success' })
  status: 'success';
}
