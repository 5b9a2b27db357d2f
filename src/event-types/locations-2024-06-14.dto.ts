import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsPhoneNumber, IsString, IsUrl, MinLength } from 'class-validator';
import type { ClassConstructor } from 'class-transformer';
import { INTEGRATIONS } from './integrations.js';
import { RequiredFlag, RequiredString } from './properties.js';

const PUBLIC = 'Whether the place is shown before the booking.';

class LocationType {
  @RequiredString()
  type: string;
}

export class InputAddressLocation_2024_06_14 extends LocationType {
  @RequiredString({ example: 'Via Roma 1, Turin' })
  @MinLength(1)
  address: string;

  @RequiredFlag()
  public: boolean;
}

export class InputLinkLocation_2024_06_14 extends LocationType {
  @RequiredString({ example: 'https://meet.example.com/ada' })
  @IsUrl()
  link: string;

  @RequiredFlag()
  public: boolean;
}

export class InputIntegrationLocation_2024_06_14 extends LocationType {
  @ApiProperty({ type: String, enum: INTEGRATIONS, example: 'cal-video' })
  @IsIn(INTEGRATIONS)
  integration: string;
}

export class InputPhoneLocation_2024_06_14 extends LocationType {
  @RequiredString({ example: '+390111234567' })
  @IsPhoneNumber()
  phone: string;

  @RequiredFlag()
  public: boolean;
}

export class InputAttendeeAddressLocation_2024_06_14 extends LocationType {}
export class InputAttendeePhoneLocation_2024_06_14 extends LocationType {}
export class InputAttendeeDefinedLocation_2024_06_14 extends LocationType {}

/** Any place, whichever keys its kind has. */
export type LocationInput = LocationType &
  Partial<Pick<InputAddressLocation_2024_06_14, 'address' | 'public'>> & {
    link?: string;
    integration?: string;
    phone?: string;
  };

export class OutputAddressLocation_2024_06_14 extends LocationType {
  @ApiProperty({ type: String })
  address: string;

  @ApiProperty({ type: Boolean, description: PUBLIC })
  public: boolean;
}

export class OutputLinkLocation_2024_06_14 extends LocationType {
  @ApiProperty({ type: String })
  link: string;

  @ApiProperty({ type: Boolean, description: PUBLIC })
  public: boolean;
}

export class OutputIntegrationLocation_2024_06_14 extends LocationType {
  @ApiProperty({ type: String, enum: INTEGRATIONS })
  integration: string;

  @ApiPropertyOptional({ type: String })
  link?: string;

  @ApiPropertyOptional({ type: Number })
  credentialId?: number;
}

export class OutputPhoneLocation_2024_06_14 extends LocationType {
  @ApiProperty({ type: String })
  @IsString()
  phone: string;

  @ApiProperty({ type: Boolean, description: PUBLIC })
  public: boolean;
}

export class OutputOrganizersDefaultAppLocation_2024_06_14 extends LocationType {}

export class OutputUnknownLocation_2024_06_14 extends LocationType {
  @ApiProperty({ type: String, description: 'The location as it is stored, as JSON.' })
  location: string;
}

/** In the order of the published document. */
export const LOCATION_OUTPUTS: ClassConstructor<object>[] = [
  OutputAddressLocation_2024_06_14,
  OutputLinkLocation_2024_06_14,
  OutputIntegrationLocation_2024_06_14,
  OutputPhoneLocation_2024_06_14,
  OutputOrganizersDefaultAppLocation_2024_06_14,
  OutputUnknownLocation_2024_06_14,
];
