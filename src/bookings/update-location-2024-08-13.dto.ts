import { ApiExtraModels, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { type ClassConstructor, Transform } from 'class-transformer';
import { Allow, IsPhoneNumber, IsUrl, MaxLength } from 'class-validator';
import { RequiredString } from '../common/validation.js';

/** Longest address and the like. */
const MAX_LENGTH = 2_000;

export class UpdateInputAddressLocation_2024_08_13 {
  @RequiredString({ example: 'address' })
  type: string;

  @RequiredString({ example: '123 Example St, City, Country', description: 'Where the host is.' })
  @MaxLength(MAX_LENGTH)
  address: string;
}

export class UpdateBookingInputAttendeeAddressLocation_2024_08_13 {
  @RequiredString({ example: 'attendeeAddress' })
  type: string;

  @RequiredString({ example: '123 Example St, City, Country', description: 'Where the booker is.' })
  @MaxLength(MAX_LENGTH)
  address: string;
}

export class UpdateBookingInputAttendeeDefinedLocation_2024_08_13 {
  @RequiredString({ example: 'attendeeDefined' })
  type: string;

  @RequiredString({ example: '321 Example St, City, Country', description: 'Any place.' })
  @MaxLength(MAX_LENGTH)
  location: string;
}

export class UpdateBookingInputAttendeePhoneLocation_2024_08_13 {
  @RequiredString({ example: 'attendeePhone' })
  type: string;

  @RequiredString({ example: '+37120993151', description: 'Number of the booker.' })
  @IsPhoneNumber()
  phone: string;
}

export class UpdateBookingInputLinkLocation_2024_08_13 {
  @RequiredString({ example: 'link' })
  type: string;

  @RequiredString({ example: 'https://meet.google.com/txi-fein-xyz' })
  @IsUrl()
  @MaxLength(MAX_LENGTH)
  link: string;
}

export class UpdateBookingInputPhoneLocation_2024_08_13 {
  @RequiredString({ example: 'phone' })
  type: string;

  @RequiredString({ example: '+37120993151', description: 'Number of the host.' })
  @IsPhoneNumber()
  phone: string;
}

/** Not in the published document. */
export class UpdateBookingInputIntegrationLocation_2024_08_13 {
  @RequiredString({ example: 'integration' })
  type: string;

  @RequiredString({ example: 'cal-video', description: 'A service for video calls that the host has connected.' })
  integration: string;
}

/** In the order of the published document. */
const LOCATIONS: ClassConstructor<object>[] = [
  UpdateInputAddressLocation_2024_08_13,
  UpdateBookingInputAttendeeAddressLocation_2024_08_13,
  UpdateBookingInputAttendeeDefinedLocation_2024_08_13,
  UpdateBookingInputAttendeePhoneLocation_2024_08_13,
  UpdateBookingInputLinkLocation_2024_08_13,
  UpdateBookingInputPhoneLocation_2024_08_13,
];

@ApiExtraModels(...LOCATIONS)
export class UpdateBookingLocationInput_2024_08_13 {
  @ApiPropertyOptional({
    oneOf: LOCATIONS.map((type) => ({ $ref: getSchemaPath(type) })),
    description: 'The new place; without it the booking stays as it is.',
  })
  // Checked as a whole by `readNewPlace`, for its refusals have texts of their own.
  @Transform(({ obj }: { obj: { location?: unknown } }) => obj.location)
  @Allow()
  location?: unknown;
}
