import { storedBookingFields, hidesGuests } from './booking-fields-2024-06-14.mapping.js';
import { type EventTypeColumns, type Interval, LIMIT_KEYS, type StoredLimits } from './event-type-row.js';
import type { BaseBookingLimitsCount_2024_06_14 as Limits } from './event-type-settings-2024-06-14.dto.js';
import { FREQUENCIES } from './event-type-settings-2024-06-14.dto.js';
import type { EventTypeInput, UpdateEventTypeInput_2024_06_14 as Input } from './event-types-2024-06-14.dto.js';
import { storedLocation } from './locations-2024-06-14.mapping.js';
import type { Disabled_2024_06_14 as Disabled } from './properties.js';

/** The columns of one setting. Null: those of its default. */
type ToColumns = { [Name in keyof Input]-?: (value: Exclude<Input[Name], undefined>) => EventTypeColumns };

/** Event types that name no places are held in Cal Video. */
export const DEFAULT_LOCATIONS = [{ type: 'integrations:daily' }];

/** What each setting of the version 2024-06-14 becomes in the store. The booking form needs two of them: see below. */
const TO_COLUMNS: Omit<
  ToColumns,
  'bookingFields' | 'disableGuests' | 'destinationCalendar' | 'useDestinationCalendarEmail'
> = {
  lengthInMinutes: (length) => ({ length }),
  title: (title) => ({ title }),
  slug: (slug) => ({ slug: tidySlug(slug) }),
  lengthInMinutesOptions: (lengths) => ({ lengthOptions: lengths ?? [] }),
  description: (description) => ({ description }),
  slotInterval: (slotInterval) => ({ slotInterval }),
  minimumBookingNotice: (minutes) => ({ minimumBookingNotice: minutes ?? 120 }),
  beforeEventBuffer: (minutes) => ({ beforeEventBuffer: minutes ?? 0 }),
  afterEventBuffer: (minutes) => ({ afterEventBuffer: minutes ?? 0 }),
  scheduleId: (scheduleId) => ({ scheduleId }),
  bookingLimitsCount: (limits) => ({ bookingLimits: storedLimits(limits) }),
  bookingLimitsDuration: (limits) => ({ durationLimits: storedLimits(limits) }),
  bookerActiveBookingsLimit: (limit) => {
    const { maximumActiveBookings = null, offerReschedule } = enabled(limit) ?? {};
    return { maxActiveBookings: maximumActiveBookings, offerReschedule: offerReschedule ?? false };
  },
  onlyShowFirstAvailableSlot: (only) => ({ onlyFirstSlot: only ?? false }),
  bookingWindow: (window) => periodOf(enabled(window)),
  offsetStart: (minutes) => ({ offsetStart: minutes ?? 0 }),
  bookerLayouts: (layouts) => ({ bookerLayouts: layouts && { ...layouts } }),
  confirmationPolicy: (policy) => confirmationOf(enabled(policy)),
  // improve: event-types.switched-off — the original does not take notice.
  recurrence: (recurrence) => {
    const { interval, occurrences, frequency } = enabled(recurrence) ?? {};
    if (interval === undefined || occurrences === undefined || !frequency) return { recurringEvent: null };
    return { recurringEvent: { interval, count: occurrences, freq: FREQUENCIES.indexOf(frequency) } };
  },
  requiresBookerEmailVerification: (flag) => ({ requiresBookerEmailVerification: flag ?? false }),
  hideCalendarNotes: (flag) => ({ hideCalendarNotes: flag ?? false }),
  lockTimeZoneToggleOnBookingPage: (flag) => ({ lockTimeZoneToggle: flag ?? false }),
  color: (color) => ({
    color: color && { lightEventTypeColor: color.lightThemeHex, darkEventTypeColor: color.darkThemeHex },
  }),
  seats: (seats) => {
    const { seatsPerTimeSlot = null, showAttendeeInfo = false, showAvailabilityCount = true } = enabled(seats) ?? {};
    return { seatsPerTimeSlot, seatsShowAttendees: showAttendeeInfo, seatsShowAvailability: showAvailabilityCount };
  },
  customName: (eventName) => ({ eventName }),
  hideCalendarEventDetails: (flag) => ({ hideCalendarEventDetails: flag ?? false }),
  successRedirectUrl: (successRedirectUrl) => ({ successRedirectUrl }),
  hideOrganizerEmail: (flag) => ({ hideOrganizerEmail: flag ?? false }),
  calVideoSettings: (video) => {
    const { sendTranscriptionEmails, ...settings } = video ?? {};
    const given = Object.entries(settings).filter(([, value]) => value !== undefined);
    return {
      sendTranscriptionEmails: sendTranscriptionEmails ?? true,
      calVideoSettings: given.length > 0 ? Object.fromEntries(given) : null,
    };
  },
  hidden: (hidden) => ({ hidden: hidden ?? false }),
  bookingRequiresAuthentication: (flag) => ({ bookingRequiresAuthentication: flag ?? false }),
  disableCancelling: (rule) => ({ disableCancelling: rule?.disabled ?? false }),
  disableRescheduling: (rule) => ({
    disableRescheduling: rule?.disabled ?? false,
    minimumRescheduleNotice: rule?.disabled ? null : (rule?.minutesBefore ?? null),
  }),
  interfaceLanguage: (interfaceLanguage) => ({ interfaceLanguage }),
  allowReschedulingPastBookings: (flag) => ({ allowReschedulingPastBookings: flag ?? false }),
  allowReschedulingCancelledBookings: (flag) => ({ allowReschedulingCancelledBookings: flag ?? false }),
  showOptimizedSlots: (flag) => ({ showOptimizedSlots: flag ?? false }),
  locations: (locations) => ({ locations: locations?.map(storedLocation) ?? DEFAULT_LOCATIONS }),
};

// improve: event-types.null — null is the way back to the default; the original answers 500 to some nulls.
/** The columns to write for a body. What the body leaves out is left out. */
export function columnsOf(input: EventTypeInput): EventTypeColumns {
  const parts = Object.entries(TO_COLUMNS).flatMap(([name, toColumns]) => {
    const value = input[name as keyof EventTypeInput];
    return value === undefined ? [] : [(toColumns as (given: unknown) => EventTypeColumns)(value)];
  });
  return Object.assign({}, ...parts, formOf(input)) as EventTypeColumns;
}

/** The booking form and whether it asks for guests, which is told in two places. */
function formOf({ bookingFields, disableGuests }: EventTypeInput): EventTypeColumns {
  if (bookingFields) {
    const hidden = disableGuests ?? hidesGuests(bookingFields) ?? false;
    const guests = { slug: 'guests', hidden };
    const fields = bookingFields.map((field) => (field.slug === 'guests' ? { ...field, ...guests } : field));
    return { disableGuests: hidden, bookingFields: storedBookingFields(fields, hidden) };
  }
  const hidden = disableGuests ?? false;
  const form = bookingFields === null ? { bookingFields: storedBookingFields([], hidden) } : {};
  return disableGuests === undefined ? form : { ...form, disableGuests: hidden };
}

/** compat: event-types.slug — only blanks at both ends and leading punctuation go; everything else stays as given. */
export function tidySlug(slug: string): string {
  return slug.trim().replace(/^-+/, '').replace(/^\.+/, '').replace(/^_+/, '');
}

/** Undefined for a setting that is absent or switched off. */
function enabled<Part extends object>(part: Part | Disabled | null): Exclude<Part, Disabled> | undefined {
  return part === null || ('disabled' in part && part.disabled) ? undefined : (part as Exclude<Part, Disabled>);
}

function storedLimits(limits: Limits | Disabled | null): StoredLimits | null {
  if (limits === null) return null;
  const given: Partial<Limits> = enabled(limits as Limits) ?? {};
  const entries = (Object.keys(LIMIT_KEYS) as Interval[])
    .filter((interval) => typeof given[interval] === 'number')
    .map((interval) => [LIMIT_KEYS[interval], given[interval]]);
  return Object.fromEntries(entries) as StoredLimits;
}

function periodOf(
  window: { type: string; value: number | string[]; rolling?: boolean | null } | undefined,
): EventTypeColumns {
  const none = { periodDays: null, periodCountCalendarDays: null, periodStartDate: null, periodEndDate: null };
  if (!window) return { ...none, periodType: 'UNLIMITED' };
  const { type, value, rolling } = window;
  if (Array.isArray(value)) {
    const [start, end] = value.map((day) => new Date(`${day.slice(0, 10)}T00:00:00Z`)) as [Date, Date];
    return { ...none, periodType: 'RANGE', periodStartDate: start, periodEndDate: end };
  }
  const periodType = rolling ? 'ROLLING_WINDOW' : 'ROLLING';
  return { ...none, periodType, periodDays: value, periodCountCalendarDays: type === 'calendarDays' };
}

interface Policy {
  type: 'always' | 'time';
  noticeThreshold?: { unit: string; count: number } | null;
  blockUnconfirmedBookingsInBooker: boolean;
}

function confirmationOf(policy: Policy | undefined): EventTypeColumns {
  if (!policy) return { requiresConfirmation: false, confirmationBlocksSlot: false, confirmationThreshold: null };
  const { type, noticeThreshold, blockUnconfirmedBookingsInBooker } = policy;
  const isTimed = type === 'time' && noticeThreshold;
  return {
    requiresConfirmation: true,
    confirmationBlocksSlot: blockUnconfirmedBookingsInBooker,
    confirmationThreshold: isTimed ? { unit: noticeThreshold.unit, time: noticeThreshold.count } : null,
  };
}
