import {
  ApiExtraModels,
  ApiProperty,
  ApiPropertyOptional,
  type ApiPropertyOptions,
  getSchemaPath,
} from '@nestjs/swagger';
import type { ClassConstructor } from 'class-transformer';
import { SuccessStatus } from '../common/success-status.js';
import { FIELD_OUTPUTS } from './booking-fields-output-2024-06-14.dto.js';
import type { EventTypeJson } from './event-type-output-2024-06-14.js';
import { CalVideoSettings } from './event-type-rules-2024-06-14.dto.js';
import * as settings from './event-type-settings-2024-06-14.dto.js';
import type { DeletedEventType } from './event-types-2024-06-14.service.js';
import { LOCATION_OUTPUTS } from './locations-2024-06-14.dto.js';
import {
  BookerActiveBookingsLimitOutput_2024_06_14,
  DisableCancellingOutput_2024_06_14,
} from './rule-outputs-2024-06-14.dto.js';
import {
  DisableReschedulingOutput_2024_06_14,
  EmailSettings_2024_06_14,
  EventTypeTeam,
} from './rule-outputs-2024-06-14.dto.js';

// What answers of the version 2024-06-14 look like, for the API documentation. What is sent is made in event-type-output.

const ref = (type: ClassConstructor<object>) => ({ $ref: getSchemaPath(type) });
const listOf = (types: ClassConstructor<object>[]): ApiPropertyOptions => ({
  type: 'array',
  items: { oneOf: types.map(ref) },
});
const NUMBER = { type: Number };
const TEXT = { type: String };
const FLAG = { type: Boolean };
const ANY = { type: Object };
const NULLABLE_ANY = { type: Object, nullable: true };
const WINDOWS = [
  settings.BusinessDaysWindow_2024_06_14,
  settings.CalendarDaysWindow_2024_06_14,
  settings.RangeWindow_2024_06_14,
];
const REQUIRED: Record<string, ApiPropertyOptions> = {
  id: NUMBER,
  lengthInMinutes: NUMBER,
  title: TEXT,
  slug: TEXT,
  description: TEXT,
  locations: listOf(LOCATION_OUTPUTS),
  bookingFields: listOf(FIELD_OUTPUTS),
  disableGuests: FLAG,
  recurrence: { type: settings.Recurrence_2024_06_14, nullable: true },
  metadata: ANY,
  price: NUMBER,
  currency: TEXT,
  lockTimeZoneToggleOnBookingPage: FLAG,
  forwardParamsSuccessRedirect: NULLABLE_ANY,
  successRedirectUrl: NULLABLE_ANY,
  isInstantEvent: FLAG,
  scheduleId: { type: Number, nullable: true },
  hidden: FLAG,
  bookingRequiresAuthentication: FLAG,
};
const OPTIONAL: Record<string, ApiPropertyOptions> = {
  lengthInMinutesOptions: { type: [Number] },
  slotInterval: NULLABLE_ANY,
  minimumBookingNotice: NUMBER,
  beforeEventBuffer: NUMBER,
  afterEventBuffer: NUMBER,
  seatsPerTimeSlot: { ...NULLABLE_ANY, description: 'Never sent: see `seats`.' },
  seatsShowAvailabilityCount: { type: Boolean, nullable: true, description: 'Never sent: see `seats`.' },
  bookingLimitsCount: ANY,
  bookerActiveBookingsLimit: { type: BookerActiveBookingsLimitOutput_2024_06_14 },
  onlyShowFirstAvailableSlot: FLAG,
  bookingLimitsDuration: ANY,
  bookingWindow: { ...listOf(WINDOWS), description: 'In truth one of them, or `{ "disabled": true }`.' },
  bookerLayouts: { type: settings.BookerLayouts_2024_06_14 },
  confirmationPolicy: ANY,
  requiresBookerEmailVerification: FLAG,
  hideCalendarNotes: FLAG,
  color: { type: settings.EventTypeColor_2024_06_14 },
  seats: { type: settings.Seats_2024_06_14 },
  offsetStart: NUMBER,
  customName: TEXT,
  destinationCalendar: { type: settings.DestinationCalendar_2024_06_14 },
  useDestinationCalendarEmail: FLAG,
  hideCalendarEventDetails: FLAG,
  hideOrganizerEmail: FLAG,
  calVideoSettings: { type: CalVideoSettings },
  disableCancelling: { type: DisableCancellingOutput_2024_06_14 },
  disableRescheduling: { type: DisableReschedulingOutput_2024_06_14 },
  interfaceLanguage: { type: String, nullable: true },
  allowReschedulingPastBookings: FLAG,
  allowReschedulingCancelledBookings: { type: Boolean, nullable: true },
  showOptimizedSlots: { type: Boolean, nullable: true },
};

/** Documents properties of a class: those that are always there and those that may be absent. */
const Documented =
  (required: Record<string, ApiPropertyOptions>, optional: Record<string, ApiPropertyOptions>): ClassDecorator =>
  ({ prototype }) => {
    for (const [name, options] of Object.entries(required)) ApiProperty(options)(prototype as object, name);
    for (const [name, options] of Object.entries(optional)) ApiPropertyOptional(options)(prototype as object, name);
  };

@ApiExtraModels(...LOCATION_OUTPUTS, ...FIELD_OUTPUTS, ...WINDOWS, CalVideoSettings)
@ApiExtraModels(BookerActiveBookingsLimitOutput_2024_06_14, DisableCancellingOutput_2024_06_14)
@ApiExtraModels(DisableReschedulingOutput_2024_06_14, EmailSettings_2024_06_14, EventTypeTeam)
@Documented(
  {
    ...REQUIRED,
    ownerId: NUMBER,
    users: { type: [String], description: 'In truth objects.' },
    bookingUrl: { type: String, format: 'uri' },
  },
  OPTIONAL,
)
export class EventTypeOutput_2024_06_14 {}

/** An event type of a team. There are none yet. */
@Documented(
  {
    ...REQUIRED,
    teamId: NUMBER,
    hosts: { type: [String] },
    schedulingType: { type: String, enum: ['roundRobin', 'collective', 'managed'] },
    team: { type: EventTypeTeam },
  },
  {
    ...OPTIONAL,
    ownerId: NULLABLE_ANY,
    parentEventTypeId: NULLABLE_ANY,
    assignAllTeamMembers: FLAG,
    emailSettings: { type: EmailSettings_2024_06_14 },
    rescheduleWithSameRoundRobinHost: FLAG,
  },
)
export class TeamEventTypeOutput_2024_06_14 {}

export class CreateEventTypeOutput_2024_06_14 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: EventTypeOutput_2024_06_14 })
  data: EventTypeJson;
}

export class UpdateEventTypeOutput_2024_06_14 extends CreateEventTypeOutput_2024_06_14 {}

@ApiExtraModels(EventTypeOutput_2024_06_14, TeamEventTypeOutput_2024_06_14)
export class GetEventTypeOutput_2024_06_14 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ oneOf: [ref(EventTypeOutput_2024_06_14), ref(TeamEventTypeOutput_2024_06_14)] })
  data: EventTypeJson;
}

export class GetEventTypesOutput_2024_06_14 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: [EventTypeOutput_2024_06_14] })
  data: object[];
}

@Documented({ id: NUMBER, lengthInMinutes: NUMBER, title: TEXT, slug: TEXT }, {})
export class DeleteData_2024_06_14 {}

export class DeleteEventTypeOutput_2024_06_14 {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: DeleteData_2024_06_14 })
  data: DeletedEventType;
}
