import fc, { type Arbitrary } from 'fast-check';
import type { SettingsRow } from '../../src/event-types/event-type-row.js';

// Event types and settings for properties of the mappings.

const minutes = fc.integer({ min: 0, max: 10_000 });
const text = fc.string({ maxLength: 20 });
const nullable = <Value>(value: Arbitrary<Value>): Arbitrary<Value | null> => fc.option(value, { nil: null });
const day = fc.integer({ min: -25_000, max: 60_000 }).map((days) => new Date(days * 86_400_000));
const zone = fc.constantFrom('Europe/Rome', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia');
const limits = fc.record({ PER_DAY: fc.integer({ min: 1, max: 9 }), PER_WEEK: fc.integer({ min: 10, max: 99 }) });
const location = fc.oneof(
  fc.record({ type: fc.constant('integrations:daily') }),
  fc.record({ type: fc.constant('inPerson'), address: text, displayLocationPublicly: fc.boolean() }),
);
const field = fc.record({ type: fc.constant('text'), label: text, required: fc.boolean(), hidden: fc.boolean() });

/** What the components can send, each setting or none of them. */
export const settings: Arbitrary<Record<string, unknown>> = fc.record(
  {
    title: text,
    slug: text,
    length: fc.integer({ min: 1, max: 1440 }),
    description: nullable(text),
    hidden: fc.boolean(),
    locations: fc.array(location, { maxLength: 4 }),
    eventName: nullable(text),
    timeZone: nullable(zone),
    lockedTimeZone: nullable(zone),
    periodDays: nullable(minutes),
    periodCountCalendarDays: nullable(fc.boolean()),
    requiresConfirmationWillBlockSlot: fc.boolean(),
    recurringEvent: nullable(fc.record({ interval: fc.nat(), count: fc.nat(), freq: fc.nat({ max: 2 }) })),
    requiresCancellationReason: fc.constantFrom('MANDATORY_BOTH', 'OPTIONAL_BOTH'),
    minimumRescheduleNotice: nullable(minutes),
    slotInterval: nullable(minutes),
    bookingLimits: nullable(limits),
    durationLimits: nullable(limits),
    maxActiveBookingsPerBooker: nullable(fc.nat()),
    seatsPerTimeSlot: nullable(fc.integer({ min: 1, max: 1000 })),
    seatsShowAvailabilityCount: fc.boolean(),
    onlyShowFirstAvailableSlot: fc.boolean(),
    price: fc.nat(),
    currency: text,
    instantMeetingParameters: fc.array(text),
    disableCancellingScope: text,
    metadata: fc.record(
      {
        multipleDuration: fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1 }),
        requiresConfirmationThreshold: fc.record({ unit: fc.constant('hours'), time: fc.nat() }),
        bookerLayouts: fc.record({
          enabledLayouts: fc.constant(['month_view', 'column_view']),
          defaultLayout: fc.constantFrom('month_view', 'column_view'),
        }),
        apps: fc.dictionary(fc.constantFrom('stripe', 'giphy'), fc.record({ enabled: fc.boolean() })),
        hideDurationSelectorInBookingPage: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

const user = fc.record({
  id: fc.nat(),
  name: nullable(text),
  username: nullable(text),
  avatarUrl: fc.constant(null),
  email: fc.constant('ann@acme.test'),
  locale: fc.constant('en'),
  timeZone: zone,
  weekStart: fc.constant('Monday'),
  metadata: fc.constant(null),
  defaultScheduleId: nullable(fc.nat()),
  organizationId: nullable(fc.nat()),
  isPlatformManaged: fc.boolean(),
});

/** An event type as it is stored, with what belongs to it. */
export const storedEventType: Arbitrary<SettingsRow> = fc
  .record({
    user,
    days: fc.tuple(nullable(day), nullable(day)),
    own: fc.array(field, { maxLength: 3 }),
    flag: fc.boolean(),
  })
  .map(({ user: owner, days: [periodStartDate, periodEndDate], own, flag }) => ({
    ...{ id: 55, userId: owner.id, title: 'Intro', slug: 'intro', description: null, hidden: false, position: 0 },
    ...{ length: 30, lengthOptions: [], locations: null, disableGuests: flag, scheduleId: null, slotInterval: null },
    bookingFields: flag ? null : own.map((one, index) => ({ name: `own${index}`, ...one })),
    ...{ offsetStart: 0, minimumBookingNotice: 120, beforeEventBuffer: 0, afterEventBuffer: 0, onlyFirstSlot: flag },
    ...{ showOptimizedSlots: false, periodType: 'UNLIMITED', periodDays: null, periodCountCalendarDays: null },
    ...{ periodStartDate, periodEndDate, bookingLimits: null, durationLimits: null, maxActiveBookings: null },
    ...{ offerReschedule: false, requiresConfirmation: flag, confirmationBlocksSlot: false },
    ...{ confirmationThreshold: null, recurringEvent: null, seatsPerTimeSlot: null, seatsShowAttendees: false },
    ...{ seatsShowAvailability: true, requiresBookerEmailVerification: false, bookingRequiresAuthentication: false },
    ...{ disableCancelling: flag, disableRescheduling: false, minimumRescheduleNotice: null, eventName: null },
    ...{ allowReschedulingPastBookings: false, allowReschedulingCancelledBookings: false, successRedirectUrl: null },
    ...{ interfaceLanguage: null, lockTimeZoneToggle: flag, hideCalendarNotes: false, hideOrganizerEmail: false },
    ...{ hideCalendarEventDetails: false, color: null, bookerLayouts: null, calVideoSettings: null },
    ...{
      sendTranscriptionEmails: true,
      timeZone: null,
      lockedTimeZone: null,
      otherSettings: {},
      createdAt: new Date(0),
    },
    requiresCancellationReason: 'MANDATORY_HOST_ONLY',
    ...{ user: owner, hoursId: null, hoursTimeZone: null, hoursName: null, links: [], webhooks: [], destination: null },
  }));
