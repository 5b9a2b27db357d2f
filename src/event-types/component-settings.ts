import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsNumber, IsOptional, IsString, Max, Min, ValidateBy } from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { IsEmail, OptionalTimeZone, OptionalUrl } from '../common/validation.js';
import { ComponentField } from './component-field.dto.js';
import * as parts from './component-parts.dto.js';
import type { EventTypeColumns } from './event-type-row.js';
import { INTERFACE_LANGUAGES } from './interface-languages.js';
import { isObject } from './input-check.js';
import { OptionalFlag, OptionalInt, OptionalPart, OptionalString } from './properties.js';

// The settings of an event type by the names that the components have for them. What a table says about a setting holds
// for both directions: so whatever is accepted comes back.

/** A setting. `null` brings back the initial value. */
interface Setting {
  initial: unknown;
  rule: PropertyDecorator;
}

const flag = (initial = false): Setting => ({ initial, rule: OptionalFlag() });
const text: Setting = { initial: null, rule: OptionalString() };
const number = (min: number, initial: number | null): Setting => ({ initial, rule: OptionalInt(min) });
const part = (type: new () => object): Setting => ({ initial: null, rule: OptionalPart(() => type, {}) });
const list = (type: new () => object): Setting => ({ initial: null, rule: parts.ListOfParts(type) });
const choice = (values: string[], initial: string | null): Setting => ({
  initial,
  rule: applyDecorators(IsIn(values), IsOptional()),
});
const address: Setting = {
  initial: null,
  // A field that was emptied.
  rule: applyDecorators(
    Transform(({ value }: { value: unknown }) => (value === '' ? null : value)),
    OptionalUrl(),
  ),
};
const email: Setting = {
  initial: null,
  rule: applyDecorators(
    Transform(({ value }: { value: unknown }) => (value === '' ? null : value)),
    IsEmail(),
    IsOptional(),
  ),
};
const zone: Setting = {
  initial: null,
  rule: applyDecorators(
    Transform(({ value }: { value: unknown }) => (value === '' ? null : value)),
    OptionalTimeZone(),
  ),
};

export const CANCELLATION_REASONS = [
  'MANDATORY_BOTH',
  'MANDATORY_HOST_ONLY',
  'MANDATORY_ATTENDEE_ONLY',
  'OPTIONAL_BOTH',
];
export const PERIOD_TYPES = ['UNLIMITED', 'ROLLING', 'ROLLING_WINDOW', 'RANGE'];

/** Settings with a column of their own, of the same name unless another is given. */
export const IN_COLUMNS: Record<string, Setting & { column?: keyof EventTypeColumns }> = {
  description: text,
  interfaceLanguage: choice(INTERFACE_LANGUAGES, null),
  // Numbers that are too small are refused when they are saved.
  offsetStart: number(-MAX_ID, 0),
  hidden: flag(),
  locations: list(parts.ComponentLocation),
  eventName: text,
  timeZone: zone,
  periodType: choice(PERIOD_TYPES, 'UNLIMITED'),
  periodDays: number(0, null),
  periodCountCalendarDays: { ...flag(), initial: null },
  lockTimeZoneToggleOnBookingPage: { ...flag(), column: 'lockTimeZoneToggle' },
  lockedTimeZone: zone,
  requiresConfirmation: flag(),
  requiresConfirmationWillBlockSlot: { ...flag(), column: 'confirmationBlocksSlot' },
  requiresBookerEmailVerification: flag(),
  canSendCalVideoTranscriptionEmails: { ...flag(true), column: 'sendTranscriptionEmails' },
  recurringEvent: part(parts.ComponentRecurrence),
  hideCalendarNotes: flag(),
  hideCalendarEventDetails: flag(),
  disableGuests: flag(),
  disableCancelling: flag(),
  disableRescheduling: flag(),
  requiresCancellationReason: choice(CANCELLATION_REASONS, 'MANDATORY_HOST_ONLY'),
  minimumRescheduleNotice: number(0, null),
  allowReschedulingCancelledBookings: flag(),
  allowReschedulingPastBookings: flag(),
  minimumBookingNotice: number(0, 120),
  beforeEventBuffer: number(0, 0),
  afterEventBuffer: number(0, 0),
  slotInterval: number(1, null),
  eventTypeColor: { ...part(parts.ComponentColor), column: 'color' },
  bookingLimits: part(parts.ComponentLimits),
  durationLimits: part(parts.ComponentLimits),
  onlyShowFirstAvailableSlot: { ...flag(), column: 'onlyFirstSlot' },
  showOptimizedSlots: flag(),
  maxActiveBookingsPerBooker: { ...number(-MAX_ID, null), column: 'maxActiveBookings' },
  maxActiveBookingPerBookerOfferReschedule: { ...flag(), column: 'offerReschedule' },
  hideOrganizerEmail: flag(),
  successRedirectUrl: address,
  bookingFields: list(ComponentField),
  seatsPerTimeSlot: { initial: null, rule: applyDecorators(Max(1000), OptionalInt(1)) },
  seatsShowAttendees: flag(),
  seatsShowAvailabilityCount: { ...flag(true), column: 'seatsShowAvailability' },
  calVideoSettings: part(parts.ComponentVideoSettings),
};

// compat: event-types.only-kept — most of them say something to the components alone.
/** Settings that only the components know, kept for them in `otherSettings`. */
export const KEPT: Record<string, Setting> = {
  instantMeetingExpiryTimeOffsetInSeconds: number(0, 90),
  instantMeetingParameters: {
    initial: [],
    rule: applyDecorators(parts.Kept(), ArrayMaxSize(100), IsString({ each: true }), IsArray(), IsOptional()),
  },
  requiresConfirmationForFreeEmail: flag(),
  autoTranslateDescriptionEnabled: flag(),
  autoTranslateInstantMeetingTitleEnabled: flag(true),
  forwardParamsSuccessRedirect: flag(true),
  currency: { initial: 'usd', rule: OptionalString() },
  price: { initial: 0, rule: applyDecorators(Min(0), IsNumber(), IsOptional()) },
  customReplyToEmail: email,
  secondaryEmailId: number(-1, null),
  disableCancellingScope: { initial: 'HOST_AND_ATTENDEE', rule: OptionalString() },
  disableReschedulingScope: { initial: 'HOST_AND_ATTENDEE', rule: OptionalString() },
  disableReassignment: flag(),
  redirectUrlOnNoRoutingFormResponse: address,
  shouldMergePhoneSystemFields: flag(true),
};

/** Whether a value says nothing: what the components send although nobody has touched it. */
export function isNothing(value: unknown): boolean {
  if (Array.isArray(value) || isObject(value)) return Object.values(value).every(isNothing);
  return value === null || value === undefined || value === false || value === 0 || value === '';
}

export const nothing = (initial: unknown): Setting => ({
  initial,
  rule: ValidateBy({
    name: 'isNothing',
    validator: {
      validate: isNothing,
      defaultMessage: (args) => `${args?.property} is not supported, so it can only be empty`,
    },
  }),
});

/** Settings of event types of teams, and of what there is not: they can be sent, but only say that nothing is set. */
export const UNSUPPORTED: Record<string, Setting> = {
  isInstantEvent: nothing(false),
  instantMeetingSchedule: nothing(null),
  customInputs: nothing([]),
  fieldTranslations: nothing([]),
  assignAllTeamMembers: nothing(false),
  assignRRMembersUsingSegment: nothing(false),
  rrSegmentQueryValue: nothing(null),
  isRRWeightsEnabled: nothing(false),
  rescheduleWithSameRoundRobinHost: nothing(false),
  useEventTypeDestinationCalendarEmail: nothing(false),
  useEventLevelSelectedCalendars: nothing(false),
  hostGroups: nothing([]),
  restrictionScheduleId: nothing(null),
  restrictionScheduleName: nothing(null),
  useBookerTimezone: nothing(false),
  schedulingType: nothing(null),
  hosts: nothing([]),
  enablePerHostLocations: nothing(false),
  children: nothing([]),
  destinationCalendar: nothing(null),
  maxLeadThreshold: nothing(null),
  includeNoShowInRRCalculation: nothing(false),
  aiPhoneCallConfig: nothing(null),
  workflows: nothing([]),
  childrenCount: nothing(0),
  successRedirectUrlUpdatedAt: nothing(null),
};
