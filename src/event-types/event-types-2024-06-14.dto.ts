import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { type ClassConstructor, Transform } from 'class-transformer';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { OptionalUrl } from '../common/validation.js';
import { DOCUMENTED_FIELDS } from './booking-field-kinds.js';
import type { BookingFieldInput } from './booking-fields-2024-06-14.dto.js';
import { readEventName } from './event-name.js';
import { EventTypeAvailability } from './event-type-availability-2024-06-14.dto.js';
import * as rules from './event-type-rules-2024-06-14.dto.js';
import * as settings from './event-type-settings-2024-06-14.dto.js';
import { INTERFACE_LANGUAGES } from './interface-languages.js';
import { refusalOfLayouts } from './refusals-2024-06-14.js';
import * as places from './locations-2024-06-14.dto.js';
import { readLocations } from './locations-2024-06-14.mapping.js';
import {
  Disabled_2024_06_14 as Disabled,
  IsOmittable,
  OptionalFlag,
  OptionalInt,
  OptionalPart,
  OptionalString,
  RequiredInt,
  RequiredString,
} from './properties.js';
import { readBookingFields } from './read-booking-fields.js';

/** The kinds of places, in the order of the published document. */
const LOCATIONS: ClassConstructor<object>[] = [
  places.InputAddressLocation_2024_06_14,
  places.InputLinkLocation_2024_06_14,
  places.InputIntegrationLocation_2024_06_14,
  places.InputPhoneLocation_2024_06_14,
  places.InputAttendeeAddressLocation_2024_06_14,
  places.InputAttendeePhoneLocation_2024_06_14,
  places.InputAttendeeDefinedLocation_2024_06_14,
];
const PARTS = [...Object.values(settings).filter((part) => typeof part === 'function'), ...Object.values(rules)];

const CONFIRMATION =
  'Invalid requiresConfirmation structure. Use "type": "always" or provide a valid time and unit in "noticeThreshold" for "type": "time".';

/** A list whose items are of one of the classes, and which one function checks as a whole. */
const ListOf = (types: ClassConstructor<object>[], read: (value: unknown) => object[]): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'array', items: { oneOf: types.map((type) => ({ $ref: getSchemaPath(type) })) } }),
    Transform(({ value }: { value: unknown }) => (value === undefined || value === null ? value : read(value))),
    IsOptional(),
  );

/** Everything about an event type that has a default. `null` means the default. */
@ApiExtraModels(Disabled, ...PARTS, ...LOCATIONS, ...DOCUMENTED_FIELDS)
class EventTypeSettings extends EventTypeAvailability {
  // compat: event-types.documented-texts — the published document says texts.
  @ApiPropertyOptional({ type: [String], example: [15, 30], description: 'In truth numbers: lengths to choose from.' })
  @Max(MAX_ID, { each: true })
  @Min(1, { each: true })
  @IsInt({ each: true })
  @ArrayUnique()
  @ArrayNotEmpty()
  @IsArray()
  @IsOptional()
  lengthInMinutesOptions?: number[] | null;

  @OptionalString()
  description?: string | null;

  @ListOf(DOCUMENTED_FIELDS, readBookingFields)
  bookingFields?: BookingFieldInput[] | null;

  @OptionalFlag()
  disableGuests?: boolean | null;

  @OptionalPart(() => settings.BookerLayouts_2024_06_14, { refusal: refusalOfLayouts })
  bookerLayouts?: settings.BookerLayouts_2024_06_14 | null;

  @OptionalPart(() => settings.BaseConfirmationPolicy_2024_06_14, { disablable: true, refusal: CONFIRMATION })
  confirmationPolicy?: settings.BaseConfirmationPolicy_2024_06_14 | Disabled | null;

  @OptionalPart(() => settings.Recurrence_2024_06_14, { disablable: true })
  recurrence?: settings.Recurrence_2024_06_14 | Disabled | null;

  @OptionalFlag()
  requiresBookerEmailVerification?: boolean | null;

  @OptionalFlag()
  hideCalendarNotes?: boolean | null;

  @OptionalFlag()
  lockTimeZoneToggleOnBookingPage?: boolean | null;

  @OptionalPart(() => settings.EventTypeColor_2024_06_14, {})
  color?: settings.EventTypeColor_2024_06_14 | null;

  @OptionalPart(() => settings.Seats_2024_06_14, { disablable: true })
  seats?: settings.Seats_2024_06_14 | Disabled | null;

  @OptionalString({ example: '{Event type title} with {Organiser}' })
  @Transform(({ value }: { value: unknown }) => readEventName(value))
  customName?: string | null;

  @OptionalPart(() => settings.DestinationCalendar_2024_06_14, {})
  destinationCalendar?: settings.DestinationCalendar_2024_06_14 | null;

  @OptionalFlag()
  useDestinationCalendarEmail?: boolean | null;

  @OptionalFlag()
  hideCalendarEventDetails?: boolean | null;

  @OptionalUrl()
  successRedirectUrl?: string | null;

  @OptionalFlag()
  hideOrganizerEmail?: boolean | null;

  @OptionalPart(() => rules.CalVideoSettings, {})
  calVideoSettings?: rules.CalVideoSettings | null;

  @OptionalFlag()
  hidden?: boolean | null;

  @OptionalFlag({ default: false })
  bookingRequiresAuthentication?: boolean | null;

  @OptionalPart(() => rules.DisableCancelling_2024_06_14, {})
  disableCancelling?: rules.DisableCancelling_2024_06_14 | null;

  @OptionalPart(() => rules.DisableRescheduling_2024_06_14, {})
  disableRescheduling?: rules.DisableRescheduling_2024_06_14 | null;

  @ApiPropertyOptional({ type: String, enum: INTERFACE_LANGUAGES, description: 'Empty: that of the visitor.' })
  @IsIn(INTERFACE_LANGUAGES)
  @IsOptional()
  interfaceLanguage?: string | null;

  @OptionalFlag({ default: false })
  allowReschedulingPastBookings?: boolean | null;

  @OptionalFlag({ default: false })
  allowReschedulingCancelledBookings?: boolean | null;

  @OptionalFlag({ default: false })
  showOptimizedSlots?: boolean | null;

  @ListOf(LOCATIONS, readLocations)
  locations?: places.LocationInput[] | null;
}

export class CreateEventTypeInput_2024_06_14 extends EventTypeSettings {
  @RequiredInt(1)
  lengthInMinutes: number;

  @RequiredString({ example: 'Intro call' })
  title: string;

  @RequiredString({ example: 'intro' })
  slug: string;
}

export class UpdateEventTypeInput_2024_06_14 extends EventTypeSettings {
  @OptionalInt(1, {}, IsOmittable())
  lengthInMinutes?: number;

  @OptionalString({}, IsOmittable())
  title?: string;

  @OptionalString({}, IsOmittable())
  slug?: string;
}

export type EventTypeInput = CreateEventTypeInput_2024_06_14 | UpdateEventTypeInput_2024_06_14;
