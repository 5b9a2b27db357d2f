import { shownBookingFields } from './booking-fields-2024-06-14.mapping.js';
import {
  type EventTypeOwner,
  type EventTypeRow,
  type Interval,
  LIMIT_KEYS,
  type OwnedEventType,
  type StoredLimits,
} from './event-type-row.js';
import { FREQUENCIES } from './event-type-settings-2024-06-14.dto.js';
import { shownLocations } from './locations-2024-06-14.mapping.js';

/** A place without which the settings of the video room have no meaning. */
const CAL_VIDEO = 'integrations:daily';

/** An event type as the version 2024-06-14 shows it. The keys are in the contract's order. */
export function toOutput(row: OwnedEventType, siteUrl: string) {
  const { user } = row;
  return {
    id: row.id,
    ownerId: row.userId,
    lengthInMinutes: row.length,
    ...(row.lengthOptions.length > 0 ? { lengthInMinutesOptions: row.lengthOptions } : {}),
    title: row.title,
    slug: row.slug,
    description: row.description ?? '',
    locations: shownLocations(row.locations),
    bookingFields: shownBookingFields(row.bookingFields, row.disableGuests),
    recurrence: recurrenceOf(row),
    disableGuests: row.disableGuests,
    slotInterval: row.slotInterval,
    minimumBookingNotice: row.minimumBookingNotice,
    beforeEventBuffer: row.beforeEventBuffer,
    afterEventBuffer: row.afterEventBuffer,
    metadata: row.lengthOptions.length > 0 ? { multipleDuration: row.lengthOptions } : {},
    price: 0,
    currency: 'usd',
    lockTimeZoneToggleOnBookingPage: row.lockTimeZoneToggle,
    forwardParamsSuccessRedirect: true,
    successRedirectUrl: row.successRedirectUrl,
    isInstantEvent: false,
    users: [userOf(user)],
    scheduleId: row.scheduleId,
    ...(row.bookingLimits ? { bookingLimitsCount: limitsOf(row.bookingLimits) } : {}),
    ...(row.durationLimits ? { bookingLimitsDuration: limitsOf(row.durationLimits) } : {}),
    onlyShowFirstAvailableSlot: row.onlyFirstSlot,
    offsetStart: row.offsetStart,
    bookingWindow: windowOf(row),
    ...(row.bookerLayouts ? { bookerLayouts: row.bookerLayouts } : {}),
    confirmationPolicy: confirmationOf(row),
    requiresBookerEmailVerification: row.requiresBookerEmailVerification,
    hideCalendarNotes: row.hideCalendarNotes,
    ...(row.color
      ? { color: { darkThemeHex: row.color.darkEventTypeColor, lightThemeHex: row.color.lightEventTypeColor } }
      : {}),
    seats: seatsOf(row),
    ...(row.eventName === null ? {} : { customName: row.eventName }),
    useDestinationCalendarEmail: false,
    hideCalendarEventDetails: row.hideCalendarEventDetails,
    hideOrganizerEmail: row.hideOrganizerEmail,
    calVideoSettings: { sendTranscriptionEmails: row.sendTranscriptionEmails, ...row.calVideoSettings },
    hidden: row.hidden,
    bookingRequiresAuthentication: row.bookingRequiresAuthentication,
    bookerActiveBookingsLimit:
      row.maxActiveBookings === null
        ? { disabled: true }
        : { maximumActiveBookings: row.maxActiveBookings, offerReschedule: row.offerReschedule },
    bookingUrl: bookingUrlOf(row, siteUrl),
    disableCancelling: { disabled: row.disableCancelling },
    disableRescheduling: {
      disabled: row.disableRescheduling,
      ...(row.minimumRescheduleNotice === null ? {} : { minutesBefore: row.minimumRescheduleNotice }),
    },
    interfaceLanguage: row.interfaceLanguage,
    allowReschedulingPastBookings: row.allowReschedulingPastBookings,
    allowReschedulingCancelledBookings: row.allowReschedulingCancelledBookings,
    showOptimizedSlots: row.showOptimizedSlots,
  };
}

export type EventTypeJson = ReturnType<typeof toOutput>;

/** As lists show it: without the questions that are hidden, and of the video room only what is sent afterwards. */
export function toListItem(row: OwnedEventType, siteUrl: string): EventTypeJson {
  const item = toOutput(row, siteUrl);
  return {
    ...item,
    bookingFields: item.bookingFields.filter((field) => !('hidden' in field && field.hidden)),
    calVideoSettings: { sendTranscriptionEmails: row.sendTranscriptionEmails },
  };
}

/** Whether the settings of the video room have a meaning. */
export function hasVideoRoom({ locations }: Pick<EventTypeRow, 'locations'>): boolean {
  return locations?.some(({ type }) => type === CAL_VIDEO) ?? false;
}

/** Exactly these keys, and no e-mail address: anybody may read them. */
export function userOf({ id, name, username, avatarUrl, weekStart, metadata }: EventTypeOwner) {
  return { id, name, username, avatarUrl, brandColor: null, darkBrandColor: null, weekStart, metadata: metadata ?? {} };
}

/** Empty for managed users, whose bookings are made in the pages of their customer. */
function bookingUrlOf({ user: { username, isPlatformManaged }, slug }: OwnedEventType, siteUrl: string): string {
  return isPlatformManaged || !username ? '' : `${siteUrl}/${username}/${slug}`;
}

function recurrenceOf({ recurringEvent }: EventTypeRow) {
  if (!recurringEvent) return null;
  const { interval, count, freq } = recurringEvent;
  return { interval, occurrences: count, frequency: FREQUENCIES[freq], disabled: false };
}

function limitsOf(limits: StoredLimits): Partial<Record<Interval, number>> {
  const intervals = (Object.keys(LIMIT_KEYS) as Interval[]).filter((name) => limits[LIMIT_KEYS[name]] !== undefined);
  return Object.fromEntries(intervals.map((name) => [name, limits[LIMIT_KEYS[name]]]));
}

function windowOf(row: EventTypeRow) {
  const { periodType, periodDays, periodCountCalendarDays, periodStartDate, periodEndDate } = row;
  const day = (date: Date | null): string => date?.toISOString().slice(0, 10) ?? '';
  if (periodType === 'RANGE') return { type: 'range', value: [day(periodStartDate), day(periodEndDate)] };
  if (periodType === 'UNLIMITED') return { disabled: true };
  const type = periodCountCalendarDays ? 'calendarDays' : 'businessDays';
  return { type, value: periodDays ?? 0, rolling: periodType === 'ROLLING_WINDOW' };
}

function confirmationOf({ requiresConfirmation, confirmationBlocksSlot, confirmationThreshold }: EventTypeRow) {
  if (!requiresConfirmation) return { disabled: true };
  const blockUnconfirmedBookingsInBooker = confirmationBlocksSlot;
  if (!confirmationThreshold) return { type: 'always', blockUnconfirmedBookingsInBooker };
  const { unit, time } = confirmationThreshold;
  return { type: 'time', noticeThreshold: { unit, count: time }, blockUnconfirmedBookingsInBooker };
}

function seatsOf({ seatsPerTimeSlot, seatsShowAttendees, seatsShowAvailability }: EventTypeRow) {
  if (seatsPerTimeSlot === null) return { disabled: true };
  return {
    disabled: false,
    seatsPerTimeSlot,
    showAttendeeInfo: seatsShowAttendees,
    showAvailabilityCount: seatsShowAvailability,
  };
}
