import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import * as rules from 'class-validator';
import { IsEmail, OptionalString, RequiredString } from '../common/validation.js';
import { OptionalFlag } from '../event-types/properties.js';
import { IsInstant } from '../slots/instant.js';

/** Longest text that says why. */
const MAX_REASON = 10_000;
/** Most people who are marked at once. */
const MAX_ATTENDEES = 1_000;

const Reason = (description: string): PropertyDecorator =>
  applyDecorators(OptionalString({ example: 'Something came up', description }), rules.MaxLength(MAX_REASON));

class NewTime {
  @RequiredString({ example: '2030-08-13T10:00:00Z', description: 'The new beginning, ISO 8601, in UTC.' })
  @IsInstant()
  start: string;

  @ApiPropertyOptional({ type: String, description: 'E-mail address of who moves the booking.' })
  @rules.IsOptional()
  @IsEmail({ message: 'Invalid rescheduledBy email format' })
  rescheduledBy?: string;

  @OptionalString({ example: '123456', description: 'For event types that verify the address of the booker.' })
  emailVerificationCode?: string;
}

export class RescheduleBookingInput_2024_08_13 extends NewTime {
  @Reason('Why it is moved.')
  reschedulingReason?: string;
}

export class RescheduleSeatedBookingInput_2024_08_13 extends NewTime {
  @RequiredString({ example: '3be561a9-31f1-4b8e-aefc-9d9a085f0dd1', description: 'The seat to move.' })
  seatUid: string;
}

export class CancelBookingInput_2024_08_13 {
  @Reason('Why it is cancelled.')
  cancellationReason?: string;

  @OptionalFlag({ description: 'With an occurrence of a series: those after it too.' })
  cancelSubsequentBookings?: boolean;
}

export class CancelSeatedBookingInput_2024_08_13 {
  @RequiredString({ example: '3be561a9-31f1-4b8e-aefc-9d9a085f0dd1', description: 'The seat to give up.' })
  seatUid: string;

  @Reason('Why it is given up.')
  cancellationReason?: string;
}

export class DeclineBookingInput_2024_08_13 {
  @Reason('Why not.')
  reason?: string;
}

export class ReassignToUserBookingInput_2024_08_13 {
  @Reason('Why somebody else takes it.')
  reason?: string;
}

export class MarkAbsentAttendee {
  @RequiredString({ example: 'grace@example.com' })
  email: string;

  @ApiProperty({ type: Boolean })
  @rules.IsBoolean()
  absent: boolean;
}

@ApiExtraModels(MarkAbsentAttendee)
export class MarkAbsentBookingInput_2024_08_13 {
  @OptionalFlag({ example: false, description: 'Whether the host was missing.' })
  host?: boolean;

  @ApiPropertyOptional({ type: [MarkAbsentAttendee] })
  @rules.IsOptional()
  @rules.IsArray()
  @rules.ArrayNotEmpty()
  @rules.ArrayMaxSize(MAX_ATTENDEES)
  @rules.ValidateNested({ each: true })
  @Type(() => MarkAbsentAttendee)
  attendees?: MarkAbsentAttendee[];
}
