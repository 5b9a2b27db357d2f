import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type Permission, PERMISSION_NAMES } from '../auth/permissions.js';
import { SuccessStatus } from '../common/success-status.js';

const CLIENT_ID = 'clsx38nbl0001vkhlwin9fmt0';
const CLIENT_SECRET = 'dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCwgb25seSBhIHNob3c';

export class PlatformOAuthClientDto {
  @ApiProperty({ type: String, example: CLIENT_ID })
  id: string;

  @ApiProperty({ type: String, example: 'My client' })
  name: string;

  @ApiProperty({ type: String, example: CLIENT_SECRET, description: 'The newest secret.' })
  secret: string;

  @ApiProperty({ type: String, enum: PERMISSION_NAMES, isArray: true, example: ['BOOKING_READ', 'BOOKING_WRITE'] })
  permissions: Permission[];

  // compat: oauth-clients.logo-type — the published document calls this text an object.
  @ApiPropertyOptional({ type: Object, nullable: true, example: 'https://example.com/logo.png' })
  logo: string | null;

  @ApiProperty({ type: [String], example: ['https://example.com/callback'] })
  redirectUris: string[];

  @ApiProperty({ type: Number, example: 1 })
  organizationId: number;

  @ApiProperty({ type: String, format: 'date-time', example: '2024-03-23T08:33:21.851Z' })
  createdAt: string;

  @ApiPropertyOptional({ type: String, example: 'https://example.com/booked' })
  bookingRedirectUri?: string;

  @ApiPropertyOptional({ type: String, example: 'https://example.com/cancelled' })
  bookingCancelRedirectUri?: string;

  @ApiPropertyOptional({ type: String, example: 'https://example.com/moved' })
  bookingRescheduleRedirectUri?: string;

  @ApiProperty({ type: Boolean })
  areEmailsEnabled: boolean;

  @ApiProperty({ type: Boolean, description: 'Whether a new managed user gets four event types.' })
  areDefaultEventTypesEnabled: boolean;

  @ApiProperty({ type: Boolean })
  areCalendarEventsEnabled: boolean;
}

export class CreateOAuthClientOutput {
  @ApiProperty({ type: String, example: CLIENT_ID })
  clientId: string;

  @ApiProperty({ type: String, example: CLIENT_SECRET })
  clientSecret: string;
}

export class RotateSecretOutput extends CreateOAuthClientOutput {
  @ApiProperty({
    type: String,
    format: 'date-time',
    description: 'When the secrets before this one end, unless an earlier rotation ends them sooner.',
  })
  oldSecretExpiresAt: Date;
}

// The envelopes of the answers, for the API documentation.

export class CreateOAuthClientResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: CreateOAuthClientOutput })
  data: CreateOAuthClientOutput;
}

export class GetOAuthClientsResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: [PlatformOAuthClientDto] })
  data: PlatformOAuthClientDto[];
}

export class GetOAuthClientResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: PlatformOAuthClientDto })
  data: PlatformOAuthClientDto;
}

export class RotateSecretResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: RotateSecretOutput })
  data: RotateSecretOutput;
}
