import {
  ApiExtraModels,
  ApiProperty,
  ApiPropertyOptional,
  type ApiPropertyOptions,
  getSchemaPath,
} from '@nestjs/swagger';
import { SuccessStatus } from '../common/success-status.js';

// Events of calendars elsewhere, with the schema names of the original.

const RESPONSES = ['accepted', 'pending', 'declined', 'needsAction'];
const STATUSES = ['accepted', 'pending', 'declined', 'cancelled'];
const SOURCES = ['google', 'office365', 'apple'];

export const responseStatus = (): PropertyDecorator =>
  ApiPropertyOptional({ enum: RESPONSES, enumName: 'CalendarEventResponseStatus', nullable: true });
export const eventStatus = (): PropertyDecorator =>
  ApiPropertyOptional({ enum: STATUSES, enumName: 'CalendarEventStatus', nullable: true });
const maybe = (type: ApiPropertyOptions['type'] = String): PropertyDecorator =>
  ApiPropertyOptional({ type, nullable: true } as ApiPropertyOptions);
const kindOfLocation = (kind: string): PropertyDecorator => ApiProperty({ type: String, enum: [kind], default: kind });

/** A moment with the zone in which it is meant. */
export interface ZonedTime {
  time: string;
  timeZone: string;
}

const zonedTime = {
  type: 'object',
  properties: { time: { type: 'string', format: 'date-time' }, timeZone: { type: 'string' } },
} as const;
export const requiredTime = (): PropertyDecorator => ApiProperty(zonedTime as ApiPropertyOptions);
export const optionalTime = (): PropertyDecorator => ApiPropertyOptional(zonedTime as ApiPropertyOptions);

export class CalendarEventVideoLocation {
  @kindOfLocation('video')
  type: 'video';
  @ApiProperty({ type: String })
  url: string;
  @maybe()
  label?: string | null;
  @maybe()
  password?: string | null;
  @maybe()
  meetingCode?: string | null;
  @maybe()
  accessCode?: string | null;
}

export class CalendarEventPhoneLocation {
  @kindOfLocation('phone')
  type: 'phone';
  @ApiProperty({ type: String })
  url: string;
  @maybe()
  label?: string | null;
  @maybe()
  pin?: string | null;
  @maybe()
  password?: string | null;
  @maybe()
  accessCode?: string | null;
  @maybe()
  regionCode?: string | null;
}

export class CalendarEventSipLocation {
  @kindOfLocation('sip')
  type: 'sip';
  @ApiProperty({ type: String })
  url: string;
  @maybe()
  label?: string | null;
  @maybe()
  pin?: string | null;
  @maybe()
  password?: string | null;
}

export class CalendarEventMoreLocation {
  @kindOfLocation('more')
  type: 'more';
  @ApiProperty({ type: String })
  url: string;
  @maybe()
  label?: string | null;
}

const LOCATIONS = [
  CalendarEventVideoLocation,
  CalendarEventPhoneLocation,
  CalendarEventSipLocation,
  CalendarEventMoreLocation,
];
export type CalendarEventLocation = InstanceType<(typeof LOCATIONS)[number]>;

export class CalendarEventAttendee {
  @ApiProperty({ type: String })
  email: string;
  @ApiPropertyOptional({ type: String })
  name?: string;
  @responseStatus()
  responseStatus?: string | null;
  @maybe(Boolean)
  self?: boolean | null;
  @maybe(Boolean)
  optional?: boolean | null;
  @maybe(Boolean)
  host?: boolean | null;
}

export class CalendarEventHost {
  @ApiProperty({ type: String })
  email: string;
  @maybe()
  name?: string | null;
  @responseStatus()
  responseStatus?: string | null;
}

// compat: calendars.documented-owner — this schema alone begins with a small letter in the published document.
/** In whose calendar the event is. */
export class calendarEventOwner {
  @ApiProperty({ type: String })
  email: string;
  @maybe()
  name?: string | null;
}

@ApiExtraModels(...LOCATIONS)
export class UnifiedCalendarEventOutput {
  @requiredTime()
  start: ZonedTime;
  @requiredTime()
  end: ZonedTime;
  @ApiProperty({ type: String })
  id: string;
  @ApiProperty({ type: String })
  title: string;
  @maybe()
  description?: string | null;
  @ApiPropertyOptional({
    type: 'array',
    nullable: true,
    items: {
      oneOf: LOCATIONS.map((location) => ({ $ref: getSchemaPath(location) })),
      discriminator: { propertyName: 'type' },
    },
  })
  locations?: CalendarEventLocation[] | null;
  @maybe([CalendarEventAttendee])
  attendees?: CalendarEventAttendee[] | null;
  @eventStatus()
  status?: string | null;
  @maybe([CalendarEventHost])
  hosts?: CalendarEventHost[] | null;
  @ApiPropertyOptional({ type: calendarEventOwner, nullable: true })
  calendarEventOwner?: calendarEventOwner | null;
  @ApiProperty({ enum: SOURCES, enumName: 'CalendarSource' })
  source: 'google';
}

export class GetUnifiedCalendarEventOutput {
  @SuccessStatus()
  status: 'success';
  @ApiProperty({ type: UnifiedCalendarEventOutput })
  data: UnifiedCalendarEventOutput;
}
