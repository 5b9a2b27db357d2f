import { ApiExtraModels, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsOptional,
  IsPhoneNumber,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { LOCALES } from '../common/locales.js';
import { SuccessStatus } from '../common/success-status.js';
import { IsEmail, OptionalString, OptionalTimeZone, RequiredString } from '../common/validation.js';
import {
  BookingAttendeeOutput_2024_08_13,
  BookingAttendeeWithId_2024_08_13,
} from './booking-outputs-2024-08-13.dto.js';
import { ANY_BOOKING, SHAPES } from './booking-reads-2024-08-13.responses.js';
import { RequiredTimeZone } from './create-booking-2024-08-13.dto.js';

const MAX_NAME_LENGTH = 500;
const BAD_PHONE = 'Invalid phone number format. Please use international format.';

export class AddAttendeeInput_2024_08_13 {
  @RequiredString({ example: 'John Doe' })
  @MaxLength(MAX_NAME_LENGTH)
  name: string;

  @RequiredTimeZone()
  timeZone: string;

  @ApiPropertyOptional({ type: String, example: '+919876543210', description: 'International format.' })
  @IsPhoneNumber(undefined, { message: BAD_PHONE })
  @IsOptional()
  phoneNumber?: string | null;

  @ApiPropertyOptional({ type: String, enum: LOCALES, example: 'it', default: 'en' })
  @IsIn(LOCALES)
  @IsOptional()
  language?: string | null;

  @ApiProperty({ type: String, example: 'john.doe@example.com' })
  @IsEmail({ message: 'Invalid email format' })
  email: string;
}

export class Guest {
  @ApiProperty({ type: String, example: 'john.doe@example.com' })
  @IsEmail({ message: 'Invalid email format' })
  email: string;

  @OptionalString({ example: 'John Doe' })
  @MaxLength(MAX_NAME_LENGTH)
  name?: string | null;

  @OptionalTimeZone({ example: 'America/New_York', description: 'Without it that of the booker.' })
  timeZone?: string | null;

  @ApiPropertyOptional({ type: String, example: '+919876543210', description: 'International format.' })
  @IsPhoneNumber(undefined, { message: BAD_PHONE })
  @IsOptional()
  phoneNumber?: string | null;

  @ApiPropertyOptional({ type: String, enum: LOCALES, example: 'it', default: 'en' })
  @IsIn(LOCALES)
  @IsOptional()
  language?: string | null;
}

export class AddGuestsInput_2024_08_13 {
  @ApiProperty({ type: [Guest], description: '1 to 10.' })
  @ValidateNested({ each: true })
  @Type(() => Guest)
  @ArrayMaxSize(10, { message: 'Cannot add more than 10 guests at a time' })
  @ArrayMinSize(1)
  @IsArray()
  guests: Guest[];
}

export class GetBookingAttendeesOutput_2024_08_13 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: [BookingAttendeeWithId_2024_08_13] })
  data: object[];
}

export class GetBookingAttendeeOutput_2024_08_13 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: BookingAttendeeWithId_2024_08_13 })
  data: object;
}

export class AddAttendeeOutput_2024_08_13 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: BookingAttendeeOutput_2024_08_13 })
  data: object;
}

export class RemovedAttendee {
  @ApiProperty({ type: Number })
  id: number;

  @ApiProperty({ type: Number })
  bookingId: number;

  @ApiProperty({ type: String })
  name: string;

  @ApiProperty({ type: String })
  email: string;

  @ApiProperty({ type: String })
  timeZone: string;
}

export class RemoveAttendeeOutput_2024_08_13 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: RemovedAttendee })
  data: RemovedAttendee;
}

@ApiExtraModels(...SHAPES)
export class AddGuestsOutput_2024_08_13 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty(ANY_BOOKING)
  data: object;
}

export class UpdateBookingLocationOutput_2024_08_13 extends AddGuestsOutput_2024_08_13 {}
