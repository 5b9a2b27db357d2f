import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SuccessStatus } from '../common/success-status.js';

export class ConferencingAppsOutputDto {
  @ApiProperty({ type: Number })
  id: number;

  @ApiProperty({ type: String, example: 'zoom_video' })
  type: string;

  @ApiProperty({ type: Number })
  userId: number;

  @ApiPropertyOptional({ type: Boolean, nullable: true, description: 'The service refused it: connect it again.' })
  invalid?: boolean | null;
}

export class ConferencingAppOutputResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: ConferencingAppsOutputDto })
  data: ConferencingAppsOutputDto;
}

export class ConferencingAppsOutputResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: [ConferencingAppsOutputDto] })
  data: ConferencingAppsOutputDto[];
}

// compat: conferencing.documented-url — the published document does not show the data.
export class GetConferencingAppsOauthUrlResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiPropertyOptional({ type: 'object', properties: { url: { type: 'string' } } })
  data?: { url: string };
}

export class SetDefaultConferencingAppOutputResponseDto {
  @SuccessStatus()
  status: 'success';
}

export class DisconnectConferencingAppOutputResponseDto {
  @SuccessStatus()
  status: 'success';
}

export class DefaultConferencingAppsOutputDto {
  @ApiPropertyOptional({ type: String, example: 'zoom' })
  appSlug?: string;

  @ApiPropertyOptional({ type: String })
  appLink?: string;
}

export class GetDefaultConferencingAppOutputResponseDto {
  @SuccessStatus()
  status: 'success';

  @ApiPropertyOptional({ type: DefaultConferencingAppsOutputDto, description: 'Absent until one is chosen.' })
  data?: DefaultConferencingAppsOutputDto;
}

/** An app in the settings of the React components. */
export interface AtomsConferencingApp {
  slug: string;
  type: string;
  name: string;
  title: string;
  description: string;
  logo: string;
  appData: { location: { linkType: 'dynamic'; type: string; label: string } };
  locationOption: { value: string; label: string; disabled: boolean };
  userCredentialIds: number[];
  invalidCredentialIds: number[];
  teams: never[];
  [metadata: string]: unknown;
}
