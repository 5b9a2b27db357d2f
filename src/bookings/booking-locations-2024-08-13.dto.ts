import { ApiProperty } from '@nestjs/swagger';
import type { ClassConstructor } from 'class-transformer';
import { IsIn, IsPhoneNumber, MaxLength } from 'class-validator';
import { RequiredString } from '../common/validation.js';
import { INTEGRATIONS } from '../event-types/integrations.js';

/** Longest address and the like. */
const MAX_LENGTH = 2_000;

export class BookingInputAddressLocation_2024_08_13 {
  @RequiredString({ example: 'address', description: 'Where the host said.' })
  type: string;
}

export class BookingInputAttendeeAddressLocation_2024_08_13 {
  @RequiredString({ example: 'attendeeAddress' })
  type: string;

  @RequiredString({ example: '123 Example St, City, Country', description: 'Where the booker is.' })
  @MaxLength(MAX_LENGTH)
  address: string;
}

export class BookingInputAttendeeDefinedLocation_2024_08_13 {
  @RequiredString({ example: 'attendeeDefined' })
  type: string;

  @RequiredString({ example: '321 Example St, City, Country', description: 'Any place.' })
  @MaxLength(MAX_LENGTH)
  location: string;
}

export class BookingInputAttendeePhoneLocation_2024_08_13 {
  @RequiredString({ example: 'attendeePhone' })
  type: string;

  @RequiredString({ example: '+37120993151', description: 'Number of the booker.' })
  @IsPhoneNumber()
  phone: string;
}

export class BookingInputIntegrationLocation_2024_08_13 {
  @RequiredString({ example: 'integration' })
  type: string;

  @ApiProperty({ type: String, enum: INTEGRATIONS, example: 'cal-video' })
  @IsIn(INTEGRATIONS)
  integration: string;
}

export class BookingInputLinkLocation_2024_08_13 {
  @RequiredString({ example: 'link', description: 'The link of the host.' })
  type: string;
}

export class BookingInputPhoneLocation_2024_08_13 {
  @RequiredString({ example: 'phone', description: 'The number of the host.' })
  type: string;
}

export class BookingInputOrganizersDefaultAppLocation_2024_08_13 {
  @RequiredString({ example: 'organizersDefaultApp' })
  type: string;
}

/** In the order of the published document. */
export const LOCATION_INPUTS: ClassConstructor<object>[] = [
  BookingInputAddressLocation_2024_08_13,
  BookingInputAttendeeAddressLocation_2024_08_13,
  BookingInputAttendeeDefinedLocation_2024_08_13,
  BookingInputAttendeePhoneLocation_2024_08_13,
  BookingInputIntegrationLocation_2024_08_13,
  BookingInputLinkLocation_2024_08_13,
  BookingInputPhoneLocation_2024_08_13,
  BookingInputOrganizersDefaultAppLocation_2024_08_13,
];
