import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, IsString, ValidateNested } from 'class-validator';
import { IsEmail, OptionalString, OptionalTimeZone } from '../common/validation.js';
import { IsInstant } from '../slots/instant.js';
import { eventStatus, optionalTime, responseStatus, type ZonedTime } from './unified-calendars.dto.js';

/** A moment with its zone. */
export class ZonedTimeInput implements ZonedTime {
  @IsInstant()
  @IsString()
  time: string;

  @OptionalTimeZone()
  timeZone: string;
}

export class UpdateCalendarEventAttendee {
  @ApiPropertyOptional({ type: String })
  @IsEmail()
  @IsOptional()
  email?: string | null;

  @OptionalString()
  name?: string | null;

  @responseStatus()
  @IsIn(['accepted', 'pending', 'declined', 'needsAction'])
  @IsOptional()
  responseStatus?: string | null;

  @ApiPropertyOptional({ type: Boolean, nullable: true })
  @IsBoolean()
  @IsOptional()
  self?: boolean | null;

  @ApiPropertyOptional({ type: Boolean, nullable: true })
  @IsBoolean()
  @IsOptional()
  optional?: boolean | null;

  @ApiPropertyOptional({ type: Boolean, nullable: true })
  @IsBoolean()
  @IsOptional()
  host?: boolean | null;
}

/** What is left out stays. */
export class UpdateUnifiedCalendarEventInput {
  @optionalTime()
  @Type(() => ZonedTimeInput)
  @ValidateNested()
  @IsOptional()
  start?: ZonedTimeInput | null;

  @optionalTime()
  @Type(() => ZonedTimeInput)
  @ValidateNested()
  @IsOptional()
  end?: ZonedTimeInput | null;

  @OptionalString()
  title?: string | null;

  @OptionalString({ nullable: true })
  description?: string | null;

  @ApiPropertyOptional({ type: [UpdateCalendarEventAttendee], nullable: true })
  @Type(() => UpdateCalendarEventAttendee)
  @ValidateNested({ each: true })
  @ArrayMaxSize(200)
  @IsArray()
  @IsOptional()
  attendees?: UpdateCalendarEventAttendee[] | null;

  @eventStatus()
  @IsIn(['accepted', 'pending', 'declined', 'cancelled'])
  @IsOptional()
  status?: string | null;
}
